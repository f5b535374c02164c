package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// engine is what the page knows of the worker and of what it needs to work.
type engine struct {
	crew   wire.Ready
	wanted int              // workers that the visitor chose; 0 for as many as are best
	held   map[string]int   // images it holds, by task/part
	loads  map[string]*load // downloads, by task/part
	model  []byte           // the trained model, until the worker gets it
}

// load is one download.
type load struct {
	got, total int64
	body       []byte // until the worker gets it
	failed     bool
	absent     bool // not in this build
}

func part(task, name string) string { return task + "/" + name }

// restart gives the page a new worker and what it needs for its first result.
func (s *Store) restart() {
	s.session.Restart()
	s.held, s.loads = map[string]int{}, map[string]*load{}
	s.asking = question{}
	s.desk.Restart(s.Workers())
	s.need(opening().Name, "test")
	s.needs("test")
	if j := s.session.Job().Kind; j == session.None || j == session.Model {
		s.firstModel()
	}
}

// firstModel fetches the model that the page opens with.
func (s *Store) firstModel() {
	if s.session.Open(); !s.session.Opening() {
		return // something else is computed
	}
	if !s.desk.FetchModel() {
		s.session.Absent()
		s.needTraining()
	}
}

// need downloads a part of a data set, once.
func (s *Store) need(task, name string) {
	key := part(task, name)
	if l := s.loads[key]; s.held[key] > 0 || l != nil && !l.failed {
		return
	}
	l := &load{}
	s.loads[key] = l
	if !s.desk.Fetch(task, name) {
		l.absent = true
		s.notify(Notice{Where: "data", Key: key, What: fmt.Sprintf("%s is not in this build of the page.", taskName(task)),
			Advice: "Choose another data set, or build the page where that one can be fetched.", Label: "Use " + opening().Title,
			act: func() { s.Knob("task", opening().Name) }})
	}
}

// needTraining downloads the training images of the settings in the background.
func (s *Store) needTraining() { s.needs("train") }

// needs downloads a part of all data sets of the settings.
func (s *Store) needs(name string) {
	for _, task := range s.link.DataSets() {
		s.need(task, name)
	}
}

// holds tells whether the worker has all images of the settings.
func (s *Store) holds() bool {
	return !slices.ContainsFunc(s.link.DataSets(), func(task string) bool {
		return s.held[part(task, "test")] == 0 || s.held[part(task, "train")] == 0
	})
}

func taskName(task string) string { return cmp.Or(lab.TaskOf(task).Title, task) }

// opening is the data set of the network that the page opens with.
func opening() lab.Task { return lab.Tasks()[0] }

// Fetching tells how far a download is, in bytes; total 0 where unknown.
func (s *Store) Fetching(task, name string, got, total int64) {
	if l := s.loads[part(task, name)]; l != nil {
		l.got, l.total = got, total
	}
}

// Fetched ends a download: a body, or an error in words.
func (s *Store) Fetched(task, name string, body []byte, err error) {
	key := part(task, name)
	l := s.loads[key]
	if l == nil {
		return // of a worker that is gone
	}
	if err != nil {
		l.failed = true
		s.session.Denied()
		s.notify(Notice{Where: "data", Key: key, What: fmt.Sprintf("The %s images of %s could not be downloaded. %s", partName(name), taskName(task), spell.Sentence(err)),
			Advice: "Check the connection to the server, then try again.", Label: "Try again",
			act: func() { s.need(task, name) }})
		return
	}
	s.dismissKey(key)
	l.body = body
	s.deliver()
}

func partName(name string) string {
	if name == "train" {
		return "training"
	}
	return "test"
}

// ModelFetched ends the download of the trained model.
func (s *Store) ModelFetched(body []byte, err error) {
	if err != nil {
		s.session.Absent()
		s.needTraining()
		s.notify(Notice{Where: "data", Key: "model", What: "The trained network that this page opens with could not be downloaded. " + spell.Sentence(err),
			Advice: "Try again, or train a network of your own.", Label: "Try again", act: s.firstModel})
		return
	}
	s.dismissKey("model")
	s.model = body
	s.deliver()
}

// deliver hands over what the worker waits for, in the order that it needs.
func (s *Store) deliver() {
	if !s.session.Alive() {
		return
	}
	for _, task := range lab.Tasks() {
		for _, p := range task.Parts {
			if l := s.loads[part(task.Name, p.Name)]; l != nil && l.body != nil {
				s.desk.Order(wire.Data{Task: task.Name, Part: p.Name, Body: l.body})
				l.body = nil
			}
		}
	}
	s.order(s.session.Supply(session.Supply{Test: s.held[part(opening().Name, "test")] > 0, Images: s.holds(), Model: s.model}))
	if !s.session.Waiting() {
		s.model = nil // it has been given away, or nothing asks for it any more
	}
}

// order hands the session's orders to the worker.
func (s *Store) order(all []any) {
	for _, o := range all {
		if start, ok := o.(wire.Start); ok {
			s.begin(start)
			continue
		}
		s.desk.Order(o)
	}
}

// Waiting tells what the job that is next waits for.
func (s *Store) Waiting() string {
	for _, task := range s.link.DataSets() {
		for _, name := range []string{"test", "train"} {
			if l := s.loads[part(task, name)]; l != nil && s.held[part(task, name)] == 0 {
				if l.total > 0 && l.got < l.total {
					return fmt.Sprintf("waiting for the %s images: %d %%", partName(name), 100*l.got/l.total)
				}
				return fmt.Sprintf("waiting for the %s images", partName(name))
			}
		}
	}
	return "waiting for the engine"
}

// Crashed follows the end of the worker: by itself, or by its own word.
func (s *Store) Crashed(what, advice string) {
	if s.session.Gone() {
		return
	}
	if c := s.putAside(); c != nil {
		s.saved = c
	}
	step := 0
	if s.saved != nil {
		step = s.saved.Step
	}
	s.session.Crash()
	s.asking = question{}
	if strings.Contains(advice, "checkpoint") {
		advice = "Start it again." // whether there is one, the page knows better
	}
	n := Notice{Where: "engine", Key: "engine", What: what, Advice: advice, Label: "Start the engine again", act: s.Revive}
	if step > 0 {
		n.Advice += fmt.Sprintf(" The last checkpoint (step %s) is kept.", spell.Thousands(int64(step)))
		n.Label = "Start again from the checkpoint"
	}
	s.notify(n)
}

// Revive starts another worker, with the last checkpoint if there is one.
func (s *Store) Revive() {
	s.dismissKey("engine")
	if s.saved != nil {
		s.Resume(*s.saved)
		return
	}
	s.session.Reset() // as when the page opened
	s.scores = nil
	s.restart()
}

// Resume goes on with a checkpoint, in a new worker when the old one is gone.
func (s *Store) Resume(c wire.Saved) {
	l, err := lab.ParseLink("#" + c.Link)
	if err != nil {
		s.notify(Notice{Where: "file", What: "The checkpoint's settings cannot be read. " + spell.Sentence(err), Advice: "Train anew."})
		return
	}
	s.link.Experiment = l.Experiment
	s.session.Resume(c.Link, append([]byte(nil), c.Body...)) // what is handed over is gone
	s.changed()
	if s.session.Gone() {
		s.restart()
	}
	s.needTraining()
	s.deliver()
}
