package ui

import (
	"fmt"
	"strings"

	"arraylab/devices"
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// ResultPanel says what came of it, and what the imperfections cost.
type ResultPanel struct{ S *Store }

var curveNames = [...][2]string{{"accuracy", "Accuracy"}, {"loss", "Loss"}}
var detailNames = [...][2]string{{"confusion", "Confusion"}, {"ber", "BER"}, {"pulses", "Pulses"},
	{"margins", "Margins"}, {"energy", "Energy"}, {"sweep", "Sweep"}, {"ablate", "Ablation"}}

// details are the lower charts that there are: hidden weights where a run has told of them.
func (c *ResultPanel) details() [][2]string {
	all := c.S.details()
	if c.S.course.weighed != nil && !c.S.foreign.on || c.S.chrome.detail == "hidden" {
		all = append(all[:len(all):len(all)], [2]string{"hidden", "Weights"})
	}
	return all
}

// detailTitle is the caption of the lower chart where there are no tabs to choose it.
func (c *ResultPanel) detailTitle() string {
	if c.S.chrome.detail == "confusion" {
		return "What it takes for what"
	}
	for _, t := range detailNames {
		if t[0] == c.S.chrome.detail {
			return t[1]
		}
	}
	return ""
}

// tasks are the accuracies of a sequence, task by task.
func (c *ResultPanel) tasks() string {
	r := c.S.result
	if r == nil || c.S.live() != nil || len(r.Tasks) < 2 {
		return ""
	}
	var texts []string
	for _, t := range r.Tasks {
		texts = append(texts, t.Name+" "+spell.Percent(t.Accuracy))
	}
	return strings.Join(texts, " · ")
}

// kinds are the accuracies by kind of image, those that the test set has.
func (c *ResultPanel) kinds() string {
	r := c.S.result
	if r == nil || c.S.live() != nil {
		return ""
	}
	var texts []string
	for _, k := range r.Kinds {
		if k.Total > 0 {
			texts = append(texts, k.Name+" "+spell.Percent(k.Accuracy))
		}
	}
	return strings.Join(texts, " · ")
}

// sensitivity tells, of two classes, how many of each are found: the second is the one that is looked for.
func (c *ResultPanel) sensitivity() string {
	names, r := c.S.shownTask().Names, c.S.shown()
	if r == nil || len(r.Confusion) != 2 || len(names) != 2 {
		return ""
	}
	found := func(class int) string {
		row := r.Confusion[class]
		return spell.Percent(float64(row[class]) / float64(max(row[0]+row[1], 1)))
	}
	return fmt.Sprintf("sensitivity %s (%s) · specificity %s (%s)", found(1), names[1], found(0), names[0])
}

func (c *ResultPanel) accuracy() string {
	r := c.S.shown()
	if r == nil {
		return "–"
	}
	return spell.Percent(r.Accuracy)
}

func (c *ResultPanel) counts() string {
	r := c.S.shown()
	if r == nil {
		return "no result yet"
	}
	return fmt.Sprintf("%s of %s", spell.Thousands(int64(r.Correct)), spell.Thousands(int64(r.Total)))
}

// mistakes says how many test images are taken for others.
func (c *ResultPanel) mistakes() string {
	if r := c.S.result; r != nil {
		return "see the " + spell.Thousands(int64(r.Total-r.Correct)) + c.S.word().Of(" images that are taken for others")
	}
	return ""
}

func (c *ResultPanel) ideal() string {
	if a, ok := c.S.Ideal(); ok && c.S.live() == nil {
		return spell.Percent(a)
	}
	return "–"
}

// offerIdeal tells whether the ideal reference is unknown and can be run.
func (c *ResultPanel) offerIdeal() bool {
	_, ok := c.S.Ideal()
	return !ok && c.S.result != nil && !c.S.Busy()
}

// statistics are the accuracies under the other batch-norm statistics, where computed.
func (c *ResultPanel) statistics() string {
	r := c.S.result
	if r == nil || c.S.live() != nil || len(r.Accuracies) < 2 {
		return ""
	}
	t := ""
	for _, name := range []string{lab.StatsFrozen, lab.StatsBatch, lab.StatsRunning} {
		if a, ok := r.Accuracies[name]; ok {
			if t != "" {
				t += " · "
			}
			t += name + " " + spell.Percent(a)
		}
	}
	return t
}

func (c *ResultPanel) fingerprint() string {
	if c.S.result == nil || c.S.live() != nil || len(c.S.result.Fingerprint) < lab.FingerprintDigits {
		return "–"
	}
	return c.S.result.Fingerprint[:8]
}

// sum adds up a quantity over the layers.
func sum(n []int64) int64 {
	var t int64
	for _, x := range n {
		t += x
	}
	return t
}

// worstBER is the largest bit error rate of a layer.
func (c *ResultPanel) worstBER() string {
	r := c.S.shown()
	if r == nil || len(r.BER) == 0 {
		return "–"
	}
	most := 0.0
	for _, b := range r.BER {
		most = max(most, b)
	}
	return spell.Rate(most)
}

func (c *ResultPanel) pulses() string {
	n := c.S.pulses()
	if len(n) == 0 || sum(n) == 0 {
		return "–"
	}
	return spell.Amount(float64(sum(n)))
}

// stale tells whether the shown figures are not those of the settings.
func (c *ResultPanel) stale() bool {
	return c.S.result != nil && c.S.live() == nil && c.staleText() != ""
}

// staleText says why the result is not that of the settings.
func (c *ResultPanel) staleText() string {
	switch {
	case c.S.live() != nil && !c.S.session.Training():
		l := c.S.live()
		if l.Total >= c.S.link.Test { // what follows is a reference
			return ""
		}
		return fmt.Sprintf("So far: the first %s test %s.", spell.Thousands(int64(l.Total)), c.S.link.Data().Word.Many())
	case c.S.live() != nil:
		l := c.S.live()
		t := fmt.Sprintf("So far, at epoch %.1f: %s test %s, batch statistics.", l.Epoch,
			spell.Thousands(int64(l.Total)), c.S.link.Data().Word.Many())
		if c.S.OfEarlier() != "" {
			t += " The run has the settings that it began with."
		}
		return t
	case c.S.result == nil:
		return c.S.ToDo()
	case c.S.session.Aside():
		return ""
	case c.S.Busy():
		return "Still the result of the run before."
	case c.S.Stale() && !c.S.session.Asked():
		return "Result of the page's own network: train yours."
	case c.S.Stale():
		return "Result of the earlier settings: Train renews it."
	case c.S.reason == "stop":
		return "Training was stopped early: this is how far it came."
	}
	return ""
}

// emptyCurves says why there is no curve.
func (c *ResultPanel) emptyCurves() string {
	if len(c.S.points) > 1 {
		return ""
	}
	if c.S.Busy() {
		return "The curves begin with the first steps."
	}
	return "Train, and the curves grow here."
}

// emptyDetail says why there is no lower chart.
func (c *ResultPanel) emptyDetail() string {
	r := c.S.shown()
	switch {
	case r == nil && (c.S.chrome.detail == "sweep" || c.S.chrome.detail == "ablate"):
		return ""
	case r == nil:
		return "The test set has not been inferred yet."
	case c.S.chrome.detail == "ber" && len(r.BER) == 0:
		return "This memory has no errors to count."
	case c.S.chrome.detail == "hidden" && c.S.course.weighed == nil:
		return "Hidden weights are shown while a network with metaplasticity, or with several tasks, is trained."
	case c.S.chrome.detail == "pulses" && len(c.S.pulses()) == 0:
		return "This memory takes no pulses."
	case c.S.chrome.detail == "margins" && len(c.S.answers.margins) == 0:
		return "Margins are taken when the test set is through."
	}
	return ""
}

// corrected says what verification and error correction did in all layers; nothing without them.
func (c *ResultPanel) corrected() string {
	r := c.S.shown()
	if r == nil || len(r.Tallies) == 0 {
		return ""
	}
	var t devices.Tally
	for _, layer := range r.Tallies {
		t.Add(layer)
	}
	var said []string
	if t.Checks > 0 {
		said = append(said, fmt.Sprintf("Verification sensed %s bits after a write and wrote %s of them again.",
			spell.Thousands(t.Checks), spell.Thousands(t.Again0+t.Again1)))
	}
	if t.Corrected+t.Detected+t.Miscorrected > 0 {
		said = append(said, fmt.Sprintf("Error correction mended %s words, met %s with an even number of errors, which it read as "+
			"they are, and miscorrected %s.",
			spell.Thousands(t.Corrected), spell.Thousands(t.Detected), spell.Thousands(t.Miscorrected)))
	}
	return strings.Join(said, " ")
}
