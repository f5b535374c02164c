package ui

import (
	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// The acts: what a visitor who knows nothing of this can do at once.
const (
	actWeaken = "weaken" // fewer and fewer programming pulses
	actDraw   = "draw"   // a digit of the visitor's own
	actAsk    = "ask"    // which imperfection costs most
)

// ladder are the pulses of the first act, from the memory's default down to hardly any (assumed: steps whose errors the
// eye can tell apart).
var ladder = [...]string{"1000", "300", "100", "30", "10"}

// asked are the pulses at which the third act asks: so few that imperfections are felt, and so many that digits are
// still read (assumed).
const asked = "300"

// cannotAct tells that the settings are not the visitor's to change, or that something else is computed.
func (s *Store) cannotAct() bool {
	return s.link.Lock || s.Busy() || s.session.Gone() || len(s.wrong) > 0
}

// onStage is what the acts show: the network on the screen, stored by so many weak-RESET pulses, else the page's own.
func (s *Store) onStage(pulses string) lab.Experiment {
	e, err := s.link.Experiment.StoredIn(lab.MemoryWeakReset)
	if err != nil || !s.stores(e) {
		e = firstLight()
	}
	if next, err := e.With("pulses", pulses); err == nil {
		e = next
	}
	return e
}

// stores tells whether the network on the screen can be stored as an experiment says.
func (s *Store) stores(e lab.Experiment) bool {
	return s.result != nil && e.Learn == lab.LearnLatent && e.Check() == nil &&
		phaseSince(e, s.result.Link) != lab.PhaseTrain
}

// stage makes an experiment the settings, and brings the page's own network back where it takes that one.
func (s *Store) stage(e lab.Experiment) {
	if e != s.link.Experiment {
		s.change(e)
	}
	if s.strange() {
		s.Reset()
	}
}

// Weaken turns the pulses down, step by step, and shows what becomes of the stored weights.
func (s *Store) Weaken() {
	if s.cannotAct() {
		return
	}
	var steps []lab.Experiment
	for _, pulses := range ladder {
		steps = append(steps, s.onStage(pulses))
	}
	s.intro.begin(actWeaken, steps...)
	s.Tab("array")
	s.stage(steps[0])
	s.View(lab.ViewError)
	s.actGoesOn()
}

// DrawDigit gives the visitor the pad, and a network that reads well: not one that an act has weakened.
func (s *Store) DrawDigit() {
	weak := s.intro.act.name
	s.intro.begin(actDraw)
	if e := s.onStage(ladder[0]); !s.cannotAct() &&
		(s.result == nil || weak != "" && weak != actDraw && s.weakened(e)) {
		s.stage(e)
	}
	s.Tab("digit")
	if s.signals() {
		s.Random()
		return
	}
	s.Draw(true)
	if s.photos() {
		s.desk.Focus("photo")
		return
	}
	s.desk.Focus("pad")
}

// weakened tells whether the settings are those of an experiment but for the pulses.
func (s *Store) weakened(e lab.Experiment) bool {
	f, _ := lab.FieldOf("pulses")
	same, err := e.With(f.Key, f.Get(s.link.Experiment))
	return err == nil && same == s.link.Experiment
}

// questioned is the experiment that the third act asks about: the settings, where their network is there and their
// memory has several imperfections; else, and of weak RESET, stored weights at pulses of its own.
func (s *Store) questioned() lab.Experiment {
	if e := s.link.Experiment; e.Memory != lab.MemoryWeakReset && s.stores(e) {
		if a, err := lab.Ablate(e, 1, 1); err == nil && len(a.Fields) > 1 {
			return e
		}
	}
	return s.onStage(asked)
}

// AskCosts has the page find out which imperfection of the memory costs most.
func (s *Store) AskCosts() {
	if s.cannotAct() {
		return
	}
	e := s.questioned()
	s.intro.begin(actAsk, e)
	s.Tab("result")
	s.AblateText("chips", "1")
	s.AblateText("seeds", "")
	s.showDetail("ablate")
	s.stage(e)
	s.actGoesOn()
}

// actGoesOn follows that the engine has nothing to do: the act takes its next step.
func (s *Store) actGoesOn() {
	a := &s.intro.act
	switch {
	case a.name == actAsk && len(a.todo) == 0 && !a.over && s.ablation.words() != "":
		a.end()
		s.desk.Focus("chart-ablate")
	case len(a.todo) == 0:
	case a.todo[0] != s.link.Experiment:
		a.giveUp()
	case s.result != nil && s.result.Link == a.todo[0].Link() && s.session.Idle():
		a.came(s.result)
		s.actTakes()
	}
}

// actTakes begins the act's next step, now that the one before has its result.
func (s *Store) actTakes() {
	switch a := &s.intro.act; {
	case len(a.todo) > 0:
		s.change(a.todo[0])
	case a.name == actAsk:
		s.RunAblation()
	default:
		a.end()
	}
}

// actsTake is how long the acts take here.
func (s *Store) actsTake() takes {
	key := takesKey{e: s.link.Experiment, workers: s.Workers(), rate: s.speeds[s.storeKey(lab.MemoryWeakReset)]}
	if s.result != nil {
		key.result = s.result.Link
	}
	return s.intro.takes.of(key, func() takes {
		asked, points := s.questioned(), 0
		if a, err := lab.Ablate(asked, 1, 1); err == nil {
			points = a.Points()
		}
		return takes{
			weaken: s.storeSeconds(s.onStage(ladder[0])) * float64(len(ladder)-1), // the first one is there already
			ask:    s.storeSeconds(asked) * float64(points+1),
		}
	})
}

// rung is what came of one step of the first act, in words.
type rung struct{ pulses, wrong, right, energy string }

func rungOf(r *lab.Result) rung {
	l, err := lab.ParseLink("#" + r.Link)
	if err != nil {
		return rung{}
	}
	f, _ := lab.FieldOf("pulses")
	wrong, energy := 0.0, "–"
	for i, y := range l.Stored() {
		if i < len(r.BER) {
			wrong += float64(y.Inputs*y.Rows) * r.BER[i]
		}
	}
	if book, err := lab.Ledger(*r); err == nil {
		energy = spell.SI(book.Programming, "J")
	}
	n, _ := f.Parse(f.Get(l.Experiment))
	return rung{spell.Thousands(int64(n)), spell.Percent(wrong / weights(l.Experiment)),
		spell.Percent(r.Accuracy), energy}
}
