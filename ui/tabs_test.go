package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// panelTags are the start tags of the elements that draw a panel.
func panelTags(page, panel string) []string {
	return regexp.MustCompile(`<[a-z]+[^>]* data-panel="`+panel+`"[^>]*>`).FindAllString(page, -1)
}

// hiddenTag tells whether an element with a start tag is not drawn.
func hiddenTag(tag string) bool { return regexp.MustCompile(` hidden(=|>| )`).MatchString(tag) }

// TestEachPanelIsHiddenAlone: a link that hides one part of the page takes it away, and none of the others.
func TestEachPanelIsHiddenAlone(t *testing.T) {
	whole, _ := opened(t, "v=1")
	all := drawn(t, whole)
	for _, p := range lab.Panels() {
		if tags := panelTags(all, p.Name); len(tags) != 1 || hiddenTag(tags[0]) {
			t.Errorf("%s: drawn by %q, want one element that is not hidden", p.Name, tags)
		}
		s, _ := opened(t, "v=1&hide="+p.Name)
		page := drawn(t, s)
		for _, other := range lab.Panels() {
			if got, want := hiddenTag(panelTags(page, other.Name)[0]), other.Name == p.Name; got != want {
				t.Errorf("hide=%s: %s is hidden: %v, want %v", p.Name, other.Name, got, want)
			}
		}
		s.Show("share")
		shows(t, s, "hide-"+p.Name, `type="checkbox"`)
	}
}

// TestTabsOfHiddenParts: there is no tab for what a link hides, and the one that is shown is there.
func TestTabsOfHiddenParts(t *testing.T) {
	for _, tab := range allTabs {
		s, _ := opened(t, "v=1&hide="+strings.Join(tab.panels, "-"))
		page := drawn(t, s)
		if strings.Contains(page, `id="tab-`+tab.name+`"`) || strings.Count(page, `id="tab-`) != len(allTabs)-1 {
			t.Errorf("without %v: the tabs are not the other ones", tab.panels)
		}
		for _, p := range tab.panels {
			if !slices.ContainsFunc(lab.Panels(), func(q lab.Panel) bool { return q.Name == p }) {
				t.Errorf("the tab %s holds %q, which no link can hide", tab.name, p)
			}
		}
	}
	for hide, shown := range map[string]string{
		"digit": "setup", "setup-digit": "array", "setup-array-digit": "result", "result": "digit",
		"result-curves": "digit",
		"setup-array-digit-result-curves-confusion": "", "setup-array-digit-result-confusion": "result",
	} {
		s, _ := opened(t, "v=1&hide="+hide)
		if got := s.Facts()["tab"]; got != shown {
			t.Errorf("hide=%s: a phone shows %q, want %q", hide, got, shown)
		}
		s.Tab("result")
		if got, want := s.Facts()["tab"], "result"; got != want && shown != "" {
			t.Errorf("hide=%s: the tab %s shows %q", hide, want, got)
		}
	}
}

// TestColumnsOfHiddenParts: a column whose parts are all hidden is hidden itself.
func TestColumnsOfHiddenParts(t *testing.T) {
	for hide, columns := range map[string][2]bool{
		"setup": {}, "array": {}, "digit-neuron": {}, "array-digit": {true, false}, "result-curves": {},
		"result-curves-confusion": {false, true}, "array-digit-result-curves-confusion": {true, true},
	} {
		s, _ := opened(t, "v=1&hide="+hide)
		page := drawn(t, s)
		for i, class := range []string{"middle", "panel result"} {
			tag := regexp.MustCompile(`<[a-z]+ class="` + class + `"[^>]*>`).FindString(page)
			if tag == "" || hiddenTag(tag) != columns[i] {
				t.Errorf("hide=%s: the column is %s, want hidden %v", hide, tag, columns[i])
			}
		}
	}
}

// TestHiddenDevices: a link that hides the page of the devices neither opens it nor leads there, nor leaves a visitor
// there without a way back.
func TestHiddenDevices(t *testing.T) {
	s, _ := opened(t, "v=1&hide=devices&view=devices")
	if s.library.shown {
		t.Error("view=devices opens what hide=devices hides")
	}
	s.ShowDevices()
	if hiddenTag(element(t, drawn(t, s), "devices-open")) {
		t.Error("no way back from the page of the devices")
	}
	s.Open("v=1&hide=devices-share")
	if s.library.shown {
		t.Error("a link that hides the devices leaves them on the screen")
	}
}

// TestHiddenArrayIsNotLoaded: its program is the largest of all.
func TestHiddenArrayIsNotLoaded(t *testing.T) {
	s, _ := opened(t, "v=1&hide=array")
	if !s.array.showFrame || (ArrayPanel{S: s}).framed() {
		t.Error("the frame of a hidden array is loaded")
	}
}
