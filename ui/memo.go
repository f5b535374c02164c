package ui

import (
	"reflect"

	"arraylab/devices"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// memo keeps what was last made of a key: what many parts of one drawing ask for is made once.
type memo[K comparable, V any] struct {
	key   K
	value V
	known bool
}

// of returns what belongs to the key.
func (m *memo[K, V]) of(key K, build func() V) V {
	if !m.known || m.key != key {
		m.key, m.value, m.known = key, build(), true
	}
	return m.value
}

// links are those that were read last: drawings ask for the same few again and again, and a link is read in 50 µs.
type links map[string]parsed

type parsed struct {
	link lab.Link
	err  error
}

// mostLinks is how many are kept (assumed: more than one drawing asks for).
const mostLinks = 16

// parsed is the link of a result or of a run as lab.ParseLink reads it.
func (s *Store) parsed(link string) (lab.Link, error) {
	p, ok := s.memos.links[link]
	if !ok {
		p.link, p.err = lab.ParseLink("#" + link)
		if s.memos.links == nil || len(s.memos.links) >= mostLinks {
			s.memos.links = links{}
		}
		s.memos.links[link] = p
	}
	return p.link, p.err
}

// beginning is the experiment that begins with a data set: the choices of the field are what it takes.
func (s *Store) beginning(task string) lab.Experiment {
	e, ok := s.memos.tasks[task]
	if !ok {
		e, _ = gallery.Begin(lab.Default(), task)
		if s.memos.tasks == nil {
			s.memos.tasks = map[string]lab.Experiment{}
		}
		s.memos.tasks[task] = e
	}
	return e
}

// specs are the texts that elements were given to draw last, by their ids, with what they show.
type specs map[string]struct {
	shows any
	text  string
}

// of returns the text of what an element shows. What is shown is compared, which is cheap: lists of results grow, or are
// others, and are never written to.
func (m *specs) of(id string, shows any, spec func() any) string {
	e := (*m)[id]
	if !reflect.DeepEqual(e.shows, shows) {
		if *m == nil {
			*m = specs{}
		}
		e.shows, e.text = shows, chart.JSON(spec())
		(*m)[id] = e
	}
	return e.text
}

// memos are what follows from settings and result alone, and takes long among two hundred fields.
type memos struct {
	links   links
	specs   specs
	costs   memo[offerKey, costs]
	stored  memo[lab.Experiment, []devices.Layer]
	tasks   map[string]lab.Experiment // what data sets take by themselves
	players memo[lab.Experiment, []player]
	fields  memo[*devices.Technology, []lab.Field] // in the order of a memory
	phase   memo[phaseKey, lab.Phase]
	network memo[phaseKey, lab.Phase] // the same of the network in the engine
	knobs   memo[knobsKey, [][2]string]
	series  memo[knobsKey, [][2]string]
	offer   memo[offerKey, string]
	title   memo[lab.Experiment, string]
	grids   memo[string, []lab.Grid] // of the layers of the link's network
	ideal   memo[string, string]     // of the result's link
	begun   memo[string, string]     // the same of the run under way: both are asked for in one drawing
}

// costs are what a run takes here.
type costs struct {
	lab.Cost
	seconds float64
	known   bool // rather than assumed
}

// offerKey is what the offer to learn in the devices follows from, and what a run takes.
type offerKey struct {
	e       lab.Experiment
	workers int
	rate    float64
}

type phaseKey struct {
	e      lab.Experiment
	result string
}

type knobsKey struct {
	e      lab.Experiment
	key    string
	listed bool
}
