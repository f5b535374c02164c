package host

import (
	"context"
	"syscall/js"
)

// Caps tells what the browser offers here.
func (h *Host) Caps() Caps {
	g := js.Global()
	cores := 1
	if n := g.Get("navigator").Get("hardwareConcurrency"); n.Type() == js.TypeNumber && n.Int() > 0 {
		cores = n.Int()
	}
	return Caps{Secure: g.Get("isSecureContext").Truthy(), Cores: cores}
}

// Address of the page without its hash.
func (h *Host) Address() string {
	l := js.Global().Get("location")
	return l.Get("origin").String() + l.Get("pathname").String() + l.Get("search").String()
}

// Hash returns what stands after the '#' of the address.
func (h *Host) Hash() string {
	hash := js.Global().Get("location").Get("hash").String()
	if hash != "" {
		hash = hash[1:]
	}
	return hash
}

// SetHash changes what stands after the '#', with a new entry in the history or without, and without OnHash hearing of
// it.
func (h *Host) SetHash(hash string, entry bool) {
	how := "replaceState"
	if entry {
		how = "pushState"
	}
	js.Global().Get("history").Call(how, js.Null(), "", "#"+hash)
}

// OnHash calls f with the new hash when the visitor changes the address or follows a link.
func (h *Host) OnHash(f func(hash string)) {
	js.Global().Call("addEventListener", "hashchange", h.callback(func(js.Value) { f(h.Hash()) }))
}

// Copy puts a text on the clipboard, by the older way where there is no secure context. An
// error is a *ClipboardError: show the text to be selected by hand.
func (h *Host) Copy(ctx context.Context, text string) error {
	if c := js.Global().Get("navigator").Get("clipboard"); c.Truthy() {
		var promise js.Value
		err := try(func() { promise = c.Call("writeText", text) })
		if err == nil {
			_, err = h.await(ctx, promise)
		}
		if err == nil {
			return nil
		}
	}
	copied := false
	err := try(func() {
		doc := js.Global().Get("document")
		focused := doc.Get("activeElement")
		area := doc.Call("createElement", "textarea")
		area.Set("value", text)
		area.Call("setAttribute", "readonly", "")
		area.Get("style").Set("position", "fixed")
		area.Get("style").Set("opacity", "0")
		doc.Get("body").Call("append", area)
		area.Call("select")
		copied = doc.Call("execCommand", "copy").Truthy()
		area.Call("remove")
		if focused.Truthy() {
			focused.Call("focus")
		}
	})
	switch {
	case err != nil:
		return &ClipboardError{err.Error()}
	case !copied:
		return &ClipboardError{"copying is not allowed here"}
	}
	return nil
}

// Download lets the visitor keep bytes as a file.
func (h *Host) Download(name, mime string, data []byte) error {
	return try(func() {
		g := js.Global()
		bytes := g.Get("Uint8Array").New(len(data))
		js.CopyBytesToJS(bytes, data)
		blob := g.Get("Blob").New([]any{bytes}, map[string]any{"type": mime})
		url := g.Get("URL").Call("createObjectURL", blob)
		a := g.Get("document").Call("createElement", "a")
		a.Set("href", url)
		a.Set("download", name)
		a.Call("click")
		var later js.Func
		later = h.callback(func(js.Value) {
			later.Release()
			g.Get("URL").Call("revokeObjectURL", url)
		})
		g.Call("setTimeout", later, 60_000) // the browser may ask the visitor where to
	})
}
