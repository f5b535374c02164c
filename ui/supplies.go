package ui

import (
	"cmp"
	"fmt"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// supplies are what the engine works on: images, and the network that the page opens with. They tell what is on its
// way, what waits to be handed over and what the engine holds.
type supplies struct {
	held  map[string]int   // images that the engine holds, by task and part
	loads map[string]*load // downloads, by task and part
	model []byte           // the network, until the engine gets it
}

// load is one download.
type load struct {
	got, total int64
	body       []byte // until the engine gets it
	failed     bool
	absent     bool // not in this build
}

func part(task, name string) string { return task + "/" + name }

// parts of a data set.
var parts = [...]string{"test", "train"}

// startAnew follows that another engine is started, which holds nothing.
func (p *supplies) startAnew() {
	p.held, p.loads = map[string]int{}, map[string]*load{}
}

// has tells whether the engine holds a part of a data set.
func (p *supplies) has(task, name string) bool { return p.held[part(task, name)] > 0 }

// hasAll tells whether it holds all of some data sets.
func (p *supplies) hasAll(tasks []string) bool {
	for _, task := range tasks {
		for _, name := range parts {
			if !p.has(task, name) {
				return false
			}
		}
	}
	return true
}

// lacks tells that this build has no such part.
func (p *supplies) lacks(task, name string) bool {
	l := p.loads[part(task, name)]
	return l != nil && l.absent
}

// asked tells that a part was ever asked for since the engine was started.
func (p *supplies) asked(task, name string) bool { return p.loads[part(task, name)] != nil }

// begin notes that a part is to be downloaded; nil where that is under way or done.
func (p *supplies) begin(task, name string) *load {
	key := part(task, name)
	if l := p.loads[key]; p.held[key] > 0 || l != nil && !l.failed {
		return nil
	}
	p.loads[key] = &load{}
	return p.loads[key]
}

// come is how far a download has come, in percent; false while that is not known or nothing is to come.
func (p *supplies) come(task, name string) (percent int64, ok bool) {
	l := p.loads[part(task, name)]
	if l == nil || l.failed || l.absent || l.got >= l.total {
		return 0, false
	}
	return 100 * l.got / l.total, true
}

// lacking names what the engine lacks of some data sets and is on its way; "" for nothing.
func (p *supplies) lacking(tasks []string) string {
	for _, task := range tasks {
		for _, name := range parts {
			if !p.asked(task, name) || p.has(task, name) {
				continue
			}
			if percent, ok := p.come(task, name); ok {
				return fmt.Sprintf("%s images: %d %%", partName(name), percent)
			}
			return partName(name) + " images"
		}
	}
	return ""
}

// hand gives away the images that the engine is to get.
func (p *supplies) hand(give func(msg any)) {
	for _, task := range lab.Tasks() {
		for _, file := range task.Parts {
			if l := p.loads[part(task.Name, file.Name)]; l != nil && l.body != nil {
				give(wire.Data{Task: task.Name, Part: file.Name, Body: l.body})
				l.body = nil
			}
		}
	}
}

func taskName(task string) string { return cmp.Or(lab.TaskOf(task).Title, task) }

// opening is the data set of the network that the page opens with.
func opening() lab.Task { return lab.Tasks()[0] }

func partName(name string) string {
	if name == "train" {
		return "training"
	}
	return "test"
}

// need downloads a part of a data set, once.
func (s *Store) need(task, name string) {
	l := s.supplies.begin(task, name)
	if l == nil || s.desk.Fetch(task, name) {
		return
	}
	l.absent = true
	s.tellAbsent(task, name)
}

func (s *Store) tellAbsent(task, name string) {
	s.notify(Notice{Where: "data", Key: part(task, name),
		What:   fmt.Sprintf("%s is not in this build of the page.", taskName(task)),
		Advice: "Choose another data set, or build the page where that one can be fetched.",
		Label:  "Use " + opening().Title,
		act:    func() { s.Knob("task", opening().Name) }})
}

// needTraining downloads the training images of the settings in the background.
func (s *Store) needTraining() { s.needs("train") }

// needs downloads a part of all data sets of the settings.
func (s *Store) needs(name string) {
	for _, task := range s.link.DataSets() {
		s.need(task, name)
	}
}

// needAll downloads all parts of some data sets; false where this build lacks one, which is told.
func (s *Store) needAll(tasks []string) bool {
	for _, task := range tasks {
		for _, name := range parts {
			s.need(task, name)
			if s.supplies.lacks(task, name) {
				s.tellAbsent(task, name)
				return false
			}
		}
	}
	return true
}

// holds tells whether the worker has all images of the settings.
func (s *Store) holds() bool { return s.supplies.hasAll(s.link.DataSets()) }

// firstModel fetches the model that the page opens with.
func (s *Store) firstModel() {
	if s.session.Open(); !s.session.Opening() {
		return // something else is computed
	}
	if s.result == nil {
		s.sift(true)
	}
	if !s.desk.FetchModel() {
		s.session.Absent()
		s.needTraining()
	}
}

// Fetching tells how far a download is, in bytes; total 0 where unknown.
func (s *Store) Fetching(task, name string, got, total int64) {
	if l := s.supplies.loads[part(task, name)]; l != nil {
		l.got, l.total = got, total
	}
}

// Fetched ends a download: a body, or an error in words.
func (s *Store) Fetched(task, name string, body []byte, err error) {
	key := part(task, name)
	l := s.supplies.loads[key]
	if l == nil {
		return // of a worker that is gone
	}
	if err != nil {
		l.failed = true
		s.session.Denied()
		s.notify(Notice{Where: "data", Key: key,
			What: fmt.Sprintf("The %s images of %s could not be downloaded. %s", partName(name), taskName(task),
				spell.Sentence(err)),
			Advice: "Check the connection to the server, then try again.", Label: "Try again",
			act: func() { s.need(task, name) }})
		return
	}
	s.dismissKey(key)
	l.body = body
	s.deliver()
}

// ModelFetched ends the download of the trained model.
func (s *Store) ModelFetched(body []byte, err error) {
	if err != nil {
		s.session.Absent()
		s.needTraining()
		s.notify(Notice{Where: "data", Key: "model",
			What:   "The trained network that this page opens with could not be downloaded. " + spell.Sentence(err),
			Advice: "Try again, or train a network of your own.", Label: "Try again", act: s.firstModel})
		return
	}
	s.dismissKey("model")
	s.supplies.model = body
	s.deliver()
}

// dataState follows what the engine holds.
func (s *Store) dataState(m wire.DataState) {
	s.supplies.held[part(m.Task, m.Part)] = m.Images
	s.deliver()
}

// deliver hands over what the worker waits for, in the order that it needs.
func (s *Store) deliver() {
	if !s.session.Alive() {
		return
	}
	p := &s.supplies
	p.hand(s.desk.Order)
	s.order(s.session.Supply(session.Supply{Test: p.has(opening().Name, "test"), Images: s.holds(), Model: p.model}))
	if !s.session.Waiting() {
		p.model = nil // it has been given away, or nothing asks for it any more
	}
}

// Waiting tells what the job that is next waits for.
func (s *Store) Waiting() string {
	sets := s.link.DataSets()
	if s.session.Job().Kind == session.Load { // a file may be of others
		for _, task := range lab.Tasks() {
			sets = append(sets, task.Name)
		}
	}
	if what := s.supplies.lacking(sets); what != "" {
		return "waiting for the " + what
	}
	return "waiting for the engine"
}
