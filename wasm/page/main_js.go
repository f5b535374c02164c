// Command page is the program of the page: it draws ui.App with Vugu, once a frame at most, and
// lends ui.Store the browser.
package main

import (
	"fmt"
	"syscall/js"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/domrender"

	"arraylab/ui"
)

func main() {
	renderer, err := domrender.New("#app")
	if err != nil {
		panic(err) // boot.js tells that the program ended
	}
	env, err := vugu.NewBuildEnv(renderer.EventEnv())
	if err != nil {
		panic(err)
	}
	p := newPage(renderer.EventEnv())
	app := &ui.App{S: p.store}
	p.listen()
	p.update(func() { p.store.Boot(p.host.Hash()) })
	go p.wake(renderer)
	for failures := 0; failures < 2; {
		<-p.dirty
		p.nextFrame()
		if err = p.draw(func() error { return renderer.Render(env.RunBuild(app)) }); err != nil {
			failures++ // once may be the moment's fault; twice is the program's
			p.update(func() { p.store.Panicked(err) })
			continue
		}
		failures = 0
	}
	panic(err) // the console says what boot.js cannot know
}

// wake turns Vugu's events into at most one waiting drawing: its own loop draws once an event.
func (p *page) wake(renderer *domrender.JSRenderer) {
	for renderer.EventWait() {
		p.touch()
	}
}

// nextFrame waits until the browser is about to paint.
func (p *page) nextFrame() {
	js.Global().Call("requestAnimationFrame", p.onFrame)
	<-p.frame
}

// draw renders, then brings what Vugu does not own up to date. A panic in it is an error.
func (p *page) draw(render func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("drawing the page: %v", r)
		}
	}()
	if err := render(); err != nil {
		return err
	}
	p.tellFacts()
	p.drawCharts()
	p.focus()
	return nil
}

// focus gives the focus to what the store wants it for.
func (p *page) focus() {
	if p.wanted == "" {
		return
	}
	el := js.Global().Get("document").Call("getElementById", p.wanted)
	if p.wanted = ""; !el.Truthy() {
		return
	}
	el.Call("scrollIntoView", map[string]any{"block": "nearest"})
	el.Call("focus", map[string]any{"preventScroll": true})
}

// tellFacts writes the page's facts as data attributes of the document.
func (p *page) tellFacts() {
	data := js.Global().Get("document").Get("documentElement").Get("dataset")
	for name, value := range p.store.Facts() {
		if p.facts[name] == value {
			continue
		}
		p.facts[name] = value
		if value == "" {
			data.Delete(name)
			continue
		}
		data.Set(name, value)
	}
}

// charted is what an element was given to draw. Vugu gives elements to others when a list changes.
type charted struct {
	spec    string
	element js.Value
}

// drawCharts hands those charts to their elements that changed.
func (p *page) drawCharts() {
	charts := p.store.Charts()
	for id := range p.charts {
		if _, shown := charts[id]; !shown {
			delete(p.charts, id) // its element may be another one when it is shown again
		}
	}
	for id, spec := range charts {
		el := js.Global().Get("document").Call("getElementById", id)
		if had, ok := p.charts[id]; ok && had.spec == spec && had.element.Equal(el) {
			continue
		}
		if el.Truthy() && el.Get("draw").Truthy() {
			p.charts[id] = charted{spec, el}
			el.Call("draw", spec)
		}
	}
}
