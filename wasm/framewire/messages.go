// Package framewire is what the page and its array frame say to each other: plain values, so that
// the frame's programs hold no engine and no device. It is pure Go and knows no browser.
package framewire

import "arraylab/sim/cellmap"

// Reports, from the array frame to the page.
type (
	// Ready is the frame's first word, also after it reloaded itself because its graphics were
	// lost. The page answers with Theme and the last Picture.
	Ready struct {
		Surface string // "webgl" | "2d"
	}
	// Hover tells the cell that the visitor points at; Row and Col are -1 when there is none
	// any more. The page answers with CellInfo.
	Hover struct {
		Layer int
		Row   int
		Col   int
		By    string // "mouse" | "touch" | "key"
	}
	// Rate comes once a second while the frame draws.
	Rate struct {
		FPS    float64 // frames drawn a second
		Draw   float64 // milliseconds that drawing the pixels of one took, mean
		Width  int     // pixels drawn
		Height int     // pixels drawn
	}
)

// Orders, from the page to the array frame.
type (
	// Picture is a snapshot to show; the Body holds the cells, then the flips.
	Picture struct {
		cellmap.Snapshot
		Body []byte
	}
	// CellInfo answers Hover.
	CellInfo struct {
		cellmap.Cell
	}
	// Theme is how the frame looks. Until it comes, the frame asks the browser.
	Theme struct {
		Name string // "dark" | "light"
		// Reduced asks for no motion, whatever the browser says.
		Reduced bool
		Palette string // for magnitudes: "viridis" (or "") | "cividis"
	}
	// Select marks a cell chosen elsewhere on the page and brings it into sight: with Row -1 a
	// neuron's whole column, with Col -1 none.
	Select struct {
		Row int
		Col int
	}
	// Do moves the view: "fit", "in" or "out".
	Do struct {
		Do string
	}
)
