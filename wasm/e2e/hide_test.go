//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// gaps is a function of the page that says what of the room inside an element its visible parts leave empty, along one
// axis: they lie side by side, with a line of a pixel between them.
const gaps = `(box, parts, axis) => {
	const [from, to] = axis === "x" ? ["left", "right"] : ["top", "bottom"], wrong = [];
	const shown = parts.filter(e => e && e.getClientRects().length), all = box.getBoundingClientRect();
	let at = all[from];
	for (const e of shown) {
		const r = e.getBoundingClientRect();
		if (Math.abs(r[from] - at) > 1.5) wrong.push(e.className + " begins at " + r[from] + ", not " + at);
		at = r[to];
	}
	if (shown.length && Math.abs(at - all[to]) > 1.5)
		wrong.push("the last of " + box.className + " ends at " + at + ", not at " + all[to]);
	return wrong;
}`

// onWide lists what a wide page leaves empty, onNarrow what is wrong with a narrow one.
const (
	onWide = `(() => {
		const gaps = ` + gaps + `, $ = (q) => document.querySelector(q);
		const columns = $("main.columns"), bench = $(".bench"), at = (e) => e.getBoundingClientRect().top;
		const wrong = gaps(columns, [$("#setup"), $(".middle"), $(".result")], "x");
		for (const e of columns.children) if (e.getClientRects().length) wrong.push(...gaps(columns, [e], "y"));
		if ($(".middle").getClientRects().length) wrong.push(...gaps($(".middle"), [$(".array"), bench], "y"));
		const rows = Map.groupBy([...bench.children].filter(e => e.getClientRects().length), at);
		for (const row of rows.values()) wrong.push(...gaps(bench, row, "x"));
		wrong.push(...gaps(document.body, [$(".head"), $("#intro"), $("#notices"), columns, $(".transport")], "y"));
		const wide = document.documentElement.scrollWidth;
		if (wide > innerWidth) wrong.push("it scrolls sideways to " + wide);
		return wrong;
	})()`
	onNarrow = `(() => {
		const gaps = ` + gaps + `, $ = (q) => document.querySelector(q);
		const columns = $("main.columns"), tabs = $(".tabs");
		const wrong = gaps(tabs, [...tabs.children], "x");
		const bands = [$(".head"), $("#intro"), $("#notices"), tabs, columns, $(".transport")];
		wrong.push(...gaps(document.body, bands, "y"));
		const on = [...columns.querySelectorAll(".panel")].filter(e => e.getClientRects().length);
		if (on.length !== 1) wrong.push(on.length + " panels are shown: " + on.map(e => e.className));
		for (const e of on) wrong.push(...gaps(columns, [e], "x"));
		const wide = document.documentElement.scrollWidth;
		if (wide > innerWidth) wrong.push("it scrolls sideways to " + wide);
		return wrong;
	})()`
)

// hidings are the links' flags: each part alone, and several.
func hidings() []string {
	all := []string{
		"", "setup-result-curves-confusion", "array-neuron", "array-digit", "setup-array-digit", "setup-result",
		"array-digit-result-curves-confusion", "setup-digit-result-curves-confusion-devices",
		"setup-transport-share-gallery-devices",
	}
	for _, p := range lab.Panels() {
		all = append(all, p.Name)
	}
	return all
}

// TestHiddenPartsLeaveNoGap measures the boxes of the page without each of its parts, and without several of them.
func TestHiddenPartsLeaveNoGap(t *testing.T) {
	t.Run("1280", func(t *testing.T) { leavesNoGap(t, onWide) })
	t.Run("390", func(t *testing.T) { leavesNoGap(t, onNarrow, size(390, 844, true)) })
}

// leavesNoGap measures a page of one size: in each of its tabs, where it has some. The array is not drawn, for that
// takes most of the time.
func leavesNoGap(t *testing.T, measure string, options ...option) {
	tb := open(t, suite.site, append(options, blocked("*array*.wasm"), allow("ERR_BLOCKED|Failed to load"))...)
	tb.wait(at("ready") + ` && document.documentElement.dataset.digit`)
	for _, hide := range hidings() {
		tb.hash(strings.TrimSuffix("v=1&hide="+hide, "&hide="))
		tabs := tb.openTabs()
		for i := range max(len(tabs), 1) {
			if len(tabs) > 0 {
				eval[any](tb, query("#tab-"+tabs[i])+".click()")
				tb.wait(`document.documentElement.dataset.tab === ` + quote(tabs[i]))
			}
			if wrong := eval[[]string](tb, measure); len(wrong) > 0 {
				t.Errorf("hide=%s, tabs %v, %d: %s", hide, tabs, i, strings.Join(wrong, "; "))
				tb.shot("failed-hide-" + hide)
			}
		}
	}
}

// hash follows a link within the page.
func (tb *tab) hash(link string) {
	tb.t.Helper()
	eval[string](tb, "location.hash = "+quote(link))
	tb.animationFrames(3)
	tb.wait(at("ready", "done"))
}

// openTabs are the names of the tabs of a narrow page, without that of the devices.
func (tb *tab) openTabs() []string {
	tb.t.Helper()
	return eval[[]string](tb, `[...document.querySelectorAll(".tabs button")].filter(e => e.getClientRects().length)
		.map(e => e.id.slice(4)).filter(name => name !== "devices")`)
}
