package devices

import (
	"fmt"
	"math"

	"arraylab/devices/knob"
)

// verifyPulses is write and verify of pairs that move by pulses, where they store trained weights: what reads other
// than programmed gets more pulses in the same direction and is sensed again.
var verifyPulses = &Param{Knob: knob.Knob{
	Key: "verifypulses", Label: "Write and verify", Unit: "more pulses", Kind: knob.Whole, Max: 2000,
	Help: "How many more pulses at most a pair gets that reads other than programmed: 14 at a time, and it is sensed " +
		"again. 0: nothing is verified.",
	Source: "assumed; 14 at a time as in training: arXiv:2107.06064, published code",
}, Moving: true, Storing: true}

// pulsesAtOnce are those between two checks, as many as a step of training gives at most.
const pulsesAtOnce = 14

// MorePulses are those that a pair gets at most which reads other than programmed; 0 where nothing is verified.
func (t *Technology) MorePulses(v *Values) int {
	if t.ParamOf(verifyPulses.Key) == nil {
		return 0
	}
	return verifyPulses.Int(v)
}

// StoredStep numbers the step in whose noise pairs are read that StorePairs has programmed.
func StoredStep(more int, step uint64) uint64 {
	if more == 0 {
		return step
	}
	return step + uint64((more+pulsesAtOnce-1)/pulsesAtOnce) + 1
}

// StorePairs stores the weights want in the pairs from k0 on by so many pulses, and verifies them by so many more at
// most. Each check sees the noise of a step of its own, from step on. A pair that has passed once is left alone; at
// last all are read with new noise, in which one may fail again.
func StorePairs(p Pulsed, k0 int, want []int8, pulses, more int, step uint64) (e Events, t Tally) {
	e = p.Program(k0, k0+len(want), want, pulses, step)
	if more == 0 {
		return e, t
	}
	last := StoredStep(more, step)
	open, w, n := make([]bool, len(want)), make([]int8, len(want)), make([]int8, len(want))
	for i := range open {
		open[i] = true
	}
	for left := more; left > 0; left -= pulsesAtOnce {
		p.Weights(k0, w)
		pending := 0
		for i, x := range want {
			n[i] = 0
			if !open[i] {
				continue
			}
			t.Checks++
			if open[i] = w[i] != x; open[i] {
				n[i] = x * int8(min(left, pulsesAtOnce))
				t.again(uint64(uint8(x)>>7)^1, 1)
				pending++
			}
		}
		if pending == 0 {
			break
		}
		step++
		e.Add(p.ApplyPacked(k0, step, n, false, nil))
	}
	clear(n)
	e.Add(p.ApplyPacked(k0, last, n, false, nil))
	return e, t
}

// verifiedBy sets the costs of pairs that are verified by pulses, which are counted as pulses.
func (c *Costs) verifiedBy() {
	c.Again0, c.Again1, c.Check = Cost{Source: "counted as pulses"}, Cost{Source: "counted as pulses"}, c.Read
}

// pulsesVerified adds to a sheet what verification by more pulses comes to. Without noise a pair that more pulses do
// not mend is one that all of them at once leave wrong: quiet is the error rate without noise after pulses. build makes
// pairs.
func (s *Sheet) pulsesVerified(more, pulses int, quiet func(pulses int) float64, build func(n int) Pulsed, c Costs,
	ask Ask) {
	if more == 0 {
		return
	}
	closed := 0.0
	for given := 0; given < more; given += pulsesAtOnce {
		closed += float64(float64(min(more-given, pulsesAtOnce)) * quiet(pulses+given))
	}
	n := max(min(ask.N, 100_000), 1)
	wrong, given, checks := drawnVerified(build, n, pulses, more)
	left := quiet(pulses + more)
	s.Numbers = append(s.Numbers,
		Number{Key: "verify_ber", Label: "Pairs that verification leaves wrong, without noise", Value: left,
			Note: "as many pulses at once leave the same"},
		Number{Key: "verify_ber_mc", Label: "Pairs that it leaves wrong, drawn", Value: wrong,
			Note: fmt.Sprintf("with noise; of %d pairs, standard error %.2g", n, standardError(wrong, n))},
		Number{Key: "verify_pulses", Label: "More pulses of a pair, without noise", Value: closed, Unit: "pulses",
			Note: "mean"},
		Number{Key: "verify_pulses_mc", Label: "More pulses of a pair, drawn", Value: given, Unit: "pulses",
			Note: "mean, with noise"})
	if c.Pulse.Joules > 0 {
		s.Numbers = append(s.Numbers, Number{Key: "verify_joules", Label: "Energy of storing a weight, verified",
			Unit: "J", Value: float64((float64(pulses)+given)*c.Pulse.Joules) + float64(checks*c.Read.Joules),
			Note: "pulses and checks, drawn"})
	}
	s.Notes = append(s.Notes, "A check sees noise of its own; what has passed may fail when it is read.")
}

// drawnVerified are the share of n pairs that read other than the +1 that was stored in them, and the further pulses
// and the checks that each took in the mean.
func drawnVerified(build func(n int) Pulsed, n, pulses, more int) (wrong, given, checks float64) {
	p, want := build(n), make([]int8, n)
	for i := range want {
		want[i] = 1
	}
	p.Init(0, n)
	e, t := StorePairs(p, 0, want, pulses, more, 1)
	for k := range n {
		if p.Weight(k) < 0 {
			wrong++
		}
	}
	all := float64(n)
	return wrong / all, float64(e.Pulses)/all - float64(pulses), float64(t.Checks) / all
}

// quietRate is the error rate of conductances without noise of pulses, by their spread alone.
func (c *conductor) quietRate(pulses int) float64 { return c.readRate(pulses, &readNoise{}) }

// readRate is that of a read with noise.
func (c *conductor) readRate(pulses int, noise *readNoise) float64 {
	rise := float64(c.Ln(&Traits{}, c.Pulse(&Traits{}, 0, max(pulses, 1), 0)))
	if pulses == 0 {
		rise = 0
	}
	return noise.rate(rise, float64(math.Sqrt2*c.SD))
}

// quietLaw is a response without noise.
type quietLaw struct{ Response }

// PulseNoise implements Response.
func (quietLaw) PulseNoise() bool { return false }

// ReadNoise implements Response.
func (quietLaw) ReadNoise() float64 { return 0 }

// stored adds to a sheet what verification and noise of reads come to in pairs of such devices, which get so many
// pulses. Error rates without noise after pulses, and of a read with noise, are those of closed forms: where quiet is
// nil, of pairs that are drawn.
func (s *Sheet) stored(law Response, v *Values, pulses int, quiet func(pulses int) float64,
	read func(pulses int, noise *readNoise) float64, c Costs, ask Ask) {
	build := func(n int) Pulsed { return NewResponses(law, NewResponseStreams(ask.Seed, ask.Seed, 0), 0, n) }
	var closed func(noise *readNoise) float64
	if quiet == nil {
		quiet = func(pulses int) float64 { return wrong(quietLaw{law}, pulses, max(min(ask.N/2, sheetPairs), 1), ask) }
	} else if !law.PulseNoise() {
		closed = func(noise *readNoise) float64 { return read(pulses, noise) }
	}
	s.pulsesVerified(verifyPulses.Int(v), pulses, quiet, build, c, ask)
	s.storedReads(v, pulses, verifyPulses.Int(v), closed, build, ask)
}
