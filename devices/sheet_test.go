package devices_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/devices"
)

// reserved are what the command prints beside the numbers.
var reserved = []string{"name", "notes", "units", "charts", "pictures", "parameters"}

// TestSheets: every sheet has numbers with keys of its own, all finite, and charts that can be drawn.
func TestSheets(t *testing.T) {
	for _, tech := range devices.Technologies() {
		if tech.Sheet == nil {
			t.Errorf("%s has no sheet", tech.Name)
			continue
		}
		v := tech.Defaults()
		s, err := tech.Sheet(&v, devices.Ask{N: 500, Seed: 1, Charts: true})
		if err != nil {
			t.Errorf("%s: %v", tech.Name, err)
		}
		drawable(t, tech.Name, s)
	}
}

// TestSheetsAtTheEnds: at either end of each parameter there are finite numbers, or an error that says why not.
func TestSheetsAtTheEnds(t *testing.T) {
	for _, tech := range devices.Technologies() {
		for _, p := range tech.Params {
			for _, x := range []float64{p.Min, p.Max} {
				v := tech.Defaults()
				if p.Kind == devices.Option || !p.Plays(&v) {
					continue
				}
				if p.Kind == devices.Switch {
					x = math.Min(1, x)
				}
				if p.Put(&v, x); tech.Check != nil && tech.Check(&v) != nil {
					continue
				}
				s, err := tech.Characterise(&v, devices.Ask{N: 200, Seed: 1})
				var limit *devices.SheetError
				if err != nil && !errors.As(err, &limit) {
					t.Errorf("%s %v: %v", tech.Name, tech.Texts(&v), err)
				}
				drawable(t, fmt.Sprint(tech.Name, tech.Texts(&v)), s)
			}
		}
	}
}

func TestASheetMustBeFinite(t *testing.T) {
	tech := &devices.Technology{Sheet: func(v *devices.Values, ask devices.Ask) (devices.Sheet, error) {
		return devices.Sheet{Charts: []devices.Plot{{Key: "c", Lines: []devices.Curve{{Name: "l", X: []float64{0, 1}, Y: []float64{0, math.Inf(1)}}}}}}, nil
	}}
	if s, err := tech.Characterise(nil, devices.Ask{}); err == nil || !strings.Contains(err.Error(), `point 1 of "l"`) || s.Charts != nil {
		t.Error(err)
	}
}

func drawable(t *testing.T, of string, s devices.Sheet) {
	t.Helper()
	seen := map[string]bool{}
	for _, k := range reserved {
		seen[k] = true
	}
	for _, n := range s.Numbers {
		if seen[n.Key] || n.Label == "" || math.IsNaN(n.Value) || math.IsInf(n.Value, 0) {
			t.Errorf("%s: the number %+v", of, n)
		}
		seen[n.Key] = true
	}
	charts := map[string]bool{}
	for _, c := range s.Charts {
		if charts[c.Key] || c.Key == "" || c.Title == "" || c.X == "" || c.Y == "" || c.Words == "" {
			t.Errorf("%s: the chart %q %q has no key of its own, no label or no words", of, c.Key, c.Title)
		}
		charts[c.Key] = true
		for _, l := range c.Lines {
			if len(l.X) != len(l.Y) || len(l.X) > 2000 {
				t.Errorf("%s: %s has %d and %d coordinates", of, l.Name, len(l.X), len(l.Y))
			}
			for i := range l.X {
				if bad(l.X[i], c.LogX) || bad(l.Y[i], c.LogY) {
					t.Errorf("%s: %s holds (%v, %v)", of, l.Name, l.X[i], l.Y[i])
					break
				}
			}
		}
	}
	for _, p := range s.Pictures {
		if len(p.Cells) != p.W*p.H || p.Words == "" || charts[p.Key] {
			t.Errorf("%s: the picture %q has %d cells for %d x %d", of, p.Key, len(p.Cells), p.W, p.H)
		}
		for _, c := range p.Cells {
			if int(c) >= len(p.Classes) {
				t.Errorf("%s: the picture %q has a class %d of %d", of, p.Key, c, len(p.Classes))
				break
			}
		}
	}
}

// bad: what a chart cannot draw.
func bad(x float64, log bool) bool { return math.IsNaN(x) || math.IsInf(x, 0) || log && x <= 0 }

func BenchmarkSheets(b *testing.B) {
	for _, tech := range devices.Technologies() {
		if tech.Sheet == nil {
			continue
		}
		v := tech.Defaults()
		b.Run(tech.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := tech.Sheet(&v, devices.Ask{N: 10000, Seed: 1, Charts: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
