package devices

import (
	"math"
	"slices"
	"testing"
	"unsafe"

	"arraylab/sim/rng"
)

// TestSurveyPlainTwin: four pairs at once find what one does, and what they call sure is: no telegraph
// and pink noise makes the other weight.
func TestSurveyPlainTwin(t *testing.T) {
	src := rng.New(8, "survey").Source(0)
	real := func(lo, hi float64) float32 { return float32(lo + (hi-lo)*src.Float64()) }
	const pink, ampUnit = 0.11, 0.5 / ampSteps / (1 << 34)
	quads := make([]quad, 400)
	var sure, unsure, flips int
	for i := range quads {
		for side := range 2 {
			for l := range 4 {
				q := &quads[i]
				q.a[side][l], q.ln[side][l] = real(-0.3, 0.3), real(-0.3, 0.6)
				q.m1[side][l], q.m2[side][l], q.tStar[side][l] = real(0, 1e-3), real(0, 1e-4), real(0, 900)
				q.state[side][l] = src.Uint32()&^MaxPulses | src.Below(2000)
				if src.Below(2) == 0 {
					q.ln[side][l] = stale
				}
				if src.Below(20) == 0 {
					q.ln[1-side][l] = q.ln[side][l]
				}
				q.amp[l] = src.Uint32()
			}
		}
	}
	fast, plain := make([]uint32, 4*len(quads)), make([]uint32, 4*len(quads))
	surveyQuads(quads, fast, pink, ampUnit)
	surveyPlain(quads, plain, pink, ampUnit)
	if !slices.Equal(fast, plain) {
		t.Fatal("four pairs at once are surveyed otherwise than one after the other")
	}
	// noisy is ln R with the least (0) or the most (1) noise.
	noisy := func(c cell, most float32) float32 {
		ln := *c.ln()
		if ln == stale {
			ln = c.mean(float32(c.pulses())) + most*pink
		}
		if c.high() {
			ln += most * mostUU * (ampUnit * c.amp())
		}
		return ln
	}
	for j, code := range plain {
		x, y := cell{&quads[j/4], 0, j % 4}, cell{&quads[j/4], 1, j % 4}
		if first := *y.state()&flagBit != 0; first != (code&codeFirst != 0) {
			t.Fatalf("pair %d: code %d, first time %v", j, code, first)
		}
		if code&codeUnsure != 0 {
			unsure++
			continue
		}
		weight := *x.state() ^ code&codeFlip/codeFlip*flagBit
		for _, noise := range [][2]float32{{0, 1}, {1, 0}} {
			state := weight
			decide(&state, noisy(x, noise[0]), noisy(y, noise[1]))
			if state != weight {
				t.Fatalf("pair %d: code %d, but noise decides", j, code)
			}
		}
		sure++
		flips += int(code & codeFlip / codeFlip)
	}
	if sure < 400 || unsure < 200 || flips < 100 {
		t.Errorf("%d pairs are sure, %d unsure, %d flip: too few for a test", sure, unsure, flips)
	}
}

// TestPinkSumPlainTwin compares the vectors with the loop.
func TestPinkSumPlainTwin(t *testing.T) {
	table := newPinkTable(HfOxWeakReset().PinkScale)
	src := rng.New(8, "pink").Source(0)
	for i := range table.rows {
		for range 20 {
			var w [12]uint32
			for j := range w {
				w[j] = src.Uint32()
			}
			got, want := table.rows[i].sum(&w), table.rows[i].sumPlain(&w)
			if math.Float32bits(got) != math.Float32bits(want) || want > table.most {
				t.Fatalf("row %d of %x: %v: want %v, at most %v", i, w, got, want, table.most)
			}
		}
	}
}

func TestBytesPerPair(t *testing.T) {
	if got := unsafe.Sizeof(quad{}); got != 4*BytesPerPair {
		t.Errorf("four pairs take %d bytes: want %d", got, 4*BytesPerPair)
	}
}
