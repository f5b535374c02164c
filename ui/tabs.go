package ui

// Tabs choose what a narrow screen shows.
type Tabs struct{ S *Store }

// tab is what a narrow screen shows at a time.
type tab struct {
	name, title string
	panels      []string // those that it holds, of lab.Panels: where all are hidden, there is no such tab
}

var allTabs = [...]tab{
	{"setup", "Setup", []string{"setup"}},
	{"array", "Array", []string{"array"}},
	{"digit", "Digit", []string{"digit"}},
	{"result", "Result", []string{"result", "curves", "confusion"}},
	{"devices", "Devices", []string{"devices"}},
}

// hidden tells whether the link hides all that the tab holds.
func (t *tab) hidden(s *Store) bool {
	for _, p := range t.panels {
		if !s.Hidden(p) {
			return false
		}
	}
	return true
}

// tabs are those that there are.
func (s *Store) tabs() (all []tab) {
	for _, t := range allTabs {
		if !t.hidden(s) {
			all = append(all, t)
		}
	}
	return all
}

// shownTab is what a narrow screen shows of the experiment: what was chosen, or the first there is where the link hides
// that; "" where it hides all.
func (s *Store) shownTab() string {
	first := ""
	for _, t := range s.tabs() {
		switch {
		case t.name == s.chrome.tab:
			return t.name
		case first == "" && t.name != "devices":
			first = t.name
		}
	}
	return first
}

// noTab tells whether the link hides all of the parts that a tab, or a column of a wide screen, holds.
func (s *Store) noTab(names ...string) bool {
	for _, t := range s.tabs() {
		for _, name := range names {
			if t.name == name {
				return false
			}
		}
	}
	return true
}

// title is that of a tab; the one of the images is called as one of them.
func (c *Tabs) title(t tab) string {
	if t.name == "digit" {
		return c.S.shownTask().Item
	}
	return t.title
}

// pressed tells what is shown.
func (c *Tabs) pressed(name string) bool {
	if c.S.library.shown {
		return name == "devices"
	}
	return c.S.shownTab() == name
}
