package dom

import (
	"strings"
	"testing"

	"github.com/vugu/vugu"
)

// TestSpeak: texts, attributes that are read and HTML are said in a language, those that stand there and those to come;
// what is for programs stays, and so do the signs of HTML. To speak English again undoes all.
func TestSpeak(t *testing.T) {
	html := `a &lt; b <b class="a" title="a">b</b><br>c &amp; c <i aria-label="a > b">1</i>`
	root := func(extra ...*vugu.VGNode) *vugu.VGNode {
		inner := with(tag("p"), "id", "a")
		inner.InnerHTML = &html
		all := append([]*vugu.VGNode{text("a"), with(tag("i", text("b")), "class", "a", "title", "a", "aria-label", "b"),
			with(tag("lab-tip"), "name", "a", "text", "b", "source", "a"), with(tag("lab-drawing"), "name", "a"), inner}, extra...)
		return tag("main", all...)
	}
	say := func(s string) string {
		return strings.NewReplacer("a < b", "A<B", "c & c", "C&C").Replace(map[string]string{"a": "A", "b": "B"}[s] +
			map[bool]string{true: s}[s != "a" && s != "b"])
	}
	d, p := New(), newPage(t)
	p.carry(d.Draw(built(t, root())))
	english := p.nodes["0"].String()
	if d.Speak(nil) != nil {
		t.Error("English in place of English takes edits")
	}
	p.carry(d.Speak(say))
	p.carry(d.Draw(built(t, root(tag("u", text("b"))))))
	fresh, q := New(), newPage(t)
	fresh.Speak(say)
	q.carry(fresh.Draw(built(t, root(tag("u", text("b"))))))
	got := p.nodes["0"].String()
	if want := q.nodes["0"].String(); got != want {
		t.Errorf("the document is\n%s\nwant\n%s", got, want)
	}
	for _, want := range []string{"A<i map[aria-label:B class:a title:A]", "name:A source:a text:B", "lab-drawing map[name:a]",
		`A&lt;B <b class="a" title="A">B</b><br>C&amp;C <i`, ">B</i>", "map[id:a]"} {
		if !strings.Contains(got, want) {
			t.Errorf("the document lacks %s:\n%s", want, got)
		}
	}
	p.carry(d.Speak(nil))
	p.carry(d.Draw(built(t, root())))
	if back := p.nodes["0"].String(); back != english {
		t.Errorf("in English again it is\n%s\nwant\n%s", back, english)
	}
}
