package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// Keys of what is kept for the next visit.
const (
	keyTheme  = "theme"
	keyIntro  = "intro"
	keyLevel  = "level"
	keyLang   = "lang"
	keyBase   = "base"
	keyIdeals = "ideals"
	keyRates  = "rates"
	keyClass  = "class"

	keyWorkers = "workers"
	keyStudy   = "study/"  // followed by the link of the study
	keyLesson  = "lesson/" // followed by the name of the lesson
)

// lacking are the browser's two storages as far as they were found wanting, and the visitor told so.
type lacking struct{ texts, records bool }

// remember keeps a short text. That it cannot is told once: the page works without.
func (s *Store) remember(key, text string) { s.storage(s.desk.Keep(key, text), &s.lacking.texts) }

// storage follows what came of writing to one of the two storages. What it was told of before is told again only when
// it has worked in between.
func (s *Store) storage(err error, lacks *bool) {
	switch {
	case err == nil:
		if *lacks = false; !s.lacking.texts && !s.lacking.records {
			s.dismissKey("storage")
		}
	case !*lacks:
		*lacks = true
		s.storageFails(err)
	}
}

func (s *Store) storageFails(err error) {
	if errors.Is(err, ErrFull) {
		s.notify(Notice{Where: "storage", Key: "storage",
			What: "The storage that this browser grants the page is full.",
			Advice: "Everything works, but what is computed now may be forgotten when the page closes: " +
				"Save keeps a run as a file. Clearing this site's data in the browser makes room."})
		return
	}
	s.notify(Notice{Where: "storage", Key: "storage",
		What: "This browser does not let the page store anything: " + spell.Sentence(err),
		Advice: "Everything works, but is forgotten when the page closes. " +
			"The link holds the settings; Save keeps a run as a file."})
}

// recallNumbers reads a table of numbers that rememberNumbers kept; those that are not allowed count as not there.
func recallNumbers(desk Desk, key string, allowed func(x float64) bool) map[string]float64 {
	m := map[string]float64{}
	if json.Unmarshal([]byte(desk.Recall(key)), &m) != nil || m == nil {
		return map[string]float64{}
	}
	maps.DeleteFunc(m, func(_ string, x float64) bool { return !allowed(x) })
	return m
}

// isShare and isRate are what accuracies, and rates of work, can be.
func isShare(x float64) bool { return x >= 0 && x <= 1 }
func isRate(x float64) bool  { return x > 0 }

func (s *Store) rememberNumbers(key string, m map[string]float64) {
	if b, err := json.Marshal(m); err == nil {
		s.remember(key, string(b))
	}
}

// Save hands the run to the visitor as a file.
func (s *Store) Save() { s.desk.Order(wire.Save{Reason: wire.SaveDownload}) }

// Export hands the trained network to the visitor as a file for other runtimes.
func (s *Store) Export() { s.desk.Order(wire.Save{Reason: wire.SaveONNX}) }

// PickFile asks the visitor for a file.
func (s *Store) PickFile() { s.desk.PickFile(".arraylab,.onnx,.npz") }

// tables are the ends of the names of files that hold measurements.
var tables = []string{".csv", ".json", ".tsv", ".txt"}

// OpenFile opens an .arraylab file, a trained network of another program, arrays of the visitor's own data, or a table
// of measurements.
func (s *Store) OpenFile(name string, body []byte, err error) {
	end := strings.ToLower(path.Ext(name))
	table := slices.Contains(tables, end)
	switch {
	case err == nil && table:
		s.OpenTable(name, body)
	case err != nil:
		s.notify(Notice{Where: "file", What: spell.Short(name) + " could not be read. " + spell.Sentence(err),
			Advice: "Choose another file."})
	case s.Busy():
		s.notify(Notice{Where: "file", What: "A run is under way.",
			Advice: "Stop it before you open a file: what it has computed would be lost."})
	case end == ".npz" && !bytes.Contains(body, []byte("W1.npy")): // no network, whose weights have names
		s.OpenData([]string{name}, []int{len(body)}, body, nil)
	case end == ".onnx" || end == ".npz":
		s.bringIn(body)
	default:
		s.openRun(body)
	}
}

// bringIn has the engine put a trained network of another program on the memory of the settings.
func (s *Store) bringIn(body []byte) {
	if len(s.wrong) > 0 || !s.needAll(s.link.Experiment) {
		return
	}
	if orders := s.session.LoadAs(body, s.link.Experiment.Link()); len(orders) > 0 {
		s.course.turnTo("")
		s.order(orders)
	}
}

// openRun has the engine open an .arraylab file. It may be of other data sets than the settings: it waits for their
// images. What is no such file is refused by the engine, in words.
func (s *Store) openRun(body []byte) {
	if link, err := lab.FileLink(body); err == nil {
		if l, err := lab.ParseLink("#" + link); err == nil && !s.needAll(l.Experiment) {
			return
		}
	}
	if orders := s.session.Load(body); len(orders) > 0 {
		s.course.turnTo("")
		s.order(orders)
	}
}

func fileName(m wire.Saved) string {
	name := "arraylab"
	if l, err := lab.ParseLink("#" + m.Link); err == nil {
		name += "-" + l.Task + "-" + l.HiddenText() + "-" + l.Memory
	}
	end := ".arraylab"
	if m.Reason == wire.SaveONNX {
		end = ".onnx"
	}
	return fmt.Sprintf("%s-step%d%s", name, m.Step, end)
}

// describe names an experiment in a few words.
func describe(e lab.Experiment) string {
	memory := e.Memory
	if f, ok := lab.FieldOf("memory"); ok {
		for _, c := range f.Choices {
			if c.Value == e.Memory {
				memory = c.Label
			}
		}
	}
	return fmt.Sprintf("%s, %s, %s", taskName(e.Task), e.WidthsText(), memory)
}
