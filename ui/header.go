package ui

// Header is the line at the top: what this is, the scenarios, and what concerns the whole page.
type Header struct{ S *Store }

// themeLabel says what the button does.
func (c *Header) themeLabel() string {
	if c.S.dark {
		return "Light"
	}
	return "Dark"
}
