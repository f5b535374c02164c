package devices

import (
	"math"

	"arraylab/sim/num"
)

// Wires stand in series with both devices of a pair, or with the one that is compared with a reference next to the
// amplifier. A comparator without offset orders two devices behind equal wires as it does without: wires
// only bring their ln R closer to each other, so that offset and dead zone count for more. For a
// reference they move the low-resistance state towards it.

// wired is ln(R + series) of x = ln R.
func wired(x, series float64) float64 { return x + num.Log1p(float64(series*num.Exp(-x))) }

// unwired is ln(R - series) of y = ln R, -Inf where nothing is left.
func unwired(y, series float64) float64 {
	share := float64(series * num.Exp(-y))
	if !(share < 1) {
		return math.Inf(-1)
	}
	return y + num.Log1p(-share)
}

// Expectations over a normal number are sums at equal steps, which converge faster than any power of the step for
// smooth functions: with this one, probabilities have an error of about 1e-17.
const (
	normalStep  = 0.5
	normalSteps = 16 // on each side
)

// normalWeights are those of the steps, with the sum 1.
var normalWeights = makeNormalWeights()

func makeNormalWeights() (weights [2*normalSteps + 1]float64) {
	sum := 0.0
	for i := range weights {
		z := float64(normalStep * float64(i-normalSteps))
		weights[i] = num.Exp(float64(-0.5 * float64(z*z)))
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// overNormal is the expectation of f of a normal number, where f changes over a width. If that is much wider than the
// law, every other step is enough, with a relative error of 1e-8.
func overNormal(mean, sd, width float64, f func(float64) float64) (sum float64) {
	if sd == 0 {
		return f(mean)
	}
	stride := 1
	if sd < width/4 {
		stride = 2
	}
	for i := 0; i < len(normalWeights); i += stride {
		w := float64(float64(stride) * normalWeights[i])
		sum += float64(w * f(mean+float64(sd*float64(normalStep*float64(i-normalSteps)))))
	}
	return sum
}

// wrongPair is the probability that the amplifier misreads a pair of working devices behind wires. The
// widest law is taken in closed form and the others are summed over, as they are smooth on its scale.
func (p *population) wrongPair(a amplifier) float64 {
	sL, sH, series := p.spread(lrs), p.spread(hrs), p.series
	if series == 0 {
		return a.wrong(p.mean[hrs]-p.mean[lrs], hypotenuse(sL, sH))
	}
	return a.halves(func(dead float64) float64 {
		switch {
		case a.offset >= math.Max(sL, sH):
			return overNormal(p.mean[lrs], sL, a.offset, func(low float64) float64 {
				return overNormal(p.mean[hrs], sH, a.offset, func(high float64) float64 {
					return normalBelow(dead-(wired(high, series)-wired(low, series)), 0, a.offset)
				})
			})
		case sH >= sL:
			return overNormal(p.mean[lrs], sL, sH, func(low float64) float64 {
				low = wired(low, series)
				return overNormal(0, a.offset, math.Max(sL, sH), func(o float64) float64 {
					return normalBelow(unwired(low+dead-o, series), p.mean[hrs], sH)
				})
			})
		}
		return overNormal(p.mean[hrs], sH, sL, func(high float64) float64 {
			high = wired(high, series)
			return overNormal(0, a.offset, math.Max(sL, sH), func(o float64) float64 {
				return normalBelow(-unwired(high-dead+o, series), -p.mean[lrs], sL)
			})
		})
	})
}

// halves averages what f says at both ends of the dead zone, between which the amplifier falls to either side.
func (a amplifier) halves(f func(dead float64) float64) float64 {
	if a.dead == 0 {
		return f(0)
	}
	return float64(0.5 * (f(-a.dead) + f(a.dead)))
}

// wrongSingle is the probability that a working device behind wires is misread against the reference.
func (p *population) wrongSingle(a amplifier, state int) float64 {
	sd, sign, series := p.spread(state), 1.0, p.series
	if state == hrs {
		sign = -1
	}
	if series == 0 {
		return a.wrong(float64(sign*(p.reference-p.mean[state])), sd)
	}
	return a.halves(func(dead float64) float64 {
		if a.offset >= sd {
			return overNormal(p.mean[state], sd, a.offset, func(x float64) float64 {
				return normalBelow(dead-float64(sign*(p.reference-wired(x, series))), 0, a.offset)
			})
		}
		return overNormal(0, a.offset, sd, func(o float64) float64 {
			edge := unwired(p.reference+float64(sign*(o-dead)), series)
			return normalBelow(float64(-sign*edge), float64(-sign*p.mean[state]), sd)
		})
	})
}

// wiresOf are those in front of the rows of a site; none where they are ideal.
func wiresOf(v *Values, site Site) Tiles {
	if wirePerCell.Of(v) == 0 {
		return Tiles{}
	}
	return tilesOf(v, site.Inputs, max(site.Row1, 1))
}

// behind puts the cells behind wires.
func (c *cells) behind(wires Tiles) *cells {
	c.wires = wires
	return c
}

// seriesOf is the resistance of the wires to a row, in ohm.
func (c *cells) seriesOf(row int) float64 {
	if c.wires.series == nil {
		return 0
	}
	return c.wires.SeriesResistance(0, row)
}

// Nodes and weights of the Gauss-Legendre rule with four points on [0, 1].
var gauss4 = [4][2]float64{
	{0.06943184420297371, 0.17392742256872692}, {0.33000947820757187, 0.32607257743127308},
	{0.66999052179242813, 0.32607257743127308}, {0.93056815579702629, 0.17392742256872692},
}

// overRows is the mean over the rows of a full tile of rates as functions of the resistance of the wires. Rows are
// counted as if there were some between them, too: the rates are smooth on the scale of the reference, in ohm, beyond
// which the wires alone are read as HRS.
func overRows(wire, rows, reference float64, f func(series float64) berOf) (mean berOf) {
	if wire == 0 {
		return f(0)
	}
	parts := math.Min(math.Ceil(2*wire*rows/reference), mostParts)
	for part := 0.0; part < parts; part++ {
		for _, g := range gauss4 {
			b := f(float64(wire * (0.5 + float64((part+g[0])/parts*rows))))
			share := g[1] / parts
			mean.add(share, b)
		}
	}
	return mean
}

// mostParts bounds the work of overRows.
const mostParts = 8
