package ui

// Tabs choose what a narrow screen shows.
type Tabs struct{ S *Store }

var tabNames = [...][2]string{{"setup", "Setup"}, {"array", "Array"}, {"digit", "Digit"}, {"result", "Result"},
	{"devices", "Devices"}}

// pressed tells what is shown.
func (c *Tabs) pressed(name string) bool {
	if c.S.library.shown {
		return name == "devices"
	}
	return c.S.chrome.tab == name
}
