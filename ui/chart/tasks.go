package chart

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/lab"
)

// TaskCurves are the accuracies of all tasks of a sequence over time: what is forgotten falls.
type TaskCurves struct {
	Points []lab.Point // Points are those of the run; there is at least one.
	Names  []string    // Names are those of the tasks; one without a name is told by its number.
}

// taskPoint is the accuracy of a task at an epoch.
type taskPoint struct {
	X float64 `json:"x"`
	Y float64 `json:"y"` // in percent
	K int     `json:"k"` // number of the task, from 1
	N string  `json:"n"` // its name at the end of its line
}

// Spec draws a line a task.
func (c TaskCurves) Spec() Spec {
	last := c.Points[len(c.Points)-1]
	var line, ends []taskPoint
	for k := range last.Tasks {
		for _, p := range c.Points {
			if k < len(p.Tasks) {
				line = append(line, taskPoint{p.Epoch, 100 * p.Tasks[k], k + 1, ""})
			}
		}
	}
	var words []string
	for k, a := range last.Tasks {
		ends = append(ends, taskPoint{last.Epoch, 100 * a, k + 1, fmt.Sprint(k + 1)})
		words = append(words, fmt.Sprintf("%s %.4g %%", c.name(k), 100*a))
	}
	apart(ends, func(e *taskPoint) *float64 { return &e.Y })
	lo := 100.0
	for _, p := range line {
		lo = min(lo, p.Y)
	}
	return Spec{
		Title: tasksTitle, Columns: map[string]string{"k": "task", "n": ""},
		Words: fmt.Sprintf("At epoch %.3g: %s.", last.Epoch, strings.Join(words, ", ")),
		Plot:  tasksPlot(frame{156, 34, 34, 18, 34}, lo, 5, len(last.Tasks)),
		Marks: []Mark{
			{"lineY", line, taskLines()},
			{"text", ends, taskNames(5)},
		},
	}
}

// name names a task.
func (c TaskCurves) name(k int) string {
	if k < len(c.Names) {
		return c.Names[k]
	}
	return fmt.Sprintf("task %d", k+1)
}

const tasksTitle = "Accuracy of every task by epoch"

// tasksPlot are the options of a chart of so many tasks whose lowest accuracy is lo, in percent.
func tasksPlot(f frame, lo float64, ticks, tasks int) Options {
	y := upward("accuracy of every task (%)", ticks).with(Options{"domain": []float64{math.Floor(lo/10) * 10, 100}})
	return f.plot(epochs(), y).with(Options{"color": taskColours(tasks)})
}

// taskColours are the colours of so many tasks: the ends of the scheme are lost on dark and on light.
func taskColours(n int) Options {
	return Options{"scheme": "viridis", "domain": []int{1, max(2, n)}, "range": []float64{0.33, 0.8}}
}

func taskLines() Options { return placed(Options{"z": "k", "stroke": "k", "strokeWidth": 1.6}) }

// taskNames name the tasks so many pixels from the ends of their lines.
func taskNames(dx int) Options {
	return placed(Options{"text": "n", "fill": "k", "textAnchor": "start", "dx": dx, "fontWeight": 600})
}

// apart moves labels that stand in the order of their tasks so far from each other that they can be read, in percent.
func apart[T any](labels []T, y func(*T) *float64) {
	const least = 7
	order := make([]*float64, 0, len(labels))
	for i := range labels {
		order = append(order, y(&labels[i]))
	}
	for range order { // bubbles upwards: there are few
		for i := 1; i < len(order); i++ {
			if *order[i] > *order[i-1] {
				order[i], order[i-1] = order[i-1], order[i]
			}
		}
	}
	for i := 1; i < len(order); i++ {
		*order[i] = min(*order[i], *order[i-1]-least)
	}
}
