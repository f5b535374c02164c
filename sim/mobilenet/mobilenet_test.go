package mobilenet

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"arraylab/sim/ledger"
)

// pairs of a depthwise and a pointwise layer as the publication lists them (table 1): maps and stride.
var pairs = [][2]int{{64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1}, {512, 1},
	{512, 1}, {1024, 2}, {1024, 1}}

// byHand counts weights and products of the published network, and the values that its layers take and make, without
// package topology.
func byHand() (weights, products [4]int64, values int64) {
	maps, side := int64(32), int64(112)
	weights[0], products[0] = 3*3*3*32, 3*3*3*32*112*112
	values = 3*224*224 + maps*side*side
	for _, p := range pairs {
		out := int64(p[0])
		values += maps * side * side // the depthwise layer takes them
		side /= int64(p[1])
		weights[1], products[1] = weights[1]+9*maps, products[1]+9*maps*side*side
		values += 2 * maps * side * side // it makes them, the pointwise layer takes them
		weights[2], products[2] = weights[2]+maps*out, products[2]+maps*out*side*side
		values += out * side * side
		maps = out
	}
	values -= maps*side*side - maps // an average of the last maps comes out
	weights[3], products[3] = maps*1000, maps*1000
	return weights, products, values + maps + 1000
}

// TestPublishedCounts: 4.2 million parameters, 569 million multiply-adds (arXiv:1704.04861, table 8), and the shares of
// kinds of layers (table 2: 94.86 % of the operations and 74.59 % of the parameters pointwise, 24.33 % the classifier).
func TestPublishedCounts(t *testing.T) {
	a := AccountOf(Whole(Eight))
	weights, products, _ := byHand()
	var sum [2]int64
	for i, k := range Kinds() {
		of := a.Of(k)
		if of.Weights != weights[i] || of.Products != products[i] {
			t.Errorf("%s: %d weights and %d products, by hand %d and %d", k, of.Weights, of.Products, weights[i], products[i])
		}
		sum[0], sum[1] = sum[0]+of.Weights, sum[1]+of.Products
	}
	if sum != [2]int64{4_209_088, 568_740_352} || a.Weights != sum[0] || a.Products != sum[1] ||
		a.Parameters != 4_231_976 {
		t.Errorf("%v, in the account %d, %d and %d parameters", sum, a.Weights, a.Products, a.Parameters)
	}
	share := func(part, whole int64) float64 { return 100 * float64(part) / float64(whole) }
	near(t, "products of pointwise layers, %", share(a.Of(Pointwise).Products, a.Products), 94.86, 0.01)
	near(t, "products of the classifier, %", share(a.Of(Dense).Products, a.Products), 0.18, 0.005)
	near(t, "weights of pointwise layers, %", share(a.Of(Pointwise).Weights, a.Weights), 74.59, 0.01)
	near(t, "weights of the classifier, %", share(a.Of(Dense).Weights, a.Weights), 24.33, 0.01)
	if n := len(a.Layers); n != 28 {
		t.Errorf("%d layers", n)
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: %g, want %g ± %g", what, got, want, tolerance)
	}
}

// TestMemory of designs, in bytes, worked out by hand, and what they save of 32 and of 8 bits.
func TestMemory(t *testing.T) {
	for _, c := range []struct {
		of    Design
		bytes float64
		saves float64 // in percent, against its features' format throughout
	}{
		{Whole(Float), 16_927_904, 0},
		{Whole(Eight), 4_231_976, 0},
		{Design{0, Binary, Float}, 12_955_904, 23.5},
		{Design{0, Binary, Eight}, 3_334_976, 21.2},
		{Design{WideHidden, Binary, Float}, 13_540_352, 20.0},
		{Wide(), 3_919_424, 7.4},
		{Design{4096, Binary, Float}, 13_864_192, 18.1},
		{Design{4096, Binary, Eight}, 4_243_264, -0.3}, // more than 8 bits
		{Design{0, Ternary, Eight}, 3_462_976, 18.2},
		{Whole(Binary), 526_136, 0},
	} {
		a := AccountOf(c.of)
		if a.Bytes() != c.bytes {
			t.Errorf("%s: %.0f bytes, want %.0f", c.of.Words(), a.Bytes(), c.bytes)
		}
		near(t, c.of.Words()+" saves, %", 100*Saving(c.of), c.saves, 0.05)
	}
	if s := AccountOf(Whole(Binary)).Saves(AccountOf(Whole(Float))); math.Abs(s-0.969) > 5e-4 {
		t.Errorf("all binary saves %g", s)
	}
}

// TestBreakEven: a neuron of the hidden layer has 2,024 weights; those of a binary classifier may take what 1,025,000
// parameters of 8 bits do.
func TestBreakEven(t *testing.T) {
	for _, c := range []struct {
		classifier, features Format
		want                 int
	}{
		{Binary, Eight, 1_025_000 * 8 / 2024}, {Ternary, Eight, 1_025_000 * 4 / 2024}, {Binary, Float, Widest},
		{Binary, Binary, 1_024_000 / 2024},
	} {
		got := BreakEven(c.classifier, c.features)
		if got != c.want {
			t.Errorf("%s behind %s: %d, want %d", c.classifier, c.features, got, c.want)
		}
		if got < Widest && (Saving(Design{got, c.classifier, c.features}) < 0 ||
			Saving(Design{got + 1, c.classifier, c.features}) >= 0) {
			t.Errorf("%s behind %s: %d is no break-even", c.classifier, c.features, got)
		}
	}
}

// TestEnergyByHand: what is fetched, multiplied and moved of the published network in 8 bits and in floats, at the rates
// of the ledger: 20 pJ a bit of DRAM, 0.3 and 4.6 pJ a multiply-add, 10 pJ for 64 bits of an activation.
func TestEnergyByHand(t *testing.T) {
	_, _, values := byHand()
	const pico, weights, products = 1e-12, 4_209_088, 568_740_352
	for f, mac := range map[Format]float64{Eight: 0.3, Float: 4.6} {
		a, bits := AccountOf(Whole(f)), float64(f.Bits())
		fetched := weights * bits * 20 * pico
		near(t, f.Words()+" fetched", a.Fetched/fetched, 1, 1e-9)
		moved := float64(values) * bits * 10. / 64 * pico
		rest := a.Joules - fetched - products*mac*pico - moved
		if rest < 0 || rest > 0.01*a.Joules { // thresholds and normalization
			t.Errorf("%s: %g J of %g are left over", f.Words(), rest, a.Joules)
		}
	}
	all, sensed := AccountOf(Whole(Eight)), AccountOf(Design{Classifier: Binary, Features: Eight})
	near(t, "saved by a binary classifier, mJ", 1e3*(all.Joules-sensed.Joules), 1e3*1_024_000*8*20*pico, 5e-4)
}

// TestEnergyIsKnown: no event of any design lacks its cost.
func TestEnergyIsKnown(t *testing.T) {
	for _, d := range []Design{Wide(), Whole(Binary), Whole(Ternary), Whole(Eight)} {
		counts, costs := d.counts(d.counted().Layers)
		l := ledger.Compute(counts, costs, ledger.DefaultRates())
		if !l.PhaseKnown(ledger.Inference) {
			t.Errorf("%s: the energy of an image is not known", d.Words())
		}
	}
}

// TestDesignsAreRefused that are not allowed, with the value and what is.
func TestDesignsAreRefused(t *testing.T) {
	for d, says := range map[Design]string{
		{Hidden: -1}: "-1 neurons", {Hidden: 4097}: "0 to 4096", {Classifier: 4}: "format 4", {Features: -1}: "format -1",
	} {
		if err := d.Check(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%+v: %v", d, err)
		}
	}
	if _, err := ParseFormat("16"); err == nil || !strings.Contains(err.Error(), `"16"`) {
		t.Errorf("format 16: %v", err)
	}
	for _, f := range Formats() {
		if g, err := ParseFormat(f.String()); g != f || err != nil {
			t.Errorf("%s is read as %s: %v", f, g, err)
		}
	}
	if b, err := json.Marshal(Wide()); string(b) != `{"hidden":2816,"classifier":"binary","features":"8"}` {
		t.Errorf("%s: %v", b, err)
	}
}

// TestWordsNameADesign.
func TestWordsNameADesign(t *testing.T) {
	for d, want := range map[Design]string{
		Wide():       "8 bits, classifier 1024-2816-1000 binary",
		Whole(Float): "32-bit floats throughout, classifier 1024-1000",
	} {
		if got := d.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
