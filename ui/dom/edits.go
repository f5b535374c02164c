package dom

import (
	"slices"
	"strconv"
	"strings"

	"github.com/vugu/vugu"
)

// The verbs of edits, each followed by the number of the node that it is about, and by what stands here.
const (
	makeElement    = "e" // tag, namespace: "", "svg" or "math"
	makeText       = "t" // text
	appendTo       = ">" // number of the parent
	insert         = "<" // number of the parent, number of the sibling before which it stands
	removeNode     = "x" //
	forgetNodes    = "f" // numbers, with spaces between them, in place of a node's: they are not named again
	setText        = "d" // text
	setHTML        = "h" // what the element holds, in HTML
	setAttribute   = "a" // name, value
	dropAttribute  = "A" // name
	setProperty    = "p" // name, value in JSON
	addListener    = "l" // event, "capture", "passive", both or neither, with a space between them
	removeListener = "L" // event, the same
)

// Separator stands between the texts of edits that are handed over as one text. No text of a page has it.
const Separator = "\x00"

func (d *Document) edit(verb string, n *node, more ...string) {
	d.edits = append(append(d.edits, verb, strconv.Itoa(n.number)), more...)
}

// forget tells which numbers are not needed any more.
func (d *Document) forget() {
	d.edits = append(d.edits, forgetNodes, strings.Join(d.gone, " "))
}

// attributes sets those that have changed, and removes those that are not there any more.
func (d *Document) attributes(n *node, was *vugu.VGNode) {
	now := n.from
	if slices.Equal(was.Attr, now.Attr) {
		return
	}
	for _, a := range now.Attr {
		value, _ := attribute(now, a.Key)
		if old, had := attribute(was, a.Key); value == a.Val && !(had && old == value) {
			d.edit(setAttribute, n, a.Key, d.value(n, a.Key, value))
		}
	}
	for _, a := range was.Attr {
		if _, has := attribute(now, a.Key); !has {
			d.edit(dropAttribute, n, a.Key)
		}
	}
}

// attribute is the value of an attribute; the last one counts.
func attribute(v *vugu.VGNode, key string) (string, bool) {
	for i := len(v.Attr) - 1; i >= 0; i-- {
		if v.Attr[i].Key == key {
			return v.Attr[i].Val, true
		}
	}
	return "", false
}

// properties sets those that have changed, when the document stands: a dialog cannot be opened before.
func (d *Document) properties(n *node, was *vugu.VGNode) {
	for _, p := range n.from.Prop {
		if value := string(p.JSONVal); !hasProperty(was, p.Key, value) {
			d.late = append(d.late, setProperty, strconv.Itoa(n.number), p.Key, value)
		}
	}
}

func hasProperty(v *vugu.VGNode, key, value string) bool {
	for _, p := range v.Prop {
		if p.Key == key {
			return string(p.JSONVal) == value
		}
	}
	return false
}

// listeners adds and removes them. What they call is looked up when an event comes: it is another function after each
// drawing.
func (d *Document) listeners(n *node, was *vugu.VGNode) {
	for _, h := range n.from.DOMEventHandlerSpecList {
		if !listens(was, h) {
			d.edit(addListener, n, h.EventType, manner(h))
		}
	}
	for _, h := range was.DOMEventHandlerSpecList {
		if !listens(n.from, h) {
			d.edit(removeListener, n, h.EventType, manner(h))
		}
	}
}

func listens(v *vugu.VGNode, h vugu.DOMEventHandlerSpec) bool {
	for _, o := range v.DOMEventHandlerSpecList {
		if o.EventType == h.EventType && o.Capture == h.Capture && o.Passive == h.Passive {
			return true
		}
	}
	return false
}

// manner spells how a listener listens.
func manner(h vugu.DOMEventHandlerSpec) string {
	var words []string
	if h.Capture {
		words = append(words, "capture")
	}
	if h.Passive {
		words = append(words, "passive")
	}
	return strings.Join(words, " ")
}
