// Command array is the array view drawn by Ebitengine, in a frame of its own (frame.html). It is
// the only program that imports Ebitengine: importing it alone restyles the page, and it needs
// WebGL2.
package main

import (
	"image"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"arraylab/wasm/frame"
)

// surface shows the pixels as one texture on Ebitengine's canvas.
type surface struct {
	loop    frame.Loop
	texture *ebiten.Image
	part    []byte // pixels of a rectangle, side by side
}

func (s *surface) Name() string { return "webgl" }

func (s *surface) Wake() { ebiten.ScheduleFrame() }

// Resize sets the canvas through the body's size, which Ebitengine takes for that of the screen.
func (s *surface) Resize(w, h int) {
	if s.texture != nil {
		s.texture.Deallocate()
	}
	// Unmanaged: a texture of its own, not a part of an atlas that is copied about.
	s.texture = ebiten.NewImageWithOptions(image.Rect(0, 0, w, h), &ebiten.NewImageOptions{Unmanaged: true})
	body := js.Global().Get("document").Get("body").Get("style")
	body.Call("setProperty", "--w", w)
	body.Call("setProperty", "--h", h)
	js.Global().Call("dispatchEvent", js.Global().Get("Event").New("resize"))
}

func (s *surface) Present(pixels []byte, w, h int, changed []image.Rectangle) {
	for _, r := range changed {
		if r.Dx() == w {
			s.write(r, pixels[4*w*r.Min.Y:4*w*r.Max.Y])
			continue
		}
		s.part = s.part[:0]
		for y := r.Min.Y; y < r.Max.Y; y++ {
			s.part = append(s.part, pixels[4*(y*w+r.Min.X):4*(y*w+r.Max.X)]...)
		}
		s.write(r, s.part)
	}
}

func (s *surface) write(r image.Rectangle, pixels []byte) {
	s.texture.SubImage(r).(*ebiten.Image).WritePixels(pixels)
}

// Update does nothing: the view moves with the frames.
func (s *surface) Update() error { return nil }

// Draw has the view draw its frame. Ebitengine's own off-screen image is one pixel, for
// DrawFinalScreen takes the texture straight to the screen: one pass less.
func (s *surface) Draw(screen *ebiten.Image) {
	s.loop.Frame()
	screen.Clear() // else Ebitengine takes the screen to be as it was
}

// DrawFinalScreen copies the texture to the screen.
func (s *surface) DrawFinalScreen(screen ebiten.FinalScreen, _ *ebiten.Image, _ ebiten.GeoM) {
	if s.texture != nil {
		screen.DrawImage(s.texture, &ebiten.DrawImageOptions{Blend: ebiten.BlendCopy})
	}
}

func (s *surface) Layout(int, int) (int, int) { return 1, 1 }

func main() {
	// Importing Ebitengine has put its canvas on the page, first in the order of Tab.
	canvas := js.Global().Get("document").Call("querySelector", "body > canvas")
	canvas.Call("setAttribute", "tabindex", "-1")
	canvas.Call("setAttribute", "aria-hidden", "true")
	s := &surface{}
	s.loop = frame.New(s)
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGameWithOptions(s,
		&ebiten.RunGameOptions{DisableHiDPI: true, InitUnfocused: true}); err != nil {
		panic(err) // frame.js shows what to do
	}
}
