package devices

import (
	"math"

	"arraylab/sim/biterr"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// never is a probability that counts as none: half the step of the uniform numbers of writes.
const never = 1.0 / (1 << 33)

// mtjArray is the junctions of a layer.
type mtjArray struct {
	inputs  int
	write   [2]spreadFlips // by the bit
	loss    [2]spreadFlips
	disturb float64 // probability that a read turns a +1 over

	writes, losses, disturbs rng.Stream
	devices                  rng.Stream
	sensor                   sensor
	tries                    int // more writes at most of what reads wrong
	stuck                    stuckBits
}

// newMTJArray makes the junctions of a layer. The spread of the write errors and that of the losses are drawn apart,
// though in a device one anisotropy rules both: which cells fail is not the same, how many fail is.
func newMTJArray(v *Values, site Site) Array {
	d := mtjOf(v)
	stream := func(name string) rng.Stream { return rng.New(site.Chip, rng.Layer(name, site.Layer)) }
	a := &mtjArray{inputs: site.Inputs, writes: stream(rng.Errors), losses: stream(rng.Retention),
		disturbs: stream(rng.ReadDisturb), devices: stream(rng.D2D)}
	a.sensor = newSensor(d.sensing(v), site)
	a.tries, a.stuck = verifyWrites.Int(v), newStuckBits(v, site)
	for b := range a.write {
		a.write[b] = newSpreadFlips(d.writeErrors(v, b, site.Numerics))
	}
	loss := newSpreadFlips(d.losses(v, float64(keptHours(v)*3600), site.Numerics))
	a.loss = [2]spreadFlips{loss, loss}
	if p := d.readDisturb(v); p >= never {
		a.disturb = p
	}
	return a
}

// writtenMTJ are the junctions as writes and checks leave them, without what is lost or misread afterwards.
func writtenMTJ(v *Values, site Site) Array {
	w := *v
	hoursKept.Put(&w, 0)
	mtjSense.Put(&w, 0)
	site.Numerics = solvedSpread
	return newMTJArray(&w, site)
}

// lossRows moves the rows of the second number that a device has, for its losses.
const lossRows = 1 << 32

// Program writes, which fails by chance each time: write number t of a row draws as row t 2^32 + row. A check tells
// both states apart and disturbs nothing: assumed.
func (a *mtjArray) Program(hold, want []uint64, row int) Tally {
	write := func(dst []uint64, number uint64) {
		flipSpread(dst, want, a.inputs, &a.write, a.writes, a.devices, number<<32|uint64(row), uint64(row))
		a.stuck.put(dst, row)
	}
	write(hold, 0)
	t := verifyBits(hold, want, a.inputs, a.tries, write)
	flipSpread(hold, hold, a.inputs, &a.loss, a.losses, a.devices, uint64(row), lossRows|uint64(row))
	a.stuck.put(hold, row)
	return t
}

func (a *mtjArray) Noisy() bool { return a.disturb > 0 || a.sensor.on }

// Read disturbs cells in P, each read for itself: what it has turned over is restored before the next. Then it senses
// what is there.
func (a *mtjArray) Read(dst, hold, _ []uint64, row int, n uint64) Tally {
	biterr.Flip(dst, hold, a.inputs, a.disturb, a.disturbs, n<<16|uint64(row))
	for k := range dst[:(a.inputs+63)/64] {
		dst[k] &= hold[k] // of those drawn, only cells that hold a +1 turn over
	}
	a.sensor.read(dst, a.inputs, row)
	a.stuck.put(dst, row)
	return Tally{}
}

// spreadFlips is a law of error probabilities over devices, made ready for many bits.
type spreadFlips struct {
	spreadLaw
	// A device's deviation z is the normal quantile of a word. Bits whose uniform number is below low are
	// wrong and those from high on are right, whatever the lower bits of that word.
	low, high []uint32
	possible  bool // some bit may be wrong
}

// spreadBits are the upper bits of a word that choose low and high.
const spreadBits = 10

func newSpreadFlips(l spreadLaw) spreadFlips {
	f := spreadFlips{spreadLaw: l, low: make([]uint32, 1<<spreadBits), high: make([]uint32, 1<<spreadBits)}
	edge := f.limit(0)
	for k := range f.low {
		// One step more on both sides than the quantiles say, for they are rounded.
		f.low[k] = uint32(max(edge, 1) - 1)
		edge = f.limit(uint32(uint64(k+1)<<(32-spreadBits) - 1))
		f.high[k] = uint32(min(edge+1, math.MaxUint32))
	}
	f.possible = edge > 0
	return f
}

// limit is the number of uniform numbers, of 2^32, under which the device of a word errs.
func (f *spreadFlips) limit(word uint32) uint64 {
	return uint64(math.Floor(float64(f.p(num.InvNorm(rng.Uniform(word)))*(1<<32)) + 0.5))
}

// errs tells whether a bit with this uniform number is wrong in the device of this word.
func (f *spreadFlips) errs(u, word uint32) bool {
	k := word >> (32 - spreadBits)
	return u < f.low[k] || u < f.high[k] && uint64(u) < f.limit(word)
}

// flipSpread is biterr.Stuck where each device has a probability of its own: laws is by the bit, s and number draw
// the uniform numbers of the bits, devices and place the deviations of the devices.
func flipSpread(dst, src []uint64, nbits int, laws *[2]spreadFlips, s, devices rng.Stream, number, place uint64) {
	if laws[0].sd == 0 && laws[1].sd == 0 || !laws[0].possible && !laws[1].possible {
		biterr.Stuck(dst, src, nbits, [2]float64{laws[0].p(0), laws[1].p(0)}, s, number)
		return
	}
	copy(dst[:(nbits+63)/64], src)
	var draws, words [64 * 4]uint32
	for at := 0; at < nbits; at += len(draws) {
		n := min(len(draws), nbits-at)
		s.Fill(draws[:(n+3)/4*4], uint64(at/4), number)
		devices.Fill(words[:(n+3)/4*4], uint64(at/4), place)
		for i, u := range draws[:n] {
			w, b := &dst[(at+i)>>6], uint64(i&63)
			if laws[*w>>b&1].errs(u, words[i]) {
				*w ^= 1 << b
			}
		}
	}
}
