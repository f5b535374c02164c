package ui

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// recording is one of a person, whose samples the network sees in place of test images; electrodes can be exchanged.
type recording struct {
	name   string
	of     wire.Recorded
	sample int
	a, b   int // electrodes that are exchanged; the same one for none
}

// recordEnds are the ends of the names of files of recordings.
var recordEnds = []string{".hea", ".dat", ".atr", ".edf"}

// recordable tells whether the shown network sees signals of hearts or heads, of which a person's recording may be one.
func (s *Store) recordable() bool {
	t := s.shownTask()
	return t.Synthetic() && (len(t.Kinds) > 0 || t.Name == "eeg") && s.result != nil
}

// isRecord tells whether files are a recording for the network that is shown: it becomes test data of the same task.
func (s *Store) isRecord(names []string) bool {
	return s.recordable() && s.chrome.dialog != ownDialog && !slices.ContainsFunc(names, func(name string) bool {
		return !slices.Contains(recordEnds, strings.ToLower(path.Ext(name)))
	})
}

// openRecord has the engine cut a recording into samples.
func (s *Store) openRecord(names []string, sizes []int, body []byte) {
	s.specimen.reads(nameOf(names))
	s.desk.Order(wire.Record{Task: s.shownTask().Name, Names: names, Sizes: sizes, Body: body})
}

// recorded shows the first sample of a recording.
func (s *Store) recorded(m wire.Recorded) {
	if m.Wrong != "" {
		s.notify(Notice{Where: wire.WhereDigit, Key: "record", What: "The recording cannot be shown. " + m.Wrong,
			Advice: "Bring all files of a record together: its .hea, .dat and, if there is one, .atr; or an EDF+."})
		return
	}
	s.dismissKey("record")
	s.specimen.begins(&recording{name: s.specimen.recordName, of: m})
	s.classify()
}

// record is the recording that is shown; nil for none.
func (s *Store) record() *recording {
	if r := s.specimen.record; r != nil && r.of.Task == s.shownTask().Name {
		return r
	}
	return nil
}

// Exchange chooses what is seen of the recording: key is sample, a or b.
func (s *Store) Exchange(key, value string) {
	r := s.record()
	n, err := strconv.Atoi(value)
	if r == nil || err != nil || n < 0 {
		return
	}
	switch {
	case key == "sample" && n < r.of.Samples:
		r.sample = n
	case key == "a" && n < len(r.of.Electrodes):
		r.a = n
	case key == "b" && n < len(r.of.Electrodes):
		r.b = n
	}
	s.classify()
}

// LeaveRecord goes back to the test images.
func (s *Store) LeaveRecord() {
	s.specimen.begins(nil)
	s.classify()
}

// recordText says what is seen.
func (s *Store) recordText() string {
	r := s.record()
	if r == nil {
		return ""
	}
	text := fmt.Sprintf("%s, sample %s of %d, ", r.name, spell.Thousands(int64(r.sample+1)), r.of.Samples)
	if r.a == r.b {
		return text + "electrodes as they were recorded."
	}
	return text + fmt.Sprintf("%s and %s exchanged.", r.of.Electrodes[r.a], r.of.Electrodes[r.b])
}

// electrodes are those of the recording, with their numbers.
func (s *Store) electrodes() (all [][2]string) {
	if r := s.record(); r != nil {
		for i, name := range r.of.Electrodes {
			all = append(all, [2]string{strconv.Itoa(i), name})
		}
	}
	return all
}

// exchanged is a number of the recording as a text: of the sample, or of an electrode.
func (s *Store) exchanged(key string) string {
	r := s.record()
	switch {
	case r == nil:
		return "0"
	case key == "a":
		return strconv.Itoa(r.a)
	case key == "b":
		return strconv.Itoa(r.b)
	}
	return strconv.Itoa(r.sample)
}
