package chart

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/quadratic"
	"arraylab/ui/spell"
)

// tell says in plain sentences what is to be seen: of the last task, why and what comes of it.
func (t *Toy) tell() (lines []string) {
	tell := t.tellWeight
	if t.Two == 1 {
		tell = t.tellSecond
	}
	for i := range t.mean {
		lines = append(lines, tell(i))
	}
	lines = append(lines, fmt.Sprintf("Switching weight 1 alone after task 1 would change the loss of task 1 by "+
		"%s, weight 2 by %s: the larger |Wh|, the more a weight matters.",
		signed(t.rises[0]), signed(t.rises[1])))
	if t.Two == 1 {
		lines = append(lines, t.tellLosses())
	}
	return lines
}

// tellWeight says what a weight does in the first task.
func (t *Toy) tellWeight(i int) string {
	if t.drift[i] != 0 {
		return fmt.Sprintf("Weight %d settles at %s: its optimum pulls beyond, where no binary weight is. The "+
			"gradient never turns, and the hidden weight drifts by %s a step.",
			i+1, binaryWord(t.mean[i]), signed(t.Rate*t.drift[i]))
	}
	switches, up := 0, 0
	for _, s := range t.Path.Switches {
		if s.Weight == i && s.Step <= t.Path.Steps {
			switches++
		}
	}
	for _, h := range t.Path.Hidden[:t.Path.Steps] {
		if h[i] >= 0 {
			up++
		}
	}
	return fmt.Sprintf("Weight %d would best be %s, between −1 and +1, so either is wrong in turn. The hidden "+
		"weight swings about zero: %s so far, +1 in %.0f %% of the steps (in the long run %.0f %%).",
		i+1, twoDigits(t.mean[i]), switched(switches), 100*float64(up)/t.Steps, 50*(1+t.mean[i]))
}

// tellSecond says what the second task does to a weight.
func (t *Toy) tellSecond(i int) string {
	h := t.learnt()
	w := quadratic.Binary(h)
	pull := t.tasks[1].Gradient(w)
	if pull[i]*w[i] <= 0 {
		return fmt.Sprintf("Task 2 wants weight %d where it is.", i+1)
	}
	for j := range w { // the pull is that which the other weight leaves when it turns at once
		if pull[j]*w[j] > 0 && j != i && t.Rule().Holds(math.Abs(h[j]), pull[j]) < 1 {
			w[j] = -w[j]
		}
	}
	gradient := t.tasks[1].Gradient(w)[i]
	holds := t.Rule().Holds(math.Abs(h[i]), gradient)
	if holds < 1 {
		return fmt.Sprintf("Task 2 pulls weight %d the other way. Its hidden weight is smaller than a step, so "+
			"it turns at once: it is free to learn.", i+1)
	}
	closed := "the closed form says " + twoDigits(holds)
	if t.Meta > 0 {
		plain := quadratic.Rule{Rate: t.Rate}
		closed += ", without metaplasticity " + twoDigits(plain.Holds(math.Abs(h[i]), gradient))
	}
	for _, step := range t.switches(i) {
		if step > t.Path.Steps {
			return fmt.Sprintf("Task 2 pulls weight %d back: it gives way after %s (%s).",
				i+1, inSteps(step-t.Path.Steps), closed)
		}
	}
	return fmt.Sprintf("Task 2 pulls weight %d back: it holds for all %s (%s).", i+1, inSteps(t.Path.Steps), closed)
}

// tellLosses says what was forgotten, and what was learnt instead.
func (t *Toy) tellLosses() string {
	first, second, n := t.Path.Losses[0], t.Path.Losses[1], len(t.Path.Hidden)-1
	text := fmt.Sprintf("Loss of task 1: %s before task 2, %s after it",
		twoDigits(first[t.Path.Steps]), twoDigits(first[n]))
	if t.Meta > 0 {
		text += fmt.Sprintf(" (without metaplasticity %s)", twoDigits(t.plain().Losses[0][n]))
	}
	return text + fmt.Sprintf(". Loss of task 2: from %s to %s.", twoDigits(second[t.Path.Steps]), twoDigits(second[n]))
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

func (t *Toy) planeWords() string {
	h := t.last()
	w := quadratic.Binary(h)
	return fmt.Sprintf("After %s the hidden weights are %s, the binary weights %s. Weight 1: %s, weight 2: %s. "+
		"Each quadrant means a pair of binary weights; the fuller its colour, the smaller their loss.",
		inSteps(len(t.Path.Hidden)-1), point(h, twoDigits), point(w, binaryWord),
		switched(len(t.switches(0))), switched(len(t.switches(1))))
}

func (t *Toy) stepWords() string {
	h := t.learnt()
	text := fmt.Sprintf("After task 1: weight 1 at %s, weight 2 at %s.", twoDigits(h[0]), twoDigits(h[1]))
	if t.Two == 1 {
		h = t.last()
		text += fmt.Sprintf(" After task 2: %s and %s.", twoDigits(h[0]), twoDigits(h[1]))
	}
	return text
}

func (t *Toy) manyWords() string {
	return fmt.Sprintf("%d weights after %s of one task: sizes and rises stand in %s (rank correlation %.2f). A "+
		"large hidden weight tells that its weight is worth keeping, and nobody had to compute that.",
		ManyWeights, inSteps(t.Path.Steps), order(t.many.Rank), t.many.Rank)
}
