package devices

import (
	"io"
	"math"
	"math/bits"

	"arraylab/devices/knob"
)

// Technology is a memory of the papers: all that the lab, the command and the device page know of it. Each
// has a file of its own here, with its parameters, presets and sources, and a row in Technologies.
type Technology struct {
	Name      string // as in links: "st-mram"
	Title     string // as on the page
	Help      string // one sentence
	Source    string // the papers
	Equations []Equation
	Params    []*Param // in the order of the page; defaults look backwards only
	// Aliases are further keys of the command that set several parameters at once.
	Aliases map[string][]*Param
	// Strength is the parameter that may differ from layer to layer; nil where none does.
	Strength *Param
	// Check tells whether the values go together: a *knob.ValueError says which does not. nil: they always do.
	Check func(*Values) error

	// Sheets characterise the device. nil for none.
	Sheets SheetMaker
	// Arrays are the cells of its layers. nil for what stores no weights and for what is Pulsed.
	Arrays ArrayMaker
	// PulsedPairs are pairs of devices that hold a weight each and move by pulses, which can learn. nil for
	// memories without a pulse response.
	PulsedPairs PairMaker
	// Moves tells whether the values give a pulse response; nil: they always do.
	Moves func(*Values) bool
	// Ternary: Array stores ternary weights, too.
	Ternary bool
	// Resistances: the cells of Array are Resistive.
	Resistances bool
	// Ideal are the parameters that stand for an imperfection each, with the values of the same memory without it.
	// Where all have these values, what is stored is read right, at the other defaults at least.
	Ideal map[*Param]float64
	// Learns: the network learns in the devices unless the visitor wants otherwise.
	Learns bool
	// Macros are the published macros that can be chosen; nil for none.
	Macros *Macros
	// Costs are energy, time and area of the events in the array.
	Costs func(*Values) Costs
	// RandomBits is a source of random bits. nil for what makes none.
	RandomBits BitMaker
}

// What a memory does stands behind interfaces of one kind of work, not in functions: of a program that calls none of a
// kind, the linker leaves out all of it. The page, which only asks the engine, is a twelfth smaller so.
type (
	// SheetMaker characterises a device: the numbers that the command prints, and, on demand, the charts of the
	// device page.
	SheetMaker interface {
		Sheet(*Values, Ask) (Sheet, error)
	}
	// ArrayMaker makes the cells of one layer; nil where the values say that the memory is Pulsed.
	ArrayMaker interface {
		Array(*Values, Site) Array
	}
	// PairMaker makes pairs of devices that learn; nil where Moves says no.
	PairMaker interface {
		Pairs(*Values, Site) Pulsed
		// Keeps turns pairs that exist into those that Pairs would make under other values, and reports whether it
		// could.
		Keeps(Pulsed, *Values) bool
	}
	// BitMaker makes an endless source of random bytes under a seed: the first of eight bits is the highest.
	BitMaker interface {
		Bits(v *Values, seed uint32) io.Reader
	}
)

// Sheet is what Sheets make, Array what Arrays make, and Pairs what PulsedPairs make: they must be there.
func (t *Technology) Sheet(v *Values, ask Ask) (Sheet, error) { return t.Sheets.Sheet(v, ask) }

// Array makes the cells of one layer, see Sheet.
func (t *Technology) Array(v *Values, site Site) Array { return t.Arrays.Array(v, site) }

// Pairs makes the pairs of one layer, see Sheet.
func (t *Technology) Pairs(v *Values, site Site) Pulsed { return t.PulsedPairs.Pairs(v, site) }

// Equation is a law of the device as the page shows it.
type Equation struct {
	Text   string // plain text with Unicode signs
	Source string
}

// Site says which cells are to be made: those of the neurons Row0 <= row < Row1 of a layer whose neurons
// have so many inputs. A cell's draws follow from its place in the layer, not from the site: an Array
// answers for every row of the layer, and may keep only what it likes of its own.
type Site struct {
	Chip   uint32 // seed of the devices
	Seed   uint32 // of the run: first random signs, alone
	Layer  int
	Inputs int
	Row0   int
	Row1   int
	Rows   int // of the whole layer; 0 where that ends with Row1
	// Ternary: the weights are -1, 0 and +1, and a share of the layer's is 0. A row is two planes of bits: first of the
	// weights that are at least 0, then of those above 0. It is set only where the technology is Ternary.
	Ternary bool
	Zeros   float64
	// Numerics are those of the run, whose number is raised when bits change; 0 is as 1.
	Numerics int
}

// Array is the memory of one layer's weights, a row a neuron. Rows may be programmed and read at the same
// time. Packed bits are 1 for +1; those of the last word beyond the row's end are 0 and stay so.
// Every source of error has streams of its own, so that to add one never changes the others.
type Array interface {
	// Program stores the row want and writes to hold what a read without noise returns.
	Program(hold, want []uint64, row int) Tally
	Reader
}

// Reader senses what is held in rows of memory.
type Reader interface {
	// Noisy tells whether a read may return other than what is held.
	Noisy() bool
	// Read writes to dst what read number n of a row returns that holds hold, in which want was stored; it is called
	// only where reads are noisy.
	Read(dst, hold, want []uint64, row int, n uint64) Tally
}

// steady is the part of an Array whose reads are those of the programming.
type steady struct{ inputs int }

// Noisy implements Array.
func (s steady) Noisy() bool { return false }

// Read implements Array.
func (s steady) Read(dst, hold, _ []uint64, _ int, _ uint64) Tally {
	copy(dst, hold[:(s.inputs+63)/64])
	return Tally{}
}

// Resistive is an Array that can tell the resistances behind its bits.
type Resistive interface {
	// Resistances are those of a row in which want was stored, in ohm: of the devices BL and BLb of
	// each weight, or of the device and its reference.
	Resistances(bl, blb []float32, want []uint64, row int)
}

// Tally counts what happened in an array. Add sums.
type Tally struct {
	Corrected    int64 // code words with one error, mended
	Detected     int64 // code words with an even number of errors, detected and read as they are
	Miscorrected int64 // code words that decoding made worse or left wrong without notice

	// Of verification, check bits included: stored bits of 0 and of 1 that were written again, and bits that were
	// sensed after a write.
	Again0 int64 `json:",omitempty"`
	Again1 int64 `json:",omitempty"`
	Checks int64 `json:",omitempty"`
}

// Counts are the places of all counts.
func (t *Tally) Counts() []*int64 {
	return []*int64{&t.Corrected, &t.Detected, &t.Miscorrected, &t.Again0, &t.Again1, &t.Checks}
}

// again counts the marked bits of a word as written again.
func (t *Tally) again(word, marked uint64) {
	t.Again0 += int64(bits.OnesCount64(marked &^ word))
	t.Again1 += int64(bits.OnesCount64(marked & word))
}

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Corrected += o.Corrected
	t.Detected += o.Detected
	t.Miscorrected += o.Miscorrected
	t.Again0 += o.Again0
	t.Again1 += o.Again1
	t.Checks += o.Checks
}

// Pulsed is an array of pairs of devices, a weight each, W = sign(R_BL - R_BLb), that move by pulses. It
// holds the pairs First() <= k < First()+Len() of a layer; pair o*I+i is the weight from input i to neuron
// o. Methods over a range of pairs may run at the same time on ranges that do not overlap. Pairs says more.
type Pulsed interface {
	First() int
	Len() int
	Init(k0, k1 int)
	Weight(k int) int8
	Weights(k0 int, w []int8)
	Program(k0, k1 int, want []int8, pulses int, step uint64) Events
	ApplyPacked(k0 int, step uint64, n []int8, reprogram bool, w []uint64) Events
	Pulses(k int) (bl, blb int)
	Traps(k int) (bl, blb bool)
	Resistances(k int, step uint64) (bl, blb float64)
	LogRatios(k0 int, step uint64, dst []float32)
	Beyond(k0, k1 int) int
	StateSize() int // bytes of a pair in AppendState
	AppendState(b []byte, k0, k1 int) []byte
	// CheckState tells whether bytes can be the state of whole pairs of such devices, held or not, as AppendState
	// writes it. What it takes, Restore takes.
	CheckState(b []byte) error
	Restore(k0, k1 int, b []byte) error
}

// Cost is what one event takes. A cost that is not known is 0 with the source "not known".
type Cost struct {
	Joules  float64
	Seconds float64
	Source  string // "assumed" where it is nowhere
}

// Costs are what the events in an array cost, per weight where not said otherwise. All devices of a weight, and its
// share of check bits, are counted in.
type Costs struct {
	Write0 Cost // storing a -1
	Write1 Cost // storing a +1
	WriteZ Cost // storing a 0, where the memory is Ternary
	Pulse  Cost // one programming pulse of a Pulsed memory; writes are pulses there
	Set    Cost // one SET of a device of a Pulsed memory
	Read   Cost // sensing a weight, the XNOR included where the amplifier does it
	Decode Cost // error correction
	// Of one stored bit, a check bit counting as one of its own: writing a 0 or a 1 again, and sensing it for that.
	Again0, Again1, Check Cost
	// Refreshes is how often all is written again, and verified if it is at programming, before it is read.
	Refreshes float64
	Cells     float64 // devices
	Area      float64 // m2
	// AreaSource says where the area comes from.
	AreaSource string
}

// verified sets the costs of bits that are verified, where a weight takes so many, in the energy of its writes and in
// their time.
func (c *Costs) verified(joules, seconds float64) {
	c.Again0 = Cost{c.Write0.Joules / joules, c.Write0.Seconds / seconds, c.Write0.Source}
	c.Again1 = Cost{c.Write1.Joules / joules, c.Write1.Seconds / seconds, c.Write1.Source}
	c.Check = Cost{c.Read.Joules / joules, c.Read.Seconds, c.Read.Source}
}

// Scaled are the values with the strength times a factor, within its range.
func (t *Technology) Scaled(v Values, factor float64) Values {
	if p := t.Strength; p != nil && factor != 1 {
		x := math.Min(math.Max(float64(p.Of(&v)*factor), p.Min), p.Max)
		if p.Kind == knob.Whole {
			x = math.Floor(x + 0.5)
		}
		p.Put(&v, x)
	}
	return v
}

// Pulsed tells whether the memory has a pulse response under the values: then a network can learn in it.
func (t *Technology) Pulsed(v *Values) bool {
	return t.PulsedPairs != nil && (t.Moves == nil || t.Moves(v))
}

// Plays tells whether a parameter plays a part in the memory.
func (t *Technology) Plays(p *Param, v *Values) bool {
	return p.Plays(v) && !(p.Moving && !t.Pulsed(v))
}

// Defaults are the values of a technology where nothing else is said.
func (t *Technology) Defaults() Values {
	var v Values
	for _, p := range t.Params {
		p.Put(&v, p.DefaultOf(&v))
	}
	return v
}

// ParamOf returns the parameter of a key, nil where the technology has none.
func (t *Technology) ParamOf(key string) *Param {
	for _, p := range t.Params {
		if p.Key == key {
			return p
		}
	}
	return nil
}
