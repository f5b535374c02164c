package gallery

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// Stored is the result of a scenario as the command wrote it.
type Stored struct {
	Link        string    `json:"link"`
	Accuracy    float64   `json:"accuracy"`
	Correct     int       `json:"correct"`
	Total       int       `json:"total"`
	Ideal       float64   `json:"ideal"` // -1 where it is not known
	BER         []float64 `json:"ber"`
	Fingerprint string    `json:"fingerprint"`
	Seconds     float64   `json:"seconds"`
	// Curve is how the accuracy on the test images rose; none where nothing was trained.
	Curve Curve `json:"curve,omitempty"`
	// Factors are those by which energy or area is saved, by the key of the claim (Claims), counted from each of its
	// starting points in turn.
	Factors map[string][]float64 `json:"factors,omitempty"`
	// Sweep is what Points are the results of, in the order of its Experiments.
	Sweep  *lab.Sweep `json:"sweep,omitempty"`
	Points lab.Points `json:"points,omitempty"`
	// Form is StoredForm as it was when this was written.
	Form int `json:"form"`
}

// StoredForm tells what a stored result holds: it is raised when something is added.
const StoredForm = 2

// Store is what is kept of the result of a scenario, of the points of its sweep and of the time that all took.
func (s Scenario) Store(r lab.Result, points lab.Points, seconds float64) (*Stored, error) {
	t := &Stored{Link: r.Link, Accuracy: r.Accuracy, Correct: r.Correct, Total: r.Total, Ideal: r.IdealAccuracy, BER: r.BER,
		Fingerprint: r.Fingerprint, Seconds: seconds, Sweep: s.Sweep, Points: points, Form: StoredForm}
	if !s.Model {
		t.Curve = curveOf(r.Curve)
	}
	claims, err := lab.Claims(r, PointBER())
	for _, c := range claims {
		if t.Factors == nil {
			t.Factors = map[string][]float64{}
		}
		t.Factors[c.Key] = c.Factors
	}
	return t, err
}

// Renew is what was stored before, in today's form, where the same run was carried out again without its sweep; an error
// where it came to another result.
func (s *Stored) Renew(again *Stored) error {
	if again.Fingerprint != s.Fingerprint {
		return fmt.Errorf("gallery: #%s came to %s, stored is %s", s.Link, again.Fingerprint, s.Fingerprint)
	}
	again.Seconds, again.Sweep, again.Points = s.Seconds, s.Sweep, s.Points
	return nil
}

// Curve is the accuracy on the test images, by batch statistics, at the ends of epochs; in a stream, of its parts. As text
// it is a line for each, with the epoch and the accuracy of every task so far, all with four digits.
type Curve []CurvePoint

// CurvePoint is a line of a Curve.
type CurvePoint struct {
	Epoch float64
	Tasks []float64 // 0..1, of a single task, or of all of a sequence that were learnt so far
}

// curveOf keeps the points at which all test images were inferred.
func curveOf(points []lab.Point) (c Curve) {
	all := 0
	for _, p := range points {
		all = max(all, p.TestImages)
	}
	for _, p := range points {
		switch {
		case len(p.Tasks) > 0:
			c = append(c, CurvePoint{p.Epoch, slices.Clone(p.Tasks)})
		case p.TestImages == all:
			c = append(c, CurvePoint{p.Epoch, []float64{p.TestAcc}})
		}
	}
	for i := range c {
		c[i].Epoch = rounded4(c[i].Epoch)
		for k := range c[i].Tasks {
			c[i].Tasks[k] = rounded4(c[i].Tasks[k])
		}
	}
	return c
}

// rounded4 keeps four digits: as many as ten thousand images tell apart.
func rounded4(x float64) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// MarshalText spells the curve.
func (c Curve) MarshalText() ([]byte, error) {
	var lines []string
	for _, p := range c {
		words := []string{knob.Number(p.Epoch)}
		for _, a := range p.Tasks {
			words = append(words, knob.Number(a))
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return []byte(strings.Join(lines, "\n")), nil
}

// UnmarshalText reads it again; an error names line and word.
func (c *Curve) UnmarshalText(text []byte) error {
	*c = nil
	if len(text) == 0 {
		return nil
	}
	for i, line := range strings.Split(string(text), "\n") {
		var p CurvePoint
		for k, word := range strings.Fields(line) {
			x, err := strconv.ParseFloat(word, 64)
			if err != nil {
				return fmt.Errorf("gallery: line %d of a curve: %.40q is no number", i+1, word)
			}
			if k == 0 {
				p.Epoch = x
				continue
			}
			p.Tasks = append(p.Tasks, x)
		}
		if len(p.Tasks) == 0 {
			return fmt.Errorf("gallery: line %d of a curve has no accuracy", i+1)
		}
		*c = append(*c, p)
	}
	return nil
}
