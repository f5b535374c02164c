package ui

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"arraylab/sim/lab"
)

// places is how many studies are kept (assumed): each takes at most a fifth of a megabyte, and a browser keeps some
// five.
const places = 3

// keepEvery is the shortest time between two writings of a study: the most that a crash can cost (assumed).
const keepEvery = 2 * time.Second

// shelf keeps the last sweeps and ablations for the next visit: each as the CSV file that the command would write, as
// far as its points have come.
type shelf struct {
	tables  [places][]byte
	order   []int // places, the one that was used last first
	changed bool  // the first of order has points that are not written yet
	written time.Duration
	version int // rises with each change, for what is made of the tables
	known   memo[keptKey, keptLink]
}

// index tells the order of the places. Points of other numerics would not fit those to come: they are no longer there.
type index struct {
	Numerics int   `json:"numerics"`
	Order    []int `json:"order"`
}

// fill reads what earlier visits kept.
func (h *shelf) fill(desk Desk) {
	var i index
	if json.Unmarshal([]byte(desk.Recall(keyStudies)), &i) == nil && i.Numerics == lab.NumericVersion {
		for _, place := range i.Order {
			if place >= 0 && place < places && !slices.Contains(h.order, place) {
				h.order = append(h.order, place)
				h.tables[place] = []byte(desk.Recall(keyStudy + strconv.Itoa(place)))
			}
		}
	}
	for place := range places {
		if !slices.Contains(h.order, place) {
			h.order = append(h.order, place)
		}
	}
}

// find is the table of the study of a link; nil where none is kept.
func (h *shelf) find(link string) []byte {
	if at := h.place(link); at >= 0 {
		return h.tables[at]
	}
	return nil
}

// place is where the study of a link stands; -1 where none is kept.
func (h *shelf) place(link string) int {
	head := []byte(studyHead(link))
	return slices.IndexFunc(h.tables[:], func(t []byte) bool { return bytes.HasPrefix(t, head) })
}

// begin puts a table in front: in the place of its own study, or of the one that was used longest ago.
func (h *shelf) begin(link string, table []byte) {
	at := h.place(link)
	if at < 0 {
		at = h.order[len(h.order)-1]
	}
	i := slices.Index(h.order, at)
	h.order = slices.Insert(slices.Delete(h.order, i, i+1), 0, at)
	h.tables[at] = table
	h.version++
}

// add appends a point to the table in front.
func (h *shelf) add(p lab.SweepPoint) {
	if line, err := p.Line(); err == nil {
		h.tables[h.order[0]] = append(h.tables[h.order[0]], line...)
		h.changed = true
		h.version++
	}
}

// keepStudy writes the points that came since it did so last, unless that was a moment ago.
func (s *Store) keepStudy() {
	if s.desk.Now()-s.shelf.written >= keepEvery {
		s.Leave()
	}
}

// Leave writes what is not written yet: the page may be about to close.
func (s *Store) Leave() {
	h := &s.shelf
	if !h.changed {
		return
	}
	h.changed, h.written = false, s.desk.Now()
	s.remember(keyStudy+strconv.Itoa(h.order[0]), string(h.tables[h.order[0]]))
	if b, err := json.Marshal(index{lab.NumericVersion, h.order}); err == nil {
		s.remember(keyStudies, string(b))
	}
}

// studyHead is the first line of the file of a study.
func studyHead(link string) string { return "# #" + link + "\n" }

// saveStudy hands the points of a study over as the file that the command would write.
func (s *Store) saveStudy(name, link string, points []lab.SweepPoint) {
	if text, err := lab.Points(points).MarshalText(); err == nil {
		s.desk.Download(name, append([]byte(studyHead(link)), text...))
	}
}
