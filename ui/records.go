package ui

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// What Desk tells of storage that fails.
var (
	// ErrFull says that the browser grants no more room.
	ErrFull = errors.New("ui: the browser's storage is full")
	// ErrTaken says that another tab has taken a record over.
	ErrTaken = errors.New("ui: another tab has gone on with this run")
)

// A record is a run that the browser keeps: one of a run under way is named after the tab that it belongs to, one of a
// finished training after what decides the trained network. Its body is an .arraylab file, its note a text.
const (
	underWay = "run/"
	finished = "net/"
)

// note is what is told of a record without its body.
type note struct {
	Link     string  `json:"link"`
	Step     int     `json:"step"`
	Accuracy float64 `json:"accuracy"` // test set, 0..1; of a finished training
	Bytes    int     `json:"bytes"`    // of the body
	At       int64   `json:"at"`       // when it was written, in milliseconds since 1970
	Numerics int     `json:"numerics"`
}

func (n note) text() string {
	b, err := json.Marshal(n)
	if err != nil {
		return "" // an accuracy that is no number: the record is not offered
	}
	return string(b)
}

// noteOf reads a note; false where it tells of no run. Before there were records, a note was a link, of numerics 1.
func noteOf(text string) (note, bool) {
	n := note{Numerics: 1}
	if json.Unmarshal([]byte(text), &n) != nil {
		n.Link = text
	}
	_, err := lab.ParseLink("#" + n.Link)
	return n, err == nil && n.Link != "" && n.Numerics > 0 && n.Step >= 0 && n.Bytes >= 0 && n.At >= 0 &&
		n.Accuracy >= 0 && n.Accuracy <= 1
}

// by tells whether a record was made with numerics: only then it is of use to them.
func (n note) by(here lab.Numerics) bool { return lab.Numerics(n.Numerics) == here }

// Of the finished trainings so many are kept, and so many bytes; the oldest go first (assumed: one of the standard
// network takes a megabyte at most).
const (
	mostTrained      = 16
	mostTrainedBytes = 64 << 20
)

// Of the runs that tabs which are gone have left so many are kept; the oldest go first (assumed: whoever leaves nine
// has forgotten the first).
const mostLeft = 8

// worthKeeping is the shortest training that outlives a visit (assumed: what takes less is soon done again).
const worthKeeping = time.Minute

// fresh is how old a checkpoint may be, or how long ago a run may have begun, for the page to close without asking.
const fresh = 5 * time.Second

// records are the runs that the browser keeps, as far as this page knows.
type records struct {
	own     string          // key of this tab's; "" for that of its name
	kept    time.Duration   // when what is in it was asked for, or the run was begun
	asked   time.Duration   // the same of what is being written
	trained map[string]note // finished trainings, by key
	offered map[string]bool // runs of tabs that are gone, by key
}

// ownKey is the key of this tab's record.
func (s *Store) ownKey() string {
	if s.records.own != "" {
		return s.records.own
	}
	return underWay + s.desk.Tab()
}

// TabOf is the name of the tab that a record is of; "" for that of a finished training.
func TabOf(key string) string {
	tab, _ := strings.CutPrefix(key, underWay)
	if tab == key {
		return ""
	}
	return tab
}

// trainedKey is the key of the finished training of an experiment's network.
func trainedKey(e lab.Experiment) string { return finished + e.Training() }

// keepCheckpoint writes a checkpoint into this tab's record. One that comes after the end of its run is not needed.
func (s *Store) keepCheckpoint(m wire.Saved) {
	if !s.session.Training() {
		return
	}
	s.records.asked = s.checkpoints.at
	n := note{Link: m.Link, Step: m.Step, Bytes: len(m.Body), At: s.desk.Date().UnixMilli(),
		Numerics: lab.NumericVersion}
	s.desk.KeepRecord(s.ownKey(), n.text(), m.Body)
}

// runBegins follows that a run begins, now: it has nothing to lose yet.
func (r *records) runBegins(now time.Duration) { r.kept = now }

// runEnds follows that the run of this tab is through: it has nothing to go on with. A training that took long is kept.
func (s *Store) runEnds() {
	s.desk.DropRecord(s.ownKey())
	if s.course.resumed || s.desk.Now()-s.course.began >= worthKeeping {
		s.desk.Order(wire.Save{Reason: wire.SaveTrained})
	}
}

// keepTrained writes a finished training; the oldest ones that are too many go.
func (s *Store) keepTrained(m wire.Saved) {
	l, err := lab.ParseLink("#" + m.Link)
	r := s.held()
	if err != nil || r == nil || r.Link != m.Link {
		return // another one has come in the meantime
	}
	n := note{Link: m.Link, Step: m.Step, Accuracy: r.Accuracy, Bytes: len(m.Body), At: s.desk.Date().UnixMilli(),
		Numerics: lab.NumericVersion}
	key := trainedKey(l.Experiment)
	s.records.trained[key] = n
	for _, old := range surplus(s.records.trained) {
		s.dropTrained(old)
	}
	if _, stays := s.records.trained[key]; stays {
		s.desk.KeepRecord(key, n.text(), m.Body)
	}
}

func (s *Store) dropTrained(key string) {
	delete(s.records.trained, key)
	s.desk.DropRecord(key)
}

// oldestFirst are the keys of records in the order in which they were written.
func oldestFirst(all map[string]note) []string {
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(cmp.Compare(all[a].At, all[b].At), strings.Compare(a, b))
	})
}

// surplus are those that are too many, or too large together.
func surplus(all map[string]note) (keys []string) {
	count, size := len(all), 0
	for _, n := range all {
		size += n.Bytes
	}
	for _, key := range oldestFirst(all) {
		if count <= mostTrained && size <= mostTrainedBytes {
			break
		}
		keys = append(keys, key)
		count, size = count-1, size-all[key].Bytes
	}
	return keys
}

// RecordKept ends Desk.KeepRecord.
func (s *Store) RecordKept(key string, err error) {
	s.storage(err, &s.lacking.records)
	switch {
	case err != nil:
		if old := oldestFirst(s.records.trained); errors.Is(err, ErrFull) && len(old) > 0 {
			s.dropTrained(old[0]) // for the next one
		}
	case key == s.ownKey():
		s.records.kept = s.records.asked
	}
}

// RecordsFound answers Desk.FindRecords: the notes of all records by key, and the names of the tabs that live.
func (s *Store) RecordsFound(notes map[string]string, living map[string]bool) {
	left := map[string]note{}
	for key, text := range notes {
		n, ok := noteOf(text)
		switch tab := TabOf(key); {
		case key == keyOwn:
			s.foundData(text)
		case tab != "" && key != s.ownKey() && !living[tab]:
			left[key] = n // one that cannot be read is among those that may be too many
		case tab == "" && ok:
			s.records.trained[key] = n
		}
	}
	s.offerLeft(left, notes)
	s.offerTrained()
}

// offerLeft offers the runs that tabs which are gone have left, once each; the oldest that are too many go.
func (s *Store) offerLeft(left map[string]note, notes map[string]string) {
	keys := oldestFirst(left)
	for i, key := range keys {
		switch _, ok := noteOf(notes[key]); {
		case len(keys)-i > mostLeft:
			s.desk.ForgetRecord(key)
		case ok && !s.records.offered[key]:
			s.records.offered[key] = true
			s.offerFound(key, left[key], lab.NumericVersion)
		}
	}
	if n := len(keys) - mostLeft; n > 0 {
		s.notify(Notice{Where: "file", Key: "left",
			What:   fmt.Sprintf("Earlier visits left %d runs unfinished: the last %d are kept.", len(keys), mostLeft),
			Advice: "The older ones are forgotten. Save keeps a run as a file."})
	}
}

// offerFound offers the run that a tab which is gone has left. One of other numerics than those here cannot go on.
func (s *Store) offerFound(key string, n note, here lab.Numerics) {
	l, _ := lab.ParseLink("#" + n.Link) // it was read before
	if !n.by(here) {
		s.notify(Notice{Where: "file", Key: key,
			What: fmt.Sprintf("An earlier visit left a run unfinished that was made with numerics %d: %s, at step %s.",
				n.Numerics, describe(l.Experiment), spell.Thousands(int64(n.Step))),
			Advice: fmt.Sprintf("Numerics %d cannot go on with the same bits. Train it anew.", here),
			Never:  "Forget it", never: func() { s.desk.ForgetRecord(key) }})
		return
	}
	s.notify(Notice{Where: "file", Key: key,
		What: fmt.Sprintf("An earlier visit left a run unfinished: %s, at step %s.", describe(l.Experiment),
			spell.Thousands(int64(n.Step))),
		Advice: "It can go on where it stood, now or on another visit.", Label: "Go on with it", Never: "Forget it",
		act: func() { s.desk.TakeRecord(key) }, never: func() { s.desk.ForgetRecord(key) }})
}

// offerTrained offers the finished training of an earlier visit, where it is that of the settings and none is there.
func (s *Store) offerTrained() {
	const key = "trained"
	there := s.result != nil || s.Busy() || s.session.Opening() && !s.foreign.on
	if len(s.records.trained) == 0 {
		return
	}
	n, ok := s.records.trained[trainedKey(s.link.Experiment)]
	if !ok || there || !n.by(lab.NumericVersion) { // others are only counted, until they are too many
		s.dismissKey(key)
		return
	}
	s.notify(Notice{Where: "run", Key: key,
		What:   fmt.Sprintf("This network was trained here on an earlier visit: %s.", spell.Percent(n.Accuracy)),
		Advice: "It need not be trained again.", Label: "Show it",
		act: func() { s.desk.ReadRecord(trainedKey(s.link.Experiment)) }})
}

// RecordRead ends Desk.TakeRecord and Desk.ReadRecord.
func (s *Store) RecordRead(key, text string, body []byte, err error) {
	n, ok := noteOf(text)
	switch {
	case key == keyOwn:
		s.keptRead(body, err)
	case errors.Is(err, ErrTaken):
		s.notify(Notice{Where: "file", Key: key, What: "Another tab has gone on with this run.", Advice: "Look there."})
	case err != nil:
		s.notify(Notice{Where: "file", Key: key, What: "What was kept of the run cannot be read. " +
			spell.Sentence(err),
			Advice: "Train anew."})
	case !ok || len(body) == 0:
		delete(s.records.trained, key)
		s.notify(Notice{Where: "file", Key: key, What: "The run is no longer kept: another tab may have finished it.",
			Advice: "Train anew."})
	case strings.HasPrefix(key, underWay):
		s.records.own = key
		s.Resume(wire.Saved{Link: n.Link, Step: n.Step, Body: body})
	default:
		s.showTrained(key, body)
	}
}

// showTrained has the engine program a network that was trained earlier as the settings say.
func (s *Store) showTrained(key string, body []byte) {
	if s.Busy() || key != trainedKey(s.link.Experiment) {
		return // something else was begun in the meantime
	}
	orders := s.session.LoadAs(body, s.link.Experiment.Link())
	if len(orders) == 0 {
		s.offerTrained() // the engine is not there yet
		return
	}
	s.course.turnTo("")
	s.order(orders)
}

// WouldLose tells whether closing the page now would lose what was computed: of a run whose last checkpoint is old, of
// one that has none, or of anything where this browser keeps nothing. In a pause nothing is computed.
func (s *Store) WouldLose() bool {
	switch {
	case s.session.Sweeping():
		return s.lacking.texts
	case s.lacking.records:
		return s.Busy()
	case s.session.Job().Kind == session.Ideal:
		return true
	case s.session.Training():
		return s.course.until(s.desk.Now())-s.records.kept > fresh
	}
	return false
}

// Away follows that the page is no longer seen: it may be closed without a word, so what can be kept is kept.
func (s *Store) Away() {
	s.Leave()
	if s.session.Training() {
		s.checkpoints.ask(s.desk.Now())
		s.desk.Order(wire.Save{Reason: wire.Autosave})
	}
}
