package main

import (
	"strings"
	"syscall/js"

	"arraylab/ui/dom"
	"arraylab/ui/lang"
)

// speak has the whole page speak the language of the store, where that is another one than before: the document, what
// stands in index.html, and, by the function said, the elements of elements.js and the frame of the array view.
func (p *page) speak() {
	d, t := p.drawing, p.store.Texts()
	if t == d.texts {
		return
	}
	d.texts = t
	if p.said.IsUndefined() {
		p.said = js.FuncOf(func(_ js.Value, args []js.Value) any { return d.texts.Say(args[0].String()) })
		js.Global().Set("said", p.said)
	}
	code, say := lang.English, (func(string) string)(nil)
	if t != nil {
		code, say = t.Code, t.Say
	}
	js.Global().Call("relabel", code)
	d.apply.Invoke(strings.Join(d.dom.Speak(say), dom.Separator))
	clear(p.charts)
	p.readFrameAnew()
}

// readFrameAnew loads the frame of the array view again, which loses nothing, where there is one.
func (p *page) readFrameAnew() {
	if el := js.Global().Get("document").Call("querySelector", "lab-array"); el.Truthy() && el.Get("iframe").Truthy() {
		el.Get("iframe").Get("contentWindow").Get("location").Call("reload")
	}
}
