package macrospin

import (
	"fmt"
	"math"

	"arraylab/sim/num"
)

// Ranges of the solver.
const (
	MinDelta = 2
	MaxDelta = 500
	MaxI     = 20
)

// RangeError says that a barrier or a current is beyond what the solver takes.
type RangeError struct{ Delta, I float64 }

func (e *RangeError) Error() string {
	return fmt.Sprintf("macrospin: Delta = %g, i = %g: the solver takes Delta from %d to %d and i from 0 to %d",
		e.Delta, e.I, MinDelta, MaxDelta, MaxI)
}

// Grid says how finely the equation is solved.
type Grid struct {
	Half int     // cells on each side of z = 0
	Step float64 // first time step in units of the time scale of the fall
}

// The grids in use: Fine for tables, whose WERs are within 1 % down to 1e-12, Coarse for what is only drawn.
var (
	Fine   = Grid{150, 0.05}
	Coarse = Grid{80, 0.1}
)

// Solve solves the equation for the barrier Delta and the current i. The error is a *RangeError.
func Solve(delta, i float64, g Grid) (*Table, error) {
	if !(delta >= MinDelta && delta <= MaxDelta && i >= 0 && i <= MaxI) {
		return nil, &RangeError{delta, i}
	}
	m := newMesh(delta, i, g.Half)
	t := &Table{Delta: delta, I: i, floor: m.floor()}
	t.follow(m, m.start(delta), g.Step, 2*math.Abs(i-1)+4/math.Sqrt(delta))
	return t, nil
}

const (
	// settled is how much the rate of decay may still change within the time of one fall by e, where the
	// table ends.
	settled  = 3e-6
	gone     = 1e-14 // or what is left where it ends
	maxSteps = 5000  // some 600 are usual
)

// follow takes time steps until the decay has settled. The rate is that of the fastest processes of
// interest, per tauD.
func (t *Table) follow(m *mesh, rho []float64, step, rate float64) {
	s := newStepper(m)
	dt, window := step/rate, 1/rate
	s.length(dt)
	t.add(0, 1, 0, 0)
	tau, before, at := 0.0, 0.0, 0.0 // the rate of decay one window ago, and that time
	for range maxSteps {
		s.step(rho)
		tau += dt
		left, switched := m.sides(rho)
		flux := m.across(rho)
		t.add(tau, left, switched, flux)
		if tau-at < window {
			continue
		}
		t.decay = flux / (left - t.floor)
		change := math.Abs(t.decay-before) / t.decay
		if t.decay > 0 && (left < 0.5 || t.I < 1) && change < settled || left < gone {
			return
		}
		if tau > 8*window && change < 0.02 && dt*rate < 0.15 {
			dt *= 2
			s.length(dt)
		}
		before, at = t.decay, tau
	}
}

// Table is the solution for one barrier and current: the probability of both sides at the times of the
// solver, between them cubic interpolation of the logarithms, after the last an exponential fall.
// It is for use by several goroutines.
type Table struct {
	Delta, I float64
	tau      []float64
	left     []side  // z > 0
	switched []side  // z < 0
	floor    float64 // left for ever
	decay    float64 // rate of the fall after the last time
	most     float64 // switched at the last time
}

// side is the logarithm of a probability and its slope.
type side struct{ ln, slope float64 }

// add appends a time with the probabilities of both sides and the flux between them. What has not yet reached the
// other side may be a negative trifle: it counts as nothing.
func (t *Table) add(tau, left, switched, flux float64) {
	flux = max(flux, 0)
	if n := len(t.tau); n > 0 && switched <= t.most {
		switched, flux = t.most, 0
	}
	t.most = max(switched, 0)
	ln := num.Log(left)
	if t.most < 0.5 {
		ln = num.Log1p(-t.most)
	}
	t.tau = append(t.tau, tau)
	t.left = append(t.left, side{ln, -flux / left})
	t.switched = append(t.switched, side{num.Log(t.most), flux / t.most})
}
