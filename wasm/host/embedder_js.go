package host

import "syscall/js"

// An Embedder is a page's line to the page, of whatever site, that shows it in a frame. What goes over it are plain
// objects with a number called arraylab, known here as JSON.
type Embedder struct{ parent js.Value }

// Embedder begins the line; on gets what the page around says, and no other window: of a message of more than most
// letters the first ones, of one that is no JSON nothing. In no frame, nothing comes and nothing goes.
func (h *Host) Embedder(most int, on func(text string)) *Embedder {
	self := js.Global()
	parent := self.Get("parent")
	if parent.Equal(self) {
		return &Embedder{}
	}
	self.Call("addEventListener", "message", h.callback(func(e js.Value) {
		data := e.Get("data")
		ours := data.Type() == js.TypeObject && data.Get("arraylab").Type() == js.TypeNumber
		if !ours || !e.Get("source").Equal(parent) {
			return
		}
		var text js.Value
		if err := try(func() { text = self.Get("JSON").Call("stringify", data) }); err != nil {
			on("") // a circle, say
			return
		}
		on(self.Get("String").Get("prototype").Get("slice").Call("call", text, 0, most+1).String())
	}))
	return &Embedder{parent}
}

// Tell sends an object to the page around. It goes to whatever site that is: it holds nothing that is not for all.
func (e *Embedder) Tell(text string) error {
	if !e.parent.Truthy() {
		return nil
	}
	return try(func() { e.parent.Call("postMessage", js.Global().Get("JSON").Call("parse", text), "*") })
}
