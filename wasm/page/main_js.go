// Command page is the program of the page: it draws ui.App, once a frame at most, and
// lends ui.Store the browser.
package main

import (
	"fmt"
	"runtime/debug"
	"syscall/js"
)

func main() {
	p := newPage()
	drawing, err := newDrawing(p)
	if err != nil {
		panic(err) // boot.js tells that the program ended
	}
	p.drawing = drawing
	p.listen()
	p.update(func() { p.store.Boot(p.host.Hash()) })
	for failures := 0; failures < 2; {
		<-p.dirty
		p.nextFrame()
		if err = p.draw(); err != nil {
			failures++        // once may be the moment's fault; twice is the program's
			p.drawing.begin() // what stands in the document is not known
			p.update(func() { p.store.Panicked(err) })
			continue
		}
		failures = 0
		p.settle()
	}
	panic(err) // the console says what boot.js cannot know
}

// garbage is how much the heap may grow until it is collected, in percent: Go's own choice. boot.js has it grow without
// bound until the page is seen, for what the start makes mostly stays.
const garbage = 100

// settle follows the first drawing, which nothing else is to be in the way of.
func (p *page) settle() {
	if p.settled {
		return
	}
	p.settled = true
	debug.SetGCPercent(garbage)
	if !p.guest {
		p.host.Go(p.findRecords)
	}
}

// nextFrame waits until the browser is about to paint.
func (p *page) nextFrame() {
	js.Global().Call("requestAnimationFrame", p.onFrame)
	<-p.frame
}

// draw draws the components, then brings what they do not hold up to date. A panic in it is an error.
func (p *page) draw() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("drawing the page: %v", r)
		}
	}()
	p.show()
	p.focus()
	return nil
}

// show draws while nothing changes the store.
func (p *page) show() {
	p.env.RLock()
	defer p.env.RUnlock()
	p.speak()
	p.drawing.draw()
	p.tellFacts()
	p.drawCharts()
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

// charted is what an element was given to draw. An element is given to another one when a list changes.
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
