package lab

// Panel is a part of the page that a link can hide by its flag hide=.
type Panel struct {
	Name  string // in the link
	Title string // what the page calls it, where it offers to hide it
}

// Panels are all of them, in the order in which the page offers to hide them.
func Panels() []Panel {
	return []Panel{
		{"intro", "introduction"},
		{"setup", "settings"},
		{"array", "memory array"},
		{"digit", "digit and its scores"},
		{"draw", "drawing by hand"},
		{"neuron", "neurons"},
		{"result", "accuracy and figures"},
		{"curves", "learning curves"},
		{"confusion", "confusion and further charts"},
		{"transport", "Train and its bar"},
		{"devices", "page of the devices"},
		{"gallery", "gallery"},
		{"share", "Share"},
	}
}

// panelNames are the names that hide= takes.
func panelNames() (names []string) {
	for _, p := range Panels() {
		names = append(names, p.Name)
	}
	return names
}
