package devices_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
)

// TestSheets: every sheet has numbers with keys of its own, all finite, and charts that can be drawn.
func TestSheets(t *testing.T) {
	for _, tech := range devices.Technologies() {
		if tech.Sheets == nil {
			t.Errorf("%s has no sheet", tech.Name)
			continue
		}
		v := tech.Defaults()
		s, err := tech.Sheet(&v, devices.Ask{N: 500, Seed: 1, Charts: true})
		if err != nil {
			t.Errorf("%s: %v", tech.Name, err)
		}
		devices.Drawable(t, tech.Name, s)
	}
}

// TestSheetsAtTheEnds: at either end of each parameter there are finite numbers, or an error that says why not.
func TestSheetsAtTheEnds(t *testing.T) {
	for _, tech := range devices.Technologies() {
		for _, p := range tech.Params {
			for _, x := range []float64{p.Min, p.Max} {
				v := tech.Defaults()
				if p.Kind == knob.OneOf || !p.Plays(&v) {
					continue
				}
				if p.Kind == knob.Switch {
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
				devices.Drawable(t, fmt.Sprint(tech.Name, tech.Texts(&v)), s)
			}
		}
	}
}

func TestASheetMustBeFinite(t *testing.T) {
	tech := &devices.Technology{Sheets: infinite{}}
	if s, err := tech.Characterise(nil, devices.Ask{}); err == nil ||
		!strings.Contains(err.Error(), `point 1 of "l"`) || s.Charts != nil {
		t.Error(err)
	}
}

// infinite has a sheet with a point that is no number.
type infinite struct{}

func (infinite) Sheet(*devices.Values, devices.Ask) (devices.Sheet, error) {
	return devices.Sheet{Charts: []devices.Plot{{Key: "c",
		Lines: []devices.Curve{{Name: "l", X: []float64{0, 1}, Y: []float64{0, math.Inf(1)}}}}}}, nil
}

func BenchmarkSheets(b *testing.B) {
	for _, tech := range devices.Technologies() {
		if tech.Sheets == nil {
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
