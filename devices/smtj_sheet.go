package devices

import (
	"fmt"
	"math"
	"math/bits"

	"arraylab/devices/junction"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// smtjWords is how many words of bits are drawn to be measured.
const smtjWords = 1 << 12

func smtjSheet(v *Values, ask Ask) (Sheet, error) {
	j := smtjNominal(v)
	telegraph := smtjTelegraph(j)
	closedP, closedAP := j.ClosedTaus()
	raw := smtjChain(v, j)
	g := NewBitGenerator(v, ask.Seed)
	p, correlation := g.Law()
	drawn := smtjMeasure(g.Bits(0), smtjWords)
	s := Sheet{Numbers: []Number{
		{"p", "Share of ones", p, "", "exact, of the whitened bits of the generator with this seed"},
		{"correlation", "Correlation of neighbours", correlation, "", "exact, of the same bits"},
		{"p_drawn", "Share of ones, drawn", drawn.p, "", fmt.Sprintf("± %.1g, in %d bits", drawn.se, 64*smtjWords)},
		{"correlation_drawn", "Correlation, drawn", drawn.correlation, "", fmt.Sprintf("± %.1g", drawn.se*2)},
		{"p_raw", "Share of ones of a junction", raw.P(), "", "of the nominal junction, read disturb included"},
		{"correlation_raw", "Correlation of a junction's bits", raw.Correlation(), "",
			"of the nominal junction, read disturb included"},
		{"p_ap", "P(AP)", telegraph.PAP(), "", "share of time, when nobody reads"},
		{"disturb_p", "Probability that a read turns a P over", smtjDisturbOf(v, j), "", "of the nominal junction"},
		{"tau_p", "Mean time in P", telegraph.TauP, "s", "by the mean first-passage time"},
		{"tau_ap", "Mean time in AP", telegraph.TauAP, "s", "by the mean first-passage time"},
		{"tau_p_closed", "The same, closed form", closedP, "s", "for high barriers"},
		{"tau_ap_closed", "The same, closed form", closedAP, "s", "for high barriers"},
		{"closed_low", "Closed form too low by", 1 - closedP/telegraph.TauP, "", "share of the mean time in P"},
		{"bits_per_second", "Bits a second", 1 / smtjIntervalOf(v), "1/s", ""},
		{"joules_per_bit", "Energy per bit", smtjJoules(v), "J",
			"20 fJ with overheads: arXiv:1806.09124, abstract; shares assumed"},
	}}
	s.Notes = []string{"Barrier, currents, times, read disturb and the shares of the 20 fJ are assumed: " +
		"they were not read by us."}
	if lowest := j.Barrier * (1 - math.Abs(j.Current)) * (1 - math.Abs(j.Current)); lowest < 2 {
		s.Notes = append(s.Notes, fmt.Sprintf("Under this current one barrier is only %.2g kT high: the junction is "+
			"hardly a two-state device there, and its mean times are rough.", lowest))
	}
	if ask.Charts {
		s.Charts = []Plot{
			smtjTrace(v, telegraph, ask.Seed), smtjDwell(v, telegraph, ask), smtjCurrents(v, ask.Seed),
			smtjIntervals(v, ask.Seed),
			smtjWhitening(v, raw, ask.Seed), smtjBarriers(v), smtjSizes(v, ask.Seed),
		}
	}
	return s, nil
}

// smtjMeasured are statistics of drawn bits, with the standard error of the share of ones.
type smtjMeasured struct{ p, correlation, se float64 }

func smtjMeasure(b *junction.Bits, words int) (m smtjMeasured) {
	w := make([]uint64, words)
	b.Fill(w)
	ones, both, last := 0, 0, uint64(0)
	for _, x := range w {
		ones += bits.OnesCount64(x)
		both += bits.OnesCount64(x & (x<<1 | last))
		last = x >> 63
	}
	n := float64(64 * words)
	m.p = float64(ones) / n
	variance := float64(m.p * (1 - m.p))
	if variance > 0 {
		m.correlation = math.Max(-1, math.Min((float64(both)/n-float64(m.p*m.p))/variance, 1))
	}
	// The mean of correlated bits converges slower.
	m.se = math.Sqrt(variance / n * (1 + m.correlation) / math.Max(1-m.correlation, 1/n))
	return m
}

// smtjAt draws reads of the nominal junction under other values.
func smtjAt(v Values, seed uint32, number uint64) smtjMeasured {
	return smtjMeasure(junction.NewBits([]junction.Chain{smtjChain(&v, smtjNominal(&v))}, seed, number), smtjWords/4)
}

// smtjTrace follows the nominal junction through heat and reads.
func smtjTrace(v *Values, t junction.Telegraph, seed uint32) Plot {
	dt, disturb := smtjIntervalOf(v), smtjDisturbOf(v, smtjNominal(v))
	end := math.Min(12*math.Max(t.TauP, t.TauAP), 1000*dt)
	draw := rng.New(seed, rng.Trap).Source(0)
	line, reads := Curve{Name: "state", Style: StyleLine}, Curve{Name: "reads", Style: StyleDots}
	now, state, read := 0.0, 0.0, dt
	if draw.Float64() < t.PAP() {
		state = 1
	}
	put := func() { line.add(now*1e6, state) }
	put()
	for now < end && len(line.X) < 280 {
		tau := t.TauP
		if state == 1 {
			tau = t.TauAP
		}
		// Waiting times have no memory, so that one begins anew at each read.
		next := now - float64(tau*num.Log(draw.Float64()))
		flips := next < math.Min(read, end)
		now = math.Min(next, math.Min(read, end))
		if !flips && now == read {
			reads.add(now*1e6, state)
			read += dt
			flips = state == 0 && draw.Float64() < disturb
		}
		if flips {
			put()
			state = 1 - state
			put()
		}
	}
	put()
	return Plot{Key: "trace", Title: "One junction, followed", X: "time (µs)", Y: "state: 0 = P, 1 = AP",
		Lines: []Curve{line, reads.thinned(200)},
		Words: "The junction jumps between its two states at random; the dots are what the amplifier reads."}
}

// smtjDwell waits once with each junction of a population until it leaves P.
func smtjDwell(v *Values, t junction.Telegraph, ask Ask) Plot {
	const bins, end = 40, 5.0
	n := max(1, min(ask.N, 20000))
	nominal, _ := smtjNominal(v).ClosedTaus()
	wait := rng.New(ask.Seed, rng.Trap)
	middles, density := Grid(end/bins/2, end-end/bins/2, bins), make([]float64, bins)
	for k := range n {
		// Between like devices the closed form and the integration differ by almost the same factor.
		tau, _ := smtjDevice(v, ask.Seed, k).ClosedTaus()
		u := wait.Block(uint64(k), 1)
		if bin := -num.Log(rng.Uniform64(u[0], u[1])) * tau / nominal * bins / end; bin < bins {
			density[int(bin)] += bins / end / float64(n)
		}
	}
	law := Curve{Name: "exponential law", Style: StyleClosed, X: Grid(0, end, 101)}
	for _, x := range law.X {
		law.Y = append(law.Y, num.Exp(-x))
	}
	return Plot{Key: "dwell", Title: "Times in the P state", X: fmt.Sprintf("time in P (in units of %.3g s)", t.TauP),
		Y:     "density",
		Lines: []Curve{{fmt.Sprint(n, " junctions"), StyleBars, middles, density}, law},
		Words: "Each of many junctions is left alone until it leaves P. Equal junctions follow the exponential law; " +
			"a spread of barriers adds short and long times."}
}

// smtjCurrents is P(AP) over the bias current.
func smtjCurrents(v *Values, seed uint32) Plot {
	law, dots := Curve{Name: "a/(a + b)", Style: StyleClosed, X: Grid(-0.4, 0.4, 81)},
		Curve{Name: "drawn reads", Style: StyleDots, X: Grid(-0.4, 0.4, 17)}
	j := smtjNominal(v)
	for _, i := range law.X {
		j.Current = i
		law.Y = append(law.Y, smtjTelegraph(j).PAP())
	}
	other := *v
	for k, i := range dots.X {
		smtjCurrent.Put(&other, i)
		dots.Y = append(dots.Y, smtjAt(other, seed, uint64(1000+k)).p)
	}
	mark := markAt("now", smtjCurrent.Of(v), smtjTelegraph(smtjNominal(v)).PAP())
	return Plot{Key: "current", Title: "Share of ones over the current", X: "bias current (Ic0)", Y: "P(AP)",
		Lines: []Curve{law, dots, mark},
		Words: "A current tilts the barrier and biases the bits. Reads lie above the law by their disturb, the more " +
			"the shorter the interval."}
}

// smtjIntervals is the correlation of a junction's bits over the sampling interval.
func smtjIntervals(v *Values, seed uint32) Plot {
	t := smtjTelegraph(smtjNominal(v))
	unit := 1 / (1/t.TauP + 1/t.TauAP)
	law, dots := Curve{Name: "exp(-(a + b) dt)", Style: StyleClosed}, Curve{Name: "drawn reads", Style: StyleDots}
	for _, x := range Grid(0, 5, 101) {
		law.add(x*unit*1e6, t.Correlation(x*unit))
	}
	other := *v
	for k, x := range Grid(0.25, 5, 20) {
		smtjInterval.Put(&other, x*unit)
		dots.add(x*unit*1e6, smtjAt(other, seed, uint64(2000+k)).correlation)
	}
	lines := []Curve{law, dots}
	if dt := smtjIntervalOf(v); dt <= 5*unit {
		lines = append(lines, markAt("now", dt*1e6, t.Correlation(dt)))
	}
	return Plot{Key: "interval", Title: "Memory of a bit", X: "sampling interval (µs)",
		Y: "correlation of neighbours", Lines: lines,
		Words: "Bits that are read too soon one after the other resemble each other. Read disturb " +
			"lowers that a little."}
}

// smtjWhitening is the bias of a population of generators over the number of junctions XORed.
func smtjWhitening(v *Values, raw junction.Chain, seed uint32) Plot {
	const generators, most = 100, 8
	law, dots := Curve{Name: "2^(k-1) ε^k, nominal junctions", Style: StyleClosed},
		Curve{Name: "generators of different junctions", Style: StyleDots}
	put := func(c *Curve, k int, bias float64) {
		if bias > 1e-15 { // what is less is rounding, and a logarithmic axis has no 0
			c.add(float64(k), bias)
		}
	}
	nominal, bias := math.Abs(raw.P()-0.5), 0.5
	for k := 1; k <= most; k++ {
		bias *= 2 * nominal
		put(&law, k, bias)
	}
	// The mean times of a device follow from those of the nominal one as the closed form says.
	t, at := smtjTelegraph(smtjNominal(v)), smtjNominal(v)
	closedP, closedAP := at.ClosedTaus()
	disturb := smtjDisturbOf(v, at)
	for g := range generators {
		bias := 0.5
		for k := 1; k <= most; k++ {
			p, ap := smtjDevice(v, seed, g*most+k-1).ClosedTaus()
			c := junction.Telegraph{TauP: t.TauP * p / closedP,
				TauAP: t.TauAP * ap / closedAP}.Sampled(smtjIntervalOf(v), disturb)
			bias *= math.Abs(1 - 2*c.P())
			put(&dots, k, bias)
		}
	}
	p, _ := NewBitGenerator(v, seed).Law()
	lines := []Curve{law, dots}
	if b := math.Abs(p - 0.5); b > 1e-15 {
		lines = append(lines, markAt("now", smtjXOR.Of(v), b))
	}
	return Plot{Key: "whitening", Title: "Bias after whitening", X: "junctions XORed", Y: "|P(1) - 1/2|",
		LogY: true, Lines: lines,
		Words: "Each further junction multiplies the bias by twice its own: XOR whitens."}
}

// smtjBarriers is the mean time without current over the barrier.
func smtjBarriers(v *Values) Plot {
	exact, closed := Curve{Name: "mean first passage", Style: StyleLine, X: Grid(3, 20, 69)},
		Curve{Name: "closed form", Style: StyleClosed, X: Grid(3, 20, 69)}
	j := smtjNominal(v)
	j.Current = 0
	times := func() (float64, float64) {
		c, _ := j.ClosedTaus()
		t, _ := j.Taus()
		return c, t
	}
	for _, d := range exact.X {
		j.Barrier = d
		c, t := times()
		closed.Y, exact.Y = append(closed.Y, c), append(exact.Y, t)
	}
	lines := []Curve{exact, closed}
	if j.Barrier = smtjBarrier.Of(v); j.Barrier <= 20 {
		_, t := times()
		lines = append(lines, markAt("now", j.Barrier, t))
	}
	return Plot{Key: "barrier", Title: "Mean time over the barrier", X: "energy barrier (kT)",
		Y: "mean time without current (s)", LogY: true, Lines: lines,
		Words: "The time grows exponentially with the barrier. The closed form is up to a quarter too low below 15 kT."}
}
