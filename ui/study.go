package ui

import (
	"fmt"
	"slices"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// study is a sweep or an ablation that is shown: its points as far as they have come.
type study struct {
	link   string // whole, of the points
	size   int    // how many there are in the end
	points []lab.SweepPoint
	made   lab.Numerics         // that made the points
	wrong  string               // what is wrong with the form
	noted  memo[string, string] // what the form takes: to count networks takes a while
}

// show shows points of the study of a link.
func (y *study) show(link string, size int, points []lab.SweepPoint) {
	y.link, y.size, y.points, y.made = link, size, points, lab.NumericVersion
}

// part is how much of it is there.
func (y *study) part() float64 { return float64(len(y.points)) / float64(max(1, y.size)) }

// text says how far it is.
func (y *study) text() string {
	return fmt.Sprintf("sweep %s/%s", spell.Thousands(int64(len(y.points))), spell.Thousands(int64(y.size)))
}

// holds tells whether the points shown are all of the study of a link, by these numerics.
func (y *study) holds(link string, size int) bool {
	return y.link == link && len(y.points) == size && y.made == lab.NumericVersion
}

// studyFor is the ablation that is shown, or the sweep.
func (s *Store) studyFor(ablate bool) *study {
	if ablate {
		return &s.ablation.study
	}
	return &s.sweep.study
}

// studyUnderWay is the study that the engine carries out; the sweep where it does none.
func (s *Store) studyUnderWay() *study { return s.studyFor(s.session.Ablating()) }

// studyOf is the sweep of the form around the settings, or the ablation.
func (s *Store) studyOf(ablate bool) (lab.Link, error) {
	var w lab.Sweep
	var err error
	if ablate {
		w, err = s.ablateOf()
	} else {
		w, err = s.sweepOf(s.form())
	}
	return lab.Link{Experiment: s.link.Experiment, Sweep: &w, Ablate: ablate}, err
}

// runStudy begins the study of a form, or goes on with it after the points that are kept.
func (s *Store) runStudy(ablate, on bool) {
	if s.cannotSweep() {
		return
	}
	wrong := &s.studyFor(ablate).wrong
	l, err := s.studyOf(ablate)
	var table *lab.Table
	if err == nil {
		table, err = l.Table()
	}
	if err != nil {
		*wrong = spell.Sentence(err)
		return
	}
	var there []lab.SweepPoint
	if on {
		s.shelf.fill(s.desk) // another tab may have more of it
		there = s.keptOf(l).points
	}
	if s.lacks(slices.Collect(table.Experiments(len(there)))) {
		*wrong = l.Data().Word.Of("The training images are still being loaded: try again in a moment.")
		return
	}
	*wrong = ""
	s.carryOut(l, table, there)
}

// carryOut has the engine compute the points of a study that are not there.
func (s *Store) carryOut(l lab.Link, table *lab.Table, there []lab.SweepPoint) {
	s.showPoints(l, table.Size(), there)
	s.presentStudy(l)
	file := []byte(table.Head())
	for _, p := range there {
		if line, err := p.Line(); err == nil {
			file = append(file, line...)
		}
	}
	s.Leave() // what the study before has not written yet
	s.shelf.begin(l.String(), file)
	s.order(s.session.Study(wire.Sweep{Sweep: *l.Sweep, Ablate: l.Ablate, Link: l.Experiment.Link(), From: len(there)}))
}

// showPoints shows the points of a study that are there.
func (s *Store) showPoints(l lab.Link, size int, points []lab.SweepPoint) {
	if l.Ablate {
		s.ablation.show(l.String(), size, points)
	} else {
		s.sweep.present(l.String(), *l.Sweep, points)
	}
}

// ResumeStudy goes on with the study of a form where it was, or shows it where it is whole.
func (s *Store) ResumeStudy(ablate bool) {
	if _, k := s.keptStudy(ablate); k.whole() {
		s.ShowStudy(ablate)
		return
	}
	s.runStudy(ablate, true)
}

// cannotResume: points of the study of a form are missing, and nothing can be computed now.
func (s *Store) cannotResume(ablate bool) bool {
	if !s.cannotSweep() {
		return false
	}
	_, k := s.keptStudy(ablate)
	return !k.whole()
}

// goOnLabel says what ResumeStudy would do.
func (s *Store) goOnLabel(ablate bool) string {
	if s.keptWords(ablate) == "" {
		return ""
	}
	if _, k := s.keptStudy(ablate); k.whole() {
		return "Show them"
	}
	return "Go on"
}

// ShowStudy shows what is kept of the study of a form; nothing changes where nothing is.
func (s *Store) ShowStudy(ablate bool) {
	l, err := s.studyOf(ablate)
	if err != nil {
		return
	}
	if k := s.keptOf(l); len(k.points) > 0 {
		s.showPoints(l, k.size, k.points)
	}
}

// keptStudy is the link of the study of a form that is on the screen, and what is kept of it; both are asked for at
// each drawing.
func (s *Store) keptStudy(ablate bool) (link string, k kept) {
	var form string
	switch {
	case !ablate && s.chrome.detail == "sweep":
		form = fmt.Sprint(s.form())
	case ablate && s.chrome.detail == "ablate":
		form = fmt.Sprint(s.chipsText(), s.ablation.seeds)
	default:
		return "", kept{}
	}
	m := s.shelf.known.of(keptKey{s.link.Experiment, ablate, form, s.shelf.version}, func() keptLink {
		l, err := s.studyOf(ablate)
		if err != nil {
			return keptLink{}
		}
		return keptLink{l.String(), s.keptOf(l)}
	})
	return m.link, m.kept
}

type keptKey struct {
	e       lab.Experiment
	ablate  bool
	form    string
	version int
}

// keptLink is what is kept of the study of a link.
type keptLink struct {
	link string
	kept
}

// kept are the points of a study that are there, and how many it has in the end.
type kept struct {
	points []lab.SweepPoint
	size   int
	older  volume // what other numerics have left of it
}

// whole tells whether none is missing.
func (k kept) whole() bool { return k.size > 0 && len(k.points) == k.size }

// keptOf reads what is kept of a study: nothing where that is not of its table.
func (s *Store) keptOf(l lab.Link) (k kept) {
	k.older, _ = s.shelf.older(l.String())
	file := s.shelf.find(l.String())
	if file == nil {
		return k
	}
	table, err := l.Table()
	if err != nil {
		return k
	}
	if points, _, err := table.Done(file); err == nil {
		k.points, k.size = points, table.Size()
	}
	return k
}

// keptWords say what is kept of the study of a form and is not shown, or not whole; "" for nothing.
func (s *Store) keptWords(ablate bool) string {
	if s.session.Sweeping() {
		return ""
	}
	l, k := s.keptStudy(ablate)
	n, all := spell.Thousands(int64(len(k.points))), spell.Thousands(int64(k.size))
	switch {
	case len(k.points) == 0:
		return ""
	case !k.whole():
		return fmt.Sprintf("%s of %s points are there.", n, all)
	case s.studyFor(ablate).holds(l, k.size):
		return ""
	}
	return fmt.Sprintf("All %s points are there.", n)
}
