package devices

import (
	"fmt"
	"math"

	"arraylab/devices/ecc"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// trio are three curves of error rates.
type trio [3]Curve

func newTrio(style string, suffix string) *trio {
	return &trio{{Name: "1T1R" + suffix, Style: style}, {Name: "1T1R + ECC" + suffix, Style: style},
		{Name: "2T2R" + suffix, Style: style}}
}

func (c *trio) add(x float64, b berOf) {
	for i, y := range [3]float64{b.one, b.coded, b.two} {
		c[i].addRate(x, y)
	}
}

// now marks the three rates at the present values.
func (c *trio) now(x float64, b berOf) Curve {
	m := Curve{Name: "now", Style: StyleMark}
	for _, y := range [3]float64{b.one, b.coded, b.two} {
		m.addRate(x, y)
	}
	return m
}

// dotCells is the size of the Monte Carlo behind each dot.
const dotCells = 1 << 13

// conditionPlot is the one chart of the three ways to store a bit.
func conditionPlot(v *Values, code *ecc.Code, ask Ask) Plot {
	closed, drawn := newTrio(StyleClosed, ""), newTrio(StyleDots, ", drawn")
	w := *v
	for _, x := range Grid(1, 9, 65) {
		separation.Put(&w, x)
		closed.add(writeJoules(&w)*1e12, closedBER(&w, code))
	}
	for _, x := range conditionSeparation {
		separation.Put(&w, x)
		drawn.add(writeJoules(&w)*1e12, drawnBER(&w, code, dotCells, ask.Seed))
	}
	now := closedBER(v, code)
	return Plot{
		Key: "condition", Title: "Bit error rate over the programming condition", X: "energy of a device's write (pJ)",
		Y: "bit error rate", LogX: true, LogY: true,
		Lines: append(append(closed[:], drawn[:]...), closed.now(writeJoules(v)*1e12, now)),
		Words: fmt.Sprintf("At %.3g pJ a device: 1T1R %.2g, 1T1R with the %v code %.2g, 2T2R %.2g. All fall steeply "+
			"with the energy; dots are %d drawn bits at each condition from strong to lowest.",
			writeJoules(v)*1e12, now.one, code, now.coded, now.two, dotCells),
	}
}

// cyclePlot follows the errors as the devices wear out.
func cyclePlot(v *Values, code *ecc.Code, ask Ask) Plot {
	closed, drawn := newTrio(StyleClosed, ""), newTrio(StyleDots, ", drawn")
	w := *v
	end := enduranceOf(v)
	for _, x := range GridLog(end/1e4, end*100, 61) {
		cyclesDone.Put(&w, x)
		closed.add(x, closedBER(&w, code))
	}
	for _, x := range []float64{end / 1e3, end / 10, end, 10 * end} {
		cyclesDone.Put(&w, x)
		drawn.add(x, drawnBER(&w, code, dotCells, ask.Seed))
	}
	lines := append(closed[:], drawn[:]...)
	if x := cyclesDone.Of(v); x >= end/1e4 && x <= end*100 {
		lines = append(lines, closed.now(x, closedBER(v, code)))
	}
	return Plot{
		Key: "endurance", Title: "Bit error rate over cycles", X: "cycles", Y: "bit error rate", LogX: true,
		LogY: true, Lines: lines,
		Words: fmt.Sprintf("Errors stay until near the endurance of %.2g cycles, then the states widen and devices "+
			"are left stuck. The law is assumed.", end),
	}
}

// retentionPlot follows the errors as the states drift, at the present temperature and at 85 degrees Celsius.
func retentionPlot(v *Values, code *ecc.Code) Plot {
	var lines []Curve
	kelvins := []float64{temperature.Of(v), 358}
	if kelvins[0] == kelvins[1] {
		kelvins = kelvins[:1]
	}
	for _, kelvin := range kelvins {
		c := newTrio(StyleClosed, fmt.Sprintf(" at %.0f K", kelvin))
		w := *v
		temperature.Put(&w, kelvin)
		refreshHours.Put(&w, 0)
		for _, x := range GridLog(0.01, 1e6, 49) {
			hoursKept.Put(&w, x)
			c.add(x, closedBER(&w, code))
		}
		lines = append(lines, c[:]...)
	}
	if x := keptHours(v); x >= 0.01 {
		lines = append(lines, newTrio("", "").now(x, closedBER(v, code)))
	}
	return Plot{
		Key: "retention", Title: "Bit error rate over time", X: "time since programming (h)", Y: "bit error rate",
		LogX: true, LogY: true, Lines: lines,
		Words: "Both states drift towards each other with the logarithm of time, the faster the hotter. " +
			"The law is assumed.",
	}
}

// populationPlot draws devices of both states against their laws.
func populationPlot(v *Values, ask Ask) Plot {
	const n, bins = 4096, 60
	p, _ := differential(v)
	c := newCells(p, amplifier{timeout: math.Inf(1)}, true, 1, Site{Chip: ask.Seed, Inputs: n, Row1: 1})
	logs := c.drawLogs(n)
	wide := float64(4.5 * math.Max(p.spread(lrs), math.Max(p.spread(hrs), 0.05)))
	lo, hi := (p.mean[lrs]-wide)/math.Ln10, (math.Max(p.mean[hrs], p.mean[lrs])+wide)/math.Ln10
	plot := Plot{
		Key: "population", Title: "Resistances of both states", X: "log10 of R in Ω", Y: "share of the devices a bin",
		Words: fmt.Sprintf("%d devices in each state around %.3g and %.3g ohm, with the normal laws of ln R.", n,
			num.Exp(p.mean[lrs]), num.Exp(p.mean[hrs])),
	}
	top := 0.0
	for s, name := range []string{"LRS", "HRS"} {
		bars := Bars(name+", drawn", logs[s], lo, hi, bins)
		plot.Lines = append(plot.Lines, bars)
		for _, y := range bars.Y {
			top = math.Max(top, y)
		}
	}
	for s, name := range []string{"LRS", "HRS"} {
		law := Curve{Name: name, Style: StyleClosed, X: Grid(lo, hi, 4*bins+1)}
		for _, x := range law.X {
			half := float64((hi - lo) / (2 * bins))
			law.Y = append(law.Y, p.share(s, (x+half)*math.Ln10)-p.share(s, (x-half)*math.Ln10))
		}
		plot.Lines = append(plot.Lines, law)
	}
	if sensing.Is(v, "1t1r") {
		at := p.reference / math.Ln10
		plot.Lines = append(plot.Lines,
			Curve{Name: "reference", Style: StyleMark, X: []float64{at, at}, Y: []float64{0, top}})
	}
	return plot
}

// share is the share of devices that should be in a state with ln R below x, the stuck ones counted in.
func (p *population) share(state int, x float64) float64 {
	other := hrs - state
	stuck := p.stuck[other]
	return float64((1-stuck)*normalBelow(x, p.mean[state], p.spread(state))) +
		float64(stuck*normalBelow(x, p.mean[other], p.spread(other)))
}

// drawLogs are ln R over ln 10 of n devices in each state.
func (c *cells) drawLogs(n int) (logs [2][]float64) {
	var w words
	for i0 := 0; i0 < n; i0 += 64 {
		c.load(&w, i0, 64, 0)
		for k := range 64 {
			logs[lrs] = append(logs[lrs], c.logR(&w, 2*k, lrs)/math.Ln10)
			logs[hrs] = append(logs[hrs], c.logR(&w, 2*k+1, hrs)/math.Ln10)
		}
	}
	return logs
}

// amplifierPlot is the error of the amplifier over the ratio of resistances, closed form and draws.
func amplifierPlot(v *Values, ask Ask) Plot {
	_, a := differential(v)
	reach := math.Max(float64(4*a.offset)+float64(2*a.dead), 0.05)
	plot := Plot{
		Key: "pcsa", Title: "Error of the sense amplifier", X: "ln(R2/R1) in favour of the stored bit",
		Y: "probability of an error",
		Words: fmt.Sprintf("At %.2g V an amplifier with offset %.2g and dead zone %.2g, in ln R. Without a "+
			"difference it errs half the time; the error is gone beyond about %.2g.",
			pcsaSupply.Of(v), a.offset, a.dead, reach),
	}
	closed, drawn := Curve{Name: "closed form", Style: StyleClosed, X: Grid(-reach, reach, 201)},
		Curve{Name: "drawn", Style: StyleDots, X: Grid(-reach, reach, 25)}
	for _, m := range closed.X {
		closed.Y = append(closed.Y, a.wrong(m, 0))
	}
	for i, m := range drawn.X {
		drawn.Y = append(drawn.Y, a.drawnWrong(m, 1000, rng.New(ask.Seed, rng.Offset), uint64(i)))
	}
	plot.Lines = []Curve{closed, drawn}
	return plot
}

// drawnWrong is the share of n amplifiers that err on the XNOR of a bit +1 with a margin and an input of +1 or -1.
func (a amplifier) drawnWrong(margin float64, n int, s rng.Stream, number uint64) float64 {
	wrong := 0.0
	for k := range n {
		u := s.Block(uint64(k), number)
		o, input := float64(a.offset*normal(u[0])), int(u[1]>>31)*2-1
		wrong += float64(float64(1-input*a.xnor(0, margin, o, input)) / 2)
	}
	return wrong / float64(n)
}
