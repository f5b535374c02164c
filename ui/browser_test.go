package ui

import (
	"time"

	"arraylab/sim/lab"
)

// browser is what the tabs of one browser share.
type browser struct {
	kept    map[string]string // short texts
	records map[string]keptRecord
	living  map[string]bool // tabs, by name
	full    bool            // it grants no more room
	date    time.Time
}

type keptRecord struct {
	note string
	body []byte
}

func newBrowser() *browser {
	return &browser{kept: map[string]string{keyLevel: lab.LevelAll}, records: map[string]keptRecord{},
		living: map[string]bool{},
		date:   time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)}
}

// tabOf is a desk at a new tab.
func tabOf(b *browser, name string) *desk {
	b.living[name] = true
	return &desk{browser: b, name: name, kept: b.kept, absent: map[string]bool{}, base: "https://lab.example/"}
}

// notes are what Store.RecordsFound is told.
func (b *browser) notes() map[string]string {
	all := map[string]string{}
	for key, r := range b.records {
		all[key] = r.note
	}
	return all
}

// close ends a tab, whatever it was doing.
func (d *desk) close() { delete(d.browser.living, d.name) }

// answer tells a store what came of what it asked the browser for.
func (d *desk) answer(s *Store) {
	for len(d.later) > 0 {
		next := d.later[0]
		d.later = d.later[1:]
		next(s)
	}
}

func (d *desk) Tab() string     { return d.name }
func (d *desk) Date() time.Time { return d.browser.date.Add(d.clock) }

func (d *desk) KeepRecord(key, note string, body []byte) {
	var err error
	if d.browser.full {
		err = ErrFull
	} else {
		d.browser.records[key] = keptRecord{note, append([]byte(nil), body...)}
	}
	d.later = append(d.later, func(s *Store) { s.RecordKept(key, err) })
}

func (d *desk) DropRecord(key string) { delete(d.browser.records, key) }

func (d *desk) ForgetRecord(key string) {
	if !d.browser.living[TabOf(key)] {
		delete(d.browser.records, key)
	}
}

func (d *desk) ReadRecord(key string) {
	r := d.browser.records[key]
	d.later = append(d.later, func(s *Store) { s.RecordRead(key, r.note, r.body, nil) })
}

func (d *desk) TakeRecord(key string) {
	if tab := key[len(underWay):]; d.browser.living[tab] {
		d.later = append(d.later, func(s *Store) { s.RecordRead(key, "", nil, ErrTaken) })
	} else {
		d.browser.living[tab] = true
		d.ReadRecord(key)
	}
}
