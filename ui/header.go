package ui

// Header is the line at the top: what this is, the gallery, and what concerns the whole page.
type Header struct{ S *Store }

// themeLabel says what the button does.
func (c *Header) themeLabel() string {
	if c.S.chrome.dark {
		return "Light"
	}
	return "Dark"
}

// devices turns to the device page and back.
func (c *Header) devices() {
	if c.S.library.shown {
		c.S.HideDevices()
		return
	}
	c.S.ShowDevices()
}

// devicesLabel says where the button leads.
func (c *Header) devicesLabel() string {
	if c.S.library.shown {
		return "Experiment"
	}
	return "Devices"
}
