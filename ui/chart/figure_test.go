package chart

import (
	"strings"
	"testing"

	"arraylab/sim/gallery"
)

// TestBitsFigure: a bar for each number of junctions, and in words how many tests their bits fail.
func TestBitsFigure(t *testing.T) {
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			if c.Figure != gallery.FigureBits {
				continue
			}
			s := Figure{Claim: c}.Spec()
			bars, _ := s.Marks[0][1].([]layerBar)
			if len(bars) != 3 || bars[0].V <= bars[1].V || bars[1].V <= bars[2].V || bars[2].V != 0 {
				t.Errorf("%s: bars %+v", c.Name, bars)
			}
			if !strings.Contains(s.Words, "Junctions XORed: 4 0") {
				t.Errorf("%s: %s", c.Name, s.Words)
			}
			return
		}
	}
	t.Fatal("no claim is about bits")
}
