package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

func measuredSheet(v *Values, ask Ask) (Sheet, error) {
	if err := checkMeasured(v); err != nil {
		return Sheet{}, err
	}
	var s Sheet
	if sampled(v) {
		low, high := measuredStates(v)
		s = statesSheet(&low, &high, ask)
		s.Numbers = append(s.Numbers, sampledReads(v, &low, &high, ask)...)
	} else {
		law := measuredResponse(v)
		s = pulsedSheet(law, weakPulses.Int(v), ask)
		s.stored(law, v, weakPulses.Int(v), nil, nil, measuredCosts(v), ask)
	}
	s.Notes = append(s.Notes, "What no table of yours has given is a default: near arXiv:2107.06064 for pulses, "+
		"assumed for the states of a memory.")
	return s, nil
}

// statesSheet characterises two states that are read against each other, or against a reference.
func statesSheet(low, high *State, ask Ask) Sheet {
	differential, single := Misread(low, high), misreadSingle(low, high)
	lrs, hrs := drawn(low, high, ask)
	wrongs := 0
	for i := range lrs {
		if hrs[i] < lrs[i] {
			wrongs++
		}
	}
	share := float64(wrongs) / float64(len(lrs))
	s := Sheet{Numbers: []Number{
		{Key: "lrs", Label: "Median LRS", Value: num.Exp(low.At(0)), Unit: "Ω"},
		{Key: "hrs", Label: "Median HRS", Value: num.Exp(high.At(0)), Unit: "Ω"},
		{Key: "ber_1t1r", Label: "Bit errors, one device against the best reference", Value: single},
		{Key: "ber_2t2r", Label: "Bit errors, differential", Value: differential},
		{Key: "ber", Label: "The same, drawn", Value: share,
			Note: fmt.Sprintf("%d pairs; standard error %.1g", len(lrs), standardError(share, len(lrs)))},
	}, Notes: []string{"Below 1 % and above 99 % the distributions go on along their outermost pieces: small error " +
		"rates are extrapolations.",
		"Each device draws its resistance by its place: the table does not tell device-to-device from " +
			"cycle-to-cycle variability. So writes are not verified here: whether another one of a cell that reads " +
			"wrong would read right is what the table leaves open."}}
	if ask.Charts {
		s.Charts = []Plot{stateCurves(low, high, lrs, hrs), stateBars(lrs, hrs), ratioCurve(low, high, lrs, hrs),
			windowCurve(low, high)}
	}
	return s
}

// drawn are ln R of ask.N pairs.
func drawn(low, high *State, ask Ask) (lrs, hrs []float64) {
	n := max(ask.N, 1)
	lrs, hrs = make([]float64, n), make([]float64, n)
	stream := rng.New(ask.Seed, rng.Samples)
	for i := range lrs {
		b := stream.Block(uint64(i), 0)
		lrs[i], hrs[i] = low.At(num.InvNorm(rng.Uniform(b[0]))), high.At(num.InvNorm(rng.Uniform(b[1])))
	}
	return lrs, hrs
}

// Misread is the probability that R_HRS < R_LRS: the integral over the normal quantile z of LRS of
// phi(z) P(ln R_HRS < ln R_LRS(z)), by the trapezoid rule, which is exact to rounding for smooth laws.
func Misread(low, high *State) float64 {
	const step, ends = 1.0 / 64, 640
	sum := 0.0
	for i := -ends; i <= ends; i++ {
		z := float64(step * float64(i))
		sum += float64(num.Exp(-0.5*float64(z*z)) * num.NormCDF(high.Of(low.At(z))))
	}
	return float64(sum*step) / math.Sqrt(2*math.Pi)
}

// misreadSingle is the share of errors of one device against the best reference.
func misreadSingle(low, high *State) float64 {
	at := func(x float64) float64 { return 0.5 * (num.NormCDF(-low.Of(x)) + num.NormCDF(high.Of(x))) }
	from, to := min(low.At(-4), high.At(-4)), max(low.At(4), high.At(4))
	best := 0.5
	const steps = 4000
	for i := range steps + 1 {
		best = min(best, at(from+float64((to-from)*float64(i)/steps)))
	}
	return best
}

// zAxis are normal quantiles from -3.5 to 3.5.
func zAxis() (z []float64) {
	for i := -35; i <= 35; i++ {
		z = append(z, float64(i)/10)
	}
	return z
}

// someOf picks at most n of sorted numbers, with their normal quantiles.
func someOf(sorted []float64, n int) (x, z []float64) {
	m := min(n, len(sorted))
	for i := range m {
		at := (2*i + 1) * len(sorted) / (2 * m)
		x = append(x, num.Exp(sorted[at]))
		z = append(z, num.InvNorm((float64(at)+0.5)/float64(len(sorted))))
	}
	return x, z
}

// stateCurves is the normal plot of both states: a log-normal law is a straight line.
func stateCurves(low, high *State, lrs, hrs []float64) Plot {
	p := Plot{Key: "states", Title: "Distributions of both states", X: "R (Ω)",
		Y: "normal quantile of the probability", LogX: true}
	for i, s := range []*State{low, high} {
		name, drawn := []string{"LRS", "HRS"}[i], slices.Clone([][]float64{lrs, hrs}[i])
		slices.Sort(drawn)
		x, z := someOf(drawn, 500)
		closed := make([]float64, 0, 71)
		for _, z := range zAxis() {
			closed = append(closed, num.Exp(s.At(z)))
		}
		p.Lines = append(p.Lines, Curve{name + ", drawn", StyleDots, x, z},
			Curve{name + ", law", StyleClosed, closed, zAxis()})
	}
	p.Words = fmt.Sprintf("The median of LRS is %.4g Ω and that of HRS %.4g Ω.", num.Exp(low.At(0)),
		num.Exp(high.At(0)))
	return p
}

// stateBars are histograms of ln R of both states in the same bins.
func stateBars(lrs, hrs []float64) Plot {
	const bins = 60
	lo, hi := min(slices.Min(lrs), slices.Min(hrs)), max(slices.Max(lrs), slices.Max(hrs))
	hi = max(hi+float64((hi-lo)*1e-9), lo+1e-4) // the last bin holds its end
	return Plot{Key: "population", Title: "Resistances of the population", X: "R (Ω)",
		Y: "share of the devices", LogX: true,
		Lines: []Curve{Bars("LRS", lrs, lo, hi, bins).OfLogs(), Bars("HRS", hrs, lo, hi, bins).OfLogs()},
		Words: fmt.Sprintf("%d pairs: LRS reaches up to %.3g Ω, HRS down to %.3g Ω.", len(lrs),
			num.Exp(slices.Max(lrs)), num.Exp(slices.Min(hrs)))}
}

// ratioCurve is the distribution of what the differential read decides on, against the integral.
func ratioCurve(low, high *State, lrs, hrs []float64) Plot {
	d := make([]float64, len(lrs))
	for i := range d {
		d[i] = hrs[i] - lrs[i]
	}
	slices.Sort(d)
	x, y := make([]float64, 0, 200), make([]float64, 0, 200)
	m := min(200, len(d))
	for i := range m {
		at := (2*i + 1) * len(d) / (2 * m)
		x, y = append(x, d[at]), append(y, (float64(at)+0.5)/float64(len(d)))
	}
	cx, cy := make([]float64, 0, 61), make([]float64, 0, 61)
	lo, hi := min(d[0], 0), max(d[len(d)-1], 0)
	for i := range 61 {
		// A margin of t in ln R shifts HRS down by t.
		t := lo + float64((hi-lo)*float64(i)/60)
		down := *high
		for j := range down.ln {
			down.ln[j] -= t
		}
		cx, cy = append(cx, t), append(cy, Misread(low, &down))
	}
	return Plot{Key: "margin", Title: "Margin of the differential read", X: "ln(R_HRS/R_LRS)",
		Y: "share of the pairs below",
		Lines: []Curve{{"drawn", StyleDots, x, y}, {"integral over both laws", StyleClosed, cx, cy},
			markAt("wrong left of here", 0, Misread(low, high))},
		Words: fmt.Sprintf("A share of %.3g of the pairs has HRS below LRS and reads wrong.", Misread(low, high))}
}

// windowCurve shows the error rates while the median HRS moves towards LRS.
func windowCurve(low, high *State) Plot {
	var x, one, two []float64
	now := high.At(0) - low.At(0)
	for i := range 31 {
		w := now * float64(i) / 20
		moved := *high
		for j := range moved.ln {
			moved.ln[j] += w - now
		}
		x, one, two = append(x, num.Exp(w)), append(one, max(misreadSingle(low, &moved), 1e-15)),
			append(two, max(Misread(low, &moved), 1e-15))
	}
	return Plot{Key: "window", Title: "Bit errors over the window", X: "median HRS over median LRS",
		Y: "bit error rate", LogX: true, LogY: true,
		Lines: []Curve{{"one device, best reference (1T1R)", StyleLine, x, one},
			{"differential (2T2R)", StyleLine, x, two}, {"as measured", StyleMark, x[20:21], two[20:21]}},
		Words: fmt.Sprintf("At the measured window of %.3g the differential read has a bit error rate of %.3g.",
			num.Exp(now), two[20])}
}

// sampledReads are the errors of one read under noise; none without it.
func sampledReads(v *Values, low, high *State, ask Ask) []Number {
	noise := readNoiseOf(v, nominalSupply, Site{Chip: ask.Seed})
	if !noise.on() {
		return nil
	}
	n := max(ask.N, 1)
	drawn := wrongReads(func(s Site) Array { return newSampler(v, s) }, []int{0}, n, ask.Seed)
	return closedAndDrawn("ber_read", "BER of a read with its noise", noise.misread(low, high), drawn, n, "pairs")
}
