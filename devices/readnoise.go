package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/rng"
)

// readNoise is what differs from one read of resistive cells to the next, all in ln R. A read is that of a batch: the
// cells of a row are sensed for all of its images at once. The zero value is none.
//
// Telegraph noise: a trap of each device is high at half of the reads, whatever it was at the one before, so that traps
// are taken to be faster than reads: ln R is higher, or lower, by half of the amplitude, which is that of the state.
// 1/f noise: one number for each of pinkOctaves octaves, that of octave j new after 2^j reads and all with the same
// spread, which is a spectrum of 1/f (R. F. Voss and J. Clarke, Journal of the Acoustical Society of America 63, 258,
// 1978); it holds slower traps. Thermal noise of the amplifier: one number a sense operation, beside its offset.
type readNoise struct {
	trap    [2]float64 // amplitude by state
	pink    float64    // standard deviation, of all octaves together
	thermal float64    // likewise, at the supply

	traps, pinks, thermals rng.Stream
}

const (
	pinkOctaves = 16
	// trapInLRS is the amplitude of telegraph noise in LRS over that in HRS, where the current takes fewer paths:
	// assumed.
	trapInLRS = 0.1
)

// readNoiseOf is that of a layer whose amplifiers stand at a supply.
func readNoiseOf(v *Values, volts float64, site Site) readNoise {
	stream := func(name string) rng.Stream { return rng.New(site.Chip, rng.Layer(name, site.Layer)) }
	a := readTelegraph.Of(v)
	return readNoise{
		trap:    [2]float64{lrs: float64(trapInLRS * a), hrs: a},
		pink:    readPink.Of(v),
		thermal: float64(readThermal.Of(v) * supplyRise(volts)),
		traps:   stream(rng.ReadTrap), pinks: stream(rng.ReadPink), thermals: stream(rng.ReadThermal),
	}
}

// on tells whether there is any.
func (r *readNoise) on() bool { return r.trap[hrs] > 0 || r.pink > 0 || r.thermal > 0 }

// reach bounds what noise does to a margin.
func (r *readNoise) reach() float64 {
	if !r.on() {
		return 0
	}
	pink := float64(2 * mostNormal * math.Sqrt(pinkOctaves) * r.pink)
	return r.trap[hrs] + pink + float64(mostNormal*r.thermal) + boundSlack
}

// readNumber numbers read n of a row.
func readNumber(n uint64, row int) uint64 { return n<<16 | uint64(row) }

// device is the noise of ln R of a device in a state at read n: device 2i is BL and 2i+1 BLb of weight i of a row.
//
//	Traps     block (device/128, read), bit device mod 128
//	Pinks     octave j: block (device/4, read 2^j times as slow, 16 of which number octaves), word device mod 4
//	Thermals  block (i/4, read), word i mod 4
func (r *readNoise) device(device, state, row int, n uint64) (x float64) {
	if a := r.trap[state]; a > 0 {
		block := r.traps.Block(uint64(device/128), readNumber(n, row))
		x = float64(a * (float64(block[device/32%4]>>(device%32)&1) - 0.5))
	}
	if r.pink > 0 {
		sum := 0.0
		for j := range uint64(pinkOctaves) {
			sum += normal(r.pinks.Block(uint64(device/4), readNumber(n>>j*pinkOctaves+j, row))[device%4])
		}
		x += float64(r.pink * (sum / math.Sqrt(pinkOctaves)))
	}
	return x
}

// amplifier is the thermal noise of the amplifier of weight i of a row.
func (r *readNoise) amplifier(i, row int, n uint64) float64 {
	if r.thermal == 0 {
		return 0
	}
	return float64(r.thermal * normal(r.thermals.Block(uint64(i/4), readNumber(n, row))[i%4]))
}

// atRead are the populations and the amplifier that one read of cells is drawn from, whose mean is the closed form of
// an error rate: a population for each pair of states of the traps of two devices in LRS and in HRS.
func (r *readNoise) atRead(p population, a amplifier) (all []population, noisy amplifier) {
	if p.verify.tries > 0 {
		p.verify.pink, p.verify.thermal = r.pink, r.thermal
	} else {
		for s := range p.c2c {
			p.c2c[s] = hypotenuse(p.c2c[s], r.pink)
		}
		a.offset = hypotenuse(a.offset, r.thermal)
	}
	if r.trap[hrs] == 0 {
		return []population{p}, a
	}
	for k := range 4 {
		q := p
		q.mean[lrs] += float64(r.trap[lrs] * (float64(k&1) - 0.5))
		q.mean[hrs] += float64(r.trap[hrs] * (float64(k>>1) - 0.5))
		all = append(all, q)
	}
	return all, a
}

var (
	readTelegraph = &Param{Knob: knob.Knob{
		Key: "readrtn", Label: "Telegraph noise of reads", Unit: "ln R", Kind: knob.Real, Min: 0, Max: 2,
		Help: "Difference of ln R between the two states of a trap in each device, in HRS; in LRS a tenth of it. Traps " +
			"are high at half of the reads. A read is that of a batch of test images. Of pairs that move by pulses the " +
			"pulsed device counts as one in HRS.",
		Source: "form: telegraph noise of arXiv:2107.06064's devices; values, and the tenth, assumed",
	}, AtRead: true, Storing: true, Home: "rram-2t2r"}
	readPink = &Param{Knob: knob.Knob{
		Key: "readpink", Label: "1/f noise of reads", Unit: "ln R", Kind: knob.Real, Min: 0, Max: 1,
		Help: "Standard deviation of ln R of a device from read to read, as much in each of 16 octaves: the slowest " +
			"part is new after 32,768 reads.",
		Source: "form: 1/f noise of arXiv:2107.06064's devices; values assumed",
	}, AtRead: true, Storing: true, Home: "rram-2t2r"}
	readThermal = &Param{Knob: knob.Knob{
		Key: "readthermal", Label: "Noise of the amplifier", Unit: "ln R", Kind: knob.Real, Min: 0, Max: 1,
		Help: "Standard deviation of what each sense operation adds to the amplifier's offset at the nominal supply of " +
			"1.2 V; towards the threshold it grows as the offset does.",
		Source: "assumed; thermal noise of transistors",
	}, AtRead: true, Storing: true, Home: "rram-2t2r"}
)

// ternary are the error rates of one read of stored trits.
func (r *readNoise) ternary(p population, a amplifier) ternaryRates {
	pair := func(x, y int) (all reads) {
		// Two states of a population are those of the two devices, as each has a trap of its own.
		devices := p
		for k := range 4 {
			for d, state := range [2]int{x, y} {
				devices.mean[d] = p.mean[state] + float64(r.trap[state]*(float64(k>>d&1)-0.5))
				devices.d2d[d], devices.c2c[d] = p.d2d[state], hypotenuse(p.c2c[state], r.pink)
			}
			noisy := a
			noisy.offset = hypotenuse(a.offset, r.thermal)
			for i, share := range devices.pairReads(noisy, 0, 1) {
				all[i] += float64(0.25 * share)
			}
		}
		return all
	}
	return ratesOf(p.readsBy(1, pair), p.readsBy(0, pair))
}
