//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// cutParts lists what a visitor cannot see all of: what ends beside the window, what is hidden by the box that it is in
// without a sign that there is more, and what is scrolled sideways but by no key. What a chart or a picture draws is not
// looked at.
const cutParts = `JSON.stringify((() => {
	const found = [], width = document.documentElement.clientWidth;
	const told = (e, what) => found.push((e.id ? "#" + e.id : e.localName + "." + e.className) + " " + what);
	const sized = (e) => { // a box whose content it must hold
		const s = getComputedStyle(e);
		if (s.display === "inline" || e.matches("input, select")) return;
		const scrolled = ["auto", "scroll"].includes(s.overflowX) && e.tabIndex >= 0;
		const short = s.textOverflow === "ellipsis" && !(e.closest("label") && width < 360);
		const drawn = e.matches("lab-chart, lab-tip, figure:has(> lab-chart)");
		if (e.scrollWidth - e.clientWidth > 1 && !scrolled && !short && !drawn)
			told(e, "is " + e.scrollWidth + " wide in " + e.clientWidth);
		if (e.scrollHeight - e.clientHeight > 1 && ["hidden", "clip"].includes(s.overflowY))
			told(e, "is " + e.scrollHeight + " high in " + e.clientHeight);
	};
	const look = (root, holds) => {
		for (const e of root.children) {
			if (e.matches("svg, canvas, .hidden, option, textarea, script")) continue;
			const box = e.getBoundingClientRect(), inside = holds || getComputedStyle(e).overflowX !== "visible";
			if (e.checkVisibility() && box.width > 1 && box.height > 1) {
				if (!holds && box.right > width + 1) told(e, "ends at " + Math.round(box.right));
				sized(e);
			}
			look(e, inside);
			if (e.shadowRoot) look(e.shadowRoot, inside);
		}
	};
	look(document.body, false);
	const page = document.documentElement.scrollWidth;
	if (page > width) found.push("the page is " + page + " wide");
	return [...new Set(found)].slice(0, 16);
})())`

// stateless lists what is pressed, switched on or chosen, and has the ground of what is not.
const stateless = `JSON.stringify((() => {
	const found = [], ground = (e) => getComputedStyle(e).backgroundColor;
	const all = (q) => [...document.querySelectorAll(q)].filter((e) => e.checkVisibility());
	const row = (e) => e.closest("ul, ol, div, p, nav, form");
	const against = (on, off) => {
		for (const e of all(on)) {
			const other = all(off).find((o) => row(o) === row(e)) ?? all(off)[0];
			if (other && ground(other) === ground(e)) found.push(e.id + " looks like " + other.id);
		}
	};
	against("button[aria-pressed=true]", "button[aria-pressed=false]");
	against("button[aria-current=true]", "button[aria-current=false]");
	against("input[role=switch]:checked", "input[role=switch]:not(:checked)");
	for (const e of all("progress")) if (getComputedStyle(e).borderStyle === "none") found.push(e.id + " has no frame");
	for (const e of all(".legend i, .groups li")) {
		const key = getComputedStyle(e, e.matches("li") ? "::before" : "");
		if (key.forcedColorAdjust !== "none") found.push("a key has no colour of its own");
	}
	return found;
})())`

// scrollers lists what paper would show a part of.
const scrollers = `JSON.stringify((() => {
	const found = [], other = "svg, canvas, .hidden, textarea, input, select, iframe";
	const look = (root) => {
		for (const e of root.children) {
			const s = getComputedStyle(e), cut = s.overflowY !== "visible" && s.display !== "inline" &&
				s.textOverflow !== "ellipsis" &&
				(e.scrollHeight - e.clientHeight > 1 || e.scrollWidth - e.clientWidth > 1);
			if (cut && e.checkVisibility() && !e.matches(other))
				found.push((e.id || e.className || e.localName) + " shows " + e.clientHeight + " of " + e.scrollHeight);
			look(e);
			if (e.shadowRoot) look(e.shadowRoot);
		}
	};
	look(document.body);
	return found;
})())`

// onPaper is the text below what is printed.
const onPaper = `(() => {
	dispatchEvent(new Event("beforeprint"));
	const dialogs = [...document.querySelectorAll("lab-dialog")].map((d) => d.shadowRoot.querySelector("p"));
	const all = [...document.querySelectorAll(".printed"), ...dialogs];
	return all.filter((e) => e.checkVisibility()).map((e) => e.textContent).join();
})()`

// holds fails for each thing that a list, in JSON, names.
func (tb *tab) holds(what, list string) {
	tb.t.Helper()
	if got := eval[string](tb, list); got != "[]" {
		tb.t.Errorf("%s: %s", what, got)
	}
}

// forcedColours are a visitor's own, light on dark.
func forcedColours(*tab) []chromedp.Action {
	return []chromedp.Action{emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}})}
}

// everywhere looks at a view on the narrowest phone, there in forced colours, on a phone on its side, and on paper.
func (tb *tab) everywhere(name string) {
	tb.t.Helper()
	tb.do(append(forcedColours(tb), size(320, 568, true)(tb)...)...)
	tb.animationFrames(8)
	tb.shot("narrow-" + name)
	tb.holds("at 320 pixels", cutParts)
	tb.holds("in forced colours", stateless)
	tb.holds("read aloud", runTogether)
	tb.accessibleAsItIs(name + ", 320 pixels, forced colours")
	tb.do(size(667, 375, true)(tb)...)
	tb.animationFrames(8)
	tb.shot("low-" + name)
	tb.holds("at 667x375 pixels", cutParts)
	paper := emulation.SetEmulatedMedia().WithMedia("print").WithFeatures([]*emulation.MediaFeature{
		{Name: "forced-colors", Value: "none"}, {Name: "prefers-color-scheme", Value: "light"}})
	tb.do(append(size(720, 1020, false)(tb), paper)...)
	tb.animationFrames(2)
	tb.holds("on paper", scrollers)
	tb.sheets("paper-" + name)
}

// TestEveryViewEverywhere: each view that has a link of its own, and what unfolds in it, is whole on the narrowest phone
// and on one on its side, keeps its states in forced colours, where axe finds nothing, small targets included, and is
// printed as long as it is, with the link and the fingerprint.
func TestEveryViewEverywhere(t *testing.T) {
	tb := open(t, "about:blank", fresh)
	for _, view := range []struct {
		name, link, there string
		unfold            []string
	}{
		{"lessons", "view=lessons", "#lesson-maps", nil},
		{"lesson", "lesson=pairs.4", "#choice-1", []string{"#choice-1"}},
		{"sheet", "view=sheet.pairs", "#paper-title", nil},
		{"plan", "view=plan", ".handout table", nil},
		{"mobilenet", "view=mobilenet", "#mobile-verdict", []string{"#mobile-all"}},
		{"toy", "view=metaplasticity", "#toy-lines", nil},
		{"glossary", "view=glossary.ber", "#glossary-title", nil},
		{"gallery", "view=gallery.paper-penkovsky2020", "#gallery-search", []string{"#unfold-classifier-alone-swaps"}},
		{"devices", "view=devices", "#device-numbers dd", []string{"#device-forms summary"}},
		{"class", "view=class.abcd", "#class-missing", nil},
		{"own", "task=own&data=0123456789abcdef&train=400&test=100&hidden=64", "#own-ask", nil},
		{"builder", "level=all", "#builder-open", []string{"#builder-open"}},
		{"help", "lang=fr", "#help-open", []string{"#help-open"}},
		{"share", "level=all", "#share-open", []string{"#share-open", "#share-slides-open"}},
	} {
		t.Run(view.name, func(t *testing.T) {
			tb := tb.as(t)
			tb.do(append(forcedColours(tb), chromedp.Navigate("about:blank"),
				chromedp.Navigate(suite.site+"#v=1&"+view.link))...)
			tb.wait(at("ready", "done") + " && " + query(view.there))
			for _, id := range view.unfold {
				tb.wait("!!" + query(id))
				eval[any](tb, query(id)+".click()")
				tb.animationFrames(3)
			}
			tb.everywhere(view.name)
			text, ran := eval[string](tb, onPaper), view.name != "own"
			if !strings.Contains(text, "#v=1") || strings.Contains(text, "fingerprint") != ran {
				t.Errorf("on paper stands %q", text)
			}
		})
	}
}

// as is the tab for a part of its test.
func (tb *tab) as(t *testing.T) *tab {
	part := &tab{t: t, ctx: tb.ctx, profile: tb.profile}
	t.Cleanup(func() {
		if t.Failed() {
			part.shot("failed-" + strings.ReplaceAll(t.Name(), "/", "-"))
		}
	})
	return part
}
