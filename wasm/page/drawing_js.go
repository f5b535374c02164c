package main

import (
	"strings"
	"syscall/js"

	"github.com/vugu/vugu"

	"arraylab/ui"
	"arraylab/ui/dom"
	"arraylab/ui/lang"
)

// drawing keeps the document as the components describe it.
type drawing struct {
	app   *ui.App
	env   *vugu.BuildEnv
	dom   *dom.Document
	apply js.Value    // carries edits out; assets/dom.js
	texts *lang.Table // of the language that the document speaks
	hear  js.Func
}

// newDrawing draws the page's store.
func newDrawing(p *page) (*drawing, error) {
	env, err := vugu.NewBuildEnv(p.env)
	if err != nil {
		return nil, err
	}
	d := &drawing{app: &ui.App{S: p.store}, env: env, hear: p.host.Listener(p.heard)}
	d.begin()
	return d, nil
}

// begin has the next drawing make all anew.
func (d *drawing) begin() {
	root := js.Global().Get("document").Call("getElementById", "app")
	d.dom, d.apply, d.texts = dom.New(), js.Global().Call("documentOf", root, d.hear), nil
}

// draw brings the document up to date.
func (d *drawing) draw() {
	edits := d.dom.Draw(d.env.RunBuild(d.app))
	d.apply.Invoke(strings.Join(edits, dom.Separator))
}

// heard passes an event of an element to the component that wants to be told of it.
func (p *page) heard(e js.Value) {
	event := event{e.Get("event"), p.env}
	p.update(func() {
		act := p.drawing.dom.Handler(e.Get("node").Int(), event.v.Get("type").String(), e.Get("capture").Bool())
		if act != nil {
			act(event)
		}
	})
}
