package junction_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"arraylab/devices/junction"
)

// transition is the exact matrix of a two-state process after dt: exp(Q dt), row from, column to.
func transition(t junction.Telegraph, dt float64) *mat.Dense {
	a, b := dt/t.TauP, dt/t.TauAP
	var m mat.Dense
	m.Exp(mat.NewDense(2, 2, []float64{-a, a, b, -b}))
	return &m
}

// TestSampledIsTheTransitionMatrix: also with a read that first pushes P over to AP.
func TestSampledIsTheTransitionMatrix(t *testing.T) {
	for _, c := range []struct{ tauP, tauAP, dt, disturb float64 }{
		{1e-6, 1e-6, 1e-6, 0}, {3e-6, 1e-6, 2e-7, 0}, {1e-6, 5e-6, 1e-5, 0}, {3e-6, 1e-6, 1e-6, 0.1},
		{1e-6, 1e-6, 3e-7, 1},
	} {
		process := junction.Telegraph{TauP: c.tauP, TauAP: c.tauAP}
		got := process.Sampled(c.dt, c.disturb)
		var want mat.Dense
		want.Mul(mat.NewDense(2, 2, []float64{1 - c.disturb, c.disturb, 0, 1}), transition(process, c.dt))
		near(t, "Rise", got.Rise, want.At(0, 1), 1e-12)
		near(t, "Fall", got.Fall, want.At(1, 0), 1e-12)
		var far mat.Dense
		far.Pow(&want, 1<<12)
		near(t, "P", got.P(), far.At(0, 1), 1e-9)
		near(t, "correlation", got.Correlation(), mat.Det(&want), 1e-9)
	}
}

// TestTelegraphLaws: P(AP) = a/(a+b) and exp(-(a+b) dt), by the exact matrix.
func TestTelegraphLaws(t *testing.T) {
	process := junction.Telegraph{TauP: 3e-6, TauAP: 2e-6}
	a, b := 1/process.TauP, 1/process.TauAP
	near(t, "P(AP)", process.PAP(), a/(a+b), 1e-14)
	for _, dt := range []float64{1e-9, 1e-6, 1e-5} {
		near(t, "correlation", process.Correlation(dt), mat.Det(transition(process, dt)), 1e-9)
		near(t, "sampled P", process.Sampled(dt, 0).P(), process.PAP(), 1e-7)
	}
	if c := process.Sampled(1, 0).Correlation(); c != 0 {
		t.Errorf("reads a second apart correlate by %g", c)
	}
}

// TestWhitenedLaw: 1/2 + (-1)^(k+1) 2^(k-1) eps^k.
func TestWhitenedLaw(t *testing.T) {
	for k := 1; k <= 8; k++ {
		for _, eps := range []float64{-0.3, -0.01, 0, 0.1, 0.4} {
			chains := make([]junction.Chain, k)
			for i := range chains {
				chains[i] = junction.Chain{Rise: 0.5 + eps, Fall: 0.5 - eps}
			}
			p, c := junction.Whitened(chains)
			want := 0.5 + math.Pow(-1, float64(k+1))*math.Pow(2, float64(k-1))*math.Pow(eps, float64(k))
			near(t, "P(1)", p, want, 1e-13)
			if math.Abs(c) > 1e-14 {
				t.Errorf("%d chains without memory correlate by %g", k, c)
			}
		}
	}
	if p, c := junction.Whitened([]junction.Chain{{Rise: 0, Fall: 0.5}}); p != 0 || c != 0 {
		t.Errorf("a stuck chain has P = %g, correlation %g", p, c)
	}
}

// TestWhitenedAgainstJointChain sums over all states of three different chains at two reads.
func TestWhitenedAgainstJointChain(t *testing.T) {
	chains := []junction.Chain{{Rise: 0.1, Fall: 0.2}, {Rise: 0.4, Fall: 0.3}, {Rise: 0.05, Fall: 0.01}}
	one, both := 0.0, 0.0
	for from := range 8 {
		for to := range 8 {
			prob, x, y := 1.0, 0, 0
			for k, c := range chains {
				up := [2]float64{c.Rise, 1 - c.Fall}
				a, b := from>>k&1, to>>k&1
				share := []float64{1 - c.P(), c.P()}[a]
				prob *= share * []float64{1 - up[a], up[a]}[b]
				x, y = x^a, y^b
			}
			if x == 1 {
				one += prob
				both += prob * float64(y)
			}
		}
	}
	p, c := junction.Whitened(chains)
	near(t, "P(1)", p, one, 1e-12)
	near(t, "correlation", c, (both-one*one)/(one*(1-one)), 1e-12)
}
