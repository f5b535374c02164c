package kernel

import "math"

// Meta is one step of the metaplastic Adam (arXiv:2003.03533, published code). The gradient g of a hidden
// weight w gets the L2 decay, g + Decay*w, and moves the moments as Adam does. A step that would shrink |w|,
// where w*m > 0, is multiplied by 1 - tanh(M*|w|)^2; any other one is Adam's. The weight is not clipped.
//
// The decay draws weights that get no other gradient, those of pixels that are always black, to zero ever more slowly.
// So gradients and first moments below faint, and second ones below faint^2/100, count as zero: they could move a
// weight by no more than a billionth of the learning rate, but subnormal numbers would make a step thirty times as
// slow.
//
// With u = exp(-2M|w|) the factor is 4u/(1+u)^2, which keeps its relative precision where tanh is nearly 1.
type Meta struct {
	Adam
	Decay float32
	slope float32 // -2M/ln 2, so that u is a power of two
}

// Meta returns the step of metaplasticity m with an L2 decay.
func (a Adam) Meta(m, decay float64) Meta {
	return Meta{Adam: a, Decay: float32(decay), slope: float32(-2 * m / math.Ln2)}
}

// faint is far below what Adam's epsilon, 1e-8, lets move anything.
const (
	faint   = 1e-17
	fainter = faint * faint / 100
)

// Numbers of exp2: adding and subtracting wholes rounds to a whole number; below least the factor
// moves nothing any more. (2^f-1)/f is interpolated at the Chebyshev nodes of
// [-1/2, 1/2]: 2^f is right within 3e-7 of itself, and 2^0 is 1.
const (
	wholes = 3 << 22
	least  = -60
	exp20  = 0.6931471805599453
	exp21  = 0.24022349038020388
	exp22  = 0.05550381013796484
	exp23  = 0.009666368515384533
	exp24  = 0.0013381302537301026
)

// exp2 returns 2^x for x <= 0, at least 2^least.
func exp2(x float32) float32 {
	if x < least {
		x = least
	}
	n := x + wholes
	f := x - (n - wholes)
	q := float32(exp24*f) + exp23
	q = float32(q*f) + exp22
	q = float32(q*f) + exp21
	q = float32(q*f) + exp20
	return math.Float32frombits(math.Float32bits(float32(q*f)+1) + math.Float32bits(n)<<23)
}

// One moves a weight and its moments by the gradient g.
func (a Meta) One(w, m, v *float32, g float32) {
	g += float32(a.Decay * *w)
	if g < faint && g > -faint {
		g = 0
	}
	*m = float32(Beta1**m) + float32((1-Beta1)*g)
	if *m < faint && *m > -faint {
		*m = 0
	}
	*v = float32(Beta2**v) + float32((1-Beta2)*float32(g*g))
	if *v < fainter {
		*v = 0
	}
	u := float32(1)
	if *w**m > 0 {
		u = exp2(a.slope * float32(math.Abs(float64(*w))))
	}
	step := float32(a.Rate**m) * float32(4*u)
	whole := (float32(math.Sqrt(float64(*v))) + a.Eps) * float32((1+u)*(1+u))
	*w -= step / whole
}

// Latent moves up to 64 rows of hidden weights, [rows][16], by the gradient g and packs their signs by column as
// PackSigns does.
func (a Meta) Latent(words *[Lanes]uint64, w, m, v, g []float32) {
	if vectors {
		settle()
	}
	a.latent(words, w, m[:len(w)], v[:len(w)], g[:len(w)])
	if vectors {
		settle()
	}
}

func (a Meta) latentPlain(words *[Lanes]uint64, w, m, v, g []float32) {
	for i := range w {
		a.One(&w[i], &m[i], &v[i], g[i])
	}
	packSigns(words, w)
}

// Pull adds to the gradient g of weights w what pulls them towards the anchors of elastic weight consolidation
// (arXiv:1612.00796): strength*(f*w - fw), where f is the Fisher information summed over the tasks before and fw that
// of each times the weight at its end.
func Pull(g, w, f, fw []float32, strength float32) {
	f, fw, w = f[:len(g)], fw[:len(g)], w[:len(g)]
	for i := range g {
		g[i] += float32(strength * (float32(f[i]*w[i]) - fw[i]))
	}
}
