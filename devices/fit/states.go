package fit

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/sim/num"
)

// states fits distributions to samples.
func states(t *table) Fit {
	low, high := lnOf(t.low), lnOf(t.high)
	d := [2]float64{lilliefors(low), lilliefors(high)}
	form := devices.FormLognormal
	if max(d[0], d[1]) > lillieforsLimit {
		form = devices.FormQuantiles
	}
	v := newMeasured(form)
	for i, x := range [][]float64{low, high} {
		if form == devices.FormLognormal {
			key := []string{"mlrs", "mhrs"}[i]
			v.put(key, num.Exp(stat.Mean(x, nil)))
			v.put(key+"sd", stat.StdDev(x, nil))
			continue
		}
		for j, p := range devices.Probabilities {
			v.put(fmt.Sprintf("%s%d", []string{"lq", "hq"}[i], j), num.Exp(stat.Quantile(p, stat.LinInterp, x, nil)))
		}
	}
	f := Fit{Form: form, Technology: devices.MeasuredDevice, Values: v.texts}
	t.doubtStates(low, high)
	f.Words = statesWords(t, form, d)
	f.Sheet = statesSheet(low, high, d, &v.v)
	return f
}

// doubtStates doubts states that have changed places; low and high are their sorted ln R.
func (t *table) doubtStates(low, high []float64) {
	l, h := stat.Quantile(0.5, stat.LinInterp, low, nil), stat.Quantile(0.5, stat.LinInterp, high, nil)
	if l >= h {
		t.doubt("The median LRS, %s ohm, is not below the median HRS, %s ohm: half of the bits or more read "+
			"wrong. Are the two columns swapped, or are these conductances?",
			written(num.Exp(l)), written(num.Exp(h)))
	}
	t.doubtSize(num.Exp(math.Min(l, h)))
}

// fewOhms is a resistance below which numbers without a unit are doubted: memory devices have more.
const fewOhms = 100

// doubtSize doubts resistances that lack a unit.
func (t *table) doubtSize(median float64) {
	if t.unitless && median < fewOhms {
		t.doubt("No unit is given, and the median is %s ohm: if the numbers are kohm, say so in the header, "+
			"such as lrs (kohm).", written(median))
	}
}

// written spells a number with four digits and without a power of ten.
func written(x float64) string { return strconv.FormatFloat(devices.Round(x), 'f', -1, 64) }

// lnOf are ln R, sorted.
func lnOf(ohms []float64) []float64 {
	ln := make([]float64, len(ohms))
	for i, r := range ohms {
		ln[i] = num.Log(r)
	}
	slices.Sort(ln)
	return ln
}
