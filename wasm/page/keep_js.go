package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"syscall/js"
	"time"

	"arraylab/ui"
	"arraylab/wasm/host"
)

// The methods of ui.Desk for what the browser keeps. Other pages may share this site's storage: all names begin with
// prefix.
const (
	prefix      = "arraylab."
	lockPrefix  = prefix + "tab." // of the lock that a tab holds while it lives
	alivePrefix = prefix + "alive."
)

func (p *page) Recall(key string) string {
	text, _, _ := p.host.GetText(prefix + key) // forbidden storage holds nothing; Keep tells so
	return text
}

func (p *page) Keep(key, text string) error { return full(p.host.PutText(prefix+key, text)) }

func (p *page) Kept(begin string) map[string]string {
	all, _ := p.host.Texts(prefix + begin)
	texts := make(map[string]string, len(all))
	for key, text := range all {
		texts[strings.TrimPrefix(key, prefix)] = text
	}
	return texts
}

func (p *page) Forget(key string) { _ = p.host.DeleteText(prefix + key) } // one that stays is found again

// full names the error of storage that has no room as ui does.
func full(err error) error {
	var s *host.StorageError
	if errors.As(err, &s) && s.Problem == host.StorageFull {
		return fmt.Errorf("%w: %w", ui.ErrFull, err)
	}
	return err
}

// nameTab draws its name.
func (p *page) nameTab() {
	bits := js.Global().Get("Uint32Array").New(4)
	js.Global().Get("crypto").Call("getRandomValues", bits)
	for i := range 4 {
		p.tab += fmt.Sprintf("%08x", bits.Index(i).Int())
	}
}

// live lets other tabs know that this one lives.
func (p *page) live() {
	if p.host.Locks() {
		p.host.Go(func() { _, _ = p.host.Hold(context.Background(), lockPrefix+p.tab) }) // nobody else has the name
	}
	p.beat()
}

// Without locks a tab tells every beatEvery that it lives. It is taken for gone when it did not for so long: browsers
// let a tab that is not seen have its turn once a minute.
const (
	beatEvery = 5 * time.Second
	pulseless = 150 * time.Second
)

// beat tells that the tab lives, and the one that it took over.
func (p *page) beat() {
	if p.host.Locks() || time.Since(p.beaten) < beatEvery {
		return
	}
	p.beaten = time.Now()
	_ = p.host.PutText(alivePrefix+p.tab, strconv.FormatInt(p.beaten.UnixMilli(), 10))
}

// rest tells that the tab is gone.
func (p *page) rest() {
	if !p.host.Locks() {
		_ = p.host.DeleteText(alivePrefix + p.tab)
	}
}

// lives tells whether a tab without a lock told of late that it lives.
func (p *page) lives(tab string) bool {
	text, _, _ := p.host.GetText(alivePrefix + tab)
	at, err := strconv.ParseInt(text, 10, 64)
	return err == nil && time.Since(time.UnixMilli(at)) < pulseless
}

// living are the tabs of records that live.
func (p *page) living(notes map[string]string) (map[string]bool, error) {
	all := map[string]bool{}
	if p.host.Locks() {
		held, err := p.host.Held(context.Background())
		for name := range held {
			all[strings.TrimPrefix(name, lockPrefix)] = true
		}
		return all, err
	}
	for key := range notes {
		if tab := ui.TabOf(key); tab != "" && p.lives(tab) {
			all[tab] = true
		}
	}
	return all, nil
}

// findRecords tells what earlier visits, and other tabs, have left: now, soon, for a page that is loaded anew may be
// there before the browser has let go of its old self, and when a tab that had no time to say so counts as gone.
func (p *page) findRecords() {
	for _, wait := range []time.Duration{0, 3 * time.Second, pulseless} {
		time.Sleep(wait)
		notes, err := p.host.Notes(context.Background())
		if err != nil || len(notes) == 0 {
			continue // storage that is forbidden holds nothing; Keep tells so
		}
		if living, err := p.living(notes); err == nil {
			p.update(func() { p.store.RecordsFound(notes, living) })
		}
	}
}

func (p *page) Tab() string { return p.tab }

func (p *page) Date() time.Time { return time.Now() }

func (p *page) KeepRecord(key, note string, body []byte) {
	p.host.Go(func() {
		err := full(p.host.PutRecord(context.Background(), key, note, body))
		p.update(func() { p.store.RecordKept(key, err) })
	})
}

func (p *page) DropRecord(key string) {
	p.host.Go(func() { _ = p.host.DeleteRecord(context.Background(), key) }) // one that stays is offered again
}

func (p *page) ForgetRecord(key string) {
	p.host.Go(func() {
		if living, err := p.living(map[string]string{key: ""}); err == nil && !living[ui.TabOf(key)] {
			_ = p.host.DeleteRecord(context.Background(), key) // one that stays is offered again
		}
	})
}

func (p *page) ReadRecord(key string) {
	p.host.Go(func() {
		note, body, _, err := p.host.Record(context.Background(), key)
		p.update(func() { p.store.RecordRead(key, note, body, err) })
	})
}

func (p *page) TakeRecord(key string) {
	p.host.Go(func() {
		if !p.take(ui.TabOf(key)) {
			p.update(func() { p.store.RecordRead(key, "", nil, ui.ErrTaken) })
			return
		}
		p.ReadRecord(key)
	})
}

// take makes this tab live under the name of another one, too; false where that lives.
func (p *page) take(tab string) bool {
	if p.host.Locks() {
		ok, err := p.host.Hold(context.Background(), lockPrefix+tab)
		return ok && err == nil
	}
	if p.lives(tab) {
		return false
	}
	p.rest()
	p.tab, p.beaten = tab, time.Time{}
	p.beat()
	return true
}
