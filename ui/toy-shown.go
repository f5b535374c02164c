package ui

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/quadratic"
	"arraylab/ui/spell"
)

// toyShown is what the figure shows at some settings.
type toyShown struct {
	toySettings
	tasks  []*quadratic.Problem
	rule   quadratic.Rule
	path   quadratic.Path
	plain  quadratic.Path // the same without metaplasticity
	mean   []float64      // of the binary weights in a long training on the first task
	drift  []float64
	rises  []float64 // of the first task's loss by a switch, at its end
	many   quadratic.Importance
	law    [2]xy // rise over size of the many, from the smallest to the largest
	lines  []string
	charts []drawing
}

// toyNow is what the figure shows now.
func (s *Store) toyNow() *toyShown {
	return s.toy.shown.of(s.toy.toySettings, func() *toyShown {
		t := &toyShown{toySettings: s.toy.toySettings}
		t.follow()
		s.toyMany(t)
		t.lines = t.tell()
		for _, c := range []struct {
			id    string
			keys  []Key
			chart Chart
		}{{"toy-plane", t.planeKeys(), t.planeChart()}, {"toy-steps", t.stepKeys(), t.stepChart()}, {"toy-many", manyKeys, t.manyChart()}} {
			t.charts = append(t.charts, drawingOf(c.id, c.keys, c.chart))
		}
		return t
	})
}

// follow trains the two weights.
func (t *toyShown) follow() {
	t.rule = quadratic.Rule{Rate: t.rate, Meta: t.meta}
	t.tasks = []*quadratic.Problem{quadratic.Plane(t.ratio, int(t.turn), t.first)}
	if t.two == 1 {
		t.tasks = append(t.tasks, quadratic.Plane(t.ratio, int(t.turn), t.second))
	}
	t.path = quadratic.NewLearner(t.rule, toyStart).Follow(int(t.steps), t.tasks...)
	t.plain = quadratic.NewLearner(quadratic.Rule{Rate: t.rate}, toyStart).Follow(int(t.steps), t.tasks...)
	t.mean = t.tasks[0].Limit()
	t.drift = t.tasks[0].Drift(t.mean)
	t.rises = t.tasks[0].Rises(quadratic.Binary(t.learnt()))
}

// learnt are the hidden weights at the end of the first task.
func (t *toyShown) learnt() []float64 { return t.path.Hidden[t.path.Steps] }

// last are those at the end.
func (t *toyShown) last() []float64 { return t.path.Hidden[len(t.path.Hidden)-1] }

// toyMany trains the many weights, or takes what is known of them: they do not hang on the optimum in the plane.
func (s *Store) toyMany(t *toyShown) {
	p := s.toy.problem.of(t.ratio, func() *quadratic.Problem { return quadratic.Random(1, manyWeights, t.ratio, manyReach) })
	t.many = s.toy.many.of(manyKey{t.ratio, t.rate, t.steps, t.meta}, func() quadratic.Importance {
		return quadratic.ImportanceOf(p, t.rule, int(t.steps))
	})
	most := 0.0
	for _, size := range t.many.Size {
		most = max(most, size)
	}
	t.law = [2]xy{{0, p.Law(0, t.rule, int(t.steps))}, {most, p.Law(most, t.rule, int(t.steps))}}
}

// tell says in plain sentences what is to be seen: of the last task, why and what comes of it.
func (t *toyShown) tell() (lines []string) {
	tell := t.tellWeight
	if t.two == 1 {
		tell = t.tellSecond
	}
	for i := range t.mean {
		lines = append(lines, tell(i))
	}
	lines = append(lines, fmt.Sprintf("Switching weight 1 alone after task 1 would change the loss of task 1 by %s, weight 2 by %s: the larger |Wh|, the more a weight matters.",
		signed(t.rises[0]), signed(t.rises[1])))
	if t.two == 1 {
		lines = append(lines, t.tellLosses())
	}
	return lines
}

// tellWeight says what a weight does in the first task.
func (t *toyShown) tellWeight(i int) string {
	if t.drift[i] != 0 {
		return fmt.Sprintf("Weight %d settles at %s: its optimum pulls beyond, where no binary weight is. The gradient never turns, and the hidden weight drifts by %s a step.",
			i+1, binaryWord(t.mean[i]), signed(t.rate*t.drift[i]))
	}
	switches, up := 0, 0
	for _, s := range t.path.Switches {
		if s.Weight == i && s.Step <= t.path.Steps {
			switches++
		}
	}
	for _, h := range t.path.Hidden[:t.path.Steps] {
		if h[i] >= 0 {
			up++
		}
	}
	return fmt.Sprintf("Weight %d would best be %s, between −1 and +1, so either is wrong in turn. The hidden weight swings about zero: %s so far, +1 in %.0f %% of the steps (in the long run %.0f %%).",
		i+1, twoDigits(t.mean[i]), switched(switches), 100*float64(up)/t.steps, 50*(1+t.mean[i]))
}

// tellSecond says what the second task does to a weight.
func (t *toyShown) tellSecond(i int) string {
	h := t.learnt()
	w := quadratic.Binary(h)
	pull := t.tasks[1].Gradient(w)
	if pull[i]*w[i] <= 0 {
		return fmt.Sprintf("Task 2 wants weight %d where it is.", i+1)
	}
	for j := range w { // the pull is that which the other weight leaves when it turns at once
		if pull[j]*w[j] > 0 && j != i && t.rule.Holds(math.Abs(h[j]), pull[j]) < 1 {
			w[j] = -w[j]
		}
	}
	gradient := t.tasks[1].Gradient(w)[i]
	holds := t.rule.Holds(math.Abs(h[i]), gradient)
	if holds < 1 {
		return fmt.Sprintf("Task 2 pulls weight %d the other way. Its hidden weight is smaller than a step, so it turns at once: it is free to learn.", i+1)
	}
	closed := "the closed form says " + twoDigits(holds)
	if t.meta > 0 {
		closed += fmt.Sprintf(", without metaplasticity %s", twoDigits(quadratic.Rule{Rate: t.rate}.Holds(math.Abs(h[i]), gradient)))
	}
	for _, s := range t.path.Switches {
		if s.Weight == i && s.Step > t.path.Steps {
			return fmt.Sprintf("Task 2 pulls weight %d back: it gives way after %s (%s).", i+1, inSteps(s.Step-t.path.Steps), closed)
		}
	}
	return fmt.Sprintf("Task 2 pulls weight %d back: it holds for all %s (%s).", i+1, inSteps(t.path.Steps), closed)
}

// tellLosses says what was forgotten, and what was learnt instead.
func (t *toyShown) tellLosses() string {
	first, second, n := t.path.Losses[0], t.path.Losses[1], len(t.path.Hidden)-1
	text := fmt.Sprintf("Loss of task 1: %s before task 2, %s after it", twoDigits(first[t.path.Steps]), twoDigits(first[n]))
	if t.meta > 0 {
		text += fmt.Sprintf(" (without metaplasticity %s)", twoDigits(t.plain.Losses[0][n]))
	}
	return text + fmt.Sprintf(". Loss of task 2: from %s to %s.", twoDigits(second[t.path.Steps]), twoDigits(second[n]))
}

// order says in words what a rank correlation is.
func order(rank float64) string {
	switch {
	case rank >= 0.9:
		return "almost the same order"
	case rank >= 0.7:
		return "mostly the same order"
	case rank >= 0.4:
		return "loosely the same order"
	}
	return "hardly the same order"
}

// binaryWord writes a binary weight.
func binaryWord(w float64) string {
	if w < 0 {
		return "−1"
	}
	return "+1"
}

// signed writes a number with two significant digits and its sign, twoDigits without a plus.
func signed(x float64) string {
	if x < 0 {
		return twoDigits(x)
	}
	return "+" + twoDigits(x)
}

func twoDigits(x float64) string {
	if x = spell.Rounded(x, 2); math.Abs(x) >= 1e5 {
		return "over 100,000"
	}
	return spell.Digits(x)
}

func switched(n int) string {
	if n == 1 {
		return "one switch"
	}
	return fmt.Sprintf("%d switches", n)
}

func inSteps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}

// point writes the two weights of a point of the plane.
func point(w []float64, write func(float64) string) string {
	var all []string
	for _, x := range w {
		all = append(all, write(x))
	}
	return "(" + strings.Join(all, ", ") + ")"
}
