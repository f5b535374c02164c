package ui

import (
	"fmt"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// pace follows the speed of a run.
type pace struct {
	at       time.Duration
	images   int64
	fraction float64
	speed    float64 // images a second, smoothed
	advance  float64 // fraction of the run a second, smoothed
	busy     float64 // seconds that were followed, pauses left out
	done     float64 // fraction of the run that was done in them
}

// smoothing is the time constant of the shown speed, in seconds (assumed: steady to the eye,
// yet it follows a machine that slows down).
const smoothing = 3.0

// add takes one report.
func (p *pace) add(now time.Duration, r lab.Progress) {
	dt := (now - p.at).Seconds()
	if p.at == 0 || r.Fraction < p.fraction || dt > 5 {
		p.at, p.images, p.fraction = now, r.Images, r.Fraction
		return
	}
	if dt < 0.05 {
		return
	}
	weight := dt / (dt + smoothing)
	if p.advance == 0 {
		weight = 1
	}
	if r.Phase == "train" {
		p.speed += weight * (float64(r.Images-p.images)/dt - p.speed)
	}
	p.advance += weight * ((r.Fraction-p.fraction)/dt - p.advance)
	p.busy, p.done = p.busy+dt, p.done+r.Fraction-p.fraction
	p.at, p.images, p.fraction = now, r.Images, r.Fraction
}

// Left is the time that the run still takes; false while that is not known.
func (s *Store) Left() (time.Duration, bool) {
	if !s.Busy() || s.course.pace.advance <= 0 {
		return 0, false
	}
	return time.Duration((1 - s.course.progress.Fraction) / s.course.pace.advance * 1e9), true
}

// assumedRate is in multiply-adds a second, for a machine on which nothing was measured yet:
// what cores of a server of 2023 do in Chromium (assumed for the visitor's machine).
func assumedRate(learn string, workers int) float64 {
	rate := 3e10
	if learn == lab.LearnDevice {
		rate = 2.5e10
	}
	return rate * (1 + 0.7*float64(workers-1))
}

// drawSeconds are the seconds that a random byte takes, which every worker draws for itself, by its source (assumed:
// twice what cores of a server of 2023 take natively).
var drawSeconds = map[string]float64{lab.SourcePseudo: 6e-9, lab.SourceJunction: 180e-9}

// speeds are those of training that were measured here, in multiply-adds (lab.Cost.Work) a second, by kind of learning and number of
// workers.
type speeds map[string]float64

// of is the speed of a kind of learning, and whether it was measured.
func (v speeds) of(learn string, workers int) (float64, bool) {
	if rate := v[rateKey(learn, workers)]; rate > 0 {
		return rate, true
	}
	return assumedRate(learn, workers), false
}

// rateKey is under what the speed of a kind of learning is remembered.
func rateKey(learn string, workers int) string { return fmt.Sprintf("%s/%d", learn, workers) }

// measurable is the shortest run whose speed tells something about the next one (assumed).
const measurable = 3.0

// measured remembers the speed of a run that is through, for the next estimate.
func (s *Store) measured() {
	l, err := lab.ParseLink("#" + s.course.link)
	if err != nil || s.course.pace.busy < measurable {
		return
	}
	p := &s.course.pace
	s.speeds[rateKey(l.Learn, s.Workers())] = float64(lab.Plan(l.Experiment, 1).Work) * p.done / p.busy
	s.rememberNumbers(keyRates, s.speeds)
}

// Seconds estimates how long a run takes here, and whether that rests on a measurement.
func (s *Store) Seconds(e lab.Experiment) (float64, bool) {
	rate, known := s.speeds.of(e.Learn, s.Workers())
	c := lab.Plan(e, 1)
	return float64(c.Work)/rate + float64(c.Draws)*drawSeconds[e.Source], known
}

// storeKey is under what it is remembered how fast a memory is programmed and tested.
func (s *Store) storeKey(memory string) string {
	return fmt.Sprintf("store/%s/%d", memory, s.Workers())
}

// weights is how many an experiment's network has.
func weights(e lab.Experiment) float64 {
	n := 0.0
	for _, y := range e.Stored() {
		n += float64(y.Inputs * y.Rows)
	}
	return n
}

// assumedStores is how many weights are programmed and tested in a second on a machine on which nothing was measured
// yet (assumed: two cores of a server of 2023 in Chromium).
const assumedStores = 1e6

// storeSeconds is how long it takes here to program and test a network.
func (s *Store) storeSeconds(e lab.Experiment) float64 {
	rate := s.speeds[s.storeKey(e.Memory)]
	if rate <= 0 {
		rate = assumedStores
	}
	return weights(e) / rate
}

// noteStore remembers how long a network took to be programmed and tested.
func (s *Store) noteStore(m wire.Result, took time.Duration) {
	if l, err := lab.ParseLink("#" + m.Link); err == nil && m.Reason == "reinfer" && took > 0 {
		s.speeds[s.storeKey(l.Memory)] = weights(l.Experiment) / took.Seconds()
		s.rememberNumbers(keyRates, s.speeds)
	}
}

// costs are what a run of the settings takes here.
func (s *Store) costs() costs {
	e := s.link.Experiment
	rate, _ := s.speeds.of(e.Learn, s.Workers())
	return s.memos.costs.of(offerKey{e, s.Workers(), rate}, func() costs {
		seconds, known := s.Seconds(e)
		return costs{lab.Plan(e, s.Workers()), seconds, known}
	})
}

// CostText says what the settings cost before they are run.
func (s *Store) CostText() string {
	e := s.link.Experiment
	c := s.costs()
	switch {
	case len(s.wrong) > 0:
		return "Nothing runs until the link is mended."
	case s.untrainable() != "":
		return s.untrainable()
	}
	t := ""
	if s.Stale() && !s.Busy() {
		t = "The settings have changed: train to renew the result. "
	}
	t += "Training takes " + spell.About(c.seconds) + " here"
	if !c.known {
		t += " (speed assumed)"
	}
	t += fmt.Sprintf(" and %s of memory: %s steps", spell.Bytes(c.Bytes), spell.Thousands(int64(c.Steps)))
	if c.Devices > 0 {
		t += fmt.Sprintf(", %s devices", spell.Amount(float64(c.Devices)))
	}
	if n := s.bytesOf(e, parts[:]...); n > 0 && s.inBuild(e.Task) {
		t += ", after " + spell.Bytes(n) + " of " + e.Data().Word.Many() + " are fetched"
	}
	return t + "."
}
