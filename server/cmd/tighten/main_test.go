package main

import "testing"

const before = `package ui

import "fmt"
import "log"
import "github.com/vugu/vjson"
import "github.com/vugu/vugu"

	vgn = &vugu.VGNode{Type: vugu.VGNodeType(1), Data: "a \"b\"\n"}
	vgparent.AppendChild(vgn)
	vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "", Data: "p", Attr: []vugu.VGAttribute(nil)}
	vgparent.AppendChild(vgn)
	vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "", Data: "p", Attr: []vugu.VGAttribute{{Namespace: "", Key: "id", Val: "a"}, vugu.VGAttribute{Namespace: "", Key: "class", Val: "b {c}"}}}
	vgparent.AppendChild(vgn)
	vgn.DOMEventHandlerSpecList = append(vgn.DOMEventHandlerSpecList, vugu.DOMEventHandlerSpec{
		EventType:	"click",
		Func:		func(event vugu.DOMEvent) { c.S.Do(func() { fmt.Println(event, "log.") }) },
		// TODO: implement capture, etc. mostly need to decide syntax
	})
	{
		b, err := vjson.Marshal(c.open("x"))
		if err != nil {
			panic(err)
		}
		vgn.Prop = append(vgn.Prop, vugu.VGProperty{Key: "open", JSONVal: vjson.RawMessage(b)})
	}
	vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "svg", Data: "g", Attr: []vugu.VGAttribute(nil)}
	vgparent.AppendChild(vgn)
	{
		vgcompKey := vugu.MakeCompKey(0x565FE25B1256B507^vgin.CurrentPositionHash(), k.Key)
		// ask BuildEnv for prior instance of this specific component
		vgcomp, _ := vgin.BuildEnv.CachedComponent(vgcompKey).(*KnobRow)
		if vgcomp == nil {
			// create new one if needed
			vgcomp = new(KnobRow)
			vgin.BuildEnv.WireComponent(vgcomp)
		}
		vgin.BuildEnv.UseComponent(vgcompKey, vgcomp)	// ensure we can use this in the cache next time around
		vgcomp.K = k
		vgcomp.S = c.S
		vgout.Components = append(vgout.Components, vgcomp)
		vgn = &vugu.VGNode{Component: vgcomp}
		vgparent.AppendChild(vgn)
	}

// 'fix' unused imports
var _ fmt.Stringer
var _ vjson.RawMessage
var _ log.Logger
`

const after = `package ui

import "arraylab/ui/dom"
import "fmt"
import "github.com/vugu/vugu"

	dom.Text(vgparent, "a \"b\"\n")
	vgn = dom.Element(vgparent, "p", "")
	vgn = dom.Element(vgparent, "p", "id\x00a\x00class\x00b {c}")
	dom.On(vgn, "click", func(event vugu.DOMEvent) { c.S.Do(func() { fmt.Println(event, "log.") }) })
	dom.Property(vgn, "open", c.open("x"))
	vgn = &vugu.VGNode{Type: vugu.VGNodeType(3), Namespace: "svg", Data: "g", Attr: []vugu.VGAttribute(nil)}
	vgparent.AppendChild(vgn)
	{
		vgcomp := dom.Component[KnobRow](vgin, vgout, vgparent, 0x565FE25B1256B507, k.Key)
		vgcomp.K = k
		vgcomp.S = c.S
	}
`

// TestTighten: what is known becomes a call, what is not stays, and once is enough.
func TestTighten(t *testing.T) {
	got := tighten(before)
	if got != after {
		t.Errorf("got\n%s\nwant\n%s", got, after)
	}
	if again := tighten(got); again != got {
		t.Errorf("once more it becomes\n%s", again)
	}
}
