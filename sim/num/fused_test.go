//go:build !js

// A program under js/wasm cannot run the compiler, and wasm has no fused instructions.

package num_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// engine are the packages whose numbers reach a fingerprint.
var engine = []string{"./devices/...", "./sim/num", "./sim/rng", "./sim/kernel", "./sim/bnn", "./sim/chip", "./sim/lab"}

// fused matches the fused multiply-add instructions in the compiler's listings.
var fused = regexp.MustCompile(`\t(FN?M(ADD|SUB)[SD]|V?FML[AS]|VFN?M(ADD|SUB)[0-9]*[SP][SD])\t`)

// TestNothingIsFused reads the machine code of the engine for the targets on which the
// compiler may fuse a product and a sum.
func TestNothingIsFused(t *testing.T) {
	for _, target := range []string{"GOARCH=arm64", "GOARCH=amd64 GOAMD64=v3"} {
		t.Run(target, func(t *testing.T) {
			cmd := exec.Command("go", append([]string{"build", "-gcflags=-S"}, engine...)...)
			cmd.Dir = "../.."
			cmd.Env = append(os.Environ(), append(strings.Fields(target), "GOOS=linux", "CGO_ENABLED=0")...)
			listing, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("go build: %v\n%s", err, tail(listing, 2000))
			}
			products, found := 0, 0
			lines := bufio.NewScanner(bytes.NewReader(listing))
			lines.Buffer(nil, 1<<20)
			for lines.Scan() {
				if strings.Contains(lines.Text(), "\tFMUL") || strings.Contains(lines.Text(), "MULSD\t") {
					products++
				}
				if fused.MatchString(lines.Text()) && found < 20 {
					found++
					t.Errorf("fused: %s", strings.TrimSpace(lines.Text()))
				}
			}
			if products < 100 {
				t.Fatalf("only %d products in a listing of %d bytes: this is not the engine", products, len(listing))
			}
		})
	}
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }

// TestFusedIsSeen keeps the pattern honest.
func TestFusedIsSeen(t *testing.T) {
	for _, line := range []string{
		"\t0x0010 00016 (x.go:5)\tFMADDD\tF0, F1, F2, F3", "\t0x0010 00016 (x.go:5)\tFNMSUBS\tF0, F1, F2, F3",
		"\t0x0010 00016 (x.go:5)\tVFMADD231SD\tX0, X1, X2", "\t0x0010 00016 (x.go:5)\tVFMADD231PS\tX0, X1, X2",
	} {
		if !fused.MatchString(line) {
			t.Errorf("the pattern misses %q", line)
		}
	}
}
