package gallery

import (
	"math"
	"strconv"
	"sync"

	"arraylab/sim/lab"
	"arraylab/sim/num"
)

// results are the stored results by the names of their scenarios.
type results map[string]*Stored

var stored = sync.OnceValue(func() results {
	all := results{}
	for _, s := range Scenarios() {
		if s.Stored != nil {
			all[s.Name] = s.Stored
		}
	}
	return all
})

// atLeast, atMost and about make checks of a number.
func atLeast(target, tolerance float64, unit, what string, measure func(results) float64) Check {
	return Check{what, unit, AtLeast, target, tolerance, measure}
}

func atMost(target, tolerance float64, unit, what string, measure func(results) float64) Check {
	return Check{what, unit, AtMost, target, tolerance, measure}
}

func about(target, tolerance float64, unit, what string, measure func(results) float64) Check {
	return Check{what, unit, About, target, tolerance, measure}
}

// accuracy of a scenario's link, in percent.
func (r results) accuracy(name string) float64 {
	if s := r[name]; s != nil {
		return 100 * s.Accuracy
	}
	return math.NaN()
}

// ideal is the accuracy of the same weights without errors, in percent.
func (r results) ideal(name string) float64 {
	if s := r[name]; s != nil && s.Ideal >= 0 {
		return 100 * s.Ideal
	}
	return math.NaN()
}

// mean of a quantity over the points of a sweep with a value, in a series ("" for the only one).
func (r results) mean(name, series, value string, of func(lab.SweepPoint) float64) float64 {
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

// at is the mean accuracy at a value of a sweep, in percent.
func (r results) at(name, series, value string) float64 {
	return r.mean(name, series, value, func(p lab.SweepPoint) float64 { return 100 * p.Accuracy })
}

// ber is the mean bit error rate at a value of a sweep.
func (r results) ber(name, series, value string) float64 {
	return r.mean(name, series, value, func(p lab.SweepPoint) float64 { return p.BER })
}

// lost is the accuracy that is lost at a value of a sweep, in points, against the same weights without errors.
func (r results) lost(name, series, value string) float64 {
	return r.ideal(name) - r.at(name, series, value)
}

// rises counts the steps of a sweep from value to value, in a series, at which errors do not become fewer.
func (r results) rises(name, series string) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	n := 0.0
	for i := range len(s.Sweep.Values) - 1 {
		if now := r.ber(name, series, s.Sweep.Values[i]); now > 0 && !(r.ber(name, series, s.Sweep.Values[i+1]) < now) {
			n++
		}
	}
	return n
}

// task is the accuracy of a task, counted from 1, at the end of a sequence, in percent.
func (r results) task(name string, k int) float64 {
	if s := r[name]; s != nil && len(s.Curve) > 0 {
		if last := s.Curve[len(s.Curve)-1].Tasks; k <= len(last) {
			return 100 * last[k-1]
		}
	}
	return math.NaN()
}

// learnt is the accuracy of a task, counted from 1, just before the next one begins, in percent.
func (r results) learnt(name string, k int) float64 {
	if s := r[name]; s != nil {
		for i := len(s.Curve) - 1; i >= 0; i-- {
			if t := s.Curve[i].Tasks; len(t) == k {
				return 100 * t[k-1]
			}
		}
	}
	return math.NaN()
}

// least is the accuracy of the task that a network knows least at the end of a sequence, in percent.
func (r results) least(name string) float64 {
	s := r[name]
	if s == nil || len(s.Curve) == 0 {
		return math.NaN()
	}
	worst := 1.0
	for _, a := range s.Curve[len(s.Curve)-1].Tasks {
		worst = min(worst, a)
	}
	return 100 * worst
}

// factor is that of a claim of energy (Claims), counted from one of its starting points.
func (r results) factor(name, claim string, from int) float64 {
	if s := r[name]; s != nil && from < len(s.Factors[claim]) {
		return s.Factors[claim][from]
	}
	return math.NaN()
}

// saving is the share that a factor saves, in percent.
func saving(factor float64) float64 { return 100 * (1 - 1/factor) }

// tolerated is the largest value of a sweep up to which the series loses at most so many points against the accuracy given.
func (r results) tolerated(name, series string, clean, points float64) float64 {
	s := r[name]
	if s == nil || s.Sweep == nil {
		return math.NaN()
	}
	most := 0.0
	for _, v := range s.Sweep.Values {
		if !(clean-r.at(name, series, v) <= points) {
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

// wrong is the bit error rate of a scenario's link, mean over the layers.
func (r results) wrong(name string) float64 {
	if s := r[name]; s != nil {
		return meanOf(s.BER)
	}
	return math.NaN()
}

// pointLost is the loss of accuracy that a claim of energy grants (lab.Claims).
const pointLost = 0.01

// PointBER is the bit error rate at which the standard network has lost a point of accuracy, as the stored scenario
// "ber-tolerance" tells; 0 where it does not.
func PointBER() float64 { return stored()["ber-tolerance"].berAtLoss(pointLost) }

// berAtLoss is the bit error rate of a stored sweep at which so much accuracy is lost against the network without errors,
// from one point to the next along the logarithm; 0 where no two points have it between them.
func (s *Stored) berAtLoss(loss float64) float64 {
	if s == nil || s.Sweep == nil {
		return 0
	}
	goal, all := s.Ideal-loss, results{"": s}
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
