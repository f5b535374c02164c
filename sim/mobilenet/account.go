package mobilenet

import (
	"sort"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/ledger"
	"arraylab/sim/topology"
)

// Kind says what a layer does.
type Kind string

// The kinds of layers.
const (
	Convolution Kind = "convolution"
	Depthwise   Kind = "depthwise"
	Pointwise   Kind = "pointwise" // a convolution of a single place
	Dense       Kind = "classifier"
)

// Kinds are all of them, input side first. They must not be changed.
func Kinds() []Kind { return []Kind{Convolution, Depthwise, Pointwise, Dense} }

// Layer is one with weights, and what it takes.
type Layer struct {
	Kind     Kind     `json:"kind"`
	Out      bnn.Grid `json:"out"`    // maps, rows and columns of what comes out, before an average
	Format   Format   `json:"format"` // of its weights
	Weights  int64    `json:"weights"`
	Others   int64    `json:"others"`   // parameters of batch normalization, or biases
	Products int64    `json:"products"` // multiply-adds of an image
	Bits     int64    `json:"bits"`     // of memory
	Joules   float64  `json:"joules"`   // of an image
}

// Account is what a design takes.
type Account struct {
	Layers     []Layer `json:"layers"`     // input side first
	Parameters int64   `json:"parameters"` // weights and others
	Weights    int64   `json:"weights"`
	Products   int64   `json:"products"` // multiply-adds of an image
	Bits       int64   `json:"bits"`     // of memory
	Joules     float64 `json:"joules"`   // of an image
	Fetched    float64 `json:"fetched"`  // J of an image, of them, for weights that come from digital memory
}

// Bytes of memory.
func (a Account) Bytes() float64 { return float64(a.Bits) / 8 }

// Of sums up the layers of a kind.
func (a Account) Of(k Kind) (sum Layer) {
	sum.Kind = k
	for _, l := range a.Layers {
		if l.Kind == k {
			sum.Weights, sum.Others, sum.Products = sum.Weights+l.Weights, sum.Others+l.Others, sum.Products+l.Products
			sum.Bits, sum.Joules = sum.Bits+l.Bits, sum.Joules+l.Joules
		}
	}
	return sum
}

// Saves is the share of the memory of another design that this one saves; below 0 where it takes more.
func (a Account) Saves(of Account) float64 { return 1 - float64(a.Bits)/float64(of.Bits) }

// AccountOf counts what a design takes. It panics where the design is not allowed (Design.Check).
func AccountOf(d Design) Account {
	if err := d.Check(); err != nil {
		panic("mobilenet: the design is not allowed")
	}
	a := d.counted()
	d.book(&a)
	return a
}

// counted is the account without energy.
func (d Design) counted() (a Account) {
	layers, shapes := d.shapes()
	features := len(shapes) - 1
	if d.Hidden > 0 {
		features--
	}
	for i, y := range layers {
		s := shapes[i]
		l := Layer{Kind: kindOf(y), Out: bnn.Grid{C: y.Out, H: 1, W: 1}, Format: d.Features,
			Weights: int64(s.Weights), Others: 2 * int64(y.Out), Products: s.Products}
		if l.Kind != Dense {
			l.Out = bnn.Grid{C: y.Out, H: rows(s), W: rows(s)}
		}
		if i >= features {
			l.Format, l.Others = d.Classifier, int64(y.Out) // biases
		}
		if l.Bits = l.Format.Bits() * l.Weights; !l.Format.inCells() {
			l.Bits += l.Format.Bits() * l.Others
		}
		a.Layers = append(a.Layers, l)
		a.Weights, a.Parameters = a.Weights+l.Weights, a.Parameters+l.Weights+l.Others
		a.Products, a.Bits = a.Products+l.Products, a.Bits+l.Bits
	}
	return a
}

// rows are those of the map of a layer whose maps are square, before an average.
func rows(s topology.Shape) int {
	n := 1
	for n*n < s.Positions {
		n++
	}
	return n
}

// kindOf is what a token's layer does.
func kindOf(y topology.Layer) Kind {
	switch {
	case y.Kind == topology.Depthwise:
		return Depthwise
	case y.Kind == topology.Conv && y.Kernel == (topology.Span{H: 1, W: 1}):
		return Pointwise
	case y.Kind == topology.Conv:
		return Convolution
	}
	return Dense
}

// floats is the digital machine of 32-bit floats among the ledger's.
const floats = "dram32"

// book books the energy of an image.
func (d Design) book(a *Account) {
	counts, costs := d.counts(a.Layers)
	l := ledger.Compute(counts, costs, ledger.DefaultRates())
	rows := l.Rows
	for _, m := range l.Baselines {
		if m.Key == floats {
			rows = append(rows[:len(rows):len(rows)], m.Rows...)
		}
	}
	for _, r := range rows {
		y := &a.Layers[r.Layer]
		if r.Phase != ledger.Inference || (r.Place == ledger.Computer) != (y.Format == Float) {
			continue
		}
		y.Joules += r.Joules
		a.Joules += r.Joules
		if r.Event == "sram" || r.Event == "dram" {
			a.Fetched += r.Joules
		}
	}
}

// Cells is the memory that weights of one bit or two lie in.
func Cells() *devices.Technology { return devices.DifferentialRRAM }

// counts are what an image takes of the layers, and the costs of their cells.
func (d Design) counts(layers []Layer) (c ledger.Counts, costs []devices.Costs) {
	_, shapes := d.shapes()
	technology := Cells()
	values := technology.Defaults()
	inputs := Eight // pixels
	for i, l := range layers {
		s := shapes[i]
		if l.Kind == Dense && layers[i-1].Kind != Dense {
			inputs = max(inputs, Eight) // sums of an average
		}
		y := ledger.Layer{Inputs: s.FanIn, Neurons: l.Out.C, Cycles: 1, Values: int64(s.In.Values()),
			Places: int64(s.Positions), Products: s.Products, Sums: int64(s.Map.Values()),
			TernaryWeights: l.Format == Ternary, TernaryInputs: inputs == Ternary, Digital: !l.Format.inCells()}
		if !inputs.inCells() {
			y.Cycles, y.Weighed = int(Eight.Bits()), true
		}
		last := i == len(layers)-1
		y.EightOutputs, y.TernaryOutputs = y.Digital && !last, l.Format == Ternary && !last
		inputs = l.Format
		c.Layers = append(c.Layers, y)
		cost := devices.Costs{}
		if l.Format.inCells() {
			cost = technology.Costs(&values)
		}
		costs = append(costs, cost)
	}
	return c, costs
}

// BreakEven is the widest hidden layer with which a classifier of a format, behind features of another, takes no more
// memory than the published network with all weights as the features are: Widest where none takes more, 0 where even
// one neuron does.
func BreakEven(classifier, features Format) int {
	most := Whole(features).counted().Bits
	return sort.Search(Widest, func(i int) bool { return Design{i + 1, classifier, features}.counted().Bits > most })
}

// Saving is the share of the memory that a design saves against the published network with all weights as its features
// are; below 0 where it takes more.
func Saving(d Design) float64 { return d.counted().Saves(Whole(d.Features).counted()) }
