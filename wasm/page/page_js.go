package main

import (
	"encoding/base64"
	"encoding/json"
	"sync"
	"syscall/js"
	"time"

	"github.com/vugu/vugu"

	"arraylab/ui"
	"arraylab/ui/digit"
	"arraylab/wasm/framewire"
	"arraylab/wasm/host"
	"arraylab/wasm/wire"
)

// page holds the browser's side of the page.
type page struct {
	host    *host.Host
	env     vugu.EventEnv // locks the store
	drawing *drawing
	store   *ui.Store
	names   manifest
	begun   time.Time
	dirty   chan struct{} // holds a token while a drawing waits
	frame   chan struct{}
	onFrame js.Func
	facts   map[string]string
	charts  map[string]charted
	said    js.Func // a text in the language of the page, for what is no component
	wanted  string  // id of what is to get the focus when the page has been drawn
	address string  // link that still has to be put into the address bar
	entry   bool    // as an entry of the history

	module  host.Module // the engine, compiled once
	built   bool
	worker  *host.Port
	attempt int // of starting a worker: answers of earlier ones are dropped
	array   *host.Port
	lent    *host.Port // a worker that computes for a class
	guest   bool       // the page is the one for frames in other pages
	tab     string     // its name
	beaten  time.Time  // when it told last that it lives
	settled bool       // the page was drawn once
}

func newPage() *page {
	p := &page{env: vugu.NewEventEnvImpl(&sync.RWMutex{}, nil), begun: time.Now(), dirty: make(chan struct{}, 1), frame: make(chan struct{}, 1),
		facts: map[string]string{}, charts: map[string]charted{}}
	p.host = host.New(func(err error) { p.update(func() { p.store.Panicked(err) }) })
	p.onFrame = p.host.Listener(func(js.Value) { p.frame <- struct{}{} })
	p.names = readManifest()
	dark := js.Global().Get("document").Get("documentElement").Get("dataset").Get("theme")
	p.nameTab()
	var desk ui.Desk = p
	if p.guest = isGuest(); p.guest {
		desk = newVisit(p)
	} else {
		ui.Migrate(p.host, prefix)
		p.live()
	}
	p.store = ui.New(desk, dark.Truthy() && dark.String() == "dark")
	return p
}

// touch asks for a drawing.
func (p *page) touch() {
	select {
	case p.dirty <- struct{}{}:
	default:
	}
}

// update changes the store, and has the page drawn.
func (p *page) update(change func()) {
	p.env.Lock()
	defer p.touch()
	defer p.env.UnlockOnly()
	change()
}

// tickEvery is how often the store looks at what time brings, in milliseconds: half of its
// shortest wait.
const tickEvery = 125

// listen hears what no component does.
func (p *page) listen() {
	p.host.OnHash(func(hash string) { p.update(func() { p.store.Open(hash) }) })
	doc := js.Global().Get("document")
	doc.Call("addEventListener", "ink", p.host.Listener(func(e js.Value) {
		strokes := readStrokes(e.Get("detail").String())
		p.update(func() { p.store.Ink(strokes) })
	}))
	doc.Call("addEventListener", "photo", p.host.Listener(func(e js.Value) {
		if pixels, err := base64.StdEncoding.DecodeString(e.Get("detail").String()); err == nil {
			p.update(func() { p.store.Photo(pixels) })
		}
	}))
	doc.Call("addEventListener", "unseen", p.host.Listener(func(e js.Value) {
		name := e.Get("detail").String()
		p.update(func() { p.store.Unseen(name) })
	}))
	doc.Call("addEventListener", "term", p.host.Listener(func(e js.Value) {
		id := e.Get("detail").String()
		p.update(func() { p.store.Do(func() { p.store.Explain(id) }) })
	}))
	doc.Call("addEventListener", "framed", p.host.Listener(func(e js.Value) {
		p.array = p.host.Frame(e.Get("target").Get("iframe"), framewire.Table(), p.report)
	}))
	p.hearDrops(doc)
	js.Global().Call("setInterval", p.host.Listener(func(js.Value) {
		p.writeAddress()
		if !p.guest {
			p.beat()
		}
		p.env.Lock()
		changed := p.store.Tick()
		p.env.UnlockOnly()
		if changed {
			p.touch()
		}
	}), tickEvery)
	if !p.guest {
		p.hearLeaving()
	}
	doc.Call("addEventListener", "visibilitychange", p.host.Listener(func(js.Value) {
		if doc.Get("hidden").Bool() {
			p.update(p.store.Away)
		}
	}))
}

// hearLeaving keeps what would be lost when the page is left, or asks.
func (p *page) hearLeaving() {
	js.Global().Call("addEventListener", "beforeunload", p.host.Listener(func(e js.Value) {
		p.store.Leave()
		if p.store.WouldLose() {
			e.Call("preventDefault")
		}
	}))
	js.Global().Call("addEventListener", "pagehide", p.host.Listener(func(js.Value) { p.rest() }))
}

// report passes a message of the worker or the frame to the store.
func (p *page) report(msg any) {
	if f, failed := msg.(host.Failure); failed {
		msg = wire.Failure{What: f.What, Do: f.Do, Where: f.Where, Fatal: f.Fatal}
	}
	p.env.Lock()
	defer p.env.UnlockOnly()
	if p.store.Report(msg) {
		p.touch()
	}
}

// readStrokes reads the pad's strokes: lists of x and y in turn.
func readStrokes(text string) []digit.Stroke {
	var flat [][]float64
	if json.Unmarshal([]byte(text), &flat) != nil {
		return nil
	}
	strokes := make([]digit.Stroke, len(flat))
	for i, f := range flat {
		for j := 0; j+1 < len(f); j += 2 {
			strokes[i] = append(strokes[i], digit.Point{X: f[j], Y: f[j+1]})
		}
	}
	return strokes
}

func writeStrokes(strokes []digit.Stroke) string {
	flat := make([][]float64, len(strokes))
	for i, s := range strokes {
		flat[i] = []float64{}
		for _, pt := range s {
			flat[i] = append(flat[i], pt.X, pt.Y)
		}
	}
	b, err := json.Marshal(flat)
	if err != nil {
		return "[]"
	}
	return string(b)
}
