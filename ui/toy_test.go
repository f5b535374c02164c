package ui

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// toyChart is a chart of the figure as it is handed to its element.
func toyChart(t *testing.T, s *Store, id string) (c chart.Spec) {
	t.Helper()
	if err := json.Unmarshal([]byte(s.Charts()[id]), &c); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return c
}

// lastOfLine is the last point of the n-th mark of a kind.
func lastOfLine(t *testing.T, c chart.Spec, mark string, n int) (x, y float64) {
	t.Helper()
	for _, m := range c.Marks {
		if m[0] != mark {
			continue
		}
		if n--; n < 0 {
			data := m[1].([]any)
			p := data[len(data)-1].(map[string]any)
			return p["x"].(float64), p["y"].(float64)
		}
	}
	t.Fatalf("the chart has too few marks %s", mark)
	return 0, 0
}

func toyLines(s *Store) string { return strings.Join(s.toy.now().Lines, "\n") }

// The figure opens without a run or an engine, from help, from the knob of the experiment and from the curves of tasks.
func TestToyOpens(t *testing.T) {
	s, d := atBoot("sequence=permuted&tasks=2")
	if len(s.Charts()) != 0 || strings.Contains(drawn(t, s), "toy-act-one") {
		t.Error("the figure is drawn before it is opened")
	}
	shows(t, s, "why-meta", "why it works")
	s.Show("help")
	shows(t, s, "toy-open", "Why metaplasticity works")
	d.take()
	s.ShowToy()
	for _, id := range []string{"toy-plane", "toy-steps", "toy-many"} {
		if c := toyChart(t, s, id); c.Words == "" || len(c.Marks) == 0 {
			t.Errorf("%s: %+v", id, c)
		}
	}
	page := drawn(t, s)
	if strings.Contains(page, `id="toy-why-meta"`) || strings.Contains(page, `id="toy-f-v1"`) {
		t.Error("the figure offers itself, or the knobs of a task that is not learnt")
	}
	ordered(t, d) // nothing is asked of the engine
	s.HideToy()
	if strings.Contains(drawn(t, s), "toy-act-one") || s.Charts()["toy-plane"] != "" {
		t.Error("the figure stays")
	}
	s.points = []lab.Point{{Epoch: 1, Tasks: []float64{0.96}}, {Epoch: 2, Tasks: []float64{0.41, 0.97}}}
	if e := drawn(t, s); strings.Contains(e[strings.Index(e, `id="tasks-why"`)-80:strings.Index(e, `id="tasks-why"`)],
		"hidden") {
		t.Error("the curves of two tasks do not offer it")
	}
}

// A link opens it, and is the experiment's own again when it is closed.
func TestLinkToTheToy(t *testing.T) {
	s, d := atBoot("v=1&meta=1.35&view=metaplasticity")
	if s.chrome.dialog != "toy" {
		t.Fatalf("dialog %q", s.chrome.dialog)
	}
	s.HideToy()
	if d.address != "v=1&meta=1.35" || s.chrome.dialog != "" {
		t.Errorf("address %q, dialog %q", d.address, s.chrome.dialog)
	}
}

// One task: the weight beyond ±1 drifts as the closed form says, the other swings.
func TestToyOneTask(t *testing.T) {
	s, _ := atBoot("")
	s.ShowToy()
	s.toy.set("turn", "0")
	s.toy.set("ratio", "4") // curvatures 2 and 1/2
	c := toyChart(t, s, "toy-steps")
	x, y := lastOfLine(t, c, "line", 0)
	if want := 0.01 + 40*0.05*2*0.5; x != 40 || math.Abs(y-want) > 1e-12 {
		t.Errorf("weight 1 is at %g after %g steps, want %g", y, x, want)
	}
	if _, closed := lastOfLine(t, c, "line", 1); math.Abs(closed-y) > 1e-12 {
		t.Errorf("the closed form ends at %g, the weight at %g", closed, y)
	}
	for _, want := range []string{"Weight 1 settles at +1", "drifts by +0.05 a step", "Weight 2 would best be 0.5",
		"in the long run 75 %", "weight 1 alone after task 1 would change the loss of task 1 by +6,"} {
		if !strings.Contains(toyLines(s), want) {
			t.Errorf("%q is not said in\n%s", want, toyLines(s))
		}
	}
	if w := toyChart(t, s, "toy-plane").
		Words; !strings.Contains(w, "the binary weights (+1, +1). Weight 1: 0 switches") {
		t.Errorf("the plane says %q", w)
	}
	if w := toyChart(t, s, "toy-many").Words; !strings.Contains(w, "500 weights after 40 steps") ||
		!strings.Contains(w, "almost the same order") {
		t.Errorf("the many say %q", w)
	}
}

// Two tasks: without metaplasticity the first is forgotten, with it the weight that matters holds and the free one
// learns.
func TestToyTwoTasks(t *testing.T) {
	s, _ := atBoot("")
	s.ShowToy()
	s.toy.play("two")
	shows(t, s, "toy-act-two", `aria-pressed="true"`)
	shows(t, s, "toy-f-v1", "-1.2")
	loss := func() (before, after, second float64) {
		p := s.toy.now().Path
		return p.Losses[0][p.Steps], p.Losses[0][2*p.Steps], p.Losses[1][2*p.Steps]
	}
	before, forgotten, _ := loss()
	if !strings.Contains(toyLines(s), "weight 1 back: it gives way after 9 steps (the closed form says 8.8)") ||
		forgotten < 10*before {
		t.Errorf("losses %g and %g:\n%s", before, forgotten, toyLines(s))
	}
	s.toy.play("meta")
	shows(t, s, "toy-f-meta", "1.35")
	before, held, second := loss()
	if !strings.Contains(toyLines(s),
		"weight 1 back: it holds for all 40 steps (the closed form says 58, without metaplasticity 8.8)") ||
		!strings.Contains(toyLines(s), "it is free to learn") || held > forgotten/5 {
		t.Errorf("losses %g and %g:\n%s", before, held, toyLines(s))
	}
	if p := s.toy.now().Path; second >= p.Losses[1][p.Steps] {
		t.Errorf("the second task was not learnt: loss from %g to %g", p.Losses[1][p.Steps], second)
	}
	if s.toy.play("one"); s.toy.Two != 0 || s.toy.Meta != 0 {
		t.Errorf("%+v", s.toy.ToySettings)
	}
}

// What a knob does not allow is told, and the figure stays as it was; all can be taken back.
func TestToyKnobs(t *testing.T) {
	s, _ := atBoot("")
	s.ShowToy()
	for key, text := range map[string]string{"w1": "2.5", "turn": "7.5", "rate": "0", "meta": "x", "steps": "1e9",
		"ratio": "NaN"} {
		s.toy.set(key, text)
		if s.toy.ToySettings != toyDefaults {
			t.Fatalf("%s=%s was taken", key, text)
		}
		shows(t, s, "toy-e-"+key, "Allowed: ")
		shows(t, s, "toy-f-"+key, text)
	}
	s.toy.defaults()
	if len(s.toy.drafts) != 0 {
		t.Error("drafts stay")
	}
	for _, f := range toyKnobs { // both ends of each draw
		for _, x := range []float64{f.Min, f.Max} {
			s.toy.play("meta")
			s.toy.set(f.Key, number(x))
			for _, id := range []string{"toy-plane", "toy-steps", "toy-many"} {
				if s.Charts()[id] == "" {
					t.Errorf("%s at %g: %s is not drawn", f.Key, x, id)
				}
			}
			if lines := toyLines(s); strings.Contains(lines, "NaN") || strings.Contains(lines, "Inf") {
				t.Errorf("%s at %g:\n%s", f.Key, x, lines)
			}
		}
		s.toy.defaults()
	}
}

// A point of the plane sets the optimum that lies nearer, in twentieths and within reach.
func TestToyPick(t *testing.T) {
	s, _ := atBoot("")
	(&ToyDialog{S: s}).pick("-0.31 2.7")
	if s.toy.First != [2]float64{-0.3, 2} || s.toy.Second != toyDefaults.Second {
		t.Errorf("%+v", s.toy.ToySettings)
	}
	s.toy.defaults()
	s.toy.play("two")
	s.toy.pick(-1, -0.9)
	if s.toy.First != toyDefaults.First || s.toy.Second != [2]float64{-1, -0.9} {
		t.Errorf("%+v", s.toy.ToySettings)
	}
	(&ToyDialog{S: s}).pick("NaN 0")
	(&ToyDialog{S: s}).pick("elsewhere")
	if s.toy.Second != [2]float64{-1, -0.9} {
		t.Errorf("%+v", s.toy.ToySettings)
	}
}
