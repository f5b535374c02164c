package bnn

import (
	"encoding/binary"
	"math"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

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
		if t.rule.Written {
			for _, w := range y.read.Words {
				b = binary.LittleEndian.AppendUint64(b, w)
			}
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
		b = appendFloats(b, n.Gamma, n.Beta, n.Bias, m[0].m, m[0].v, m[1].m, m[1].v, m[2].m, m[2].v)
		b = appendDoubles(b, a.running[o][0], a.running[o][1])
	}
	return b
}

// affineBytes are those of a neuron in affines.append.
const affineBytes = 9*4 + 2*8

// read takes it again: there must be enough.
func (a *affines) read(b []byte) (rest []byte) {
	for o := range a.norms {
		n, m := &a.norms[o], &a.moments[o]
		b = readFloats(b, &n.Gamma, &n.Beta, &n.Bias, &m[0].m, &m[0].v, &m[1].m, &m[1].v, &m[2].m, &m[2].v)
		a.running[o][0], a.running[o][1], b = readDoubles(b)
	}
	return b
}

// Resume makes a trainer that goes on from a state. It takes the state apart before it makes anything: a *StateError
// says why it is none of this training. The devices and latent weights are made first, by workers, because a state
// holds only what training changes in them.
func Resume(c crew.Crew, net Network, r Rule, images Images, state []byte, workers []*Worker) (*Trainer, error) {
	if err := r.checkState(net, r.course(images), state); err != nil {
		return nil, err
	}
	t := NewTrainer(c, net, r, images)
	t.resume(state, workers)
	return t, nil
}

// Restore goes on from a state that is not the trainer's own. A *StateError says why it is none of this training, and
// nothing is changed then.
func (t *Trainer) Restore(state []byte, workers []*Worker) error {
	if err := t.rule.checkState(t.net, t.course, state); err != nil {
		return err
	}
	t.resume(state, workers)
	return nil
}

// resume takes over a state that was checked.
func (t *Trainer) resume(b []byte, workers []*Worker) {
	for !t.started {
		t.Advance(workers)
	}
	t.step = int(binary.LittleEndian.Uint64(b))
	b = b[8:]
	t.powers.B1, t.powers.B2, b = readDoubles(b)
	for l := range t.layers {
		b = t.layers[l].load(b)
	}
	t.standAt()
	for _, s := range t.byInputs() {
		s.run(workers[0])
	}
	t.begin()
}

// load takes over what a checked state has of the layer.
func (y *trained) load(b []byte) (rest []byte) {
	for i := range y.byTask {
		b = y.byTask[i].read(b)
	}
	count := func() int64 { n := int64(binary.LittleEndian.Uint64(b)); b = b[8:]; return n }
	y.total = devices.Events{Pulses: count(), Sets: count(), Flips: count(), Refused: count()}
	for i := range y.byNeuron.Words {
		y.byNeuron.Words[i] = uint64(count())
	}
	if y.written.Words != nil {
		copy(y.written.Words, y.byNeuron.Words)
		for i := range y.read.Words {
			y.read.Words[i] = uint64(count())
		}
	}
	for i, p := range y.hidden.planes() {
		if err := y.hidden.load(i, b[p.lo:p.hi]); err != nil {
			panic("bnn: a training state was checked and does not load")
		}
		b = b[p.size:]
	}
	return b
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
