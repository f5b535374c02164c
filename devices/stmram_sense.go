package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// A sensed junction is read by its current against a reference half-way between the currents of both states of the
// nominal junction. RA is normal over the junctions and the reference over the columns of a tile: the same junctions are
// misread each time.
//
//	I = V/(RA/RA0 R + Rs),  Iref = (I_P + I_AP)/2 (1 + sRef z);  P is read where I > Iref

var (
	mtjSense = &Param{Knob: knob.Knob{
		Key: "sense", Label: "Sensing", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "ideal", Label: "ideal", Help: "both states are always told apart"},
			{Value: "current", Label: "by current",
				Help: "against a reference half-way between both currents: the spreads of RA and of the reference misread"},
		},
		Help: "How the states are told apart.", Source: "current sensing; its reference is assumed",
	}, AtRead: true}
	mtjSpreadRef = &Param{Knob: knob.Knob{
		Key: "sdref", Label: "Spread of the reference", Unit: "%", Kind: knob.Real, Min: 0, Max: 30, Def: 2,
		Help: "Standard deviation of the reference current, and of the amplifier with it, over the columns of tiles of " +
			"512 rows.",
		Source: "assumed",
	}, Acts: sensed, AtRead: true}
)

func sensed(v *Values) bool { return mtjSense.Is(v, "current") }

// senseRows are the rows that share a reference: assumed.
const senseRows = 512

// mtjSensing is how the junctions of an array are read.
type mtjSensing struct {
	on        bool
	r         [2]float64 // ohm, of AP and P, by the bit that they hold, at the read voltage
	series    float64    // ohm
	volts     float64
	reference float64    // A
	current   [2]float64 // A, of the nominal junction, by the bit
	ra, ref   float64    // spreads, as shares
}

// sensing is that of the values.
func (d *mtjDevice) sensing(v *Values) mtjSensing {
	u := mtjReadVolts.Of(v)
	s := mtjSensing{on: sensed(v), series: d.series, volts: u, ra: mtjSpreadRA.Of(v) / 100,
		ref: mtjSpreadRef.Of(v) / 100}
	for bit, state := range [2]int{toP, toAP} { // the state of a bit is where the write of the other one begins
		path := d.path(state, u)
		s.r[bit], s.current[bit] = path-d.series, u/path
	}
	s.reference = half(s.current)
	return s
}

// edge is how many standard deviations the RA of a junction lies from the nominal one where its current is that of a
// reference zRef of them from its middle. A P with more is misread, and an AP with less.
func (s *mtjSensing) edge(bit int, zRef float64) float64 {
	limit := float64(s.reference * (1 + float64(s.ref*zRef)))
	switch {
	case s.volts == 0: // no current, nothing to tell
		return 0
	case limit <= 0: // every junction is above it
		return math.Inf(1)
	}
	share := (s.volts/limit - s.series) / s.r[bit]
	if s.ra == 0 {
		return math.Inf(int(math.Copysign(1, share-1)))
	}
	if share <= leastShare {
		return math.Inf(-1) // RA ends there
	}
	return (share - 1) / s.ra
}

// wrong is the share of junctions that hold a bit and are misread: over the reference, the normal law of RA.
func (s *mtjSensing) wrong(bit int) (mean float64) {
	if !s.on {
		return 0
	}
	of := func(zRef float64) float64 {
		if edge := s.edge(bit, zRef); bit == 1 {
			return num.NormCDF(-edge)
		} else {
			return num.NormCDF(edge)
		}
	}
	if s.ref == 0 {
		return of(0)
	}
	const step, most = 1.0 / 256, 9 * 256
	weight := 0.0
	for k := -most; k <= most; k++ {
		z := float64(step * float64(k))
		w := num.Exp(float64(-0.5 * float64(z*z)))
		weight += w
		mean += float64(w * of(z))
	}
	return mean / weight
}

// errors is the mean over both bits.
func (s *mtjSensing) errors() float64 { return float64(0.5 * (s.wrong(0) + s.wrong(1))) }

// margin is the distance of both currents from the reference, as a share of it.
func (s *mtjSensing) margin() float64 {
	if s.reference == 0 {
		return 0
	}
	return float64(0.5*(s.current[1]-s.current[0])) / s.reference
}

// sensor reads the junctions of a layer.
type sensor struct {
	mtjSensing
	// The deviation of RA that counts for reads is drawn apart from that of writes, as that of losses is.
	junctions, references rng.Stream
}

// newSensor reads the junctions of a site; one that misreads fewer than count for none is off.
func newSensor(s mtjSensing, site Site) sensor {
	s.on = s.on && s.errors() >= never
	stream := func(name string) rng.Stream { return rng.New(site.Chip, rng.Layer(name, site.Layer)) }
	return sensor{s, stream(rng.SenseCell), stream(rng.SenseRef)}
}

// read turns the bits of a row into what is sensed of them: junction i has word i mod 4 of block (i/4, row), its
// reference that of block (i/4, row/512).
func (s *sensor) read(bits []uint64, nbits, row int) {
	if !s.on {
		return
	}
	var junctions, references [64 * 4]uint32
	for at := 0; at < nbits; at += len(junctions) {
		n := min(len(junctions), nbits-at)
		s.junctions.Fill(junctions[:(n+3)/4*4], uint64(at/4), uint64(row))
		s.references.Fill(references[:(n+3)/4*4], uint64(at/4), uint64(row/senseRows))
		for i, u := range junctions[:n] {
			word, b := &bits[(at+i)>>6], uint64((at+i)&63)
			if s.misread(int(*word>>b&1), u, references[i]) {
				*word ^= 1 << b
			}
		}
	}
}

// misread tells whether the junction of a word that holds a bit is misread against the reference of another.
func (s *mtjSensing) misread(bit int, junction, reference uint32) bool {
	edge := s.edge(bit, normal(reference))
	switch {
	case s.volts == 0:
		return junction>>31 == 1
	case bit == 1 && above(junction) <= edge, bit == 0 && below(junction) >= edge:
		return false
	case bit == 1:
		return normal(junction) > edge
	}
	return normal(junction) < edge
}

// senseNumbers are those of a read.
func senseNumbers(v *Values, d *mtjDevice, ask Ask) []Number {
	s := d.sensing(v)
	numbers := []Number{
		{Key: "tmr_read", Label: "TMR at the read voltage", Value: s.r[0]/s.r[1] - 1},
		{Key: "sense_margin", Label: "Sense margin", Value: s.margin(),
			Note: "distance of either current from the reference, as a share of it"},
		{Key: "error_p", Label: "P misread", Value: s.wrong(1), Note: "with the spreads of RA and of the reference"},
		{Key: "error_ap", Label: "AP misread", Value: s.wrong(0)},
	}
	if !s.on {
		return numbers[:2]
	}
	n := max(ask.N, 1)
	return append(numbers, closedAndDrawn("error_read", "Read error rate", s.errors(), s.drawn(n, ask.Seed), n,
		"junctions")...)
}

// drawn is the share of n junctions that are misread, half of them of either bit, each with a reference of its own.
func (s *mtjSensing) drawn(n int, seed uint32) float64 {
	bits, read := randomBits(n, seed, 0), randomBits(n, seed, 0)
	r := newSensor(*s, Site{Chip: seed})
	r.read(read, n, 0)
	return float64(differ(bits, read)) / float64(n)
}
