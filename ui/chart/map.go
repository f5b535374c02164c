package chart

import (
	"math"

	"arraylab/devices"
)

// Map is a map of a device's sheet over a plane.
type Map struct {
	devices.Picture // Picture gives the class of each cell.
}

// classColours are those of the classes of a map: cividis, dark to light.
var classColours = [...]string{"#00224e", "#fee838", "#5d6c76", "#a59c74", "#2c4a7c", "#d8c25c", "#7f837a", "#123570"}

func classColour(class int) string { return classColours[class%len(classColours)] }

// Keys are the entries of the key, one a class.
func (c Map) Keys() (keys []Key) {
	for i, name := range c.Classes {
		keys = append(keys, Key{name, styleClass, classColour(i)})
	}
	return keys
}

// Spec draws the cells as rectangles, which logarithmic scales put right.
func (c Map) Spec() Spec {
	s := Spec{Title: c.Title, Words: c.Words, Keys: c.Keys(),
		Plot: deviceFrame(230).plot(labelled(measured(c.X, c.LogX, c.XRange)), measured(c.Y, c.LogY, c.YRange))}
	for class, all := range c.patches() {
		if len(all) > 0 {
			o := Options{"x1": "x1", "x2": "x2", "y1": "y1", "y2": "y2", "fill": classColour(class)}
			s.Marks = append(s.Marks, Mark{"rect", all, o.with(Options{"shapeRendering": "crispEdges"})})
		}
	}
	return s
}

// patch is a rectangle of cells of one class.
type patch struct {
	X1 float64 `json:"x1"`
	X2 float64 `json:"x2"`
	Y1 float64 `json:"y1"`
	Y2 float64 `json:"y2"`
}

// patches joins the cells, by class: runs in a row, then equal runs of rows that follow one another.
func (c Map) patches() [][]patch {
	all := make([][]patch, len(c.Classes))
	open := map[[3]int]int{} // class, from and to of the runs of the row before: their place in all
	x := func(i int) float64 { return along(c.XRange, c.LogX, float64(i)/float64(c.W)) }
	y := func(i int) float64 { return along(c.YRange, c.LogY, float64(i)/float64(c.H)) }
	for line := range c.H {
		row, next := c.Cells[line*c.W:(line+1)*c.W], map[[3]int]int{}
		for from := 0; from < c.W; {
			to := from + 1
			for to < c.W && row[to] == row[from] {
				to++
			}
			class := int(row[from])
			key := [3]int{class, from, to}
			at, grows := open[key]
			if grows {
				all[class][at].Y2 = y(line + 1)
			} else {
				at = len(all[class])
				all[class] = append(all[class], patch{x(from), x(to), y(line), y(line + 1)})
			}
			next[key], from = at, to
		}
		open = next
	}
	return all
}

// along is the number at a share of the way through a range.
func along(r [2]float64, log bool, share float64) float64 {
	if log {
		return r[0] * math.Pow(r[1]/r[0], share)
	}
	return r[0] + (r[1]-r[0])*share
}
