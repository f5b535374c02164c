package devices

import (
	"fmt"
	"math"
)

// Sheet characterises a device. All numbers are finite.
type Sheet struct {
	Numbers  []Number  `json:"numbers"`
	Charts   []Plot    `json:"charts"`
	Pictures []Picture `json:"pictures"`
	Notes    []string  `json:"notes"` // what must be said: what is assumed, where a law ends
}

// Number is one figure of a Sheet.
type Number struct {
	Key   string  `json:"key"` // as the command prints it
	Label string  `json:"label"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Note  string  `json:"note,omitempty"` // such as the standard error, or what stands beside it
}

// Plot is a chart of a Sheet.
type Plot struct {
	Key   string  `json:"key"`
	Title string  `json:"title"`
	X     string  `json:"x"` // label with unit
	Y     string  `json:"y"`
	LogX  bool    `json:"logX"`
	LogY  bool    `json:"logY"`
	Lines []Curve `json:"lines"`
	Words string  `json:"words"` // the same in a sentence, for those who cannot see it
}

// Styles of a Curve.
const (
	StyleLine   = "line"   // what is simulated, or a trace
	StyleClosed = "closed" // a closed form: a dashed line
	StyleDots   = "dots"   // samples
	StyleBars   = "bars"   // a histogram: X are the middles of equal bins, of an equal ratio where LogX
	StyleMark   = "mark"   // where the values stand now
)

// Curve is one series of a Plot.
type Curve struct {
	Name  string    `json:"name"`
	Style string    `json:"style"`
	X     []float64 `json:"x"`
	Y     []float64 `json:"y"`
}

// Picture is a map over a plane: Cells[y*W+x] is the number of a class.
type Picture struct {
	Key     string     `json:"key"`
	Title   string     `json:"title"`
	X       string     `json:"x"` // label with unit
	Y       string     `json:"y"`
	W       int        `json:"w"`
	H       int        `json:"h"`
	XRange  [2]float64 `json:"xRange"`
	YRange  [2]float64 `json:"yRange"`
	LogX    bool       `json:"logX"`
	LogY    bool       `json:"logY"`
	Classes []string   `json:"classes"`
	Cells   []byte     `json:"cells"`
	Words   string     `json:"words"`
}

// SheetError says that a figure of a sheet is no finite number under the given parameters.
type SheetError struct{ What string }

func (e *SheetError) Error() string {
	return "devices: " + e.What + " is not finite under these parameters: choose less extreme ones"
}

// Characterise is the sheet of a technology under parameters that Parse allows. Errors are those of the technology, and
// a *SheetError where a law leaves the range of numbers.
func (t *Technology) Characterise(v *Values, ask Ask) (Sheet, error) {
	if t.Sheets == nil {
		return Sheet{Notes: []string{"This memory has no characterisation."}}, nil
	}
	s, err := t.Sheet(v, ask)
	if err == nil {
		err = s.check()
	}
	if err != nil {
		return Sheet{}, err
	}
	return t.beside(s, v), nil
}

// check returns a *SheetError for the first number or coordinate that is not finite.
func (s Sheet) check() error {
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	for _, n := range s.Numbers {
		if !finite(n.Value) {
			return &SheetError{n.Key}
		}
	}
	for _, c := range s.Charts {
		for _, l := range c.Lines {
			for i := range min(len(l.X), len(l.Y)) {
				if !finite(l.X[i]) || !finite(l.Y[i]) {
					return &SheetError{fmt.Sprintf("point %d of %q in the chart %s", i, l.Name, c.Key)}
				}
			}
		}
	}
	return nil
}
