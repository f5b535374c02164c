// Command array2d is the array view on a plain canvas, for browsers without WebGL2.
package main

import (
	"image"
	"syscall/js"

	"arraylab/wasm/frame"
)

// surface shows the pixels on a canvas.
type surface struct {
	loop            frame.Loop
	canvas, context js.Value
	bytes, image    js.Value // the pixels on JavaScript's side
	tick            js.Func
	awake           bool
}

func (s *surface) Name() string { return "2d" }

func (s *surface) Wake() {
	if !s.awake {
		s.awake = true
		js.Global().Call("requestAnimationFrame", s.tick)
	}
}

func (s *surface) Resize(w, h int) {
	s.canvas.Set("width", w)
	s.canvas.Set("height", h)
	s.bytes = js.Global().Get("Uint8ClampedArray").New(4 * w * h)
	s.image = js.Global().Get("ImageData").New(s.bytes, w, h)
}

func (s *surface) Present(pixels []byte, w, h int, changed []image.Rectangle) {
	for _, r := range changed {
		from, to := 4*w*r.Min.Y, 4*w*r.Max.Y
		js.CopyBytesToJS(s.bytes.Call("subarray", from, to), pixels[from:to])
		s.context.Call("putImageData", s.image, 0, 0, r.Min.X, r.Min.Y, r.Dx(), r.Dy())
	}
}

func main() {
	document := js.Global().Get("document")
	s := &surface{canvas: document.Call("createElement", "canvas")}
	s.context = s.canvas.Call("getContext", "2d", map[string]any{"alpha": false})
	s.canvas.Call("setAttribute", "aria-hidden", "true")
	document.Get("body").Call("append", s.canvas)
	s.tick = js.FuncOf(func(js.Value, []js.Value) any {
		s.awake = false
		if s.loop != nil {
			s.loop.Frame()
		}
		return nil
	})
	s.loop = frame.New(s)
	select {}
}
