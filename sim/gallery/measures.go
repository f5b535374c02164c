package gallery

import (
	"math"
	"slices"
	"strconv"
	"sync"

	"arraylab/sim/lab"
	"arraylab/sim/num"
)

// Results are stored results by the names of their scenarios. What its methods say of a run is the mean over the
// seeds that are stored; it is NaN where none is.
type Results map[string]*Stored

// StoredResults are those that come with the program. They must not be changed.
func StoredResults() Results { return stored() }

var stored = sync.OnceValue(func() Results {
	all := Results{}
	for _, s := range Scenarios() {
		if s.Stored != nil {
			all[s.Name] = s.Stored
		}
	}
	return all
})

// Over is the mean of a quantity over the seeds of a scenario.
func (r Results) Over(name string, of func(Outcome) float64) float64 {
	s := r[name]
	if s == nil {
		return math.NaN()
	}
	sum := of(s.Outcome)
	for _, o := range s.Seeds {
		sum += of(o)
	}
	return sum / float64(1+len(s.Seeds))
}

// Accuracy of a scenario's link, in percent.
func (r Results) Accuracy(name string) float64 {
	return r.Over(name, func(o Outcome) float64 { return 100 * o.Accuracy })
}

// Ideal is the accuracy of the same weights without errors, in percent.
func (r Results) Ideal(name string) float64 {
	return r.Over(name, func(o Outcome) float64 {
		if o.Ideal < 0 {
			return math.NaN()
		}
		return 100 * o.Ideal
	})
}

// mean of a quantity over the points of a sweep with a value, in a series ("" for the only one).
func (r Results) mean(name, series, value string, of func(lab.SweepPoint) float64) float64 {
	sum, n := 0.0, 0
	if s := r[name]; s != nil {
		for _, p := range s.Points {
			if p.Series == series && p.Value == value {
				sum, n = sum+float64(of(p)), n+1
			}
		}
	}
	return sum / float64(n)
}

// At is the mean accuracy at a value of a sweep, in percent.
func (r Results) At(name, series, value string) float64 {
	return r.mean(name, series, value, func(p lab.SweepPoint) float64 { return 100 * p.Accuracy })
}

// Best is the best mean accuracy of a sweep over its values, in percent, in any of its series.
func (r Results) Best(name string) float64 {
	best := math.NaN()
	if s := r[name]; s != nil {
		for _, p := range s.Points {
			if here := r.At(name, p.Series, p.Value); !(here <= best) {
				best = here
			}
		}
	}
	return best
}

// BER is the mean bit error rate at a value of a sweep.
func (r Results) BER(name, series, value string) float64 {
	return r.mean(name, series, value, func(p lab.SweepPoint) float64 { return p.BER })
}

// Number is the mean of a measured number at a value of a sweep, over its chips.
func (r Results) Number(name, key, series, value string) float64 {
	sum, n := 0.0, 0
	if s := r[name]; s != nil {
		for _, m := range s.Measured {
			if x, ok := m.Numbers[key]; ok && m.Series == series && m.Value == value {
				sum, n = sum+x, n+1
			}
		}
	}
	return sum / float64(n)
}

// Lost is the accuracy that is lost at a value of a sweep, in points, against the same weights without errors.
func (r Results) Lost(name, series, value string) float64 {
	return r.Ideal(name) - r.At(name, series, value)
}

// Rises counts the steps of a sweep from value to value, in a series, at which errors do not become fewer.
func (r Results) Rises(name, series string) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	n := 0.0
	for i := range len(s.Sweep.Values) - 1 {
		if now := r.BER(name, series, s.Sweep.Values[i]); now > 0 && !(r.BER(name, series, s.Sweep.Values[i+1]) < now) {
			n++
		}
	}
	return n
}

// Task is the accuracy of a task, counted from 1, at the end of a sequence, in percent.
func (r Results) Task(name string, k int) float64 {
	return r.Over(name, func(o Outcome) float64 {
		if last := o.Curve.End(); k <= len(last) {
			return 100 * last[k-1]
		}
		return math.NaN()
	})
}

// Learnt is the accuracy of a task, counted from 1, just before the next one begins, in percent.
func (r Results) Learnt(name string, k int) float64 {
	return r.Over(name, func(o Outcome) float64 {
		for _, p := range slices.Backward(o.Curve) {
			if len(p.Tasks) == k {
				return 100 * p.Tasks[k-1]
			}
		}
		return math.NaN()
	})
}

// Least is the accuracy of the task that a network knows least at the end of a sequence, in percent.
func (r Results) Least(name string) float64 {
	return r.Over(name, func(o Outcome) float64 {
		last := o.Curve.End()
		if len(last) == 0 {
			return math.NaN()
		}
		return 100 * slices.Min(last)
	})
}

// Factor is that of a claim of energy (Claims), counted from one of its starting points.
func (r Results) Factor(name, claim string, from int) float64 {
	if s := r[name]; s != nil && from < len(s.Factors[claim]) {
		return s.Factors[claim][from]
	}
	return math.NaN()
}

// saving is the share that a factor saves, in percent.
func saving(factor float64) float64 { return 100 * (1 - 1/factor) }

// Tolerated is the largest value of a sweep up to which the series loses at most so many points against the accuracy
// given.
func (r Results) Tolerated(name, series string, clean, points float64) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	most := 0.0
	for _, v := range s.Sweep.Values {
		if !(clean-r.At(name, series, v) <= points) {
			break
		}
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return math.NaN()
		}
		most = x
	}
	return most
}

// JoulesAt is the energy of programming (J) from which on the values of a sweep, which rise in energy, lose at most so
// many points against the same weights without errors: from one value to the next along the logarithm, that of the
// first value where it loses no more. NaN where all lose more.
func (r Results) JoulesAt(name, series string, points float64) float64 {
	return r.joulesFor(name, series, r.Ideal(name)-points)
}

// SavedFrom is the share (%) of the energy of programming that is saved from one value of a sweep, whose values rise in
// energy, to where as many points are lost as are given up against its last value.
func (r Results) SavedFrom(name, value string, points float64) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	best := r.At(name, "", s.Sweep.Values[len(s.Sweep.Values)-1])
	return 100 * (1 - r.joulesFor(name, "", best-points)/r.joules(name, "", value))
}

// joules is the mean energy of programming (J) at a value of a sweep.
func (r Results) joules(name, series, value string) float64 {
	return r.mean(name, series, value, func(p lab.SweepPoint) float64 { return p.Joules })
}

// joulesFor is JoulesAt for an accuracy, in percent.
func (r Results) joulesFor(name, series string, accuracy float64) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	before, lackedBefore := 0.0, 0.0
	for _, v := range s.Sweep.Values {
		joules, lacks := r.joules(name, series, v), accuracy-r.At(name, series, v)
		switch {
		case math.IsNaN(lacks):
			return math.NaN()
		case lacks <= 0 && before == 0:
			return joules
		case lacks <= 0:
			share := lackedBefore / (lackedBefore - lacks)
			return before * num.Exp(float64(share*num.Log(joules/before)))
		}
		before, lackedBefore = joules, lacks
	}
	return math.NaN()
}

// BERAt is the mean bit error rate of a series at an energy of programming (J), between the values of a sweep, which
// rise in energy, along the logarithms of both; NaN where no two of them have the energy between them.
func (r Results) BERAt(name, series string, joules float64) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	before, berBefore := math.NaN(), math.NaN()
	for _, v := range s.Sweep.Values {
		at := r.joules(name, series, v)
		ber := r.BER(name, series, v)
		if before <= joules && joules <= at {
			share := num.Log(joules/before) / num.Log(at/before)
			return berBefore * num.Exp(float64(share*num.Log(ber/berBefore)))
		}
		before, berBefore = at, ber
	}
	return math.NaN()
}

// Wrong is the bit error rate of a scenario's link, mean over the layers.
func (r Results) Wrong(name string) float64 {
	return r.Over(name, func(o Outcome) float64 { return meanOf(o.BER) })
}

// pointLost is the loss of accuracy that a claim of energy grants (lab.Claims).
const pointLost = 0.01

// PointBER is the bit error rate at which the standard network has lost a point of accuracy, as the stored scenario
// "ber-tolerance" tells; 0 where it does not.
func (r Results) PointBER() float64 { return r["ber-tolerance"].berAtLoss(pointLost) }

// PointBER is that of the StoredResults.
func PointBER() float64 { return stored().PointBER() }

// berAtLoss is the bit error rate of a stored sweep at which so much accuracy is lost against the network without
// errors, from one point to the next along the logarithm; 0 where no two points have it between them.
func (s *Stored) berAtLoss(loss float64) float64 {
	if s == nil || s.Sweep == nil {
		return 0
	}
	goal, all := s.Ideal-loss, Results{"": s}
	before, beforeAcc := 0.0, 0.0
	for _, value := range s.Sweep.Values {
		ber, err := strconv.ParseFloat(value, 64)
		mean := all.mean("", "", value, func(p lab.SweepPoint) float64 { return p.Accuracy })
		switch {
		case err != nil || mean < goal && before == 0:
			return 0
		case mean < goal:
			share := (beforeAcc - goal) / (beforeAcc - mean)
			return before * num.Exp(float64(share*num.Log(ber/before)))
		}
		before, beforeAcc = ber, mean
	}
	return 0
}
