package ui

import (
	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// curves are the learning curves of the run that is under way, else of the result: those of all tasks where it has
// several.
func (s *Store) curves() chart.Chart {
	if s.chrome.curve != "loss" && severalTasks(s.points) {
		return chart.TaskCurves{Points: s.points, Names: s.taskNames()}
	}
	c := chart.Curves{Points: s.points, Ideal: s.curveIdeal(), Beside: s.idealCurve(), Word: s.curveWord()}
	if s.chrome.curve == "loss" {
		c.Loss = s.lossName()
	}
	return c
}

// severalTasks tells whether the curves are those of a sequence of tasks.
func severalTasks(points []lab.Point) bool {
	return len(points) > 0 && len(points[len(points)-1].Tasks) > 1
}

// curveLink is the link of the run that the curves show.
func (s *Store) curveLink() (lab.Link, error) {
	link := s.course.link
	if s.result != nil && !s.Busy() {
		link = s.result.Link
	}
	return s.parsed(link)
}

// curveWord is what its samples are called.
func (s *Store) curveWord() lab.Word {
	l, err := s.curveLink()
	if err != nil {
		return ""
	}
	return l.Data().Word
}

// taskNames are the tasks of that run.
func (s *Store) taskNames() []string {
	l, err := s.curveLink()
	if err != nil {
		return nil
	}
	return l.TaskNames()
}

// lossName is what its loss is.
func (s *Store) lossName() string {
	if l, err := s.curveLink(); err == nil && l.Loss == lab.LossHinge {
		return "hinge loss"
	}
	return "cross-entropy (nat)"
}

// unknownShare stands for an accuracy that is not known.
const unknownShare = -1

// shareOf is an accuracy where it is known.
func shareOf(a float64, known bool) float64 {
	if known {
		return a
	}
	return unknownShare
}

// idealShare is the accuracy of the shown result's ideal reference; negative where it is not known.
func (s *Store) idealShare() float64 { return shareOf(s.Ideal()) }

// curveIdeal is that of the run that the curves show.
func (s *Store) curveIdeal() float64 {
	if !s.Busy() || s.session.Aside() {
		return s.idealShare()
	}
	a, known := s.references.known[s.idealOf(s.course.link)]
	return shareOf(a, known)
}

// idealCurve is the curve of the ideal reference, where it was run on this page.
func (s *Store) idealCurve() []lab.Point {
	if s.result == nil || s.Busy() {
		return nil
	}
	if s.references.link == "" || s.idealOf(s.result.Link) != s.references.link {
		return nil
	}
	return s.references.points
}
