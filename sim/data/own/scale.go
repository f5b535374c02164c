package own

import (
	"fmt"
	"math"
	"slices"
)

// How numbers become bytes from 0 to 255: values of Options.Scale.
const (
	ScaleKept = "kept" // they are bytes, or whole numbers from 0 to 255, and stay
	ScaleAll  = "all"  // the lowest of all becomes 0 and the highest 255
	ScaleEach = "each" // the same by column of a table or by lead of a signal
)

const white = 255

// tails is the share of the values of a lead, in thousandths, that lie outside of the range at each end and are cut: an
// artefact would take the whole range of 8 bits else (assumed).
const tails = 2

// scaled makes the values bytes in a way, and tells in which.
func (s *samples) scaled(scale string) ([]byte, string, error) {
	whole := s.reals == nil || s.whole()
	if scale == "" {
		scale = s.usual(whole)
	}
	switch {
	case scale == ScaleKept && !whole:
		return nil, scale, wrong(s.file, "its numbers are not all whole ones from 0 to %d: they cannot be kept", white)
	case scale == ScaleKept && s.reals == nil:
		return s.bytes, scale, nil
	case scale != ScaleKept && scale != ScaleAll && scale != ScaleEach:
		return nil, scale, wrong(s.file, "the scale %q is not known: allowed are %s, %s and %s", short(scale), ScaleKept,
			ScaleAll, ScaleEach)
	}
	if s.reals == nil {
		s.reals = make([]float32, len(s.bytes))
		for i, b := range s.bytes {
			s.reals[i] = float32(b)
		}
	}
	if i := slices.IndexFunc(s.reals, unbounded); i >= 0 {
		return nil, scale, wrong(s.file, "value %d of sample %d is %g: allowed are finite numbers", i%s.grid.Values(),
			i/s.grid.Values(), s.reals[i])
	}
	return s.by(scale), scale, nil
}

// unbounded tells of a number that is none, or no finite one.
func unbounded(x float32) bool { return math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) }

// usual is how such numbers become bytes where nobody says.
func (s *samples) usual(whole bool) string {
	brightest := white
	if s.reals == nil {
		brightest = int(slices.Max(s.bytes))
	}
	switch {
	case whole && brightest > 1 && (s.grid.H > 1 || s.reals == nil):
		return ScaleKept
	case s.grid.H > 1:
		return ScaleAll
	}
	return ScaleEach
}

// whole tells whether all numbers are bytes, and not bits.
func (s *samples) whole() bool {
	highest := float32(0)
	for _, x := range s.reals {
		if x != float32(byte(min(max(x, 0), white))) {
			return false
		}
		highest = max(highest, x)
	}
	return highest > 1
}

// by makes bytes of the numbers: all on one scale, or each column or lead on one of its own.
func (s *samples) by(scale string) []byte {
	values := s.grid.Values()
	parts := 1
	switch {
	case scale == ScaleEach && s.tabular:
		parts = values
	case scale == ScaleEach:
		parts = s.grid.C // leads or colours, which lie side by side
	}
	out := make([]byte, len(s.reals))
	for c := range parts {
		lo, hi := s.bounds(c, parts, scale)
		k := 0.0
		if hi > lo {
			k = white / (hi - lo)
		}
		for i := c; i < len(out); i += parts {
			out[i] = byte(min(max(math.Round(float64((float64(s.reals[i])-lo)*k)), 0), white))
		}
	}
	return out
}

// bounds are the numbers that become 0 and 255, of every step-th from one on.
func (s *samples) bounds(from, step int, scale string) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for i := from; i < len(s.reals); i += step {
		lo, hi = min(lo, float64(s.reals[i])), max(hi, float64(s.reals[i]))
	}
	if scale == ScaleAll && lo >= 0 && hi <= 1 && hi > .5 {
		return 0, 1 // grey values as numbers from 0 to 1
	}
	if scale == ScaleEach && s.grid.H == 1 && !s.tabular {
		return s.within(from, step)
	}
	return lo, hi
}

// within are the bounds of a lead without its tails. So many of its values are looked at, evenly spread, as are sorted
// in a moment.
func (s *samples) within(from, step int) (lo, hi float64) {
	const looked = 1 << 16
	n := (len(s.reals) - from + step - 1) / step
	every := (n + looked - 1) / looked
	var some []float32
	for i := 0; i < n; i += every {
		some = append(some, s.reals[from+i*step])
	}
	slices.Sort(some)
	cut := len(some) * tails / 1000
	return float64(some[cut]), float64(some[len(some)-1-cut])
}

// ScaleWords says in a sentence how numbers became bytes.
func (p *Pool) ScaleWords() string {
	what := "lead"
	switch {
	case p.Tabular:
		what = "column"
	case p.Grid.H > 1:
		what = "colour"
	}
	switch p.Options.Scale {
	case ScaleKept:
		return "Values from 0 to 255 are kept."
	case ScaleAll:
		return "The lowest of all values becomes 0, the highest 255."
	}
	words := fmt.Sprintf("The lowest value of each %s becomes 0, its highest 255, over all samples", what)
	if what == "lead" {
		words += fmt.Sprintf("; %d in 1000 at each end are cut", tails)
	}
	return words + "."
}
