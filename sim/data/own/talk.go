package own

import (
	"bytes"
	"math"
	"strconv"
)

// Signs of a list of annotations of EDF+, a time, maybe a duration, then texts (Kemp and Olivan 2003, section 2.2.2).
const (
	talkText     = "\x14" // ends a time, and each text
	talkDuration = "\x15" // begins a duration
	talkEnd      = "\x00" // ends a list
)

// talk reads the annotations that lie from a byte of each data record on, in the room of so many samples. The first
// list of a record has no text: it says when that begins.
func (e *edfFile) talk(at, samples int) (marks []Mark, err error) {
	for n := range e.records {
		from := e.at + n*e.size + at
		for list := range bytes.SplitSeq(e.Body[from:from+2*samples], []byte(talkEnd)) {
			if len(list) == 0 {
				continue
			}
			when, texts, found := bytes.Cut(list, []byte(talkText))
			onset, duration, _ := bytes.Cut(when, []byte(talkDuration))
			seconds, wrongOnset := strconv.ParseFloat(string(onset), 64)
			long, wrongLong := strconv.ParseFloat(string(duration), 64)
			if len(duration) == 0 {
				wrongLong = nil
			}
			if !found || wrongOnset != nil || wrongLong != nil || !bounded(seconds) || !bounded(long) || long < 0 {
				return nil, wrong(e.Name, "annotation %q of data record %d: expected +seconds, maybe a duration, and texts",
					short(string(list)), n)
			}
			for text := range bytes.SplitSeq(texts, []byte(talkText)) {
				if len(text) > 0 {
					marks = append(marks, Mark{At: seconds, Long: long, Text: string(text)})
				}
			}
		}
	}
	return marks, nil
}

// bounded tells of a time that a recording can have.
func bounded(seconds float64) bool { return math.Abs(seconds) < 1e9 }
