package ui

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// places is how many studies are kept (assumed): each takes at most a fifth of a megabyte, and a browser keeps some
// five. One that was written of late may be that of another tab: it stays.
const (
	places = 3
	ofLate = 10 * time.Minute
)

// keepEvery is the shortest time between two writings of a study: the most that a crash can cost (assumed).
const keepEvery = 2 * time.Second

// shelf keeps the last sweeps and ablations for the next visit, each under its own link, so that tabs do not mix them
// up: as the CSV file that the command would write, as far as its points have come.
type shelf struct {
	here    lab.Numerics
	all     map[string]volume // by key
	front   string            // key of the study that was begun last
	changed bool              // it has points that are not written yet
	written time.Duration
	version int // rises with each change, for what is made of the tables
	known   memo[keptKey, keptLink]
}

// volume is one study on the shelf. Points of other numerics would not fit those to come: they are never gone on with.
type volume struct {
	Numerics int   `json:"numerics"`
	At       int64 `json:"at"` // when it was written, in milliseconds since 1970
	table    []byte
}

// keyOf is the key of the study of a link: from numerics 2 on it names them, so that what older ones made stays.
func (h *shelf) keyOf(link string) string {
	if h.here < 2 {
		return keyStudy + link
	}
	return fmt.Sprintf("%s%d/%s", keyStudy, h.here, link)
}

// linkIn is the link of the study of a key.
func linkIn(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// text is a volume as the browser keeps it: a line about it, then the table.
func (v volume) text() string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // two whole numbers cannot fail
	}
	return string(b) + "\n" + string(v.table)
}

// volumeOf reads a volume; false where a text is none.
func volumeOf(text string) (v volume, ok bool) {
	head, table, ok := strings.Cut(text, "\n")
	if !ok || json.Unmarshal([]byte(head), &v) != nil {
		return volume{}, false
	}
	v.table = []byte(table)
	return v, true
}

// more tells whether a volume has more of a study than another one, whose points are the same as far as they go.
func (v volume) more(than volume) bool {
	return v.Numerics == than.Numerics && len(v.table) > len(than.table)
}

// fill reads what earlier visits, and other tabs, have kept; not of the study in front, to which points may be added.
func (h *shelf) fill(desk Desk) {
	for key, text := range desk.Kept(keyStudy) {
		had, there := h.all[key]
		if v, ok := volumeOf(text); ok && key != h.front && (!there || v.more(had)) {
			h.all[key] = v
			h.version++
		}
	}
}

// find is the table of the study of a link; nil where none is kept that can be gone on with.
func (h *shelf) find(link string) []byte {
	if v, ok := h.all[h.keyOf(link)]; ok && v.Numerics == int(h.here) {
		return v.table
	}
	return nil
}

// older is what other numerics have left of the study of a link: the newest of them, and false for none. The link may
// have been spelled otherwise by them.
func (h *shelf) older(link string) (found volume, ok bool) {
	for key, v := range h.all {
		l, err := lab.ParseLink("#" + linkIn(key))
		if err == nil && v.Numerics != int(h.here) && l.String() == link && v.Numerics > found.Numerics {
			found, ok = v, true
		}
	}
	return found, ok
}

// begin puts a table in front.
func (h *shelf) begin(link string, table []byte) {
	h.front = h.keyOf(link)
	h.all[h.front] = volume{Numerics: int(h.here), table: table}
	h.version++
}

// add appends a point to the table in front.
func (h *shelf) add(p lab.SweepPoint) {
	if line, err := p.Line(); err == nil {
		v := h.all[h.front]
		v.table = append(v.table, line...)
		h.all[h.front] = v
		h.changed = true
		h.version++
	}
}

// surplus are the keys of the studies that are too many, the oldest first; none that was written of late, nor the one
// in front.
func (h *shelf) surplus(now time.Time) []string {
	keys := h.behind()
	keys = keys[:max(0, len(keys)+1-places)]
	return slices.DeleteFunc(keys, func(key string) bool { return now.Sub(time.UnixMilli(h.all[key].At)) < ofLate })
}

// behind are the keys of all studies but the one in front, the oldest first.
func (h *shelf) behind() []string {
	keys := slices.SortedFunc(maps.Keys(h.all), func(a, b string) int {
		return cmp.Or(cmp.Compare(h.all[a].At, h.all[b].At), strings.Compare(a, b))
	})
	return slices.DeleteFunc(keys, func(key string) bool { return key == h.front })
}

// keepStudy writes the points that came since it did so last, unless that was a moment ago.
func (s *Store) keepStudy() {
	if s.desk.Now()-s.shelf.written >= keepEvery {
		s.Leave()
	}
}

// Leave writes what is not written yet: the page may be about to close. What another tab has of the same study, and
// more of it, stays.
func (s *Store) Leave() {
	h := &s.shelf
	if !h.changed {
		return
	}
	h.changed, h.written = false, s.desk.Now()
	h.fill(s.desk)
	v := h.all[h.front]
	v.At = s.desk.Date().UnixMilli()
	h.all[h.front] = v
	if there, ok := volumeOf(s.desk.Recall(h.front)); ok && there.more(v) {
		return
	}
	for _, key := range h.surplus(s.desk.Date()) {
		s.forgetStudy(key)
	}
	err := s.desk.Keep(h.front, v.text())
	for _, key := range h.behind() { // the oldest make room
		if !errors.Is(err, ErrFull) {
			break
		}
		s.forgetStudy(key)
		err = s.desk.Keep(h.front, v.text())
	}
	s.storage(err, &s.lacking.texts)
}

func (s *Store) forgetStudy(key string) {
	delete(s.shelf.all, key)
	s.shelf.version++
	s.desk.Forget(key)
}

// moveStudies brings the studies that an earlier version kept in numbered places under their links.
func moveStudies(desk Desk) {
	var index struct {
		Numerics int   `json:"numerics"`
		Order    []int `json:"order"`
	}
	const earlier = "studies"
	if json.Unmarshal([]byte(desk.Recall(earlier)), &index) != nil {
		return
	}
	for i, place := range index.Order {
		key := "study" + strconv.Itoa(place)
		table := []byte(desk.Recall(key))
		head, _, _ := bytes.Cut(table, []byte("\n"))
		link, ok := strings.CutPrefix(string(head), "# #")
		if ok && desk.Keep(keyStudy+link, volume{Numerics: index.Numerics, At: int64(-i), table: table}.text()) != nil {
			return // the next visit tries again
		}
		desk.Forget(key)
	}
	desk.Forget(earlier)
}

// saveStudy hands the points of a study over as the file that the command would write.
func (s *Store) saveStudy(name string, y *study) {
	if text, err := lab.Points(y.points).MarshalText(); err == nil {
		s.desk.Download(name, append([]byte(y.made.TableHead(y.link)), text...))
	}
}

// olderWords say that other numerics have left points of the study of a form; "" where they have not.
func (s *Store) olderWords(ablate bool) string {
	v := s.olderStudy(ablate)
	n := bytes.Count(v.table, []byte("\n")) - bytes.Count(v.table, []byte("\n#")) - 2 // without comments and names
	if n < 1 {
		return ""
	}
	return fmt.Sprintf("Points made with numerics %d are kept: %s. They are not mixed with new ones.", v.Numerics,
		spell.Thousands(int64(n)))
}

// SaveOlder hands over what other numerics have left of the study of a form.
func (s *Store) SaveOlder(ablate bool) {
	v := s.olderStudy(ablate)
	s.desk.Download(fmt.Sprintf("arraylab-numerics%d.csv", v.Numerics), v.table)
}

func (s *Store) olderStudy(ablate bool) volume {
	_, k := s.keptStudy(ablate)
	return k.older
}
