package dom

import (
	"strings"

	"github.com/vugu/vugu"
)

// Speak has all texts of the document said in another language, those that stand there and those to come: say is a text
// in it, nil for the one that components are written in. It returns the edits.
func (d *Document) Speak(say func(text string) string) []string {
	if d.say == nil && say == nil {
		return nil
	}
	d.say, d.edits = say, d.edits[:0]
	for number := range d.last + 1 {
		if n := d.nodes[number]; n != nil {
			d.sayNode(n)
		}
	}
	return d.edits
}

// sayNode says what stands in a node, but for its children.
func (d *Document) sayNode(n *node) {
	v := n.from
	if v.Type == vugu.TextNode {
		d.edit(setText, n, d.text(v.Data))
		return
	}
	for _, a := range v.Attr {
		if value, _ := attribute(v, a.Key); value == a.Val && spoken(v.Data, a.Key) {
			d.edit(setAttribute, n, a.Key, d.text(value))
		}
	}
	if v.InnerHTML != nil && *v.InnerHTML != "" {
		d.edit(setHTML, n, d.html(*v.InnerHTML))
	}
}

// spoken tells whether an attribute of an element is read or spoken.
func spoken(tag, name string) bool {
	switch name {
	case "aria-label", "aria-valuetext", "title", "placeholder", "alt", "data-note":
		return true
	case "label":
		return tag == "lab-dialog"
	case "name", "text":
		return tag == "lab-tip"
	}
	return false
}

// text is a text in the language of the document.
func (d *Document) text(text string) string {
	if d.say == nil {
		return text
	}
	return d.say(text)
}

// value is that of an attribute in it.
func (d *Document) value(n *node, name, value string) string {
	if !spoken(n.from.Data, name) {
		return value
	}
	return d.text(value)
}

// html is a text of HTML in it: what stands between its tags, and what in them is read or spoken.
func (d *Document) html(html string) string {
	if d.say == nil {
		return html
	}
	var b strings.Builder
	for html != "" {
		words, rest, tagged := strings.Cut(html, "<")
		b.WriteString(d.escaped(words))
		if !tagged {
			break
		}
		var tag string
		tag, html, _ = strings.Cut(rest, ">")
		b.WriteString("<" + d.inTag(tag) + ">")
	}
	return b.String()
}

// inTag is what stands in a tag.
func (d *Document) inTag(tag string) string {
	parts := strings.Split(tag, `"`) // names and values in turn
	name, _, _ := strings.Cut(parts[0], " ")
	for i := 1; i < len(parts); i += 2 {
		before := strings.TrimSuffix(parts[i-1], "=")
		if spoken(name, before[strings.LastIndexByte(before, ' ')+1:]) {
			parts[i] = d.escaped(parts[i])
		}
	}
	return strings.Join(parts, `"`)
}

// Signs of HTML that are escaped.
var (
	plain  = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`, "&#39;", "'", "&amp;", "&")
	escape = strings.NewReplacer("<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "&", "&amp;")
)

// escaped says a text whose signs of HTML are escaped.
func (d *Document) escaped(text string) string {
	words := plain.Replace(text)
	said := d.say(words)
	if said == words {
		return text
	}
	return escape.Replace(said)
}
