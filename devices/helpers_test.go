package devices

import (
	"encoding/json"
	"math"
	"testing"
)

// What the tests of several files need. Those of package devices_test call it, too: hence the capitals.

// ValuesOf are the defaults of a technology under a few settings, in pairs of key and text.
func ValuesOf(t testing.TB, tech *Technology, set ...string) *Values {
	t.Helper()
	put := map[*Param]float64{}
	for i := 0; i < len(set); i += 2 {
		p := tech.ParamOf(set[i])
		if p == nil {
			t.Fatalf("%s has no parameter %s", tech.Name, set[i])
		}
		x, err := p.Parse(set[i+1])
		if err != nil {
			t.Fatal(err)
		}
		put[p] = x
	}
	var v Values
	for _, p := range tech.Params {
		x, ok := put[p]
		if !ok {
			x = p.DefaultOf(&v)
		}
		p.Put(&v, x)
	}
	return &v
}

// Figure is a number of a sheet.
func Figure(t testing.TB, s Sheet, key string) float64 {
	t.Helper()
	for _, n := range s.Numbers {
		if n.Key == key {
			return n.Value
		}
	}
	t.Fatalf("the sheet has no %q", key)
	return 0
}

// Nearly holds a value to what it should be, within a share of that.
func Nearly(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s = %.6g: want %.6g within %g of it", what, got, want, tolerance)
	}
}

// reserved are what the command prints beside the numbers.
var reserved = []string{"name", "notes", "units", "charts", "pictures", "parameters"}

// Drawable looks for what no command could print and no page could draw.
func Drawable(t *testing.T, of string, s Sheet) {
	t.Helper()
	if _, err := json.Marshal(s); err != nil {
		t.Errorf("%s: %v", of, err) // a number is not finite
	}
	seen := map[string]bool{}
	for _, k := range reserved {
		seen[k] = true
	}
	for _, n := range s.Numbers {
		if seen[n.Key] || n.Label == "" {
			t.Errorf("%s: the number %+v is there twice, or without a label", of, n)
		}
		seen[n.Key] = true
	}
	pictures := map[string]bool{}
	for _, c := range s.Charts {
		if pictures[c.Key] || c.Key == "" || c.Title == "" || c.X == "" || c.Y == "" || c.Words == "" ||
			len(c.Lines) == 0 {
			t.Errorf("%s: the chart %q %q has no key of its own, no label, no words or no curve", of, c.Key, c.Title)
		}
		pictures[c.Key] = true
		for _, l := range c.Lines {
			drawableCurve(t, of+", "+c.Key, c, l)
		}
	}
	for _, p := range s.Pictures {
		if len(p.Cells) != p.W*p.H || p.Words == "" || pictures[p.Key] {
			t.Errorf("%s: the picture %q has %d cells for %d x %d", of, p.Key, len(p.Cells), p.W, p.H)
		}
		for _, c := range p.Cells {
			if int(c) >= len(p.Classes) {
				t.Fatalf("%s: the picture %q has a class %d of %d", of, p.Key, c, len(p.Classes))
			}
		}
	}
}

func drawableCurve(t *testing.T, of string, c Plot, l Curve) {
	t.Helper()
	most := 320
	if l.Style == StyleDots {
		most = 2000
	}
	if len(l.X) != len(l.Y) || len(l.X) > most {
		t.Errorf("%s: %s has %d and %d coordinates", of, l.Name, len(l.X), len(l.Y))
		return
	}
	for i := range l.X {
		if c.LogX && l.X[i] <= 0 || c.LogY && l.Y[i] <= 0 {
			t.Errorf("%s: %s has (%g, %g) on a logarithmic axis", of, l.Name, l.X[i], l.Y[i])
			return
		}
	}
}
