package chip

import (
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

var (
	trits         = bnn.Levels{Kind: bnn.Ternary, Threshold: 0.05}
	ternaryLayers = perceptron(trits, 90, 10)
)

// randomTrits fills the layers with random weights: of both planes' random signs the first is the greater one, so
// that half of the weights are 0.
func randomTrits(layers []bnn.Layer) []kernel.Signs {
	p, q := randomSigns(layers), randomSigns(layers)
	var all []kernel.Signs
	for l := range p {
		w := layers[l].NewWeights()
		words := p[l].Stride
		for i, a := range p[l].Words {
			// The streams of both draws are the same: shift one of them for other bits.
			b := q[l].Words[(i/words+1)%layers[l].Out*words+i%words]
			row := w.Words[i/words*w.Stride:]
			row[i%words], row[words+i%words] = a|b, a&b
		}
		all = append(all, w)
	}
	return all
}

func TestTernaryChip(t *testing.T) {
	const p = 0.03
	for name, c := range map[string]struct {
		Memory
		ber float64
	}{
		"ideal":           {Memory{}, 0},
		"no errors":       {errors(0, 0, 1), 0},
		"errors":          {errors(p, 0, 1), p},
		"errors of reads": {errors(p, 1, 1), p},
		"far apart": {memory(devices.TernaryRRAM, 1,
			map[string]float64{"separation": 12, "slrs": 0.1, "shrs": 0.1, "offset": 0}), 0},
	} {
		signs := randomTrits(ternaryLayers)
		var one *Chip
		for _, workers := range []int{1, 3} {
			chip := New(crew.Alone{}, c.Memory, ternaryLayers, signs, nil)
			for w := bnn.Workers(workers); chip.Advance(w); {
			}
			chip.Read(0, 4, true)
			wrong := 0
			for o := range 90 {
				for i := range 784 {
					row := func(s kernel.Signs) []uint64 { return s.Row(o) }
					if trits.Number(row(chip.Signs(0)), i, 784) != trits.Number(row(signs[0]), i, 784) {
						wrong++
					}
				}
			}
			n := 784 * 90.0
			// Within five standard errors of a binomial count.
			if got := float64(wrong) / n; got != chip.BER(0) || math.Abs(got-c.ber) > 5*math.Sqrt(c.ber*(1-c.ber)/n) {
				t.Errorf("%s: %v of the weights are wrong, BER says %v, want %v", name, got, chip.BER(0), c.ber)
			}
			if one != nil && differ(one.Signs(0), chip.Signs(0)) != 0 {
				t.Errorf("%s: the number of workers changes what is stored", name)
			}
			one = chip
		}
	}
}
