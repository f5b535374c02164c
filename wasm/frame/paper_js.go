package frame

import "syscall/js"

// paper copies the picture to a plain canvas, which is on paper what the surface is on the screen (frame.css): WebGL's
// canvas is empty when a browser prints, for nothing has changed that it would be drawn for.
func (v *View) paper(js.Value) {
	w, h, pixels := v.pic.Port.W, v.pic.Port.H, v.pic.Pixels()
	if len(pixels) == 0 {
		return
	}
	canvas := v.dom.id("paper")
	if canvas.IsNull() {
		canvas = v.dom.doc.Call("createElement", "canvas")
		canvas.Set("id", "paper")
		canvas.Call("setAttribute", "aria-hidden", "true")
		v.dom.id("stage").Call("append", canvas)
	}
	canvas.Set("width", w)
	canvas.Set("height", h)
	bytes := js.Global().Get("Uint8ClampedArray").New(len(pixels))
	js.CopyBytesToJS(bytes, pixels)
	image := js.Global().Get("ImageData").New(bytes, w, h)
	canvas.Call("getContext", "2d").Call("putImageData", image, 0, 0)
}
