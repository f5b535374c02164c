package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// storesNow reports that the network has been stored as the settings say, with errors that grow as the pulses get
// fewer.
func (s *Store) storesNow() {
	e := s.link.Experiment
	f, _ := lab.FieldOf("pulses")
	pulses, _ := f.Parse(f.Get(e))
	wrong := 0.1 * (1 - pulses/2000)
	s.hears(wire.Result{Result: lab.Result{Link: e.Link(), Accuracy: 0.98 - wrong, IdealAccuracy: 0.98,
		BER: []float64{wrong, wrong, wrong}}, Reason: "reinfer"})
	s.hears(wire.Status{State: wire.StateDone})
}

// firstVisit is a page that a visitor opened without a link, up to its first result.
func firstVisit(t *testing.T) (*Store, *desk) {
	t.Helper()
	d := newDesk()
	s := openedAt(t, d, "")
	s.Open("")
	s.adopt(lab.Link{Experiment: firstLight()})
	s.storesNow()
	d.take()
	if s.result == nil || s.result.Link != firstLight().Link() || s.Stale() {
		t.Fatalf("the first visit shows %+v", s.result)
	}
	return s, d
}

// TestWeaken: the pulses get fewer by themselves, each step after the result of the one before, and all of them stay
// to be compared.
func TestWeaken(t *testing.T) {
	s, d := firstVisit(t)
	s.Weaken()
	for _, pulses := range ladder[1:] {
		link := "v=1&memory=rram-weak-reset&learn=latent&pulses=" + pulses
		if o := d.take(); s.link.Experiment.Link() != link || !has(o, wire.Reinfer{Link: link}) {
			t.Fatalf("the settings are %s and the orders %v, want %s stored", s.link.String(), o, link)
		}
		if !s.cannotAct() || s.intro.act.over {
			t.Error("another act can be begun, or this one is over")
		}
		s.storesNow()
	}
	if !s.intro.act.over || s.array.view != lab.ViewError || s.Facts()["act"] != "weaken-over" {
		t.Errorf("the act stands at %+v, the array shows %q", s.intro.act, s.array.view)
	}
	shows(t, s, "act-seen", "You see: ")
	page := drawn(t, s)
	for _, want := range []string{"<th scope=\"col\">1,000</th>", "<th scope=\"col\">10</th>", "<td>9.95 %</td>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	s.DrawDigit() // with a network that reads
	if got, want := s.link.Experiment, firstLight(); got != want || d.focused != "pad" || !s.specimen.drawing {
		t.Errorf("a digit is drawn for %s, focus on %q", got.Link(), d.focused)
	}
}

func has(orders []any, want any) bool {
	for _, o := range orders {
		if withJob(o, 0) == want {
			return true
		}
	}
	return false
}

// TestAnActGivesWay to whatever else the visitor does.
func TestAnActGivesWay(t *testing.T) {
	s, _ := firstVisit(t)
	s.Weaken()
	s.Knob("pulses", "77")
	s.storesNow()
	if f, _ := lab.FieldOf("pulses"); f.Get(s.link.Experiment) != "77" || len(s.intro.act.todo) > 0 ||
		s.intro.act.over {
		t.Errorf("the settings are %s, the act stands at %+v", s.link.String(), s.intro.act)
	}
}

// TestActsOnOtherSettings: what cannot be stored by weak RESET makes place for the page's own network.
func TestActsOnOtherSettings(t *testing.T) {
	for hash, want := range map[string]string{
		"v=1&memory=ber&ber=0.2":          "v=1&memory=rram-weak-reset&ber=0.2&learn=latent",
		"v=1&hidden=30&epochs=1":          firstLight().Link(),
		"v=1&memory=rram-weak-reset":      firstLight().Link(),
		"v=1&weights=ternary&memory=ber":  firstLight().Link(),
		"v=1&memory=st-mram&strength=0.9": "v=1&memory=rram-weak-reset&learn=latent&strength=0.9",
	} {
		s, _ := opened(t, hash)
		if s.result != nil && s.PhaseSince() != lab.PhaseNone {
			s.storesNow()
		}
		if s.Weaken(); s.link.Experiment.Link() != want {
			t.Errorf("%s: the act begins with %s, want %s", hash, s.link.Experiment.Link(), want)
		}
	}
}

// TestAskCosts: on weak RESET with few pulses, on another memory as it is set.
func TestAskCosts(t *testing.T) {
	for hash, want := range map[string]string{
		"":                                     "v=1&memory=rram-weak-reset&learn=latent&pulses=300",
		"v=1&memory=rram-2t2r&condition=limit": "v=1&memory=rram-2t2r&condition=limit",
		"v=1&memory=ber":                       "v=1&memory=rram-weak-reset&learn=latent&pulses=300",
	} {
		s, d := firstVisit(t)
		if hash != "" {
			s.Open(hash)
			s.storesNow()
		}
		d.take()
		s.AskCosts()
		if s.session.Job().Link == want {
			s.storesNow()
		}
		o := d.take()
		w, ok := o[len(o)-1].(wire.Sweep)
		if !ok || w.Link != want || !w.Ablate || w.Sweep.Chips != 1 {
			t.Errorf("%s: orders %+v, want an ablation of %s on one chip", hash, o, want)
			continue
		}
		shows(t, s, "act-seen", "Each imperfection is tried alone")
		points, _ := studied(t, s.link.String())
		s.takes(points)
		s.through()
		shows(t, s, "act-seen", "You see: ")
		if s.Facts()["act"] != "ask-over" || d.focused != "chart-ablate" {
			t.Errorf("the act is %q, focus on %q", s.Facts()["act"], d.focused)
		}
	}
}

// TestIntro: the band is closed for good, comes back by Help, and is hidden by a link and in a frame.
func TestIntro(t *testing.T) {
	s, d := firstVisit(t)
	there := func() bool { return !strings.Contains(element(t, drawn(t, s), "intro"), "hidden") }
	if !there() {
		t.Error("a new visitor is told nothing")
	}
	s.CloseIntro()
	if there() || there() != New(d, false).introShown() {
		t.Error("it was closed and is there")
	}
	s.ShowIntro()
	if !there() || !New(d, false).introShown() {
		t.Error("it was called and is not there")
	}
	for _, hash := range []string{"v=1&hide=intro", "v=1&embed=1"} {
		if s.Open(hash); there() {
			t.Errorf("%s shows it", hash)
		}
	}
	s.Open("v=1&lock=1")
	for _, id := range []string{"act-weaken", "act-ask"} {
		shows(t, s, id, "disabled")
	}
}

// TestLevel: what a beginner does not need is folded until asked for; what differs, or was moved, never is.
func TestLevel(t *testing.T) {
	s, d := firstVisit(t)
	d.kept[keyLevel] = ""
	keys := func(s *Store) (all []string) {
		for _, g := range s.Groups() {
			for _, k := range g.Knobs {
				all = append(all, k.Key)
			}
		}
		return all
	}
	s = openedAt(t, d, "")
	s.adopt(lab.Link{Experiment: firstLight()})
	if got, want := strings.Join(keys(s), " "), "task memory pulses"; got != want {
		t.Errorf("a beginner meets %s, want %s", got, want)
	}
	s.Knob("epochs", "3")
	s.Knob("epochs", "20")
	s.Knob("seed", "x")
	if got := strings.Join(keys(s), " "); !strings.Contains(got, "epochs seed") {
		t.Errorf("after knobs were moved there are %s", got)
	}
	s.ToggleLevel()
	if all := keys(s); len(all) < 20 || d.kept[keyLevel] != lab.LevelAll || New(d, false).level() != lab.LevelAll {
		t.Errorf("all settings are %v", all)
	}
	s.ToggleLevel()
	if s.level() != lab.LevelBasic || d.kept[keyLevel] != "" {
		t.Error("they are not folded again")
	}
	s.Open("v=1&hidden=64&level=all")
	if all := keys(s); len(all) < 20 || s.Facts()["level"] != "all" {
		t.Errorf("the link shows %v", all)
	}
	if s.ToggleLevel(); s.level() != lab.LevelBasic || d.address != "v=1&hidden=64" {
		t.Errorf("the link's level stays: %s", d.address)
	}
}
