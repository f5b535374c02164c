package dom

import (
	"fmt"
	"html"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/vugu/vugu"
)

// page is what assets/dom.js is to a browser: it carries edits out, on elements of its own.
type page struct {
	t     *testing.T
	nodes map[string]*element
}

type element struct {
	tag, text, html string
	attributes      map[string]string
	properties      map[string]string
	listens         map[string]bool
	parent          *element
	children        []*element
}

func newPage(t *testing.T) *page { return &page{t, map[string]*element{"0": newElement("root")}} }

func newElement(tag string) *element {
	return &element{tag: tag, attributes: map[string]string{}, properties: map[string]string{}, listens: map[string]bool{}}
}

func (p *page) at(number string) *element {
	p.t.Helper()
	e := p.nodes[number]
	if e == nil {
		p.t.Fatalf("an edit of node %s, which there is not", number)
	}
	return e
}

func (e *element) leave() {
	if e.parent != nil {
		e.parent.children = slices.DeleteFunc(e.parent.children, func(c *element) bool { return c == e })
	}
	e.parent = nil
}

func (e *element) put(c *element, at int) {
	c.leave()
	c.parent, e.html = e, ""
	e.children = slices.Insert(e.children, at, c)
}

// carry carries edits out and returns how many there were.
func (p *page) carry(edits []string) (n int) {
	p.t.Helper()
	for len(edits) > 0 {
		verb, node := edits[0], edits[1]
		more := map[string]int{makeElement: 2, makeText: 1, appendTo: 1, insert: 2, setText: 1, setHTML: 1, setAttribute: 2,
			dropAttribute: 1, setProperty: 2, addListener: 2, removeListener: 2}[verb]
		rest := edits[2 : 2+more]
		switch verb {
		case makeElement:
			p.nodes[node] = newElement(rest[1] + rest[0])
		case makeText:
			p.nodes[node] = &element{text: rest[0]}
		case appendTo:
			to := p.at(rest[0])
			to.put(p.at(node), len(to.children))
		case insert:
			to := p.at(rest[0])
			before := slices.Index(to.children, p.at(rest[1]))
			if before < 0 {
				p.t.Fatalf("%s is not in %s", rest[1], rest[0])
			}
			to.put(p.at(node), before)
		case removeNode:
			if p.at(node).parent == nil {
				p.t.Fatalf("%s is removed twice", node)
			}
			p.at(node).leave()
		case forgetNodes:
			for _, gone := range strings.Fields(node) {
				p.at(gone)
				delete(p.nodes, gone)
			}
		case setText:
			p.at(node).text = rest[0]
		case setHTML:
			p.at(node).children, p.at(node).html = nil, rest[0]
		case setAttribute:
			p.at(node).attributes[rest[0]] = rest[1]
		case dropAttribute:
			delete(p.at(node).attributes, rest[0])
		case setProperty:
			p.at(node).properties[rest[0]] = rest[1]
		case addListener:
			p.at(node).listens[rest[0]+rest[1]] = true
		case removeListener:
			delete(p.at(node).listens, rest[0]+rest[1])
		default:
			p.t.Fatalf("an edit %q, which there is not", verb)
		}
		edits, n = edits[2+more:], n+1
	}
	return n
}

func (e *element) String() string {
	if e.tag == "" {
		return html.EscapeString(e.text)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<%s %v %v %v>%s", e.tag, e.attributes, e.properties, e.listens, e.html)
	for _, c := range e.children {
		b.WriteString(c.String())
	}
	return b.String() + "</" + e.tag + ">"
}

// built is what a component gives that is nodes made by hand.
func built(t *testing.T, root *vugu.VGNode) *vugu.BuildResults {
	t.Helper()
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	return env.RunBuild(&handmade{root})
}

type handmade struct{ root *vugu.VGNode }

func (c *handmade) Build(*vugu.BuildIn) *vugu.BuildOut {
	out := &vugu.BuildOut{Out: []*vugu.VGNode{c.root}}
	c.find(out, c.root)
	return out
}

// find names the components in a node to who builds them.
func (c *handmade) find(out *vugu.BuildOut, n *vugu.VGNode) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if b, ok := k.Component.(vugu.Builder); ok {
			out.Components = append(out.Components, b)
			continue
		}
		c.find(out, k)
	}
}

func tag(name string, children ...*vugu.VGNode) *vugu.VGNode {
	n := &vugu.VGNode{Type: vugu.ElementNode, Data: name}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func text(s string) *vugu.VGNode { return &vugu.VGNode{Type: vugu.TextNode, Data: s} }

func with(n *vugu.VGNode, attributes ...string) *vugu.VGNode {
	for i := 0; i < len(attributes); i += 2 {
		n.Attr = append(n.Attr, vugu.VGAttribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

// anything draws a random node, of few kinds, so that two of them have much in common.
func anything(r *rand.Rand, depth int) *vugu.VGNode {
	if depth == 0 || r.IntN(4) == 0 {
		return text([]string{"a", "b", " "}[r.IntN(3)])
	}
	n := &vugu.VGNode{Type: vugu.ElementNode, Data: []string{"p", "b", "i", ""}[r.IntN(4)]}
	for range r.IntN(3) {
		with(n, string("xyz"[r.IntN(3)]), fmt.Sprint(r.IntN(2)))
	}
	if r.IntN(3) == 0 && n.Data != "" {
		n.Prop = []vugu.VGProperty{{Key: "value", JSONVal: fmt.Append(nil, r.IntN(3))}}
	}
	if r.IntN(3) == 0 {
		n.DOMEventHandlerSpecList = []vugu.DOMEventHandlerSpec{{EventType: "click", Passive: r.IntN(2) == 0}}
	}
	if r.IntN(5) == 0 && n.Data != "" {
		s := []string{"", "<u>", "v"}[r.IntN(3)]
		n.InnerHTML = &s
	}
	for range r.IntN(5) {
		c := anything(r, depth-1)
		if c.Type == vugu.ElementNode && c.Data != "" && r.IntN(4) == 0 {
			c = &vugu.VGNode{Type: vugu.ElementNode, Component: &handmade{c}}
		}
		n.AppendChild(c)
	}
	return n
}

// TestDocumentIsWhatWasBuilt: after any drawings a document is what it would be had the last one been the first, but for
// properties that nobody sets any more. To draw the same once more changes nothing.
func TestDocumentIsWhatWasBuilt(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		d, p := New(), newPage(t)
		for range 6 {
			root := anything(r, 4)
			root.Type, root.Data = vugu.ElementNode, "main"
			one := built(t, root)
			p.carry(d.Draw(one))
			if n := p.carry(d.Draw(one)); n > 0 {
				t.Fatalf("seed %d: the same once more takes %d edits", seed, n)
			}
			fresh := newPage(t)
			fresh.carry(New().Draw(one))
			p.nodes["0"].clean(fresh.nodes["0"])
			if got, want := p.nodes["0"].String(), fresh.nodes["0"].String(); got != want {
				t.Fatalf("seed %d: the document is\n%s\nwant\n%s", seed, got, want)
			}
			if len(p.nodes) != len(d.nodes) || len(d.nodes) != len(fresh.nodes) {
				t.Fatalf("seed %d: %d nodes are known there, %d here, want %d", seed, len(p.nodes), len(d.nodes),
					len(fresh.nodes))
			}
		}
	}
}

// clean drops properties of earlier drawings where the document is otherwise that of another page.
func (e *element) clean(as *element) {
	for key := range e.properties {
		if _, has := as.properties[key]; !has {
			delete(e.properties, key)
		}
	}
	for i := range min(len(e.children), len(as.children)) {
		e.children[i].clean(as.children[i])
	}
}

// TestOnlyChanges: what stays the same takes no edit, and what is between it and the end stays where it is.
func TestOnlyChanges(t *testing.T) {
	row := func(name string) *vugu.VGNode { return with(tag("li", text(name)), "id", name) }
	d, p := New(), newPage(t)
	p.carry(d.Draw(built(t, tag("ul", row("a"), row("b"), tag("hr"), row("z")))))
	last := p.nodes["0"].children[3]
	for _, c := range []struct {
		now   *vugu.VGNode
		edits int
	}{
		{tag("ul", row("a"), row("b"), tag("hr"), row("z")), 0},
		{tag("ul", row("a"), row("c"), tag("hr"), row("z")), 2},                      // a name and a text
		{tag("ul", row("a"), tag("hr"), row("z")), 2},                                // one is removed and forgotten
		{tag("ul", row("a"), row("b"), row("c"), row("d"), tag("hr"), row("z")), 15}, // three are made, of five edits each
	} {
		if n := p.carry(d.Draw(built(t, c.now))); n != c.edits {
			t.Errorf("%d edits, want %d", n, c.edits)
		}
		if all := p.nodes["0"].children; all[len(all)-1] != last {
			t.Error("the last row is another element")
		}
	}
}

// TestHandlers: an event goes to the function of the last drawing, and to nobody once its element is gone.
func TestHandlers(t *testing.T) {
	heard := ""
	button := func(name string) *vugu.VGNode {
		b := tag("button")
		b.DOMEventHandlerSpecList = []vugu.DOMEventHandlerSpec{
			{EventType: "click", Func: func(vugu.DOMEvent) { heard += name }}}
		return b
	}
	d, p := New(), newPage(t)
	p.carry(d.Draw(built(t, tag("p", button("a")))))
	if n := p.carry(d.Draw(built(t, tag("p", button("b"))))); n != 0 {
		t.Errorf("another function takes %d edits, want none", n)
	}
	d.Handler(1, "click", false)(nil)
	if heard != "b" {
		t.Errorf("%q was called, want b", heard)
	}
	if d.Handler(1, "input", false) != nil || d.Handler(1, "click", true) != nil {
		t.Error("somebody hears what nobody listens for")
	}
	p.carry(d.Draw(built(t, tag("p"))))
	if d.Handler(1, "click", false) != nil {
		t.Error("an element that is gone still hears")
	}
}

// TestPropertiesComeLast: a dialog can be opened only where it stands.
func TestPropertiesComeLast(t *testing.T) {
	dialog := tag("dialog")
	dialog.Prop = []vugu.VGProperty{{Key: "open", JSONVal: []byte("true")}}
	edits := New().Draw(built(t, tag("p", dialog, tag("b"))))
	if at := len(edits) - 4; edits[at] != setProperty || !slices.Equal(edits[at+1:], []string{"1", "open", "true"}) {
		t.Errorf("edits %q", edits)
	}
}
