package frame

import "arraylab/wasm/framewire"

// meter measures frames. Times are milliseconds.
type meter struct {
	frames     int     // drawn since the program began
	last       float64 // begin of the last frame
	shown      float64 // begin of the last one that drew
	awake      bool    // the last frame drew
	interval   float64 // from the last frame's begin to this one's
	continuous bool    // the last frame drew, and at once before this one
	since      float64 // begin of the second under way
	drawn      int     // frames in it
	work       float64 // spent drawing in it
}

// pause is the time, in milliseconds, from which on the view was at rest in between.
const pause = 250

// begin starts a frame and returns the time since the last one.
func (m *meter) begin(now float64) float64 {
	m.interval = now - m.last
	m.continuous = m.awake && m.last > 0 && m.interval < pause
	if m.last == 0 {
		m.interval = 0
	}
	m.last = now
	return m.interval
}

// drew notes that the frame's pixels were drawn, from one time to another.
func (m *meter) drew(from, to float64) {
	if m.drawn == 0 {
		m.since = from
	}
	m.shown = from
	m.frames++
	m.drawn++
	m.work += to - from
}

// motion returns the time from the last frame to this one when both drew.
func (m *meter) motion(drew bool) (ms float64, ok bool) {
	ok = drew && m.continuous
	m.awake = drew
	return m.interval, ok
}

// rate reports on the second under way when it is over.
func (m *meter) rate(now float64, w, h int) (framewire.Rate, bool) {
	if m.drawn < 2 || now-m.since < 1000 {
		return framewire.Rate{}, false
	}
	r := framewire.Rate{FPS: float64(m.drawn) * 1000 / (now - m.since), Draw: m.work / float64(m.drawn),
		Width: w, Height: h}
	m.drawn, m.work = 0, 0
	return r, true
}
