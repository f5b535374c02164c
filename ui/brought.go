package ui

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// ownDialog is the name of the dialog in which the visitor's own data are chosen.
const ownDialog = "own"

// keyOwn is the key of the record that keeps the visitor's own data for another visit.
const keyOwn = "own"

// brought are the visitor's own data, as far as the page has them. What is in them the engine reads.
type brought struct {
	last    wire.Bring       // the files that were brought last
	reading bool             // the engine reads them
	seen    *wire.Understood // what it understood; nil for nothing yet
	wrong   string           // why it could not
	using   wire.Bring       // the files whose data are used, for another engine
	used    *wire.Understood // what these are; nil for none
	keep    bool             // those that are used next are kept for another visit
	kept    *keptData        // those of an earlier visit; nil for none
}

// keptData is what is told of kept data without their bytes.
type keptData struct {
	Names []string `json:"names"`
	Sizes []int    `json:"sizes"`
	Hash  string   `json:"hash"`
	lab.Reading
}

func (k *keptData) bytes() (n int64) {
	for _, size := range k.Sizes {
		n += int64(size)
	}
	return n
}

// nameOf is what files are called on the page: by the one there is, or by the first of them.
func nameOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	if folder, _, in := strings.Cut(names[0], "/"); in {
		return spell.Short(folder)
	}
	if n := len(names); n > 1 {
		return fmt.Sprintf("%s and %d more", spell.Short(names[0]), n-1)
	}
	return spell.Short(names[0])
}

// data are the visitor's own.
func (s *Store) data() *brought { return &s.supplies.own }

// hash is that of the data that are used; "" for none.
func (b *brought) hash() string {
	if b.used == nil {
		return ""
	}
	return b.used.Hash
}

// lacksOwn tells whether the settings are about own data that are not here.
func (s *Store) lacksOwn() bool { return s.link.Lacks(s.data().hash()) != nil }

// named is the row of a data set with the names that the visitor's own files give its classes.
func (s *Store) named(e lab.Experiment, t lab.Task) lab.Task {
	if t.Own() && e.Lacks(s.data().hash()) == nil {
		t.Names = s.data().used.Names
	}
	return t
}

// ShowOwn opens the dialog of own data.
func (s *Store) ShowOwn() {
	s.data().wrong = ""
	s.Show(ownDialog)
}

// askForOwn opens the dialog where the settings want own data that are not here. Those that are used become the
// settings' where these name none.
func (s *Store) askForOwn() {
	switch {
	case !s.lacksOwn() || s.framed():
	case s.link.Own.Data == lab.NoData && s.data().used != nil:
		s.takeOwn(s.data().used)
	default:
		s.ShowOwn()
	}
}

// PickData asks the visitor for files, or for a folder.
func (s *Store) PickData(folder bool) { s.desk.PickData(folder) }

// dataEnds are the ends of the names of files that are own data, wherever they are dropped.
var dataEnds = []string{".npy", ".idx", ".gz", ".zip", ".edf", ".bdf", ".hea", ".dat", ".atr"}

// DropsData tells whether files that are dropped on the page are the visitor's own data. A table may be one of measured
// devices, and NPZ a trained network, too: they are data where data are asked for.
func (s *Store) DropsData(names []string) bool {
	if s.link.Lock {
		return false
	}
	asked := s.chrome.dialog == ownDialog || s.link.Task == lab.OwnTask && !s.library.shown
	return len(names) > 1 || slices.ContainsFunc(names, func(name string) bool {
		end := strings.ToLower(path.Ext(name))
		return slices.Contains(dataEnds, end) || strings.Contains(name, "/") || strings.HasSuffix(name, "ubyte") ||
			asked && end != ".arraylab"
	})
}

// OpenData has the engine make a task of files, whose bodies lie side by side.
func (s *Store) OpenData(names []string, sizes []int, body []byte, err error) {
	b := s.data()
	if err == nil && s.isRecord(names) {
		s.openRecord(names, sizes, body)
		return
	}
	s.Show(ownDialog)
	b.seen, b.wrong = nil, ""
	switch {
	case err != nil:
		b.wrong = "The files could not be read. " + spell.Sentence(err)
	case s.session.Gone():
		b.wrong = "The engine has stopped: start it again, then bring the data."
	case s.Busy():
		b.wrong = "A run is under way: stop it, or wait for its end, before you bring data."
	default:
		b.last = wire.Bring{Names: names, Sizes: sizes, Body: body}
		s.read(s.wantedHash())
	}
}

// wantedHash is that of the data which the link names; "" for none.
func (s *Store) wantedHash() string {
	if s.link.Task != lab.OwnTask || s.link.Own.Data == lab.NoData {
		return ""
	}
	return s.link.Own.Data
}

// read has the engine read the files that were brought last, so that they are the data of a hash, if they can be. One
// that is not there yet gets them when it is.
func (s *Store) read(hash string) {
	b := s.data()
	b.last.Hash, b.last.Split, b.reading = hash, s.link.Own.Split, true
	if s.session.Alive() {
		s.desk.Order(b.last)
	}
}

// understood takes what the engine made of files.
func (s *Store) understood(m wire.Understood) {
	b := s.data()
	if !b.reading {
		return // the data that are used, which another engine was given
	}
	if b.reading, b.wrong = false, m.Wrong; m.Wrong != "" {
		return
	}
	b.seen, b.last.Reading = &m, m.Reading
}

// ReadAs reads the files in another way: key is label, header or scale.
func (s *Store) ReadAs(key, value string) {
	b := s.data()
	if b.seen == nil || b.reading || s.Busy() {
		return
	}
	switch key {
	case "label":
		b.last.Label = value
	case "header":
		b.last.Header, b.last.Label = value, ""
	case "scale":
		b.last.Scale = value
	}
	s.read("")
}

// KeepData says whether the data are kept for another visit once they are used.
func (s *Store) KeepData(keep bool) { s.data().keep = keep }

// UseData makes the data that are shown those of the settings.
func (s *Store) UseData() {
	b := s.data()
	if b.seen == nil || b.reading || s.link.Lock && b.seen.Hash != s.wantedHash() {
		return
	}
	b.used, b.using = b.seen, b.last
	if b.keep {
		s.keepData()
	}
	s.Show("")
	if s.link.Task == lab.OwnTask && !s.lacksOwn() {
		s.follow()
		if s.link.Run {
			s.Train()
		}
		return
	}
	s.takeOwn(b.used)
}

// takeOwn makes the experiment one about own data.
func (s *Store) takeOwn(u *wire.Understood) {
	e, err := s.link.OnOwn(u.Shape, u.Hash, u.Train, u.Test)
	if err != nil {
		s.notify(Notice{Where: "data", Key: keyOwn, What: "These settings do not fit your data. " + spell.Sentence(err),
			Advice: "Choose the default network, then the data again."})
		return
	}
	s.dismissKey(keyOwn)
	s.change(e)
}

// bringAgain gives the data that are used to an engine that has just been started.
func (s *Store) bringAgain() {
	b := s.data()
	if b.used != nil {
		again := b.using
		again.Hash = b.used.Hash
		s.desk.Order(again)
	}
	if b.reading {
		s.read(b.last.Hash)
	}
}

// keepData keeps the data that are used in the browser, in place of those that were kept.
func (s *Store) keepData() {
	b := s.data()
	b.kept = &keptData{b.using.Names, b.using.Sizes, b.used.Hash, b.using.Reading}
	if note, err := json.Marshal(b.kept); err == nil {
		s.desk.KeepRecord(keyOwn, string(note), b.using.Body)
	}
}

// foundData follows that an earlier visit kept data.
func (s *Store) foundData(note string) {
	var k keptData
	if json.Unmarshal([]byte(note), &k) == nil && len(k.Names) > 0 && len(k.Names) == len(k.Sizes) {
		s.data().kept = &k
	}
}

// ReadKept brings the data that an earlier visit kept.
func (s *Store) ReadKept() {
	if s.data().kept != nil {
		s.desk.ReadRecord(keyOwn)
	}
}

// keptRead takes them.
func (s *Store) keptRead(body []byte, err error) {
	b := s.data()
	k := b.kept
	if k == nil || err == nil && k.bytes() != int64(len(body)) {
		b.kept, b.wrong = nil, "The data are no longer kept: bring the file."
		return
	}
	s.OpenData(k.Names, k.Sizes, body, err)
}

// ForgetData forgets the data that are kept. Those that are used stay until the page closes.
func (s *Store) ForgetData() {
	b := s.data()
	b.kept, b.keep = nil, false
	s.desk.DropRecord(keyOwn)
}

// ownText says in a line which own data the settings are about.
func (s *Store) ownText() string {
	switch {
	case s.link.Own.Data == lab.NoData:
		return "None were chosen yet."
	case s.lacksOwn():
		return "The link's data are not here: bring the file."
	}
	u := s.data().used
	return fmt.Sprintf("%s: %s samples of %s.", nameOf(s.data().using.Names), spell.Thousands(int64(u.Train+u.Test)),
		u.Shape)
}
