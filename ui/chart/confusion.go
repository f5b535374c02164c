package chart

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/lab"
)

// Confusion is the confusion matrix of a test set.
type Confusion struct {
	Counts [][]int  // Counts are samples, by true and by predicted class.
	Names  Names    // Names are those of the classes.
	Word   lab.Word // Word is what a sample is called.
}

// Names are those of classes, by number.
type Names []string

// words tells whether they are more than the numbers: at the axes these need more room.
func (n Names) words() bool {
	return slices.ContainsFunc(n, func(name string) bool { return len(name) > 1 })
}

// of is the name of a class; its number where it has none.
func (n Names) of(class int) string {
	if class < len(n) {
		return n[class]
	}
	return fmt.Sprint(class)
}

// confused is a field of a confusion matrix.
type confused struct {
	T int     `json:"t"` // true class
	P int     `json:"p"` // predicted class
	N int     `json:"n"`
	F float64 `json:"f"` // share of the true class, on a logarithmic scale
}

// Spec draws the matrix; its colours are logarithmic, which shows the few confusions beside the many hits.
func (c Confusion) Spec() Spec {
	cells, light, dark := []confused{}, []confused{}, []confused{} // none are a list, too: the library reads no null
	var worst confused
	for t, row := range c.Counts {
		sum := summed(row)
		for p, n := range row {
			if n == 0 {
				continue
			}
			cell := confused{t, p, n, math.Log1p(float64(n)) / math.Log1p(float64(max(sum, 1)))}
			if cells = append(cells, cell); t != p && n > worst.N {
				worst = cell
			}
			if cell.F > 0.55 {
				dark = append(dark, cell)
			} else {
				light = append(light, cell)
			}
		}
	}
	words := c.Word.Of("No image is classified wrongly.")
	if worst.N > 0 {
		words = fmt.Sprintf("The most frequent confusion: %s taken for %s, %d times.", c.Names.of(worst.T),
			c.Names.of(worst.P), worst.N)
	}
	return Spec{
		Title: "Confusion matrix: true against predicted class", Words: words,
		Columns: map[string]string{"t": "true", "p": "predicted", "n": c.Word.Many(), "f": ""},
		Plot:    matrixPlot(c.Names, len(c.Counts), "cividis", 0, 1),
		Marks: append([]Mark{matrix(cells, "f"), written(light, "n", "#fff", 9.5), written(dark, "n", "#000", 9.5)},
			c.Names.axes(len(c.Counts))...),
	}
}

// ConfusionDifference is how two runs differ in what they confuse.
type ConfusionDifference struct {
	This, Other [][]int  // This and Other are the samples of either run, by true and by predicted class.
	Names       Names    // Names are those of the classes.
	Word        lab.Word // Word is what a sample is called.
}

// differing is a field of the difference of two confusion matrices.
type differing struct {
	T int     `json:"t"`
	P int     `json:"p"`
	D float64 `json:"d"` // share of the true class, this run's less the other's, in points
	S string  `json:"s"`
}

// Spec draws the difference, of shares of each true class, this run's less the other's, in points.
func (c ConfusionDifference) Spec() Spec {
	cells := c.cells()
	var worst differing
	most := 1.0
	for _, d := range cells {
		if most = math.Max(most, math.Abs(d.D)); d.T != d.P && math.Abs(d.D) > math.Abs(worst.D) {
			worst = d
		}
	}
	pale, deep := []differing{}, []differing{} // black is not read on the ends of the scale
	for _, d := range cells {
		if math.Abs(d.D) < 0.6*most {
			pale = append(pale, d)
		} else {
			deep = append(deep, d)
		}
	}
	words := "Both runs confuse the classes alike."
	if worst.D != 0 {
		words = fmt.Sprintf("The greatest difference: %s taken for %s, %+.1f points of its %s.",
			c.Names.of(worst.T), c.Names.of(worst.P), worst.D, c.Word.Many())
	}
	return Spec{
		Title: "Difference of the confusion matrices, in points", Words: words,
		Columns: map[string]string{"t": "true", "p": "predicted", "d": "difference (points)", "s": ""},
		Plot:    matrixPlot(c.Names, len(c.This), "PuOr", -most, most),
		Marks: append([]Mark{matrix(cells, "d"), written(pale, "s", "#000", 8), written(deep, "s", "#fff", 8)},
			c.Names.axes(len(c.This))...),
	}
}

// cells are the fields in which the runs differ.
func (c ConfusionDifference) cells() []differing {
	all := []differing{}
	share := func(row []int, p int) float64 { return 100 * float64(row[p]) / float64(max(1, summed(row))) }
	for t := range min(len(c.This), len(c.Other)) {
		for p := range min(len(c.This[t]), len(c.Other[t])) {
			if d := share(c.This[t], p) - share(c.Other[t], p); d != 0 {
				all = append(all, differing{t, p, d, fmt.Sprintf("%+.1f", d)})
			}
		}
	}
	return all
}

func summed(row []int) (sum int) {
	for _, n := range row {
		sum += n
	}
	return sum
}

// classes are the numbers of so many.
func classes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// matrixPlot are the options of a matrix of so many classes whose colours span lo to hi.
func matrixPlot(names Names, n int, scheme string, lo, hi float64) Options {
	class := func(label string) Options {
		return Options{"domain": classes(n), "label": label, "labelAnchor": "center", "tickSize": 0}
	}
	plot := frame{230, 34, 2, 2, 34}.plot(class("predicted").with(Options{"labelOffset": 31}), class("true"))
	if names.words() {
		silent := Options{"domain": classes(n), "axis": nil}
		plot = frame{276, 84, 2, 2, 72}.plot(silent, silent)
	}
	return plot.with(Options{
		"padding": 0.04, "color": Options{"scheme": scheme, "domain": []float64{lo, hi}},
	})
}

// axes are those of a matrix whose classes have names that are words.
func (n Names) axes(count int) []Mark {
	if !n.words() {
		return nil
	}
	axis := func(label string, offset int) Options {
		return Options{"text": n, "tickSize": 0, "label": label, "labelAnchor": "center", "labelOffset": offset}
	}
	return []Mark{
		{"axisX", classes(count), axis("predicted", 69).with(Options{"tickRotate": -45})},
		{"axisY", classes(count), axis("true", 80)},
	}
}

// matrix are the fields of a matrix, coloured by one of their values.
func matrix(cells any, fill string) Mark {
	return Mark{"cell", cells, Options{"x": "p", "y": "t", "fill": fill}}
}

// written writes one of their values into fields of a matrix.
func written(cells any, text, fill string, size float64) Mark {
	return Mark{"text", cells, Options{"x": "p", "y": "t", "text": text, "fill": fill, "fontSize": size}}
}
