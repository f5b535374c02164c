package fit

import (
	"math"
	"slices"

	"arraylab/devices"
	"arraylab/sim/num"
)

// searcher fits both scales at the barrier of a bank.
type searcher struct {
	bank           *bank
	rates          []rate
	volts, seconds float64 // of the middle pulse
	timed          bool    // the table has lengths of pulses
	relaxed        [2]float64
	best           junctionFit
}

// try holds the model against the rates with a current and a length of the middle pulse.
func (s *searcher) try(i, tau float64) float64 {
	if x := s.seconds / tau; s.timed && !(x > s.relaxed[0] && x < s.relaxed[1]) {
		return math.Inf(1)
	}
	f := junctionFit{delta: s.bank.delta, scale: [2]float64{i / s.volts, tau / s.seconds}}
	if f.loss = f.off(s.bank, s.rates); f.loss < s.best.loss {
		s.best = f
	}
	return f.loss
}

// relaxations are the shortest and the longest relaxation time in s that damping and magnetization give a barrier.
func relaxations(delta float64) (ends [2]float64) {
	alpha, ms := devices.STMRAM.ParamOf("alpha"), devices.STMRAM.ParamOf("ms")
	for k, x := range [2][2]float64{{alpha.Max, ms.Min}, {alpha.Min, ms.Max}} {
		v := newValues(devices.STMRAM)
		v.put("delta", delta)
		v.put("alpha", x[0])
		v.put("ms", x[1])
		ends[k] = devices.JunctionOf(&v.v).TauD
	}
	return ends
}

// scan tries the currents and lengths that a pulse may have, on some of the rates.
func (s *searcher) scan() {
	all := s.rates
	defer func() {
		if s.rates = all; !math.IsInf(s.best.loss, 1) {
			s.best.loss = s.best.off(s.bank, all)
		}
	}()
	if every := (len(all) + scanned - 1) / scanned; every > 1 {
		s.rates = nil
		for k := 0; k < len(all); k += every {
			s.rates = append(s.rates, all[k])
		}
	}
	for i := 0.4; i < 12; i *= 1.25 {
		for tau := 0.1; tau < 1e6; tau *= 1.3 {
			s.try(i, tau)
		}
	}
}

// scanned is how many rates a scan looks at.
const scanned = 60

// search fits at a barrier, from a scan or from what another barrier gave.
func search(delta float64, rates []rate, from *junctionFit) junctionFit {
	s := &searcher{bank: newBank(delta), rates: rates, best: junctionFit{loss: math.Inf(1)}}
	s.volts, s.seconds = middle(rates)
	s.timed, s.relaxed = rates[0].seconds > 0, relaxations(delta)
	if from == nil || math.IsInf(from.loss, 1) {
		s.scan()
	} else {
		s.try(from.scale[0]*s.volts, from.scale[1]*s.seconds)
	}
	if math.IsInf(s.best.loss, 1) {
		return s.best
	}
	for range 2 { // a second simplex around what the first one found
		x := []float64{num.Log(s.best.scale[0] * s.volts), num.Log(s.best.scale[1] * s.seconds)}
		minimize(func(x []float64) float64 {
			if !(x[0] > -3 && x[0] < 3 && x[1] > -5 && x[1] < 30) {
				return math.Inf(1)
			}
			return s.try(num.Exp(x[0]), num.Exp(x[1]))
		}, x, 200)
	}
	return s.best
}

// barriers are those that are held against each other.
var barriers = []float64{12, 20, 30, 40, 60, 90, 130, 200, 300}

// told is how much the loss must rise on both sides of the best barrier for the rates to tell it: three standard
// deviations.
const told = 9

// fitJunction fits the rates. lo and hi are the barriers that fit as well as the one taken: both the same where the
// table gives it, or where the rates tell it.
func fitJunction(rates []rate) (f junctionFit, lo, hi float64) {
	if d := rates[0].delta; d > 0 {
		return search(d, rates, nil), d, d
	}
	all, held := fitBarriers(rates)
	best := held
	for k := range all {
		if all[k].loss < all[best].loss {
			best = k
		}
	}
	// Rates that scatter more than their weights say tell less.
	scatter := math.Max(all[best].loss/float64(max(len(rates)-3, 1)), 1)
	near := func(k int) bool { return all[k].loss < all[best].loss+told*scatter }
	from, to := best, best
	for from > 0 && near(from-1) {
		from--
	}
	for to < len(all)-1 && near(to+1) {
		to++
	}
	if from > 0 && to < len(all)-1 && to-from <= 2 {
		f = narrow(rates, all[from-1:to+2])
		return f, f.delta, f.delta
	}
	if near(held) {
		best = held
	}
	return all[best], barriers[from], barriers[to]
}

// fitBarriers fits at each of the barriers, from the held one outwards: neighbours begin where it ended.
func fitBarriers(rates []rate) (all []junctionFit, held int) {
	all = make([]junctionFit, len(barriers))
	held = slices.Index(barriers, heldDelta)
	all[held] = search(heldDelta, rates, nil)
	for k := held - 1; k >= 0; k-- {
		all[k] = search(barriers[k], rates, &all[k+1])
	}
	for k := held + 1; k < len(all); k++ {
		all[k] = search(barriers[k], rates, &all[k-1])
	}
	return all, held
}

// narrow finds the best barrier within those of the fits, by golden sections of its logarithm.
func narrow(rates []rate, within []junctionFit) junctionFit {
	best := within[0]
	for _, f := range within {
		if f.loss < best.loss {
			best = f
		}
	}
	const golden = 0.6180339887498949
	a, b := num.Log(within[0].delta), num.Log(within[len(within)-1].delta)
	at := func(x float64) float64 {
		f := search(num.Exp(x), rates, &best)
		if f.loss < best.loss {
			best = f
		}
		return f.loss
	}
	c, d := b-golden*(b-a), a+golden*(b-a)
	fc, fd := at(c), at(d)
	for range 8 {
		if fc < fd {
			b, d, fd = d, c, fc
			c = b - golden*(b-a)
			fc = at(c)
		} else {
			a, c, fc = c, d, fd
			d = a + golden*(b-a)
			fd = at(d)
		}
	}
	return best
}
