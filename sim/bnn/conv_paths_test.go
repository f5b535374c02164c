package bnn

import (
	"bytes"
	"math"
	"testing"

	"arraylab/sim/crew"
)

// TestMarginsOverMaps: there is a distance for each position, the sum's from the threshold, in units of the inputs.
func TestMarginsOverMaps(t *testing.T) {
	for name, c := range mapCases() {
		tr, images := c.learnt(t)
		m := tr.Snapshot()
		m.Norms = m.Running
		ref := m.wholes()
		ref.frozen = true
		ref.show(c.inputs(images, 0)[:min(images.N, c.TestBatch())])
		for l, got := range m.Margins(m, images) {
			if !c.Layers[l].Hidden() || c.Layers[l].Outputs.Eight() { // which have no threshold
				continue
			}
			all, above := int64(0), int64(0)
			for i, count := range got.Counts {
				if all += count; i >= len(got.Counts)/2 {
					above += count
				}
			}
			n, positive, rms := ref.distances(l)
			if all != n || above != positive || math.Abs(got.RMS-rms) > 1e-3*rms {
				t.Errorf("%s, layer %d: %d distances, %d not negative, root mean square %g; want %d, %d, %g", name, l, all,
					above, got.RMS, n, positive, rms)
			}
		}
	}
}

// distances counts those of a layer's sums from their thresholds, where there are any, and those that are not negative.
func (p *wholes) distances(l int) (all, positive int64, rms float64) {
	squares := 0.0
	for o, sums := range p.sums[l] {
		n := &p.norms[l][o]
		for _, s := range sums {
			if n.Gamma == 0 {
				break
			}
			d := float64(n.Y(int32(s))) / math.Abs(float64(n.Gamma)) / float64(n.Inv)
			if all++; d >= 0 {
				positive++
			}
			squares += d * d
		}
	}
	return all, positive, math.Sqrt(squares / float64(all))
}

// TestMapsGiveTheSameBits: any number of workers, and a training that is saved and restored.
func TestMapsGiveTheSameBits(t *testing.T) {
	for name, c := range mapCases() {
		pixels, labels := toyImages(c.images, 1, c.Input.Values(), c.Classes)
		images := c.Input.Levels.toyStreams(Of(pixels, labels))
		rules := map[string]Rule{name: c.Rule}
		if c.Errors == nil {
			device := c.Rule
			device.Devices, device.Gain = weakReset, 8
			rules[name+", devices"] = device
		}
		for name, rule := range rules {
			if rule.Devices != nil && c.Layers[0].Weights.HasZero() {
				continue
			}
			train := func(workers, steps int, state []byte) []byte {
				tr, w := NewTrainer(crew.Alone{}, c.Network, rule, images), Workers(workers)
				stepOnce(tr, w)
				if varyNorms(tr); state != nil {
					if err := tr.Restore(state, w); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
				}
				for tr.Step() < steps {
					stepOnce(tr, w)
				}
				return tr.AppendState(nil)
			}
			want, middle := train(1, 5, nil), train(1, 2, nil)
			for workers := 2; workers <= 4; workers++ {
				if !bytes.Equal(train(workers, 5, nil), want) {
					t.Errorf("%s: %d workers give another state than one", name, workers)
				}
			}
			if !bytes.Equal(train(1, 2, middle), middle) {
				t.Errorf("%s: a restored state is not the saved one", name)
			}
			if !bytes.Equal(train(3, 5, middle), want) {
				t.Errorf("%s: going on from a state gives other bits", name)
			}
		}
	}
}
