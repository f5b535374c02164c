package chip

import (
	"math"
	"math/bits"
	"testing"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// perceptron are the layers of a network of the given widths, with weights of the given levels.
func perceptron(weights bnn.Levels, widths ...int) []bnn.Layer {
	input := bnn.Input{Grid: bnn.Grid{C: 1, H: 28, W: 28}, Levels: bnn.Levels{Kind: bnn.Grey}}
	return bnn.NewPerceptron(input, bnn.Loss{}, bnn.Layer{Weights: weights}, widths...).Layers
}

var layers = perceptron(bnn.Levels{}, 90, 10)

// randomSigns fills the layers with fair random weights.
func randomSigns(layers []bnn.Layer) []kernel.Signs {
	var signs []kernel.Signs
	for l := range layers {
		in := layers[l].FanIn()
		w := kernel.Signs{Words: make([]uint64, layers[l].Out*kernel.Words(in)), Stride: kernel.Words(in)}
		draw := rng.New(9, rng.Layer("test", l)).Source(0)
		for i := range w.Words {
			w.Words[i] = draw.Uint64()
			if i%w.Stride == w.Stride-1 && in%64 != 0 {
				w.Words[i] &= 1<<(in%64) - 1
			}
		}
		signs = append(signs, w)
	}
	return signs
}

func programmed(m Memory, workers int) (*Chip, []kernel.Signs) {
	signs := randomSigns(layers)
	c := New(crew.Alone{}, m, layers, signs, nil)
	for w := bnn.Workers(workers); c.Advance(w); {
	}
	return c, signs
}

// memory makes one of a technology with its defaults but for some parameters.
func memory(t *devices.Technology, chip uint32, set map[string]float64) Memory {
	m := Memory{Tech: t, Values: t.Defaults(), Chip: chip}
	for key, x := range set {
		t.ParamOf(key).Put(&m.Values, x)
	}
	return m
}

// errors is the memory of bit errors, drawn at programming or at each read.
func errors(p float64, read int, chip uint32) Memory {
	return memory(devices.BitErrors, chip, map[string]float64{"ber": p, "when": float64(read)})
}

// weak is the weak-RESET memory with some imperfections switched off.
func weak(pulses int, chip uint32, off ...string) Memory {
	set := map[string]float64{"pulses": float64(pulses)}
	for _, key := range off {
		set[key] = 0
	}
	return memory(devices.WeakResetRRAM, chip, set)
}

func TestZeroImperfectionIsTheIdealNetwork(t *testing.T) {
	for name, m := range map[string]Memory{
		"ideal":                     {},
		"no errors at programming":  errors(0, 0, 3),
		"no errors at read":         errors(0, 1, 0),
		"median devices, one pulse": weak(1, 0, "rtn", "pink", "d2d"),
	} {
		c, signs := programmed(m, 1)
		for l := range signs {
			c.Read(l, 0, false)
			if n := differ(c.Signs(l), signs[l]); n != 0 || c.BER(l) != 0 {
				t.Errorf("%s: layer %d has %d wrong weights, BER %v", name, l, n, c.BER(l))
			}
		}
	}
}

// perfect are numbers under which a memory makes no error.
var perfect = map[string]map[string]float64{
	"ber":              {"ber": 0},
	"rram-weak-reset":  {"rtn": 0, "pink": 0, "d2d": 0},
	"rram-2t2r":        {"celld2d": 0, "cellc2c": 0, "offset": 0},
	"ternary-2t2r":     {"celld2d": 0, "cellc2c": 0, "offset": 0},
	"st-mram":          {"tau": 40, "readv": 0},
	"sot-mram":         {"sot01": 0, "sot10": 0},
	"fefet":            {"p01": 0, "p10": 0},
	"rram-conductance": {"snr": 0, "gpulses": 100},
	"measured":         {"d2d": 0, "mnoise": 0},
}

// TestPerfectMemoriesHoldTheIdealNetwork: every memory that stores weights, with and without factors by layer.
func TestPerfectMemoriesHoldTheIdealNetwork(t *testing.T) {
	for _, tech := range devices.Technologies() {
		if tech.Arrays == nil && tech.PulsedPairs == nil {
			continue
		}
		if perfect[tech.Name] == nil {
			t.Errorf("%s has no perfect numbers", tech.Name)
		}
		m := memory(tech, 4, perfect[tech.Name])
		for _, m.Factors = range [][]float64{nil, {1.5, 0.9}} {
			c, signs := programmed(m, 2)
			for l := range signs {
				c.Read(l, 0, false)
				if n := differ(c.Signs(l), signs[l]); n != 0 || c.BER(l) != 0 || c.Tally(l) != (devices.Tally{}) {
					t.Errorf("%s, factors %v: layer %d has %d wrong weights, BER %v", tech.Name, m.Factors,
						l, n, c.BER(l))
				}
			}
		}
	}
}

func TestErrorsAtProgrammingStay(t *testing.T) {
	const p = 0.03
	c, signs := programmed(errors(p, 0, 1), 1)
	n := float64(layers[0].Size())
	// Within five standard errors of a binomial count.
	if got := c.BER(0); math.Abs(got-p) > 5*math.Sqrt(p*(1-p)/n) {
		t.Errorf("BER %v, want %v", got, p)
	}
	if got := float64(differ(c.Signs(0), signs[0])) / n; got != c.BER(0) {
		t.Errorf("BER says %v, the bits %v", c.BER(0), got)
	}
	before := append([]uint64{}, c.Signs(0).Words...)
	c.Read(0, 1, false)
	for i, w := range c.Signs(0).Words {
		if w != before[i] {
			t.Fatal("a read changed what was programmed")
		}
	}
	other, _ := programmed(errors(p, 0, 2), 1)
	if differ(other.Signs(0), c.Signs(0)) == 0 {
		t.Error("two chips have the same errors")
	}
}

func TestErrorsAtReadChangeWithTheBatch(t *testing.T) {
	const p, reads = 0.01, 20
	m := errors(p, 1, 1)
	c, signs := programmed(m, 1)
	var last []uint64
	for batch := range reads {
		c.Read(0, batch, false)
		if last != nil && differ(c.Signs(0), kernel.Signs{Words: last, Stride: c.Signs(0).Stride}) == 0 {
			t.Fatalf("batches %d and %d read the same errors", batch-1, batch)
		}
		last = append([]uint64{}, c.Signs(0).Words...)
	}
	n := float64(layers[0].Size()) * reads
	if got := c.BER(0); math.Abs(got-p) > 5*math.Sqrt(p*(1-p)/n) {
		t.Errorf("BER %v over %d reads, want %v", got, reads, p)
	}
	if differ(c.arrays[0].stored, signs[0]) != 0 {
		t.Error("a read changed what is stored")
	}
	// The errors of a batch are a function of its number.
	again, _ := programmed(m, 1)
	again.Read(0, reads-1, false)
	if differ(again.Signs(0), c.Signs(0)) != 0 {
		t.Error("the same batch reads other errors when it is read first")
	}
}

// TestWeakResetErrorRate checks programming against the overlap of the two devices'
// distributions without noise: ln R of a fresh device is normal enough (R0 and C1) that
// P(wrong) = Phi(-m/(s*sqrt 2)) with m the median shift of the pulses and s the sd of a device.
func TestWeakResetErrorRate(t *testing.T) {
	m := weak(1000, 4, "rtn", "pink")
	c, _ := programmed(m, 1)
	// The same by direct sampling of single devices.
	s := devices.NewStreams(77, 1, 0)
	model := devices.HfOxWeakReset()
	const n = 20000
	wrong := 0
	for i := range uint64(n) {
		pulsed, fresh := model.Sample(s.D2D, 2*i), model.Sample(s.D2D, 2*i+1)
		if pulsed.Resistance(pulsed.WMean(1000)) < fresh.Resistance(fresh.WMean(0)) {
			wrong++
		}
	}
	want := float64(wrong) / n
	got := c.BER(0)
	weights := float64(layers[0].Size())
	if sd := math.Sqrt(want * (1 - want) * (1/weights + 1.0/n)); math.Abs(got-want) > 5*sd || want < 0.001 {
		t.Errorf("BER %v, sampled %v +- %v", got, want, sd)
	}
	if got, want := c.Pulses(0), int64(1000*layers[0].Size()); got != want {
		t.Errorf("%d pulses, want %d", got, want)
	}
}

func TestMorePulsesFewerErrors(t *testing.T) {
	last := 1.0
	for _, pulses := range []int{0, 100, 500, 2000} {
		c, _ := programmed(weak(pulses, 4), 1)
		if got := c.BER(0); got >= last {
			t.Errorf("%d pulses: BER %v, not below %v", pulses, got, last)
		} else {
			last = got
		}
	}
}

func TestWorkersProgramTheSameChip(t *testing.T) {
	for _, m := range []Memory{errors(0.1, 0, 2), weak(300, 0)} {
		one, _ := programmed(m, 1)
		three, _ := programmed(m, 3)
		for l := range layers {
			if differ(one.arrays[l].stored, three.arrays[l].stored) != 0 || one.Pulses(l) != three.Pulses(l) ||
				one.BER(l) != three.BER(l) {
				t.Errorf("%s: layer %d differs between one worker and three", m.Tech.Name, l)
			}
		}
	}
}

func TestIntendedSignsOfDevicesThatLearnt(t *testing.T) {
	three := perceptron(bnn.Levels{}, 3)
	m := weak(1000, 0)
	p := m.NewPairs(&three[0], 0, 0, 3).(*devices.Pairs)
	p.Init(0, p.Len())
	n := make([]int8, p.Len())
	for k := range n {
		n[k] = int8(k%29) - 14
	}
	w := make([]int8, p.Len())
	p.Apply(0, p.Len(), 1, n, false, w)
	signs := kernel.Signs{Words: make([]uint64, 3*13), Stride: 13}
	for k, v := range w {
		if v > 0 {
			signs.Words[k/784*13+k%784/64] |= 1 << (k % 784 % 64)
		}
	}
	c := Learned(crew.Alone{}, m, three, []kernel.Signs{signs}, func(int) devices.Pulsed { return p })
	wrong := 0
	for k, v := range w {
		ideal := int8(1)
		if n[k] < 0 {
			ideal = -1
		}
		if n[k] != 0 && ideal != v {
			wrong++
		}
	}
	if got, want := c.BER(0), float64(wrong)/float64(len(w)); got != want || want == 0 {
		t.Errorf("BER %v, want %v", got, want)
	}
}

// differ counts the bits in which two layers differ.
func differ(a, b kernel.Signs) (n int) {
	for i, w := range a.Words {
		n += bits.OnesCount64(w ^ b.Words[i])
	}
	return n
}

// TestKnobsKeepTheDevices programs one chip after the other, some left in the middle: each is what
// it would be from fresh devices.
func TestKnobsKeepTheDevices(t *testing.T) {
	signs, w := randomSigns(layers), bnn.Workers(1)
	var last *Chip
	for i, m := range []Memory{
		weak(300, 0), weak(40, 0), weak(40, 0, "rtn", "pink"), weak(40, 0, "d2d"), errors(0.1, 0, 0),
		weak(40, 0), weak(40, 3),
	} {
		left := New(crew.Alone{}, m, layers, signs, last)
		for range 2 {
			left.Advance(w)
		}
		c := New(crew.Alone{}, m, layers, signs, left)
		for c.Advance(w) {
		}
		fresh := New(crew.Alone{}, m, layers, signs, nil)
		for fresh.Advance(w) {
		}
		for l := range layers {
			if n := differ(c.arrays[l].stored, fresh.arrays[l].stored); n != 0 || c.BER(l) != fresh.BER(l) ||
				c.Pulses(l) != fresh.Pulses(l) {
				t.Errorf("memory %d, layer %d: %d weights differ from those of a fresh chip", i, l, n)
			}
		}
		last = c
	}
}
