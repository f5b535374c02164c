package dom

import (
	"encoding/json"
	"strings"

	"github.com/vugu/vugu"
)

// What generated components call for what they repeat (server/cmd/tighten). None is inlined: they are there to be short
// where they are called.

// Text puts a text into an element.
//
//go:noinline
func Text(parent *vugu.VGNode, text string) {
	parent.AppendChild(&vugu.VGNode{Type: vugu.TextNode, Data: text})
}

// Element puts an element into another one and returns it. Attributes are names and values in turn, with Separator
// between them: one text makes a smaller program than a list.
func Element(parent *vugu.VGNode, tag, attributes string) *vugu.VGNode {
	n := &vugu.VGNode{Type: vugu.ElementNode, Data: tag}
	if attributes != "" {
		n.Attr = make([]vugu.VGAttribute, 0, (strings.Count(attributes, Separator)+1)/2)
	}
	for attributes != "" {
		var a vugu.VGAttribute
		a.Key, attributes, _ = strings.Cut(attributes, Separator)
		a.Val, attributes, _ = strings.Cut(attributes, Separator)
		n.Attr = append(n.Attr, a)
	}
	parent.AppendChild(n)
	return n
}

// On has an event of an element handled.
//
//go:noinline
func On(n *vugu.VGNode, event string, handle func(vugu.DOMEvent)) {
	n.DOMEventHandlerSpecList = append(n.DOMEventHandlerSpecList,
		vugu.DOMEventHandlerSpec{EventType: event, Func: handle})
}

// Property sets a property of an element: a text, a number or a truth value.
func Property(n *vugu.VGNode, name string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic("dom: a property of a page is a text, a number or a truth value")
	}
	n.Prop = append(n.Prop, vugu.VGProperty{Key: name, JSONVal: text})
}

// Component puts a component into an element and returns it, that of the last drawing where there is one; out is told
// of it, so that it is built. The hash tells the place in the code, the key that in a list.
func Component[T any, P interface {
	*T
	vugu.Builder
}](in *vugu.BuildIn, out *vugu.BuildOut, parent *vugu.VGNode, hash uint64, key any) P {
	return component(in, out, parent, hash, key, func() vugu.Builder { return P(new(T)) }).(P)
}

// component is Component for all types, so that there is one of it.
//
//go:noinline
func component(in *vugu.BuildIn, out *vugu.BuildOut, parent *vugu.VGNode, hash uint64, key any,
	make func() vugu.Builder) vugu.Builder {
	at := vugu.MakeCompKey(hash^in.CurrentPositionHash(), key)
	c := in.BuildEnv.CachedComponent(at)
	if c == nil {
		c = make()
		in.BuildEnv.WireComponent(c)
	}
	in.BuildEnv.UseComponent(at, c)
	out.Components = append(out.Components, c)
	parent.AppendChild(&vugu.VGNode{Component: c})
	return c
}
