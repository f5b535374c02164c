package main

import (
	"maps"
	"strings"
	"syscall/js"

	"arraylab/ui"
	"arraylab/wasm/host"
)

// A visit is the desk of a guest: the page in a frame of another one. The site around it has no say in what the visitor
// keeps in this browser, and learns nothing of it: what a guest keeps lives as long as the frame does. So it also works
// where the browser parts or forbids the storage of frames.
type visit struct {
	*page
	around  *host.Embedder
	texts   map[string]string
	records map[string]record
}

type record struct {
	note string
	body []byte
}

// isGuest tells whether the page is the one for frames, which says so of itself.
func isGuest() bool {
	return js.Global().Get("document").Get("documentElement").Get("dataset").Get("guest").Truthy()
}

func newVisit(p *page) *visit {
	v := &visit{page: p, texts: map[string]string{}, records: map[string]record{}}
	v.around = p.host.Embedder(ui.MostAsk, func(text string) { p.update(func() { p.store.Asked(text) }) })
	return v
}

func (v *visit) Guest() bool { return true }

func (v *visit) Tell(text string) { _ = v.around.Tell(text) } // what the page around does not hear, it asks for

func (v *visit) Recall(key string) string { return v.texts[key] }

func (v *visit) Keep(key, text string) error {
	v.texts[key] = text
	return nil
}

func (v *visit) Kept(prefix string) map[string]string {
	all := maps.Clone(v.texts)
	maps.DeleteFunc(all, func(key, _ string) bool { return !strings.HasPrefix(key, prefix) })
	return all
}

func (v *visit) Forget(key string) { delete(v.texts, key) }

func (v *visit) KeepRecord(key, note string, body []byte) {
	v.records[key] = record{note, body}
	v.later(func() { v.store.RecordKept(key, nil) })
}

func (v *visit) DropRecord(key string) { delete(v.records, key) }

func (v *visit) ForgetRecord(key string) { delete(v.records, key) }

func (v *visit) ReadRecord(key string) {
	r := v.records[key]
	v.later(func() { v.store.RecordRead(key, r.note, r.body, nil) })
}

func (v *visit) TakeRecord(key string) { v.ReadRecord(key) }
