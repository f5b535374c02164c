package ui

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// sweep is what the visitor sweeps, and what came of it.
type sweep struct {
	sweepForm  sweepForm
	sweepWrong string // what is wrong with the form
	sweeping   bool
	spec       lab.Sweep        // of the points
	around     string           // link of the experiment that they stand around
	swept      []lab.SweepPoint // so far
	sweepNoted noted
	loss       *string // the loss of accuracy that the visitor grants, as typed; nil for the default

	ablation
}

// sweepForm is the form as it was filled in: key "" for chips alone, by "" for one series.
type sweepForm struct {
	key, lo, hi, n, chips, seeds, by string

	listed   []string // values of a scenario or a link, which hold until the range is changed
	byListed []string // of the series, likewise; nil for all choices
}

// sweepKnobs are the knobs that a sweep can go through here, key and label: those of the memory that need no training, chips
// alone, then those that do. One that a link brought is among them.
func (s *Store) sweepKnobs() [][2]string {
	return s.memos.knobs.of(knobsKey{e: s.link.Experiment, key: s.sweepForm.key}, s.listKnobs)
}

func (s *Store) listKnobs() [][2]string {
	e := s.link.Experiment
	var chip, trained [][2]string
	for _, f := range lab.Fields() {
		number := f.Kind == lab.KindFloat || f.Kind == lab.KindInt
		switch phase := f.ActsIn(e); {
		case phase == lab.PhaseNone || !number && f.Key != s.sweepForm.key:
		case phase == lab.PhaseTrain:
			trained = append(trained, [2]string{f.Key, f.Label + " (trains)"})
		case f.Group == lab.GroupMemory:
			chip = append(chip, [2]string{f.Key, f.Label})
		}
	}
	return append(append(chip, [2]string{"", "none: chips and seeds alone"}), trained...)
}

// sweepSeries are the knobs whose choices can each make a series, key and label, after none.
func (s *Store) sweepSeries() [][2]string {
	return s.memos.series.of(knobsKey{s.link.Experiment, s.sweepForm.by, s.sweepForm.byListed != nil}, s.listSeries)
}

func (s *Store) listSeries() [][2]string {
	all := [][2]string{{"", "one series"}}
	e := s.link.Experiment
	for _, f := range lab.Fields() {
		phase := f.ActsIn(e)
		switch {
		case f.Key == s.sweepForm.by && s.sweepForm.byListed != nil && phase != lab.PhaseNone:
		case f.Kind != lab.KindChoice || f.Key == "memory" || f.Key == "task" || phase == lab.PhaseNone:
			continue
		}
		label := "by " + strings.ToLower(f.Label)
		if phase == lab.PhaseTrain {
			label += " (trains)"
		}
		all = append(all, [2]string{f.Key, label})
	}
	return all
}

// sweepKey is the chosen knob, or the first one where that plays no part any more.
func (s *Store) sweepKey() string { return s.form().key }

// form is the form with its knob among those that play a part.
func (s *Store) form() sweepForm {
	knobs := s.sweepKnobs()
	for _, k := range knobs {
		if s.sweepForm.chips != "" && k[0] == s.sweepForm.key {
			return s.sweepForm
		}
	}
	return formOf(knobs[0][0])
}

// formOf is the form that a knob begins with: its whole range, on three chips.
func formOf(key string) sweepForm {
	f, ok := lab.FieldOf(key)
	if !ok {
		return sweepForm{chips: "10"}
	}
	lo := f.Min
	if f.Log && lo <= 0 {
		lo = f.Max / 5000
	}
	return sweepForm{key: key, lo: number(lo), hi: number(f.Max), n: "9", chips: "3"}
}

// SweepKnob chooses the knob to sweep.
func (s *Store) SweepKnob(key string) { s.sweepForm, s.sweepWrong = formOf(key), "" }

// SweepText fills in a part of the form.
func (s *Store) SweepText(part, text string) {
	f := s.form()
	switch part {
	case "lo":
		f.lo, f.listed = text, nil
	case "hi":
		f.hi, f.listed = text, nil
	case "n":
		f.n, f.listed = text, nil
	case "by":
		f.by, f.byListed = text, nil
	case "seeds":
		f.seeds = text
	case "chips":
		f.chips = text
	}
	s.sweepForm, s.sweepWrong = f, ""
}

// cannotSweep: there is no network for the settings and none can be trained, or something is being computed.
func (s *Store) cannotSweep() bool {
	return s.sweeping || s.Busy() || s.dead || s.first || s.result == nil || s.Stale() && !s.canTrain() || s.ask.link != "" || s.idealRun != nil || s.moving
}

// canTrain tells whether the training images are there.
func (s *Store) canTrain() bool { return s.holds() }

// lacks asks for the images that a study trains with and that are not there yet; it tells whether there are such.
func (s *Store) lacks(experiments func(lab.Experiment) ([]lab.Experiment, error)) bool {
	all, err := experiments(s.link.Experiment)
	if err != nil || s.networks(experiments) == 0 {
		return false
	}
	lacking := false
	for _, e := range all {
		for _, task := range e.DataSets() {
			for _, name := range []string{"test", "train"} {
				if s.held[part(task, name)] == 0 {
					s.need(task, name)
					lacking = true
				}
			}
		}
	}
	return lacking
}

// sweepOf reads the form; an error says which part is not allowed.
func (s *Store) sweepOf(f sweepForm) (lab.Sweep, error) {
	chips, err := strconv.Atoi(strings.TrimSpace(f.chips))
	if err != nil {
		return lab.Sweep{}, &lab.ValueError{Key: "chips", Value: f.chips, Allowed: fmt.Sprintf("a whole number from 1 to %d", lab.MaxChips)}
	}
	w := lab.Sweep{Key: f.key, Chips: chips, By: f.by, Values: f.listed, ByValues: f.byListed}
	if w.Seeds, err = seedsOf(f.seeds); err != nil {
		return w, err
	}
	if field, ok := lab.FieldOf(f.key); ok && f.listed == nil {
		lo, err1 := strconv.ParseFloat(strings.TrimSpace(f.lo), 64)
		hi, err2 := strconv.ParseFloat(strings.TrimSpace(f.hi), 64)
		n, err3 := strconv.Atoi(strings.TrimSpace(f.n))
		switch {
		case err1 != nil || !(lo >= field.Min && lo <= field.Max):
			return w, &lab.ValueError{Key: "from", Value: f.lo, Allowed: field.Allowed()}
		case err2 != nil || !(hi >= lo && hi <= field.Max):
			return w, &lab.ValueError{Key: "to", Value: f.hi, Allowed: fmt.Sprintf("a number from %s to %s", number(lo), number(field.Max))}
		case err3 != nil || n < 1 || n > lab.MaxSweep:
			return w, &lab.ValueError{Key: "points", Value: f.n, Allowed: fmt.Sprintf("a whole number from 1 to %d", lab.MaxSweep)}
		}
		w.Values = field.Grid(lo, hi, n)
	}
	_, err = w.Experiments(s.link.Experiment)
	return w, err
}

// RunSweep begins the sweep of the form around the settings.
func (s *Store) RunSweep() {
	if s.cannotSweep() {
		return
	}
	w, err := s.sweepOf(s.form())
	if err != nil {
		s.sweepWrong = sentence(err)
		return
	}
	if s.lacks(w.Experiments) {
		s.sweepWrong = "The training images are still being loaded: try again in a moment."
		return
	}
	s.sweepWrong, s.sweeping, s.ablating, s.asked = "", true, false, true
	s.spec, s.around, s.swept = w, s.link.Experiment.Link(), nil
	s.link.Sweep, s.link.Ablate = &w, false
	s.address()
	s.status = wire.StateRunning
	s.desk.Order(wire.Sweep{Sweep: w, Link: s.around})
}

// seedsOf reads a number of seeds; nothing is one.
func seedsOf(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "1" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > lab.MaxSeeds {
		return 0, &lab.ValueError{Key: "seeds", Value: text, Allowed: fmt.Sprintf("a whole number from 1 to %d", lab.MaxSeeds)}
	}
	return n, nil
}

// networks counts those that a study trains, other than the one that is there.
func (s *Store) networks(experiments func(lab.Experiment) ([]lab.Experiment, error)) int {
	all, err := experiments(s.link.Experiment)
	if err != nil {
		return 0
	}
	keys := map[string]bool{}
	for _, e := range all {
		keys[e.Training()] = true
	}
	if !s.Stale() {
		delete(keys, s.link.Experiment.Training())
	}
	return len(keys)
}

// noted is a note for the state of a form: to count networks takes a while, and the page renders often.
type noted struct{ state, text string }

// of is the note for a state; make writes a new one.
func (n *noted) of(state string, make func() string) string {
	if n.state != state {
		n.state, n.text = state, make()
	}
	return n.text
}

// sweepNote says what the form's sweep takes; nothing where no network is trained.
func (s *Store) sweepNote() string {
	f := s.form()
	return s.sweepNoted.of(fmt.Sprint(f, s.link.Experiment.Link(), s.Stale()), func() string {
		w, err := s.sweepOf(f)
		if err != nil {
			return ""
		}
		return s.trainsWords(s.networks(w.Experiments))
	})
}

// trainsWords says how many networks are trained, and about how long that takes.
func (s *Store) trainsWords(n int) string {
	if n == 0 {
		return ""
	}
	seconds, _ := s.Seconds(s.link.Experiment)
	return fmt.Sprintf("Trains %d networks: %s each with these settings.", n, about(seconds))
}

func (s *Store) sweepPoint(p lab.SweepPoint) {
	switch {
	case s.sweeping && s.ablating:
		s.ablated = append(s.ablated, p)
	case s.sweeping:
		s.swept = append(s.swept, p)
	}
}

// openStudy fills in the form of the sweep or the ablation that a link holds.
func (s *Store) openStudy(l lab.Link) {
	switch w := l.Sweep; {
	case w == nil:
	case l.Ablate:
		s.ablateChips, s.ablateSeeds, s.ablateWrong = strconv.Itoa(w.Chips), strconv.Itoa(max(1, w.Seeds)), ""
		s.detail = "ablate"
	default:
		s.sweepForm, s.sweepWrong = formOfSweep(*w), ""
		s.detail = "sweep"
	}
}

// formOfSweep is the form that gives a sweep.
func formOfSweep(w lab.Sweep) sweepForm {
	f := sweepForm{key: w.Key, n: strconv.Itoa(len(w.Values)), chips: strconv.Itoa(w.Chips), by: w.By, listed: w.Values, byListed: w.ByValues}
	if w.Seeds > 1 {
		f.seeds = strconv.Itoa(w.Seeds)
	}
	if len(w.Values) > 0 {
		f.lo, f.hi = w.Values[0], w.Values[len(w.Values)-1]
	}
	return f
}

// showSweep shows the points that come with a scenario, and fills in the form that made them.
func (s *Store) showSweep(x lab.Scenario) {
	if x.Sweep == nil || x.Stored == nil {
		return
	}
	w := *x.Sweep
	s.sweepForm = formOfSweep(w)
	s.spec, s.around, s.swept, s.sweepWrong = w, x.Stored.Link, x.Stored.Points, ""
	s.detail = "sweep"
}

// sweepSize is how many points the study under way has in the end.
func (s *Store) sweepSize() int {
	if s.sweeping && s.ablating {
		return s.ablateSize
	}
	return s.spec.Size()
}

// studied is how many points of it are there.
func (s *Store) studied() int {
	if s.sweeping && s.ablating {
		return len(s.ablated)
	}
	return len(s.swept)
}

// spread is the accuracy of one value over its chips, in percent.
type spread struct {
	Series string  `json:"series"`
	Value  string  `json:"-"`
	X      float64 `json:"x"`      // the value, or the chip's number where there is none
	Joules float64 `json:"joules"` // mean over the chips, of programming one
	Mean   float64 `json:"mean"`
	SD     float64 `json:"-"` // from chip to chip, unbiased; 0 for one chip
	Lo     float64 `json:"lo"`
	Hi     float64 `json:"hi"`
	N      int     `json:"-"`
}

// spreads sums the points up, value by value.
func (s *Store) spreads() []spread {
	var all []spread
	for from := 0; from < len(s.swept); {
		to := from
		for to < len(s.swept) && s.swept[to].Value == s.swept[from].Value && s.swept[to].Series == s.swept[from].Series {
			to++
		}
		p := spread{N: to - from, Series: s.seriesName(s.swept[from].Series), Value: s.swept[from].Value}
		p.X = s.place(s.swept[from].Value)
		for _, q := range s.swept[from:to] {
			p.Mean += 100 * q.Accuracy / float64(p.N)
			p.Joules += q.Joules / float64(p.N)
		}
		for _, q := range s.swept[from:to] {
			p.SD += (100*q.Accuracy - p.Mean) * (100*q.Accuracy - p.Mean)
		}
		p.SD = math.Sqrt(p.SD / float64(max(1, p.N-1)))
		p.Lo, p.Hi = p.Mean-p.SD, p.Mean+p.SD
		all, from = append(all, p), to
	}
	return all
}

// place is where a value stands on the axis: a number at itself, another one at its number in the sweep.
func (s *Store) place(value string) float64 {
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return x
	}
	return float64(1 + slices.Index(s.spec.Values, value))
}

// axisLabel names the axis of the knob; values that are no numbers are told by their places.
func (s *Store) axisLabel(f lab.Field) string {
	if f.Kind == lab.KindFloat || f.Kind == lab.KindInt || f.Kind == lab.KindSeed {
		return f.Label
	}
	var names []string
	for i, v := range s.spec.Values {
		names = append(names, fmt.Sprintf("%d %s", i+1, v))
	}
	return f.Label + ": " + strings.Join(names, ", ")
}

// seriesName is the label of a choice of the field that makes the series.
func (s *Store) seriesName(choice string) string {
	f, _ := lab.FieldOf(s.spec.By)
	for _, c := range f.Choices {
		if c.Value == choice {
			return c.Label
		}
	}
	return choice
}

// sweepChart is accuracy over the knob: each chip a dot, the mean a line, one standard deviation
// from chip to chip a bar. Without a knob it is accuracy over the chips' numbers.
func (s *Store) sweepChart() Chart {
	field, knob := lab.FieldOf(s.spec.Key)
	label, title := "chip", "Accuracy from chip to chip"
	if knob {
		label, title = s.axisLabel(field), "Accuracy over "+strings.ToLower(field.Label)
	}
	type dot struct {
		xy
		Series string `json:"series"`
	}
	dots := make([]dot, len(s.swept))
	for i, p := range s.swept {
		dots[i] = dot{xy{float64(p.Chip), 100 * p.Accuracy}, s.seriesName(p.Series)}
		if knob {
			dots[i].X = s.place(p.Value)
		}
	}
	x := map[string]any{"label": label, "labelAnchor": "right", "labelOffset": 32, "ticks": 5}
	if knob && field.Log && dots[0].X > 0 {
		x["type"], x["ticks"] = "log", 4
		if x["tickFormat"] = "~g"; dots[0].X < 1e-3 {
			x["tickFormat"] = "~e"
		}
	}
	means, dotFill := s.spreads(), colQuiet
	if !knob && s.spec.By != "" {
		dotFill = "series"
	}
	stroke := colTest
	if s.spec.By != "" {
		stroke = "series"
	}
	c := Chart{Title: title, Words: s.sweepWords(), Plot: map[string]any{
		"height": 196, "marginLeft": 38, "marginRight": 10, "marginTop": 18, "marginBottom": 34, "x": x,
		"y": map[string]any{"label": "accuracy (%)", "grid": true, "ticks": 5, "nice": true},
	}}
	if ideal, ok := s.Ideal(); ok {
		c.Marks = append(c.Marks, []any{"ruleY", []float64{100 * ideal}, map[string]any{"stroke": colQuiet, "strokeDasharray": "3,3"}})
	}
	c.Marks = append(c.Marks, []any{"dot", dots, map[string]any{"x": "x", "y": "y", "fill": dotFill, "r": 1.8}})
	if knob {
		c.Marks = append(c.Marks, []any{"ruleX", means, map[string]any{"x": "x", "y1": "lo", "y2": "hi", "stroke": stroke, "strokeWidth": 1.2}},
			[]any{"lineY", means, map[string]any{"x": "x", "y": "mean", "stroke": stroke, "strokeWidth": 2}})
	}
	s.nameSeries(&c, means, "mean")
	return c
}

// nameSeries gives a chart of several series its colours, and each line its name where it is halfway.
func (s *Store) nameSeries(c *Chart, all []spread, y string) {
	if s.spec.By == "" {
		return
	}
	var names, colours []string
	for i, choice := range s.spec.Series() {
		names, colours = append(names, s.seriesName(choice)), append(colours, seriesColour(i))
	}
	c.Plot["color"] = map[string]any{"domain": names, "range": colours}
	for i, name := range names {
		var line []spread
		for _, p := range all {
			if p.Series == name {
				line = append(line, p)
			}
		}
		if len(line) > 0 {
			at := len(line) * (i + 1) / (len(names) + 1)
			c.Marks = append(c.Marks, []any{"text", line[at : at+1], map[string]any{"x": "x", "y": y, "text": []string{name}, "dy": -8, "fill": colours[i], "fontWeight": 600}})
		}
	}
}

// seriesColour is the colour of series number i.
func seriesColour(i int) string {
	all := [...]string{colTest, colTrain, colInk, colQuiet}
	return all[i%len(all)]
}

// energies tells whether the points know what programming takes, and more than one amount of it.
func (s *Store) energies() bool {
	for _, p := range s.swept {
		if p.Joules > 0 && p.Joules != s.swept[0].Joules {
			return true
		}
	}
	return false
}

// energyChart is the energy of programming over the knob.
func (s *Store) energyChart() Chart {
	c := s.sweepChart()
	c.Title, c.Words = "Energy of programming the chip once", s.savedWords()
	c.Plot["y"] = map[string]any{"label": "programming (J)", "grid": true, "ticks": 4, "type": "log", "tickFormat": "~s"}
	stroke := colTest
	if s.spec.By != "" {
		stroke = "series"
	}
	all := s.spreads()
	c.Marks = [][]any{{"lineY", all, map[string]any{"x": "x", "y": "joules", "stroke": stroke, "strokeWidth": 2}}}
	s.nameSeries(&c, all, "joules")
	return c
}

// defaultLoss is the loss of accuracy, in points, that an energy may cost at first (arXiv:1810.10836, abstract).
const defaultLoss = "1"

// savedWords says for each series how much of the energy of the strongest programming is saved at most where
// the mean accuracy is within the loss that the visitor grants.
func (s *Store) savedWords() string {
	loss, err := strconv.ParseFloat(strings.TrimSpace(s.lossText()), 64)
	if err != nil || !(loss >= 0 && loss <= 100) {
		return fmt.Sprintf("A loss of %q is not allowed: it takes a number of points from 0 to 100.", short(s.lossText()))
	}
	ideal, known := s.Ideal()
	var words []string
	all := s.spreads()
	for from := 0; from < len(all); {
		to := from
		strongest := all[from]
		for to < len(all) && all[to].Series == all[from].Series {
			if all[to].Joules > strongest.Joules {
				strongest = all[to]
			}
			to++
		}
		goal := strongest.Mean - loss
		if known {
			goal = 100*ideal - loss
		}
		words = append(words, saved(all[from:to], strongest, goal))
		from = to
	}
	return strings.Join(words, " ")
}

// saved says what the least energy that reaches an accuracy saves.
func saved(all []spread, strongest spread, goal float64) string {
	best, found := strongest, strongest.Mean >= goal
	for _, p := range all {
		if p.Mean >= goal && (!found || p.Joules < best.Joules) {
			best, found = p, true
		}
	}
	name := ""
	if all[0].Series != "" {
		name = all[0].Series + ": "
	}
	if !found {
		return name + "no strength of this sweep is within that loss."
	}
	return fmt.Sprintf("%s%s at %s: %.0f %% less than %s at %s, %.2f %% right.", name, joules(best.Joules), best.Value,
		100*(1-best.Joules/strongest.Joules), joules(strongest.Joules), strongest.Value, best.Mean)
}

func (s *Store) lossText() string {
	if s.loss == nil {
		return defaultLoss
	}
	return *s.loss
}

// joules writes an energy with its unit.
func joules(x float64) string {
	units := [...]string{"J", "mJ", "µJ", "nJ", "pJ", "fJ"}
	i := 0
	for x != 0 && x < 1 && i < len(units)-1 {
		x, i = x*1000, i+1
	}
	return strconv.FormatFloat(x, 'g', 3, 64) + " " + units[i]
}

// sweepWords says what came of the sweep.
func (s *Store) sweepWords() string {
	all := s.spreads()
	if len(all) == 0 {
		return ""
	}
	say := func(p spread) string {
		if p.N < 2 {
			return fmt.Sprintf("%.2f %%", p.Mean)
		}
		return fmt.Sprintf("%.2f ± %.2f %%", p.Mean, p.SD)
	}
	if s.spec.Key == "" {
		words := s.overWords() + ": " + say(all[0])
		for _, p := range all[1:] {
			words += ", " + p.Series + " " + say(p)
		}
		return words + "."
	}
	last := all[len(all)-1]
	if s.spec.By != "" {
		return fmt.Sprintf("%s at %s for %s to %s at %s for %s; mean and standard deviation over %s.",
			say(all[0]), all[0].Value, all[0].Series, say(last), last.Value, last.Series, s.overWords())
	}
	return fmt.Sprintf("%s at %s, %s at %s; mean and standard deviation over %s.",
		say(all[0]), s.spec.Values[0], say(last), s.swept[len(s.swept)-1].Value, s.overWords())
}

// overWords says what a value is repeated over.
func (s *Store) overWords() string {
	if s.spec.Seeds > 1 {
		return fmt.Sprintf("%d seeds, %d chips each", s.spec.Seeds, s.spec.Chips)
	}
	return fmt.Sprintf("%d chips", s.spec.Chips)
}

// SaveSweep hands the points over as a table.
func (s *Store) SaveSweep() {
	var b strings.Builder
	if l, err := lab.ParseLink("#" + s.around); err == nil {
		b.WriteString("# #" + s.spec.Link(l.Experiment) + "\n")
	}
	if text, err := lab.Points(s.swept).MarshalText(); err == nil {
		b.Write(text)
	}
	s.desk.Download("arraylab-sweep.csv", []byte(b.String()))
}
