package bnn

import (
	"encoding/binary"
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// StateError says that the bytes of a training state do not fit the network.
type StateError struct{ Reason string }

func (e *StateError) Error() string { return "bnn: training state " + e.Reason }

// AppendState writes what the training needs to go on with the same bits as if it had never
// stopped. It must be called between steps, by all members of the crew; what the leader gets is
// whole.
func (t *Trainer) AppendState(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, uint64(t.step))
	b = appendDoubles(b, t.powers.B1, t.powers.B2)
	for l := range t.layers {
		y := &t.layers[l]
		for i := range y.byTask {
			b = y.byTask[i].append(t.crew, b)
		}
		e := y.total
		for _, n := range []int64{e.Pulses, e.Sets, e.Flips, e.Refused} {
			b = binary.LittleEndian.AppendUint64(b, uint64(n))
		}
		for _, w := range y.byNeuron.Words {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
		for i := range y.hidden.planes() {
			for _, part := range crew.Collect(t.crew, y.hidden.save(i)) {
				b = append(b, part...)
			}
		}
	}
	return b
}

// append writes what one task has of a layer.
func (a *affines) append(c crew.Crew, b []byte) []byte {
	crew.Rows(c, a.moments, 1, kernel.Lanes)
	for o := range a.norms {
		n, m := &a.norms[o], &a.moments[o]
		for _, x := range []float32{n.Gamma, n.Beta, n.Bias, m[0].m, m[0].v, m[1].m, m[1].v, m[2].m, m[2].v} {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		b = appendDoubles(b, a.running[o][0], a.running[o][1])
	}
	return b
}

// read takes it again, and tells whether there was enough.
func (a *affines) read(b []byte) (rest []byte, whole bool) {
	for o := range a.norms {
		var f [9]float32
		if len(b) < 4*len(f)+16 {
			return b, false
		}
		for i := range f {
			f[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
		b = b[4*len(f):]
		n, m := &a.norms[o], &a.moments[o]
		n.Gamma, n.Beta, n.Bias = f[0], f[1], f[2]
		m[0], m[1], m[2] = affine{f[3], f[4]}, affine{f[5], f[6]}, affine{f[7], f[8]}
		a.running[o][0], a.running[o][1], b = readDoubles(b)
	}
	return b, true
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
		for i := range y.byTask {
			var whole bool
			if b, whole = y.byTask[i].read(b); !whole {
				return fail("too short")
			}
		}
		if len(b) < 32+8*len(y.byNeuron.Words) {
			return fail("too short")
		}
		count := func() int64 { n := int64(binary.LittleEndian.Uint64(b)); b = b[8:]; return n }
		y.total = devices.Events{Pulses: count(), Sets: count(), Flips: count(), Refused: count()}
		for i := range y.byNeuron.Words {
			y.byNeuron.Words[i] = uint64(count())
		}
		for i, p := range y.hidden.planes() {
			if len(b) < p.size {
				return fail("too short")
			}
			if err := y.hidden.load(i, b[p.lo:p.hi]); err != nil {
				return fail(err.Error())
			}
			b = b[p.size:]
		}
	}
	if len(b) != 0 {
		return fail("too long")
	}
	t.standAt()
	for _, s := range t.byInputs() {
		s.run(workers[0])
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
