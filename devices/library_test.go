package devices

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/rng"
)

// What every memory of the library has in common is tested here, over all of them.

// perfect are settings without imperfection: of each memory that stores weights those under which it holds and reads
// exactly what was wanted. Noise, spread and errors are off, or out of reach.
var perfect = map[string][][]string{
	"ber": {{"ber", "0"}, {"ber", "0", "when", "read"}},
	"rram-weak-reset": {{"rtn", "0", "pink", "0", "d2d", "0", "pulses", "1"},
		{"rtn", "0", "pink", "0", "d2d", "0", "curve", "0"},
		{"rtn", "0", "pink", "0", "d2d", "0", "noiselaw", "stationary"}},
	"rram-2t2r": {
		{"celld2d", "0", "cellc2c", "0", "offset", "0"},
		{"celld2d", "0", "cellc2c", "0", "offset", "0", "sensing", "1t1r"},
		{"celld2d", "0", "cellc2c", "0", "offset", "0", "ecc", "secded"},
		{"celld2d", "0", "cellc2c", "0", "offset", "0", "sensing", "1t1r", "ecc", "secded", "ecck", "64"},
		{"celld2d", "0", "cellc2c", "0", "offset", "0", "supply", "0.45", "wire", "1"},
		{"celld2d", "0", "condition", "limit", "verify", "100", "offset", "0"},
	},
	"ternary-2t2r": {{"celld2d", "0", "cellc2c", "0", "offset", "0"},
		{"celld2d", "0", "condition", "limit", "verify", "100", "offset", "0"}},
	"st-mram": {
		{"tau", "40", "sdra", "0", "sdhk", "0", "readv", "0"}, {"tau", "40", "ecc", "secded", "readv", "0"},
		{"drive", "volts", "volts", "1", "pulse", "50"}, {"tau", "1", "verify", "100", "readv", "0"},
	},
	"sot-mram":         {{"sot01", "0", "sot10", "0"}, {"sot01", "0.5", "sot10", "0.5", "verify", "100"}},
	"fefet":            {{"p01", "0", "p10", "0"}, {"p01", "0", "p10", "0", "temp", "430"}},
	"rram-conductance": {{"snr", "0", "gd2d", "0", "gpulses", "1"}, {"snr", "0", "gd2d", "0", "gpulses", "2000"}},
	"measured": {
		{"form", "line", "d2d", "0", "mnoise", "0", "pulses", "1"},
		{"form", "conductance", "d2d", "0", "mnoise", "0", "msnr", "0", "pulses", "1"},
		{"form", "curve", "d2d", "0", "mnoise", "0", "pulses", "1"},
		{"form", "lognormal", "mlrssd", "0", "mhrssd", "0"}, sharpStates(),
	},
}

// sharpStates are quantiles that are all alike.
func sharpStates() []string {
	set := []string{"form", "quantiles"}
	for j := range Probabilities {
		set = append(set, fmt.Sprint("lq", j), "5000", fmt.Sprint("hq", j), "50000")
	}
	return set
}

// flawed are settings under which every kind of error of a memory happens, rarely enough to be counted.
var flawed = map[string][][]string{
	"ber": {{"ber", "0.02"}, {"ber", "0.02", "when", "read"}},
	"rram-weak-reset": {{"pulses", "300"}, {"noiselaw", "stationary"},
		{"pulses", "300", "verifypulses", "100"},
		{"pulses", "300", "verifypulses", "30", "readrtn", "0.2", "readpink", "0.02", "readthermal", "0.02"}},
	"rram-2t2r": {
		{"condition", "limit", "offset", "0.3", "tile", "64", "supply", "0.5", "dead", "0.1", "stucklrs", "0.01",
			"stuckhrs", "0.01", "cycles", "1e9", "hours", "1e3", "wire", "5"},
		{"condition", "weak", "sensing", "1t1r", "ecc", "secded", "ecck", "11", "offset", "0.3", "tile", "128"},
		{"condition", "weak", "readrtn", "0.8", "readpink", "0.1", "readthermal", "0.2", "wire", "5"},
		{"condition", "weak", "sensing", "1t1r", "ecc", "secded", "readrtn", "0.8", "readthermal", "0.2"},
		{"condition", "limit", "sensing", "1t1r", "verify", "2", "verifymargin", "0.2", "offset", "0.3", "tile", "64",
			"stucklrs", "0.01", "hours", "1e3", "wire", "5", "readrtn", "0.5"},
		{"condition", "limit", "verify", "1", "ecc", "secded", "ecck", "11", "supply", "0.5", "dead", "0.1"},
		{"condition", "weak", "sensing", "1t1r", "stucklrs", "0.02", "stuckhrs", "0.01", "spares", "20", "tile", "64",
			"cycles", "1e7", "wornrows", "0.2", "startgap", "3e5", "hours", "1e3", "refresh", "300"},
	},
	"ternary-2t2r": {{"condition", "weak", "stuckhrs", "0.01", "tile", "64", "offset", "0.1", "hours", "1e4",
		"refresh", "100"},
		{"condition", "weak", "readrtn", "0.8", "readpink", "0.1", "readthermal", "0.05"},
		{"condition", "limit", "verify", "2", "verifymargin", "0.1", "tile", "64", "offset", "0.1", "stucklrs", "0.01",
			"hours", "1e3", "readpink", "0.1"}},
	"st-mram": {{"delta", "30", "hours", "0.1", "readv", "0.12", "strength", "0.8", "sdra", "5", "sdhk", "5"},
		{"delta", "28", "tau", "2", "readv", "0.1", "ecc", "secded"},
		{"tmr", "0.4", "sense", "current", "sdra", "6", "sdref", "5", "rseries", "3000", "vhalf", "0.4"},
		{"delta", "30", "hours", "0.1", "tau", "1.5", "verify", "2", "sdra", "5", "sense", "current", "tmr", "0.4"},
		{"tau", "1.5", "ecc", "secded", "verify", "1"},
		{"tau", "2", "stuckbits", "0.02", "spares", "9", "verify", "1", "delta", "30", "hours", "0.1",
			"refresh", "0.02"}},
	"sot-mram": {{"sot01", "0.02", "sot10", "0.05"}, {"sot01", "0.2", "sot10", "0.1", "verify", "1",
		"stuckbits", "0.01", "spares", "3"}},
	"fefet": {{"temp", "400"}},
	"rram-conductance": {{"gd2d", "0.3", "snr", "0.01", "gpulses", "20"},
		{"gd2d", "0.3", "snr", "0.01", "gpulses", "10", "verifypulses", "20", "readpink", "0.1"}},
	"measured": {{"pulses", "200"}, {"form", "curve", "pulses", "200", "verifypulses", "50", "readthermal", "0.05"},
		{"form", "conductance", "mgsd", "0.3", "pulses", "20", "mnoise", "0.05"},
		{"form", "lognormal", "mhrssd", "1.5"},
		{"form", "lognormal", "mhrssd", "1.5", "readrtn", "1", "readpink", "0.1", "readthermal", "0.2"},
		{"form", "quantiles", "hq0", "3000", "hq1", "4000"}},
}

// eachMemory runs a test for every setting of the memories that store weights; one without settings fails.
func eachMemory(t *testing.T, table map[string][][]string, test func(t *testing.T, tech *Technology, v *Values)) {
	for _, tech := range Technologies() {
		if tech.Arrays == nil && tech.PulsedPairs == nil {
			continue
		}
		if len(table[tech.Name]) == 0 {
			t.Errorf("%s has no row in the table", tech.Name)
		}
		for _, set := range table[tech.Name] {
			t.Run(fmt.Sprint(tech.Name, set), func(t *testing.T) {
				v := ValuesOf(t, tech, set...)
				if tech.Check != nil && tech.Check(v) != nil {
					t.Fatal(tech.Check(v))
				}
				test(t, tech, v)
			})
		}
	}
}

// memory is a layer on either kind of device.
type memory struct {
	inputs int
	cells  Array
	pairs  Pulsed
	kept   *StoredReads
	pulses int
	more   int
}

func newMemory(tech *Technology, v *Values, s Site) *memory {
	m := &memory{inputs: s.Inputs}
	if tech.Pulsed(v) {
		m.pairs, m.pulses, m.more = tech.Pairs(v, s), tech.Strength.Int(v), tech.MorePulses(v)
		m.pairs.Init(m.pairs.First(), m.pairs.First()+m.pairs.Len())
		m.kept = tech.StoredReads(v, s, s.Row1)
	} else {
		m.cells = tech.Array(v, s)
	}
	return m
}

// store programs a row and returns what it holds.
func (m *memory) store(want []uint64, row int) []uint64 {
	hold := make([]uint64, len(want))
	if m.cells != nil {
		m.cells.Program(hold, want, row)
		return hold
	}
	w, k0 := make([]int8, m.inputs), row*m.inputs
	for i := range w {
		w[i] = int8(want[i/64]>>(i&63)&1)*2 - 1
	}
	StorePairs(m.pairs, k0, w, m.pulses, m.more, 1)
	m.pairs.Weights(k0, w)
	if m.kept != nil {
		m.kept.Keep(m.pairs, row, StoredStep(m.more, 1))
	}
	for i, x := range w {
		if x > 0 {
			hold[i/64] |= 1 << (i & 63)
		}
	}
	return hold
}

// read is read number n of a row that holds what was left of want.
func (m *memory) read(hold, want []uint64, row int, n uint64) []uint64 {
	var reader Reader
	if m.cells != nil && m.cells.Noisy() {
		reader = m.cells
	} else if m.kept != nil {
		reader = m.kept
	} else {
		return hold
	}
	dst := make([]uint64, len(hold))
	reader.Read(dst, hold, want, row, n)
	return dst
}

// TestPerfectMemoriesAreExact: without imperfection every memory holds and reads exactly what was wanted.
func TestPerfectMemoriesAreExact(t *testing.T) {
	const rows, inputs = 64, 784
	want := randomRows(rows, inputs)
	eachMemory(t, perfect, func(t *testing.T, tech *Technology, v *Values) {
		m := newMemory(tech, v, site(rows, inputs))
		for row, w := range want {
			hold := m.store(w, row)
			if n := differ(hold, w); n != 0 {
				t.Fatalf("%d bits of row %d are wrong", n, row)
			}
			for n := range uint64(3) {
				if d := differ(m.read(hold, w, row, n), w); d != 0 {
					t.Fatalf("read %d of row %d has %d wrong bits", n, row, d)
				}
			}
		}
	})
}

// TestEndsOfParameters: with each parameter at either end a row can be programmed and read, or Check says why not.
func TestEndsOfParameters(t *testing.T) {
	const inputs = 70
	want := randomRows(1, inputs)[0]
	for _, tech := range Technologies() {
		if tech.Arrays == nil && tech.PulsedPairs == nil {
			continue
		}
		sets := append([][]string{{}}, flawed[tech.Name]...)
		if tech == STMRAM {
			sets = append(sets, []string{"readns", "1000"}, []string{"readv", "1"},
				[]string{"drive", "volts", "pulse", "100000"})
		}
		for _, set := range sets {
			base := ValuesOf(t, tech, set...)
			for _, p := range tech.Params {
				for _, x := range ends(p) {
					v := *base
					if p.Put(&v, x); tech.Check != nil && tech.Check(&v) != nil {
						continue
					}
					m := newMemory(tech, &v, site(1, inputs))
					for n, row := range [][]uint64{m.store(want, 0), m.read(m.store(want, 0), want, 0, 9)} {
						if row[1]>>(inputs-64) != 0 {
							t.Errorf("%s %v %s=%s: step %d sets bits beyond the row", tech.Name, set,
								p.Key, p.Spell(x), n)
						}
					}
				}
			}
		}
	}
}

// TestRowsDependOnNothingElse: what a row holds and reads is a function of its place: whatever part of the layer an
// array is made for, in whatever order rows are programmed, and by however many goroutines at a time.
func TestRowsDependOnNothingElse(t *testing.T) {
	const rows, inputs = 80, 130
	want := randomRows(rows, inputs)
	eachMemory(t, flawed, func(t *testing.T, tech *Technology, v *Values) {
		whole := newMemory(tech, v, site(rows, inputs))
		held, seen, wrong := make([][]uint64, rows), make([][]uint64, rows), 0
		for row := rows - 1; row >= 0; row-- {
			held[row] = whole.store(want[row], row)
			seen[row] = whole.read(held[row], want[row], row, 7)
			wrong += differ(seen[row], want[row])
		}
		if wrong < 20 || wrong > rows*inputs/3 {
			t.Errorf("%d of %d bits are wrong: the test shows little", wrong, rows*inputs)
		}
		for _, parts := range [][]int{{0, 1, 17, 64, rows}, {0, 48, rows}} {
			var all sync.WaitGroup
			for i := range parts[1:] {
				s := site(rows, inputs)
				s.Row0, s.Row1 = parts[i], parts[i+1]
				m := newMemory(tech, v, s)
				for row := s.Row0; row < s.Row1; row++ {
					all.Add(1)
					go func() {
						defer all.Done()
						hold := m.store(want[row], row)
						if !slices.Equal(hold, held[row]) || !slices.Equal(m.read(hold, want[row], row, 7), seen[row]) {
							t.Errorf("row %d differs in a site of the rows %d to %d", row, s.Row0, s.Row1)
						}
					}()
				}
			}
			all.Wait()
		}
	})
}

// TestReadsLeaveProgrammingAlone: what acts at reads, or when the network learns in the devices, and what plays no part
// under the others, changes nothing of what is programmed.
func TestReadsLeaveProgrammingAlone(t *testing.T) {
	const rows, inputs = 6, 200
	want := randomRows(rows, inputs)
	eachMemory(t, flawed, func(t *testing.T, tech *Technology, v *Values) {
		hold := func(v *Values) (all []uint64) {
			m := newMemory(tech, v, site(rows, inputs))
			for row, w := range want {
				all = append(all, m.store(w, row)...)
			}
			return all
		}
		before := hold(v)
		for _, p := range tech.Params {
			if !p.AtRead && !p.Learning && p.Plays(v) {
				continue
			}
			for _, x := range ends(p) {
				w := *v
				if p.Put(&w, x); tech.Check != nil && tech.Check(&w) != nil {
					continue
				}
				if !slices.Equal(hold(&w), before) {
					t.Errorf("%s=%s changes what is programmed", p.Key, p.Spell(x))
				}
			}
		}
	})
}

// ends are the smallest and the largest number of a parameter.
func ends(p *Param) []float64 {
	switch p.Kind {
	case knob.Switch:
		return []float64{0, 1}
	case knob.OneOf:
		return []float64{0, float64(len(p.Choices) - 1)}
	}
	return []float64{p.Min, p.Max}
}

// TestLearningGoesOnAfterRestore: pairs that are saved half-way and restored in devices made anew go on with the same
// bits as those that were never saved, in every memory in which a network can learn.
func TestLearningGoesOnAfterRestore(t *testing.T) {
	const rows, inputs, steps, saved = 6, 100, 10, 4
	const n = rows * inputs
	learnt := map[string]bool{}
	eachMemory(t, flawed, func(t *testing.T, tech *Technology, v *Values) {
		if !tech.Pulsed(v) {
			return
		}
		learnt[tech.Name] = true
		train := func(interrupted, reprogram bool) (state []byte, w []int8, e Events) {
			p := tech.Pairs(v, site(rows, inputs))
			p.Init(0, n)
			for step := range uint64(steps) {
				if interrupted && step == saved {
					b := p.AppendState(nil, 0, n)
					if len(b) != n*p.StateSize() {
						t.Fatalf("%d pairs save %d bytes: want %d each", n, len(b), p.StateSize())
					}
					p = tech.Pairs(v, site(rows, inputs))
					if err := p.Restore(0, n, b); err != nil {
						t.Fatal(err)
					}
				}
				e.Add(p.ApplyPacked(0, step, updatesOf(n, step), reprogram, nil))
			}
			w = make([]int8, n)
			p.Weights(0, w)
			return p.AppendState(nil, 0, n), w, e
		}
		for _, reprogram := range []bool{false, true} {
			state, w, e := train(false, reprogram)
			again, w2, e2 := train(true, reprogram)
			if e.Flips == 0 || e.Pulses == 0 || reprogram != (e.Sets > 0) {
				t.Errorf("reprogram %v: the steps did little: %+v", reprogram, e)
			}
			if !slices.Equal(w, w2) || !bytes.Equal(state, again) {
				t.Errorf("reprogram %v: the devices differ after a restore", reprogram)
			}
			// Flips, SETs and pulses of the steps before are counted in both.
			if e != e2 {
				t.Errorf("reprogram %v: %+v, after a restore %+v", reprogram, e, e2)
			}
		}
	})
	for _, tech := range Technologies() {
		if tech.PulsedPairs != nil && !learnt[tech.Name] {
			t.Errorf("%s has not learnt", tech.Name)
		}
	}
}

// updatesOf are pulses of a step, some of them none.
func updatesOf(n int, step uint64) []int8 {
	u := make([]int8, n)
	draw := rng.New(5, "test").Source(step)
	for i := range u {
		u[i] = int8(draw.Below(29)) - 14
	}
	return u
}

// BenchmarkChip makes and programs the chip of a 784-1024-1024-10 network, 1.86 million weights, of every memory.
func BenchmarkChip(b *testing.B) {
	for _, tech := range Technologies() {
		sets := append([][]string{{}}, flawed[tech.Name]...)
		for _, set := range sets {
			v := ValuesOf(b, tech, set...)
			if tech.Arrays == nil && tech.PulsedPairs == nil {
				continue
			}
			b.Run(fmt.Sprint(tech.Name, set), func(b *testing.B) {
				for b.Loop() {
					for layer, l := range [][2]int{{784, 1024}, {1024, 1024}, {1024, 10}} {
						m := newMemory(tech, v, Site{Chip: 1, Layer: layer, Inputs: l[0], Row1: l[1]})
						want := make([]uint64, (l[0]+63)/64)
						for row := range l[1] {
							m.store(want, row)
						}
					}
				}
			})
		}
	}
}

// BenchmarkMillion draws the population of a million that each sheet is asked for, without charts.
func BenchmarkMillion(b *testing.B) {
	for _, tech := range Technologies() {
		v := tech.Defaults()
		b.Run(tech.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := tech.Sheet(&v, Ask{N: 1_000_000, Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
