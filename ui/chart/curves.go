package chart

import (
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/lab"
)

// Curves are the learning curves of a run on training and test images: its accuracy, or its loss.
type Curves struct {
	Points []lab.Point // Points are those of the run.
	Loss   string      // Loss names the loss that is shown, with its unit; "" for the accuracy.
	Ideal  float64     // Ideal is the accuracy of the run without imperfections; negative where it is not known.
	Beside []lab.Point // Beside are the points of that run; nil where it was not run here.
	Word   lab.Word    // Word is what a sample is called.
}

// Spec draws the curves, the ideal accuracy as a dashed line, and the curve of the ideal run thin.
func (c Curves) Spec() Spec {
	train, test := func(p lab.Point) float64 { return 100 * p.TrainAcc }, testPercent
	what, label := "Accuracy", "accuracy (%)"
	if c.Loss != "" {
		train, test = func(p lab.Point) float64 { return p.TrainLoss }, func(p lab.Point) float64 { return p.TestLoss }
		what, label = "Loss", c.Loss
	}
	a, b := series(c.Points, train), series(c.Points, test)
	lo, hi := extent(a, b)
	s := Spec{Title: what + c.Word.Of(" on training and test images by epoch"), Plot: curvePlot(34, label, lo, hi)}
	if ideal := 100 * c.Ideal; c.Loss == "" && c.Ideal >= 0 && ideal > lo {
		s.Marks = append(s.Marks, level(ideal), Mark{"text", []xy{{0, ideal}}, placed(Options{
			"text": []string{"ideal"}, "textAnchor": "start", "dx": 3, "dy": 7, "fill": quietColour})})
	}
	if i := series(c.Beside, test); len(i) > 1 {
		s.Marks = append(s.Marks, curve{colour: quietColour, width: 1, at: i}.line())
		s.Keys = []Key{{c.Word.Of("the ideal run on test images"), devices.StyleLine, quietColour}}
	}
	if len(a) > 0 && len(b) > 0 {
		last := len(b) - 1
		s.Words = fmt.Sprintf(c.Word.Of("At epoch %.3g training images %.4g, test images %.4g, %s."),
			b[last].X, a[len(a)-1].Y, b[last].Y, label)
	}
	lines := twoCurves(curve{"train", trainColour, 1.4, a}, curve{"test", testColour, 2.2, b}, hi-lo, mostDots)
	s.Marks = append(s.Marks, lines...)
	return s
}

// Names of two runs that are compared, in charts and tables.
const (
	ThisRun  = "this"    // ThisRun is the one on the screen.
	OtherRun = "earlier" // OtherRun is the one before it.
)

// TwoRuns are the test accuracies of two runs over the epochs.
type TwoRuns struct {
	This, Other []lab.Point // This and Other are the points of the run on the screen and of the earlier one.
}

// Drawable tells whether both runs have a curve.
func (c TwoRuns) Drawable() bool {
	return len(series(c.This, testPercent)) > 1 && len(series(c.Other, testPercent)) > 1
}

// Spec draws the curves of both runs.
func (c TwoRuns) Spec() Spec {
	a, b := series(c.This, testPercent), series(c.Other, testPercent)
	if len(a) == 0 || len(b) == 0 {
		return Spec{}
	}
	lo, hi := extent(a, b)
	return Spec{
		Title: "Test accuracy of both runs by epoch",
		Words: fmt.Sprintf("At the end %.2f %% and %.2f %%.", a[len(a)-1].Y, b[len(b)-1].Y),
		Plot:  curvePlot(44, "accuracy (%)", lo, hi),
		Marks: twoCurves(curve{OtherRun, trainColour, 1.8, b}, curve{ThisRun, testColour, 1.8, a}, hi-lo, 0),
	}
}

func testPercent(p lab.Point) float64 { return 100 * p.TestAcc }

// curvePlot are the options of learning curves.
func curvePlot(right int, label string, lo, hi float64) Options {
	y := upward(label, 5).with(Options{"domain": []float64{lo, hi}})
	return frame{156, 34, right, 18, 34}.plot(epochs(), y).with(Options{"clip": true})
}

// series picks one quantity, without the points where it was not measured, thinned evenly.
func series(all []lab.Point, of func(lab.Point) float64) []xy {
	var line []xy
	for _, p := range all {
		if y := of(p); y >= 0 && !math.IsNaN(y) && !math.IsInf(y, 0) {
			line = append(line, xy{p.Epoch, y})
		}
	}
	if len(line) <= mostPoints {
		return line
	}
	var thin []xy
	for _, i := range thinned(len(line)) {
		thin = append(thin, line[i])
	}
	return thin
}

// curve is a line with its name at its end.
type curve struct {
	name, colour string
	width        float64
	at           []xy
}

// mostDots is up to how many points a learning curve has a dot at each.
const mostDots = 30

func (c curve) line() Mark {
	return Mark{"lineY", c.at, placed(stroke(c.colour, c.width).with(Options{"clip": true}))}
}

// marks draw a curve with its name moved by so many pixels, and a dot a point where there are at most so many.
func (c curve) marks(moved float64, dots int) []Mark {
	if len(c.at) == 0 {
		return nil
	}
	end := placed(Options{
		"text": []string{c.name}, "textAnchor": "start", "dx": 4, "fill": c.colour, "fontWeight": 600, "clip": false,
	})
	if moved != 0 {
		end["dy"] = moved
	}
	all := []Mark{c.line(), {"text", c.at[len(c.at)-1:], end}}
	if len(c.at) <= dots {
		all = append(all, Mark{"dot", c.at, placed(Options{"fill": c.colour, "r": 1.8, "clip": true})})
	}
	return all
}

// twoCurves draw two curves over a range of the scale, their names moved so far apart that both can be read.
func twoCurves(a, b curve, span float64, dots int) []Mark {
	const height, least = 104, 12.0 // of the frame, and between two names, in pixels
	moved := 0.0
	if len(a.at) > 0 && len(b.at) > 0 {
		gap := (a.at[len(a.at)-1].Y - b.at[len(b.at)-1].Y) / span * height
		moved = math.Max(0, (least-math.Abs(gap))/2)
		if gap >= 0 { // a lies above
			moved = -moved
		}
	}
	return append(a.marks(moved, dots), b.marks(-moved, dots)...)
}
