// Package frame is the program in the array view's frame, whatever puts its pixels on the screen:
// it speaks with the page, follows mouse, fingers and keys, and keeps the picture (package
// memory), the legend and the tooltip. Programs array (Ebitengine) and array2d (a plain canvas)
// give it a Surface.
package frame

import "image"

// Surface puts pixels on the screen.
type Surface interface {
	// Name is "webgl" or "2d".
	Name() string
	// Wake asks for one call of Loop.Frame before the next repaint; asking twice is asking once.
	Wake()
	// Resize sets the number of pixels.
	Resize(w, h int)
	// Present shows the pixels, of which only those in the rectangles are new. They are
	// four bytes each (red, green, blue, 255), row by row, and valid during the call only.
	Present(pixels []byte, w, h int, changed []image.Rectangle)
}

// Loop is what a surface drives.
type Loop interface {
	// Frame draws one frame and presents it where something changed.
	Frame()
}
