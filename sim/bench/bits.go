//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"arraylab/devices"
)

// bitTest is a line of dieharder's report.
type bitTest struct {
	Bits       string `json:"bits"` // Bits say where they come from.
	Name       string `json:"name"` // Name of the test.
	P          string `json:"p"`
	Assessment string `json:"assessment"`
}

// diehardTests are dieharder's numbers of the tests that take seconds: birthdays, bit stream, count the 1s,
// runs, and STS monobit and runs.
var diehardTests = []int{0, 4, 8, 15, 100, 101}

const (
	whitenedBits = "whitened, defaults"
	rawBits      = "one biased junction"
	monobit      = 100
)

// measureBits has dieharder examine the random bits of superparamagnetic junctions. Where the program is not,
// the table says so.
func (s *samples) measureBits(t *tools) {
	if !t.only.MatchString("bits @ " + native1) {
		return
	}
	whitened := devices.SuperparamagneticJunction.Defaults()
	s.measureBitRate(&whitened)
	path, err := exec.LookPath("dieharder")
	if err != nil {
		s.missing["dieharder"] = "not installed; on Debian: sudo apt-get install dieharder"
		fmt.Fprintln(os.Stderr, "bench: dieharder is missing")
		return
	}
	for _, test := range diehardTests {
		s.diehard(path, test, whitenedBits, &whitened)
	}
	raw := whitened
	devices.SuperparamagneticJunction.ParamOf("xor").Put(&raw, 1)
	devices.SuperparamagneticJunction.ParamOf("current").Put(&raw, 0.02)
	s.diehard(path, monobit, rawBits, &raw)
	for _, r := range s.bits {
		if (r.Assessment == "FAILED") != (r.Bits == rawBits) {
			s.fault("dieharder, %s of the bits \"%s\": %s with p = %s", r.Name, r.Bits, r.Assessment, r.P)
		}
	}
}

// measureBitRate times 2^27 bits.
func (s *samples) measureBitRate(v *devices.Values) {
	words := make([]uint64, 1<<15)
	bits := devices.RandomBits(v, 1, 0)
	begin := time.Now()
	for range 64 {
		bits.Fill(words)
	}
	s.figure("whitened random bits of 4 junctions each, Mbit/s", native1,
		64*64*float64(len(words))/1e6/time.Since(begin).Seconds())
}

// diehard runs one test on a stream of its own; the test reads what it needs and leaves.
func (s *samples) diehard(path string, test int, name string, v *devices.Values) {
	fmt.Fprintf(os.Stderr, "dieharder, test %d: %s\n", test, name)
	late, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// Generator 200 is the standard input, raw.
	cmd := exec.CommandContext(late, path, "-g", "200", "-d", strconv.Itoa(test))
	cmd.Stdin = devices.RandomBits(v, 1, uint64(test))
	output, err := cmd.Output()
	found := diehardRows(output, name)
	if err != nil || len(found) == 0 {
		s.missing[fmt.Sprint("dieharder, test ", test)] = fmt.Sprintf("%v: %.200q", err, output)
		return
	}
	s.bits = append(s.bits, found...)
}

// diehardRows reads the results: name, ntuple, tsamples, psamples, p-value and assessment between bars.
func diehardRows(output []byte, bits string) (rows []bitTest) {
	for line := range bytes.Lines(output) {
		f := strings.Split(string(line), "|")
		if len(f) != 6 {
			continue
		}
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		if _, err := strconv.ParseFloat(f[4], 64); err == nil {
			rows = append(rows, bitTest{bits, f[0], f[4], f[5]})
		}
	}
	return rows
}
