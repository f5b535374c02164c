package main

import (
	"path"
	"syscall/js"
)

// manifest tells under which names the build's files stand, as server/cmd/site wrote it. It is asked property by
// property: to decode it whole would be a tenth of what the page does before it is seen.
type manifest struct{ v js.Value }

// readManifest reads it from the document. One that is not there names nothing, and the page says what is missing.
func readManifest() manifest {
	text := "{}"
	if el := js.Global().Get("document").Call("getElementById", "manifest"); el.Truthy() {
		text = el.Get("textContent").String()
	}
	return manifest{js.Global().Get("JSON").Call("parse", text)}
}

// get is a property of a property ...; undefined where one is missing.
func (m manifest) get(keys ...string) js.Value {
	v := m.v
	for _, key := range keys {
		if v.Type() != js.TypeObject {
			return js.Undefined()
		}
		v = v.Get(key)
	}
	return v
}

// text is a property of the manifest itself; "" where it is missing.
func (m manifest) text(key string) string {
	if v := m.get(key); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// file is the built name of a file; false where this build does not have it.
func (m manifest) file(name string) (built string, ok bool) {
	if v := m.get("files", name); v.Type() == js.TypeString {
		return v.String(), true
	}
	return "", false
}

// bytes is the length of a file by its built name; 0 where it is not known.
func (m manifest) bytes(built string) int64 { return number(m.get("bytes", built)) }

// piece is the address and the length of a piece of a part of a data set; "" and 0 where this build does not have it.
func (m manifest) piece(task, part string, piece int) (address string, bytes int64) {
	all := m.get("data", task, part)
	if all.Type() != js.TypeObject || piece >= all.Length() {
		return "", 0
	}
	p := all.Index(piece)
	return p.Get("url").String(), number(p.Get("bytes"))
}

// sets are the built names of the packed data sets, by name.
func (m manifest) sets() map[string]string {
	all := map[string]string{}
	files := m.get("files")
	if files.Type() != js.TypeObject {
		return all
	}
	names := js.Global().Get("Object").Call("keys", files)
	for i := range names.Length() {
		if name := names.Index(i).String(); path.Ext(name) == ".set" {
			all[name] = files.Get(name).String()
		}
	}
	return all
}

func number(v js.Value) int64 {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return int64(v.Float())
}
