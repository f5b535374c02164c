//go:build !js

package devices_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/devices"
)

// Statistical tests from existing suites, ent and rngtest: of the whitened bits, which must pass, and of biased
// or correlated ones, which must not. The bits are a function of the seed, so the outcome never changes.

// suite runs a program on bytes and returns what it wrote. A missing one is an error, not a reason to skip.
func suite(t *testing.T, input []byte, command ...string) string {
	t.Helper()
	path, err := exec.LookPath(command[0])
	if err != nil {
		t.Fatalf("%s is missing. Install it, on Debian with: sudo apt-get install ent rng-tools-debian", command[0])
	}
	cmd := exec.Command(path, command[1:]...)
	cmd.Stdin = bytes.NewReader(input)
	output, err := cmd.CombinedOutput()
	var exit *exec.ExitError // rngtest exits with 1 where a block has failed
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", command[0], err)
	}
	return string(output)
}

// fipsBlocks of 20,000 bits are tested. A block of true random bits fails with a probability of about 8e-4.
const fipsBlocks = 1000

// fipsFailures counts the blocks that fail the tests of FIPS 140-2.
func fipsFailures(t *testing.T, b []byte) int {
	t.Helper()
	output := suite(t, b, "rngtest", "-c", strconv.Itoa(fipsBlocks))
	number := func(what string) int {
		m := regexp.MustCompile(what + `: (\d+)`).FindStringSubmatch(output)
		if m == nil {
			t.Fatalf("rngtest does not tell its %s:\n%s", what, output)
		}
		n, _ := strconv.Atoi(m[1])
		return n
	}
	failed := number("FIPS 140-2 failures")
	if passed := number("FIPS 140-2 successes"); passed+failed != fipsBlocks {
		t.Fatalf("rngtest tested %d blocks", passed+failed)
	}
	return failed
}

// entropy is what ent finds. chi is the probability that random bytes, or bits, exceed its chi-square.
type entropy struct{ perSymbol, chi, mean, serial float64 }

func ent(t *testing.T, b []byte, flags ...string) (e entropy) {
	t.Helper()
	output := suite(t, b, append([]string{"ent", "-t"}, flags...)...)
	lines := strings.Split(strings.TrimSpace(output), "\n")
	var line, size int
	var square, pi float64
	text := strings.ReplaceAll(lines[len(lines)-1], ",", " ")
	if n, err := fmt.Sscan(text, &line, &size, &e.perSymbol, &square, &e.mean, &pi, &e.serial); n != 7 {
		t.Fatalf("ent: %v in %q", err, output)
	}
	freedom := 255.0
	if len(flags) > 0 {
		freedom = 1
	}
	e.chi = distuv.ChiSquared{K: freedom}.Survival(square)
	return e
}

// junctionBytes are enough of them for rngtest: 1000 blocks after 32 bits to begin with.
func junctionBytes(t *testing.T, seed uint32, set map[string]float64) []byte {
	t.Helper()
	v := withNumbers(t, devices.SuperparamagneticJunction, set)
	b := make([]byte, fipsBlocks*2500+4)
	if _, err := io.ReadFull(devices.RandomBits(&v, seed, 0), b); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestWhitenedBitsPassSuites: of 1000 blocks at most 5 fail where 0.8 are expected (more have a probability
// of 2e-4); each chi-square is within its 0.01 and 99.99 %; the entropy of a byte is at least 7.9999 bits, and bits
// and bytes correlate with their neighbours by less than 4 standard errors.
func TestWhitenedBitsPassSuites(t *testing.T) {
	t.Parallel() // it waits for other programs most of the time
	seeds := map[string]uint32{"defaults": 2, "biased junctions": 1, "correlated reads": 1, "equal, undisturbed": 1}
	for name, set := range map[string]map[string]float64{
		"defaults":           {},
		"biased junctions":   {"xor": 8, "current": 0.02, "disturb": 0.05},
		"correlated reads":   {"xor": 8, "interval": 4e-7},
		"equal, undisturbed": {"xor": 2, "spread": 0, "stray": 0, "disturb": 0, "interval": 1e-5},
	} {
		for seed := uint32(1); seed <= seeds[name]; seed++ {
			b := junctionBytes(t, seed, set)
			n := fipsFailures(t, b)
			t.Logf("%s, seed %d: %d of %d blocks fail FIPS 140-2", name, seed, n, fipsBlocks)
			if n > 5 {
				t.Errorf("%s, seed %d: more than 5", name, seed)
			}
			if e := ent(t, b); e.chi < 1e-4 || e.chi > 0.9999 || e.perSymbol < 7.9999 || e.serial*e.serial > 16/2.5e6 {
				t.Errorf("%s, seed %d: bytes: %+v", name, seed, e)
			}
			if e := ent(t, b, "-b"); e.chi < 1e-4 || e.serial*e.serial > 16/2e7 {
				t.Errorf("%s, seed %d: bits: %+v", name, seed, e)
			}
		}
	}
}

// TestUnwhitenedBitsFailSuites: the same suites refuse the bits of one junction that is biased, or read too often,
// and find the bias and the correlation that the sheet tells.
func TestUnwhitenedBitsFailSuites(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]map[string]float64{
		"biased":     {"xor": 1, "current": 0.02, "interval": 1e-5},
		"correlated": {"xor": 1, "stray": 0, "disturb": 0, "interval": 4e-7},
	} {
		b := junctionBytes(t, 1, set)
		if n := fipsFailures(t, b); n < fipsBlocks*99/100 {
			t.Errorf("%s: only %d of %d blocks fail FIPS 140-2", name, n, fipsBlocks)
		}
		if e := ent(t, b); e.chi > 1e-4 || e.perSymbol > 7.99 {
			t.Errorf("%s: bytes pass: %+v", name, e)
		}
		e := ent(t, b, "-b")
		_, n := characterise(t, devices.SuperparamagneticJunction,
			withNumbers(t, devices.SuperparamagneticJunction, set), devices.Ask{Seed: 1})
		const fourErrors = 4 / 4472.0 * 1.3 // of 2e7 bits, a third more for their correlation
		if d := e.mean - n["p"]; d*d > fourErrors*fourErrors/4 {
			t.Errorf("%s: ent finds %g ones, the law says %g", name, e.mean, n["p"])
		}
		if d := e.serial - n["correlation"]; d*d > fourErrors*fourErrors {
			t.Errorf("%s: ent finds a correlation of %g, the law says %g", name, e.serial, n["correlation"])
		}
	}
}
