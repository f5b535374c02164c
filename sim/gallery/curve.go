package gallery

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// Curve is the accuracy on the test images, by batch statistics, at the ends of epochs; in a stream, of its parts. As
// text it is a line for each, with the epoch and the accuracy of every task so far, all with four digits.
type Curve []CurvePoint

// CurvePoint is a line of a Curve.
type CurvePoint struct {
	Epoch float64
	Tasks []float64 // 0..1, of a single task, or of all of a sequence that were learnt so far
}

// End is the accuracy of every task at the end; none of an empty curve.
func (c Curve) End() []float64 {
	if len(c) == 0 {
		return nil
	}
	return c[len(c)-1].Tasks
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
