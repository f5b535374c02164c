package kernel

import "math"

// Adam's constants (Kingma & Ba 2015, and the published codes that this laboratory follows).
const (
	Beta1       = 0.9
	Beta2       = 0.999
	AdamEpsilon = 1e-8
)

// Adam is one step of the optimizer: its bias corrections folded into two numbers,
//
//	m = b1*m + (1-b1)*g      v = b2*v + (1-b2)*g^2      step = Rate*m / (sqrt(v) + Eps)
//
// which is lr*mHat/(sqrt(vHat)+1e-8) with Rate = lr*sqrt(1-b2^t)/(1-b1^t), Eps = 1e-8*sqrt(1-b2^t).
type Adam struct{ Rate, Eps float32 }

// Powers are b1^t and b2^t, kept by multiplication so that every machine has the same bits.
type Powers struct{ B1, B2 float64 }

// Next returns the powers one step on; the zero value stands before the first step.
func (p Powers) Next() Powers {
	if p == (Powers{}) {
		return Powers{Beta1, Beta2}
	}
	return Powers{p.B1 * Beta1, p.B2 * Beta2}
}

// Reached tells whether the powers are those of a training of so many steps, which may have begun anew in between.
// They fall until they stand still at the smallest numbers there are, after some 740,000 steps.
func (p Powers) Reached(steps int) bool {
	if steps == 0 {
		return p == Powers{}
	}
	for q := (Powers{}).Next(); steps > 0; steps-- {
		next := q.Next()
		if q == p || next == q {
			return q == p
		}
		q = next
	}
	return false
}

// Adam returns the step of a learning rate.
func (p Powers) Adam(lr float64) Adam {
	c := math.Sqrt(1 - p.B2)
	return Adam{Rate: float32(lr * c / (1 - p.B1)), Eps: float32(AdamEpsilon * c)}
}

// One moves the moments of one parameter and returns the step to subtract from it.
func (a Adam) One(m, v *float32, g float32) float32 {
	*m = float32(Beta1**m) + float32((1-Beta1)*g)
	*v = float32(Beta2**v) + float32((1-Beta2)*float32(g*g))
	return a.Rate * *m / (float32(math.Sqrt(float64(*v))) + a.Eps)
}

// Latent moves up to 64 rows of latent weights, [rows][16], by the gradient g, clips them to
// [-1, 1] (arXiv:1602.02830) and packs their signs by column as PackSigns does, all in one pass
// over the memory.
func (a Adam) Latent(words *[Lanes]uint64, w, m, v, g []float32) {
	if vectors {
		settle()
	}
	a.latent(words, w, m[:len(w)], v[:len(w)], g[:len(w)])
	if vectors {
		settle()
	}
}

func (a Adam) latentPlain(words *[Lanes]uint64, w, m, v, g []float32) {
	for i := range w {
		x := w[i] - a.One(&m[i], &v[i], g[i])
		w[i] = max(-1, min(1, x))
	}
	packSigns(words, w)
}

// Steps moves the moments of a tile and leaves in g the steps -Rate*m/(sqrt(v)+Eps), the
// direction in which the parameters want to go.
func (a Adam) Steps(m, v, g []float32) {
	if vectors {
		settle()
	}
	m, v = m[:len(g)], v[:len(g)]
	a.steps(m, v, g)
}

func (a Adam) stepsPlain(m, v, g []float32) {
	for i := range g {
		g[i] = -a.One(&m[i], &v[i], g[i])
	}
}
