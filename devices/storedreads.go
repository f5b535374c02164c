package devices

import "fmt"

// StoredReads are reads under noise of pairs that move by pulses and store trained weights. Each senses the resistances
// that programming has left, by the law of readNoise: the device of a pair that gets the pulses counts as one in HRS, the
// other as one in LRS. Where a network learns in the devices there are none: each of its steps has noise of its own.
type StoredReads struct {
	inputs  int
	noise   readNoise
	reach   float32 // margins beyond are out of the reach of noise
	margins []float32
}

// StoredReads are those of a layer of rows; nil where the values have no noise of reads, or no pairs.
func (t *Technology) StoredReads(v *Values, site Site, rows int) *StoredReads {
	if !t.Pulsed(v) || t.ParamOf(readPink.Key) == nil {
		return nil
	}
	return newStoredReads(v, site, rows)
}

func newStoredReads(v *Values, site Site, rows int) *StoredReads {
	noise := readNoiseOf(v, nominalSupply, site)
	if !noise.on() {
		return nil
	}
	return &StoredReads{inputs: site.Inputs, noise: noise, reach: float32(noise.reach()),
		margins: make([]float32, rows*site.Inputs)}
}

// Keep keeps ln(R_BL/R_BLb) of the pairs of a row as they were left in a step.
func (r *StoredReads) Keep(p Pulsed, row int, step uint64) {
	p.LogRatios(row*r.inputs, step, r.margins[row*r.inputs:(row+1)*r.inputs])
}

// Margins are what is kept, a row a neuron: those of rows that others hold are to be put here.
func (r *StoredReads) Margins() []float32 { return r.margins }

// Noisy implements Reader.
func (r *StoredReads) Noisy() bool { return true }

// Read implements Reader.
func (r *StoredReads) Read(dst, hold, want []uint64, row int, n uint64) Tally {
	copy(dst, hold)
	for i, margin := range r.margins[row*r.inputs : (row+1)*r.inputs] {
		if margin > r.reach || margin < -r.reach {
			continue
		}
		bit := int(want[i/64] >> (i % 64) & 1)
		x := float64(margin) + r.noise.device(2*i, lrs+bit, row, n) - r.noise.device(2*i+1, hrs-bit, row, n) +
			r.noise.amplifier(i, row, n)
		switch {
		case x > 0:
			dst[i/64] |= 1 << (i % 64)
		case x < 0:
			dst[i/64] &^= 1 << (i % 64)
		}
	}
	return Tally{}
}

// margin is the law of what a read adds to the margin of a pair of one device in either state: as likely each of four
// shifts, by the traps, and a normal law.
func (r *readNoise) margin() (shifts [4]float64, sd float64) {
	for k := range shifts {
		shifts[k] = float64(r.trap[hrs]*(float64(k&1)-0.5)) - float64(r.trap[lrs]*(float64(k>>1)-0.5))
	}
	return shifts, hypotenuse(hypotenuse(r.pink, r.pink), r.thermal)
}

// rate is the error rate of a read of pairs whose margin in favour of what is stored is normal without noise.
func (r *readNoise) rate(mean, sd float64) (rate float64) {
	shifts, noise := r.margin()
	for _, x := range shifts {
		rate += float64(0.25 * normalBelow(0, mean+x, hypotenuse(sd, noise)))
	}
	return rate
}

// draw stores a +1 in the pairs by pulses, and by more of them where they are verified, and returns the share of them
// that the first read finds wrong, and what the law of the noise says of their margins.
func (r *StoredReads) draw(p Pulsed, pulses, more int) (wrong, closed float64) {
	n := r.inputs
	w, want := make([]int8, n), make([]uint64, (n+63)/64)
	for i := range w {
		w[i] = 1
		want[i/64] |= 1 << (i % 64)
	}
	p.Init(0, n)
	StorePairs(p, 0, w, pulses, more, 1)
	r.Keep(p, 0, StoredStep(more, 1))
	read := make([]uint64, len(want))
	r.Read(read, want, want, 0, 0)
	for _, margin := range r.margins {
		closed += r.noise.rate(float64(margin), 0) / float64(n)
	}
	return float64(differ(read, want)) / float64(n), closed
}

// storedReads adds to a sheet what reads of weights come to, under their noise, that were stored by pulses, and by more
// of them where they are verified. closed is their error rate from the laws of the devices, without verification; nil
// where there is none. build makes n pairs.
func (s *Sheet) storedReads(v *Values, pulses, more int, closed func(noise *readNoise) float64,
	build func(n int) Pulsed, ask Ask) {
	n := max(min(ask.N, 100_000), 1)
	reads := newStoredReads(v, Site{Chip: ask.Seed, Inputs: n}, 1)
	if reads == nil {
		return
	}
	wrong, rate := reads.draw(build(n), pulses, more)
	note := "the law of the noise, over margins that were drawn"
	if closed != nil && more == 0 {
		rate, note = closed(&reads.noise), "from the laws"
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "ber_read", Label: "BER of a read with its noise", Value: rate, Note: note},
		Number{Key: "ber_read_mc", Label: "BER of a read with its noise, drawn", Value: wrong,
			Note: fmt.Sprintf("of %d pairs, standard error %.2g", n, standardError(wrong, n))})
	s.Notes = append(s.Notes, "Noise of reads comes on top of what devices have when they are programmed. A device that "+
		"got pulses counts as one in HRS, a fresh one as one in LRS; where the network learns in the devices each step "+
		"has its own noise, and reads add none: assumed.")
}
