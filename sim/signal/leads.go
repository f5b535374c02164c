package signal

import (
	"math"

	"arraylab/sim/num"
)

// Electrodes whose potentials make the twelve leads. The one at the right leg is the ground.
const (
	RA = iota // right arm
	LA        // left arm
	LL        // left leg
	V1        // on the chest, from right to left: V1 to V6
	V2
	V3
	V4
	V5
	V6
	electrodes
)

// Leads in the order in which a record has them.
const (
	leadI = iota
	leadII
	leadIII
	leadAVR
	leadAVL
	leadAVF
	leadV1
	Leads = leadV1 + 6
)

// measured are the leads that the dipole gives by itself: I, II and V1 to V6.
const measured = 8

// dower are their rows (Dower et al. 1980): mV of a lead for a dipole of one mV on each axis.
func dower() [measured][axes]float64 {
	return [measured][axes]float64{
		{.632, -.235, .059}, {.235, 1.066, -.132},
		{-.515, .157, -.917}, {.044, .164, -1.387}, {.882, .098, -1.277}, {1.213, .127, -.601}, {1.125, .127, -.086},
		{.831, .076, .230},
	}
}

// chest draws how a heart lies in a chest: its axes turned by about 18 degrees, a gain, and rows of its own.
func chest(d draws, spread float64) (rows [measured][axes]float64) {
	gain, turned := d.lognormal(float64(.25*spread)), dower()
	for axis := range axes {
		angle := float64(.1 * float64(spread*d.normal())) // In half turns.
		turn(&turned, (axis+1)%axes, (axis+2)%axes, num.CosPi(angle), num.CosPi(angle-.5))
	}
	for l := range rows {
		own := d.about(float64(.15 * spread))
		for axis := range axes {
			rows[l][axis] = float64(gain * (float64(turned[l][axis]*own) + float64(.06*float64(spread*d.normal()))))
		}
	}
	return rows
}

// turn turns two axes of all rows into each other.
func turn(rows *[measured][axes]float64, a, b int, cosine, sine float64) {
	for l := range rows {
		x, y := rows[l][a], rows[l][b]
		rows[l][a], rows[l][b] = float64(x*cosine)-float64(y*sine), float64(x*sine)+float64(y*cosine)
	}
}

// potentials are those of the electrodes, against Wilson's terminal, by the leads that the dipole gives.
func potentials(lead *[measured]float64) (v [electrodes]float64) {
	v[RA] = -(lead[0] + lead[1]) / 3
	v[LA], v[LL] = lead[0]+v[RA], lead[1]+v[RA]
	copy(v[V1:], lead[2:])
	return v
}

// Twelve are the leads I, II, III, aVR, aVL, aVF and V1 to V6 of the potentials RA, LA, LL and V1 to V6, whatever their
// zero.
func Twelve(v *[electrodes]float64) (lead [Leads]float64) {
	lead[leadI], lead[leadII], lead[leadIII] = v[LA]-v[RA], v[LL]-v[RA], v[LL]-v[LA]
	lead[leadAVR] = v[RA] - mean(v[LA], v[LL])
	lead[leadAVL] = v[LA] - mean(v[RA], v[LL])
	lead[leadAVF] = v[LL] - mean(v[RA], v[LA])
	wilson := (v[RA] + v[LA] + v[LL]) / 3
	for i := range 6 {
		lead[leadV1+i] = v[V1+i] - wilson
	}
	return lead
}

// mean of two potentials.
func mean(a, b float64) float64 { return float64((a + b) / 2) }

// noise is what electrodes pick up beside the heart, in mV.
type noise struct{ wander, muscle, mains float64 }

// newNoise draws how much of it a person has.
func newNoise(d draws, p Parameters) noise {
	much := func(mV float64) float64 {
		return float64(float64(mV*p.Artefacts) * d.lognormal(float64(.5*p.Variation)))
	}
	return noise{wander: much(.06), muscle: much(.015), mains: much(.01)}
}

const mainsHz = 50

// hum is the noise of one electrode over a record: slow waves below 0.35 Hz, the mains, and white noise.
type hum struct {
	noise
	d            draws
	rate         float64
	slow, slowAt [2]float64 // Turns a second, and at the beginning.
	mainsAt      float64
}

func (n noise) electrode(d draws, rate float64) hum {
	h := hum{noise: n, d: d, rate: rate, mainsAt: d.between(0, 1)}
	for i := range h.slow {
		h.slow[i], h.slowAt[i] = d.between(.05, .35), d.between(0, 1)
	}
	return h
}

// at is the noise of the value of a number. Values are asked for in order.
func (h *hum) at(n int) float64 {
	t := float64(n) / h.rate
	sum := float64(h.muscle * h.d.normal())
	sum += float64(float64(h.mains*math.Sqrt2) * sine(float64(mainsHz*t)+h.mainsAt))
	for i := range h.slow {
		sum += float64(h.wander * sine(float64(h.slow[i]*t)+h.slowAt[i]))
	}
	return sum
}
