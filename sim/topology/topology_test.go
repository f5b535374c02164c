package topology_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/rng"
	"arraylab/sim/topology"
)

// Places where networks stand.
var (
	unknown = topology.Context{}
	cifar   = topology.Context{Grid: bnn.Grid{C: 3, H: 32, W: 32}, Largest: 255, Classes: 10,
		Weights: topology.Binary, Outputs: topology.Binary}
	mnist = topology.Context{Grid: bnn.Grid{C: 1, H: 28, W: 28}, Largest: 255, Classes: 10,
		Weights: topology.Ternary, Outputs: topology.Binary}
	ecg = topology.Context{Grid: bnn.Grid{C: 12, H: 1, W: 1300}, Largest: 255, Classes: 2,
		Weights: topology.Binary, Outputs: topology.Ternary}
)

func contexts() []topology.Context { return []topology.Context{unknown, cifar, mnist, ecg} }

// read parses a text that is allowed.
func read(t *testing.T, text string, c topology.Context) topology.Network {
	t.Helper()
	n, err := topology.Parse(text, c)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestSpell: a text has one canonical spelling in its place, which leaves out what goes without saying there.
func TestSpell(t *testing.T) {
	for _, c := range []struct {
		in          topology.Context
		text, canon string
	}{
		{unknown, "64c3-64c3z1s1p2-y", ""}, // the order of the parts is fixed
		{unknown, "64c3-64c3s1z1p2-y", "64c-64cp"},
		{unknown, "64cbb-64ctb-ye", "64cb-64ctb-ye"},
		{cifar, "64cbb-64ctb-ye", "64c-64ctb-ye"},
		{mnist, "64cbb-64ctb-yt", "64cb-64c"},
		{ecg, "64cbb-64ctb-yb", "64cb-64ctb"},
		{unknown, "256b-16bt-yb", "256b-16bt-yb"},
		{cifar, "256b-16bt-yb", "256-16bt"},
		{unknown, "8c3x3z1x1s1x1", ""},
		{unknown, "8c3x3s1x1z1x1p2x2", "8c3x3s1x1p2x2"}, // a signal would not have it
		{cifar, "8c3x3s1x1z1x1p2x2", "8cp"},
		{ecg, "8c3x3s1x1z1x1p2x2", "8c3x3p2x2"},
		{unknown, "32c1x13s1x2z0x6p1x2", "32c1x13s1x2p1x2"},
		{ecg, "32c1x13s1x2z0x6p1x2", "32c13s2p"},
		{cifar, "32c1x13s1x2z0x6p1x2", "32c1x13s1x2p1x2"},
		{ecg, "32c13z0p2-32c11z0p2-32c9z0-75b", "32c13z0p-32c11z0p-32c9z0-75b"},
		{ecg, "8cz0x1", "8c"},
		{cifar, "8cz0x1", "8cz0x1"},
		{unknown, "32c3e-64d3e-128c1e-a4s4-256b-yb", "32ce-64de-128c1e-a4-256b-yb"},
		{cifar, "32c3e-64d3e-128c1e-a4s4-256b-yb", "32ce-64de-128c1e-a4-256"},
		{cifar, "8ca-8ca2s1e-8ca3s2-a1s2", "8ca-8cas1e-8ca3s2-a1s2"},
		{cifar, "24c3s2-48c-48cp-96cp-128", "24cs2-48c-48cp-96cp-128"},
	} {
		got := ""
		if n, err := topology.Parse(c.text, c.in); err == nil {
			got = n.Spell(c.in)
		}
		if got != c.canon {
			t.Errorf("%s is spelled %q: want %q", c.text, got, c.canon)
		}
	}
}

// TestRefused: what is not understood is named, with its place, and with what is allowed.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  `token 1, "", is not allowed: a token begins with its maps`,
		"32c--64":                           `token 2, "", is not allowed: a token begins with its maps`,
		"0c":                                `"0c", is not allowed: maps or neurons are whole numbers from 1 to 4096, not 0`,
		"08c":                               "not 08",
		"+8c":                               "a token begins",
		"4097":                              "not 4097",
		"99999999999999999999999999":        "from 1 to 4096",
		"32c65":                             "kernels are whole numbers from 1 to 64, not 65",
		"32c3x":                             `kernels are whole numbers from 1 to 64, not ""`,
		"32c3s17":                           "strides are whole numbers from 1 to 16, not 17",
		"32cs":                              `strides are whole numbers from 1 to 16, not ""`,
		"32cz64":                            "paddings are whole numbers from 0 to 63, not 64",
		"32cp1":                             "a pool has windows of more than one",
		"32ca1":                             "an average has windows or strides of more than one",
		"32c-a1x1":                          "an average has windows or strides of more than one",
		"32cpa":                             `behind c or d stand, in this order, kernel, s with stride, z with`,
		"32cz1s2":                           `not "s2"`,
		"32cbte":                            `not "e"`,
		"32cB":                              `not "B"`,
		"256p":                              `a dense layer has levels behind its neurons, not "p"`,
		"256-32c":                           `token 2, "32c", is not allowed: a dense layer makes no maps`,
		"256-32d":                           "a dense layer makes no maps",
		"a4":                                "an average alone stands behind a c or d",
		"256-a4":                            "an average alone stands behind a c or d",
		"32c-a2-a2":                         "an average alone stands behind a c or d",
		"32c-a2b":                           `an average alone has a window and s with a stride, not "b"`,
		"y":                                 "1 to 32 tokens stand before the output layer, not 0",
		"32c-ybb":                           `the output layer is y with the level of its weights, b, t or e, not "b"`,
		"yb-32c":                            "y stands at the end alone",
		strings.Repeat("4-", 32) + "4":      "1 to 32 tokens stand before the output layer, not 33",
		"32c#" + strings.Repeat("\xff", 99): "...",
	} {
		for _, c := range contexts() {
			_, err := topology.Parse(text, c)
			var e *topology.Error
			if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v: want %s", text, err, want)
			}
		}
	}
}

// TestUnfit: what does not fit the images is named.
func TestUnfit(t *testing.T) {
	for _, c := range []struct {
		in         topology.Context
		text, want string
	}{
		{cifar, "8c40z0", `token 1, "8c40z0", is not allowed: its kernel of 40x40 is larger than the map, 32x32`},
		{cifar, "8cz3", "paddings are smaller than the kernel, 3x3, not 3x3"},
		{cifar, "8c1x5z1", "paddings are smaller than the kernel, 1x5, not 1x1"},
		{cifar, "8cp-8cp-8cp-8cp-8cp-8cp", `token 6, "8cp", is not allowed: its pool of 2x2 is larger than the map, 1x1`},
		{cifar, "8cp33", "its pool of 33x33 is larger"},
		{cifar, "8ca33", "its window of 33x33 is larger"},
		{cifar, "8c-a33", `token 2, "a33", is not allowed: its window`},
		{cifar, "8d", "a depthwise layer has a multiple of the 3 maps that come in, not 8"},
		{cifar, "4096c", "it makes 4194304 sums for an image: 1048576 at most"},
		{cifar, "64c-8c64z32", "its sums are over 262144 inputs: 32767 at most"},
		{cifar, "64c-8", "its sums are over 65536 inputs"},
		{cifar, "64c-1024cs8-a2-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096-4096",
			"with it the network has 269027008 weights: 268435456 at most"},
		{cifar, "8ce-8ca32s32e-a1s2-a1s2", "stands behind"},
		{cifar, "31ce-31ca32s32e-8e", "its sums reach 4680843264"},
		{ecg, "8c3x13", "a signal has 1 row, and so have its kernels, windows and strides, not 3"},
		{ecg, "8cs2x1", "a signal has 1 row"},
		{ecg, "8cp2x1", "a signal has 1 row"},
		{ecg, "8c-a1x2s2x1", "a signal has 1 row"},
	} {
		n, err := topology.Parse(c.text, c.in)
		if err == nil {
			_, err = n.Shapes(c.in)
		}
		var e *topology.Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v: want %s", c.text, err, c.want)
		}
	}
}

// random is any network that can be read in a context.
func random(src *rng.Source, c topology.Context) topology.Network {
	between := func(lo, hi int) int { return lo + int(src.Below(uint32(hi-lo+1))) }
	level := func() topology.Level { return topology.Level(between(1, 3)) }
	span := func(lo, hi int) topology.Span {
		k := topology.Span{H: between(lo, hi), W: between(lo, hi)}
		switch between(0, 2) {
		case 0:
			k.H = k.W
		case 1:
			k.H = lo
		}
		return k
	}
	window := func() topology.Span {
		k := span(1, 64)
		k.W = max(2, k.W)
		return k
	}
	n := topology.Network{Last: level()}
	dense := 0
	for range between(1, topology.MaxLayers) {
		y := topology.Layer{Out: between(1, topology.MaxMaps), Weights: level(), Outputs: level()}
		dense = max(dense, between(0, 1)*between(0, 1))
		last := topology.Dense
		if len(n.Layers) > 0 {
			last = n.Layers[len(n.Layers)-1].Kind
		}
		switch kind := between(0, 9); {
		case dense > 0:
		case kind == 0 && (last == topology.Conv || last == topology.Depthwise):
			y = topology.Layer{Kind: topology.Average, Kernel: window(), Stride: span(1, 64)}
		default:
			y.Kind = topology.Conv + topology.Kind(between(0, 1))
			y.Kernel, y.Stride, y.Pad = span(1, 64), span(1, 16), span(0, 63)
			switch between(0, 2) {
			case 0:
				y.Pool = window()
			case 1:
				y.Mean, y.MeanStride = window(), span(1, 64)
			}
		}
		n.Layers = append(n.Layers, y)
	}
	return n
}

// TestRandom: every network is read from its canonical text as it was, and can be read before its place is known.
func TestRandom(t *testing.T) {
	src := rng.New(14, "topology").Source(0)
	for range 3000 {
		c := contexts()[1+src.Below(3)]
		n := random(src, c)
		text := n.Spell(c)
		if got := read(t, text, c); !reflect.DeepEqual(got, n) {
			t.Fatalf("%s is read as %v: want %v", text, got, n)
		}
		before := read(t, text, unknown).Spell(unknown)
		if got := read(t, before, c).Spell(c); got != text {
			t.Fatalf("%s is %s where nothing is known, and then %s", text, before, got)
		}
	}
}

// FuzzParse: nothing panics; what is read has a canonical spelling that reads as itself; what can be read can be read
// everywhere, and its spelling before the place is known means the same in it.
func FuzzParse(f *testing.F) {
	for _, n := range topology.Networks() {
		f.Add(n.Text)
	}
	f.Add("32c1x13s1x2z0x6p1x2bt-64d3e-128c1e-a4s4-256b-yb")
	f.Add("1c1s1z0a1s1-a1x2")
	f.Fuzz(func(t *testing.T, text string) {
		n, err := topology.Parse(text, unknown)
		for _, c := range contexts() {
			m, here := topology.Parse(text, c)
			if (here == nil) != (err == nil) {
				t.Fatalf("%q: %v in one place, %v in another", text, err, here)
			}
			if here != nil {
				continue
			}
			canonical := m.Spell(c)
			if again := read(t, canonical, c); !reflect.DeepEqual(again, m) {
				t.Fatalf("%q is %q, which is another network", text, canonical)
			}
			if got := read(t, n.Spell(unknown), c).Spell(c); got != canonical {
				t.Fatalf("%q is %q, but by %q it is %q", text, canonical, n.Spell(unknown), got)
			}
			if c != unknown {
				if shapes, err := m.Shapes(c); err == nil && len(shapes) != len(m.Layers)+1 {
					t.Fatalf("%q has %d shapes", text, len(shapes))
				}
			}
		}
	})
}
