package ui

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/lab"
)

// severalTasks tells whether the curves are those of a sequence of tasks.
func severalTasks(points []lab.Point) bool {
	return len(points) > 0 && len(points[len(points)-1].Tasks) > 1
}

// taskNames are the tasks of the run that the curves show.
func (s *Store) taskNames() []string {
	link := s.started
	if !s.Busy() && s.result != nil {
		link = s.result.Link
	}
	l, err := lab.ParseLink("#" + link)
	if err != nil {
		return nil
	}
	return l.TaskNames()
}

// taskCurves are the accuracies of all tasks over time: what is forgotten falls.
func taskCurves(points []lab.Point, names []string) Chart {
	type at struct {
		X float64 `json:"x"`
		Y float64 `json:"y"`
		K int     `json:"k"`
		N string  `json:"n"`
	}
	var line, ends []at
	last := points[len(points)-1]
	for k := range last.Tasks {
		for _, p := range points {
			if k < len(p.Tasks) {
				line = append(line, at{p.Epoch, 100 * p.Tasks[k], k + 1, ""})
			}
		}
	}
	var words []string
	for k, a := range last.Tasks {
		name := fmt.Sprintf("task %d", k+1)
		if k < len(names) {
			name = names[k]
		}
		ends = append(ends, at{last.Epoch, 100 * a, k + 1, fmt.Sprint(k + 1)})
		words = append(words, fmt.Sprintf("%s %.4g %%", name, 100*a))
	}
	apart(ends, func(e *at) *float64 { return &e.Y })
	lo := 100.0
	for _, p := range line {
		lo = min(lo, p.Y)
	}
	return Chart{Title: "Accuracy of every task by epoch", Words: fmt.Sprintf("At epoch %.3g: %s.", last.Epoch, strings.Join(words, ", ")),
		Plot: map[string]any{
			"height": 156, "marginLeft": 34, "marginRight": 34, "marginTop": 18, "marginBottom": 34,
			"x":     map[string]any{"label": "epoch", "labelAnchor": "right", "labelOffset": 32, "ticks": 5},
			"y":     map[string]any{"label": "accuracy of every task (%)", "grid": true, "domain": []float64{math.Floor(lo/10) * 10, 100}, "ticks": 5},
			"color": taskColours(len(last.Tasks)),
		}, Marks: [][]any{
			{"lineY", line, map[string]any{"x": "x", "y": "y", "z": "k", "stroke": "k", "strokeWidth": 1.6}},
			{"text", ends, map[string]any{"x": "x", "y": "y", "text": "n", "fill": "k", "textAnchor": "start", "dx": 5, "fontWeight": 600}},
		}}
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

// histograms of the hidden weights by layer, each with a share of its weights a bin.
func histograms(all []lab.Histogram) Chart {
	type bar struct {
		X float64 `json:"x"` // the middle of the bin
		Y float64 `json:"y"`
		L string  `json:"l"`
	}
	var bars []bar
	var words []string
	for _, h := range all {
		total, outer := int64(0), int64(0)
		for i, n := range h.Counts {
			total += n
			if i < len(h.Counts)/4 || i >= len(h.Counts)-len(h.Counts)/4 {
				outer += n
			}
		}
		name := fmt.Sprintf("layer %d", h.Layer+1)
		for i, n := range h.Counts {
			bars = append(bars, bar{h.Span * (float64(2*i+1)/float64(len(h.Counts)) - 1), 100 * float64(n) / float64(max(total, 1)), name})
		}
		words = append(words, fmt.Sprintf("%s from %.3g to %.3g, %.2g %% of the weights in the outer half", name, -h.Span, h.Span, 100*float64(outer)/float64(max(total, 1))))
	}
	return Chart{Title: "Hidden weights by layer", Words: strings.Join(words, "; ") + ".", Plot: map[string]any{
		"height": 34 + 62*len(all), "marginLeft": 40, "marginRight": 54, "marginTop": 8, "marginBottom": 34,
		"x":  map[string]any{"label": "hidden weight", "labelAnchor": "right", "labelOffset": 32, "ticks": 5},
		"y":  map[string]any{"label": "share (%)", "type": "sqrt", "grid": true, "ticks": 2},
		"fy": map[string]any{"label": nil},
	}, Marks: [][]any{
		{"lineY", bars, map[string]any{"x": "x", "y": "y", "fy": "l", "stroke": colTest, "strokeWidth": 1.4, "curve": "step"}},
		{"ruleX", []float64{0}, map[string]any{"stroke": colQuiet}},
	}}
}

// taskColours are the colours of so many tasks: the ends of the scheme are lost on dark and on light.
func taskColours(n int) map[string]any {
	return map[string]any{"scheme": "viridis", "domain": []int{1, max(2, n)}, "range": []float64{0.33, 0.8}}
}
