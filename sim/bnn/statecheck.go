package bnn

import (
	"encoding/binary"
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/kernel"
)

// StateError says that the bytes of a training state are none of the network's training.
type StateError struct{ Reason string }

func (e *StateError) Error() string { return "bnn: training state " + e.Reason }

// stateCheck takes a state apart whose length is right.
type stateCheck struct {
	rule  Rule
	rest  []byte
	most  float64 // magnitude of what is learnt, but for clipped weights
	tasks int
}

// checkState tells whether a state can be that of a training: its length first, then what it holds. Nothing is made of
// it. The error is a *StateError.
func (r Rule) checkState(net Network, course []Lesson, b []byte) error {
	c := stateCheck{rule: r, rest: b, tasks: tasks(course)}
	size := stateHead
	for l := range net.Layers {
		size += c.size(&net.Layers[l], r.hidden(&net.Layers[l], l, 0, 0))
	}
	if len(b) != size {
		return &StateError{fmt.Sprintf("has %d bytes: that of this network has %d", len(b), size)}
	}
	step := binary.LittleEndian.Uint64(c.take(8))
	if most := r.length(course); step > uint64(most) {
		return &StateError{fmt.Sprintf("stands at step %d: the training has 0 to %d", int64(step), most)}
	}
	var p kernel.Powers
	p.B1, p.B2, _ = readDoubles(c.take(16))
	if !p.Reached(int(step)) {
		return &StateError{fmt.Sprintf("has the powers %g and %g of Adam's rates: they are none of %d steps", p.B1,
			p.B2, step)}
	}
	c.most = MostLearnt(r.LR, int(step))
	for l := range net.Layers {
		y := &net.Layers[l]
		if err := c.layer(y, r.hidden(y, l, 0, 0)); err != nil {
			return &StateError{fmt.Sprintf("has in layer %d %v", l+1, err)}
		}
	}
	return nil
}

// What a state begins with, a step and two powers, and the counts of events of a layer, in bytes.
const (
	stateHead  = 24
	eventBytes = 32
)

// size is how many bytes a state has of a layer.
func (c *stateCheck) size(y *Layer, h hidden) int {
	n := c.tasks*y.Out*affineBytes + eventBytes + c.rule.packed()*y.WeightBytes()
	for _, p := range h.planes() {
		n += p.size
	}
	return n
}

// packed is how many times a state has the weights of a layer: as they are, and where writing errs what the memory has.
func (r *Rule) packed() int {
	if r.Written {
		return 2
	}
	return 1
}

func (c *stateCheck) take(n int) []byte {
	b := c.rest[:n]
	c.rest = c.rest[n:]
	return b
}

// layer checks what there is of a layer; h is the kind of its hidden weights, of which it holds none.
func (c *stateCheck) layer(y *Layer, h hidden) error {
	for range c.tasks * y.Out {
		if err := c.neuron(y); err != nil {
			return err
		}
	}
	for range eventBytes / 8 {
		if n := binary.LittleEndian.Uint64(c.take(8)); n > devices.MostEvents {
			return fmt.Errorf("a count of %d events: allowed are 0 to %d", int64(n), uint64(devices.MostEvents))
		}
	}
	for range c.rule.packed() {
		if err := y.checkWeights(c.take(y.WeightBytes())); err != nil {
			return err
		}
	}
	var planes [][]byte
	for _, p := range h.planes() {
		planes = append(planes, c.take(p.size))
	}
	return h.check(planes, &c.rule, c.most)
}

// neuron checks the batch normalization of a neuron.
func (c *stateCheck) neuron(y *Layer) error {
	n := kernel.Norm{Inv: 1}
	var m [3]affine
	b := readFloats(c.take(affineBytes), &n.Gamma, &n.Beta, &n.Bias, &m[0].m, &m[0].v, &m[1].m, &m[1].v, &m[2].m,
		&m[2].v)
	if err := y.checkNorm(&n, c.most); err != nil {
		return err
	}
	for _, a := range m {
		if !adamMoments(a.m, a.v) {
			return fmt.Errorf("the moments %g and %g, which no gradients have", a.m, a.v)
		}
	}
	mean, variance, _ := readDoubles(b)
	return y.checkRunning(mean, variance)
}

// float is number i of a plane of floats.
func float(plane []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(plane[4*i:]))
}

// checkMoments checks the moments of hidden weights.
func checkMoments(m, v []byte) error {
	for i := range len(m) / 4 {
		if x, y := float(m, i), float(v, i); !adamMoments(x, y) {
			return fmt.Errorf("the moments %g and %g of a weight, which no gradients have", x, y)
		}
	}
	return nil
}

func (h *latent) check(planes [][]byte, r *Rule, most float64) error {
	if !r.Free {
		most = 1 // they are clipped
	}
	for i := range len(planes[0]) / 4 {
		if w := float(planes[0], i); !within(w, most) {
			return fmt.Errorf("the hidden weight %g: its magnitude is at most %.4g", w, most)
		}
	}
	if h.anchors != nil {
		for i := range len(planes[3]) / 4 {
			f, fw := float(planes[3], i), float(planes[4], i)
			// What the information is multiplied with has the magnitude of a weight, with room for rounding.
			if !(f >= 0 && f <= math.MaxFloat32) || !within(fw, 1.001*max(1, most)*float64(f)) {
				return fmt.Errorf("the Fisher information %g, and %g times its weights, which no images have", f, fw)
			}
		}
	}
	return checkMoments(planes[1], planes[2])
}

func (h *paired) check(planes [][]byte, _ *Rule, _ float64) error {
	if err := h.pairs.CheckState(planes[0]); err != nil {
		return err
	}
	return checkMoments(planes[1], planes[2])
}
