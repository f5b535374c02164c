package bnn

import (
	"encoding/binary"
	"fmt"
	"math"

	"arraylab/devices"
)

// StateError says that the bytes of a training state do not fit the network.
type StateError struct{ Reason string }

func (e *StateError) Error() string { return "bnn: training state " + e.Reason }

// AppendState writes what the training needs to go on with the same bits as if it had never
// stopped. It must be called between steps.
func (t *Trainer) AppendState(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(t.step))
	b = appendDoubles(b, t.powers.B1, t.powers.B2)
	for l := range t.layers {
		y := &t.layers[l]
		for o := range y.norms {
			n, m := &y.norms[o], &y.moments[o]
			b = appendFloats(b, []float32{n.Gamma, n.Beta, n.Bias, m[0].m, m[0].v, m[1].m, m[1].v, m[2].m, m[2].v})
			b = appendDoubles(b, y.running[o][0], y.running[o][1])
		}
		e := y.total
		for _, n := range []int64{e.Pulses, e.Sets, e.Flips, e.Refused} {
			b = binary.LittleEndian.AppendUint64(b, uint64(n))
		}
		for _, w := range y.byNeuron.Words {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
		b = y.hidden.append(b)
	}
	return b
}

// Restore reads a state; a *StateError leaves the trainer unusable. The devices and latent
// weights are made first, by workers, because a state holds only what training changes in them.
func (t *Trainer) Restore(b []byte, workers []*Worker) error {
	for !t.started {
		t.Advance(workers)
	}
	fail := func(what string) error {
		return &StateError{fmt.Sprintf("is %s, %d bytes before its end", what, len(b))}
	}
	if len(b) < 24 {
		return fail("too short")
	}
	t.step = int(binary.LittleEndian.Uint64(b))
	b = b[8:]
	t.powers.B1, t.powers.B2, b = readDoubles(b)
	for l := range t.layers {
		y := &t.layers[l]
		for o := range y.norms {
			var f [9]float32
			var err error
			if b, err = readFloats(b, f[:]); err != nil || len(b) < 16 {
				return fail("too short")
			}
			n, m := &y.norms[o], &y.moments[o]
			n.Gamma, n.Beta, n.Bias = f[0], f[1], f[2]
			m[0], m[1], m[2] = affine{f[3], f[4]}, affine{f[5], f[6]}, affine{f[7], f[8]}
			y.running[o][0], y.running[o][1], b = readDoubles(b)
		}
		if len(b) < 32+8*len(y.byNeuron.Words) {
			return fail("too short")
		}
		count := func() int64 { n := int64(binary.LittleEndian.Uint64(b)); b = b[8:]; return n }
		y.total = devices.Events{Pulses: count(), Sets: count(), Flips: count(), Refused: count()}
		for i := range y.byNeuron.Words {
			y.byNeuron.Words[i] = uint64(count())
		}
		var err error
		if b, err = y.hidden.restore(b); err != nil {
			return fail(err.Error())
		}
	}
	if len(b) != 0 {
		return fail("too long")
	}
	for l := range t.layers {
		s := t.byInput(l)
		for block := range s.Blocks() {
			s.Run(block, workers[0])
		}
	}
	t.begin()
	return nil
}

func appendDoubles(b []byte, xs ...float64) []byte {
	for _, x := range xs {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
	}
	return b
}

func readDoubles(b []byte) (x, y float64, rest []byte) {
	x = math.Float64frombits(binary.LittleEndian.Uint64(b))
	return x, math.Float64frombits(binary.LittleEndian.Uint64(b[8:])), b[16:]
}
