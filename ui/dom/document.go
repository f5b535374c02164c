// Package dom keeps a document as Vugu's components describe it: of each drawing it makes the edits by which that
// differs from the last one, so that what stays the same costs the browser nothing.
//
// Vugu's own renderer sends all that there is at each drawing: 1,500 elements with all attributes and listeners, however
// little has changed. Here elements are paired with those of the last drawing, child by child: of two lists of children
// those at the beginning and those at the end that are of the same kind are pairs; what is left between them is made, or
// removed. An element that has got another partner gets its attributes, too: it may show something else than before.
//
// What carries the edits out is assets/dom.js; package dom runs, and is tested, without a browser.
package dom

import (
	"slices"
	"strconv"

	"github.com/vugu/vugu"
)

// Document is what was drawn last.
type Document struct {
	root  *node
	nodes map[int]*node // by number
	last  int           // number that was given last
	edits []string      // of the drawing under way
	late  []string      // those that come when all elements stand in the document
	gone  []string      // numbers of nodes that are removed
	drawn *vugu.BuildResults
	say   func(text string) string // puts texts into the language of the page; nil where they stay as they are
}

// node is an element or a text of the document.
type node struct {
	number   int
	from     *vugu.VGNode // as it was drawn last
	children []*node
	through  bool // it holds what a component in it stands for, so that it may change while it stays what it was built as
}

// Root is the number of the element that holds all others, which stands in the document before the first drawing.
const Root = 0

// New returns a document that has its root alone.
func New() *Document {
	root := &node{number: Root, from: &vugu.VGNode{Type: vugu.ElementNode}}
	return &Document{root: root, nodes: map[int]*node{Root: root}}
}

// Draw returns the edits that make the document what was built: each a verb and so many more texts as it takes
// (edits.go).
func (d *Document) Draw(built *vugu.BuildResults) []string {
	d.edits, d.late, d.gone, d.drawn = d.edits[:0], d.late[:0], d.gone[:0], built
	d.follow(d.root, d.standing(built.Out.Out[0]))
	if len(d.gone) > 0 {
		d.forget()
	}
	return append(d.edits, d.late...)
}

// Handler is what a component wants to be told of an event of a node; nil for nothing, or where the node is gone.
func (d *Document) Handler(number int, event string, capture bool) func(vugu.DOMEvent) {
	n := d.nodes[number]
	if n == nil {
		return nil
	}
	for _, h := range n.from.DOMEventHandlerSpecList {
		if h.EventType == event && h.Capture == capture {
			return h.Func
		}
	}
	return nil
}

// standing is the element or text that a node of a component stands for: where that is another component, what that is.
func (d *Document) standing(v *vugu.VGNode) *vugu.VGNode {
	for v.Component != nil {
		v = d.drawn.ResultFor(v.Component).Out[0]
	}
	return v
}

// childrenOf are the elements and texts in an element, those of templates, which are no elements themselves, in place.
// It notes whether components stand among them.
func (d *Document) childrenOf(v *vugu.VGNode, all []*vugu.VGNode, through *bool) []*vugu.VGNode {
	for c := v.FirstChild; c != nil; c = c.NextSibling {
		*through = *through || c.Component != nil
		switch s := d.standing(c); {
		case s.IsTemplate():
			all = d.childrenOf(s, all, through)
		case s.Type == vugu.ElementNode || s.Type == vugu.TextNode:
			all = append(all, s)
		}
	}
	return all
}

// like tells whether a node can become another one.
func like(n *node, v *vugu.VGNode) bool {
	return n.from.Type == v.Type && (v.Type == vugu.TextNode || n.from.Data == v.Data && n.from.Namespace == v.Namespace)
}

// follow makes a node what it is to be now, with all that it holds.
func (d *Document) follow(n *node, v *vugu.VGNode) {
	was := n.from
	if was == v && !n.through {
		return // a component that returns what it has built before
	}
	n.from = v
	if v.Type == vugu.TextNode {
		if was.Data != v.Data {
			d.edit(setText, n, d.text(v.Data))
		}
		return
	}
	d.attributes(n, was)
	d.listeners(n, was)
	d.properties(n, was)
	d.contents(n, was)
}

// contents makes what an element holds what it is to be: a text of HTML, or its children.
func (d *Document) contents(n *node, was *vugu.VGNode) {
	v := n.from
	if v.InnerHTML == nil {
		if was.InnerHTML != nil && *was.InnerHTML != "" {
			d.edit(setHTML, n, "")
		}
		var through bool
		now := d.childrenOf(v, nil, &through)
		d.pair(n, now)
		n.through = through || slices.ContainsFunc(n.children, func(c *node) bool { return c.through })
		return
	}
	old := "" // what stands there, where that is not children
	if was.InnerHTML != nil {
		old = *was.InnerHTML
	}
	if len(n.children) > 0 || old != *v.InnerHTML {
		d.edit(setHTML, n, d.html(*v.InnerHTML))
	}
	for _, c := range n.children {
		d.remove(c, false)
	}
	n.children, n.through = nil, false
}

// pair finds which children stay, and makes or removes the others.
func (d *Document) pair(n *node, now []*vugu.VGNode) {
	old, begin, end := n.children, 0, 0
	most := min(len(old), len(now))
	for begin < most && like(old[begin], now[begin]) {
		begin++
	}
	for end < most-begin && like(old[len(old)-1-end], now[len(now)-1-end]) {
		end++
	}
	if begin == len(old) && begin == len(now) {
		for i, v := range now {
			d.follow(old[i], v)
		}
		return
	}
	children := make([]*node, 0, len(now))
	for i := range begin {
		d.follow(old[i], now[i])
		children = append(children, old[i])
	}
	for _, c := range old[begin : len(old)-end] {
		d.remove(c, true)
	}
	rest := old[len(old)-end:]
	for _, v := range now[begin : len(now)-end] {
		c := d.grow(v)
		if len(rest) > 0 {
			d.edit(insert, c, strconv.Itoa(n.number), strconv.Itoa(rest[0].number))
		} else {
			d.edit(appendTo, c, strconv.Itoa(n.number))
		}
		children = append(children, c)
	}
	for i, c := range rest {
		d.follow(c, now[len(now)-end+i])
		children = append(children, c)
	}
	n.children = children
}

// grow makes a new node, with all that it holds.
func (d *Document) grow(v *vugu.VGNode) *node {
	d.last++
	n := &node{number: d.last}
	d.nodes[n.number] = n
	if v.Type == vugu.TextNode {
		n.from = v
		d.edit(makeText, n, d.text(v.Data))
		return n
	}
	d.edit(makeElement, n, v.Data, v.Namespace)
	n.from = &vugu.VGNode{Type: vugu.ElementNode}
	d.follow(n, v)
	return n
}

// remove follows that a node is not there any more; gone tells whether the edit that takes it away is to be made, too.
func (d *Document) remove(n *node, gone bool) {
	if gone {
		d.edit(removeNode, n)
	}
	delete(d.nodes, n.number)
	d.gone = append(d.gone, strconv.Itoa(n.number))
	for _, c := range n.children {
		d.remove(c, false)
	}
}
