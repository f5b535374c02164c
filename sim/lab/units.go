package lab

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"

	"arraylab/devices/knob"
)

// Unit is a piece of a study that one worker computes: points that share a trained network, or several such groups.
type Unit struct {
	Study    string `json:"study"`    // the canonical link
	Numerics int    `json:"numerics"` // the version that its bits hang on
	Points   []int  `json:"points"`   // numbers of points, ascending
	// Seconds are about those that it takes on one core (assumed rates; for comparing units with each other).
	Seconds float64 `json:"-"`
}

// UnitResult is what a worker hands in.
type UnitResult struct {
	Unit  string   `json:"unit"`  // its ID
	Lines []string `json:"lines"` // of the table, in the order of the unit's points, each with its end of line
}

// idBytes of a digest name a unit: 64 bits, more than chance brings together.
const idBytes = 8

// ID names the unit by its content: 16 hexadecimal digits of the SHA-256 of its JSON.
func (u Unit) ID() string {
	text, err := json.Marshal(u)
	if err != nil { // texts and whole numbers always have a JSON
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:idBytes])
}

// owns tells whether a unit is one of the table; a *LinkError says why not.
func (t *Table) owns(u Unit) error {
	switch {
	case u.Study != t.study:
		return &LinkError{fmt.Sprintf("the unit is one of the study #%s, not of #%s", knob.Clip(u.Study),
			knob.Clip(t.study))}
	case u.Numerics != int(t.here):
		return &LinkError{fmt.Sprintf("the unit is one of numerics %d: here are %d", u.Numerics, t.here)}
	}
	for i, p := range u.Points {
		if p < 0 || p >= t.Size() || i > 0 && p <= u.Points[i-1] {
			return &LinkError{fmt.Sprintf("the unit has point %d: allowed are 0 to %d, each once, ascending", p,
				t.Size()-1)}
		}
	}
	return nil
}

// Sizes of units (assumed): a few seconds of a worker's time are little to lose, and more than a network costs to
// send a unit.
const (
	unitMicros = 30e6 // short groups are joined up to it, and long ones split towards it
	mostMicros = 60e6 // of a unit; a group above it is split, unless it is the training that takes so long
	mostPoints = 400  // of a unit: their lines are below 64 kB
)

// Units are the pieces of the whole study, whatever of it is there already, in the order of their first points. They
// cover each point once, and are the same on every machine. The slice is shared: it is not to be changed.
func (t *Table) Units() []Unit { return t.cut() }

// units cuts the table.
func (t *Table) units() []Unit {
	var all []Unit
	open, cost := []int(nil), int64(0)
	end := func() {
		if len(open) > 0 {
			slices.Sort(open)
			all = append(all, Unit{t.study, int(t.here), open, float64(cost) / 1e6})
		}
		open, cost = nil, 0
	}
	for _, group := range t.groups() {
		train, point := t.Experiment(group[0]).micros()
		for part := range slices.Chunk(group, groupPart(len(group), train, point)) {
			micros := train + int64(len(part))*point
			if cost+micros > unitMicros || len(open)+len(part) > mostPoints {
				end()
			}
			open, cost = append(open, part...), cost+micros
		}
	}
	end()
	slices.SortStableFunc(all, func(a, b Unit) int { return cmp.Compare(a.Points[0], b.Points[0]) })
	return all
}

// groupPart is how many points of a group go into one unit: all, or as many as bring it to unitMicros. Each part trains
// the network anew, which takes no longer than its points.
func groupPart(points int, train, point int64) int {
	if train+int64(points)*point <= mostMicros {
		return min(points, mostPoints)
	}
	part := max((unitMicros-train)/point, train/point, 1)
	return int(min(part, int64(points), mostPoints))
}

// groups are the points that share a network, in the order of the first of each.
func (t *Table) groups() [][]int {
	keys := t.networks()
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	var all [][]int
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && keys[order[to]] == keys[order[from]] {
			to++
		}
		all = append(all, order[from:to:to])
		from = to
	}
	slices.SortFunc(all, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return all
}

// networks are short digests of what decides the network of each point. Where two networks had the same one, their
// points would come into one unit, which would train both.
func (t *Table) networks() []uint64 {
	keys := make([]uint64, t.Size())
	chip, _ := FieldOf("chip")
	for i := range keys {
		e := t.Experiment(i)
		if i%t.points.chips > 0 && chip.ActsIn(e) != PhaseTrain {
			keys[i] = keys[i-1]
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(e.Training()))
		keys[i] = h.Sum64()
	}
	return keys
}

// Rates of one core, a microsecond (assumed, from sweeps of small networks on a server of 2023).
const (
	trainRate   = 5000  // products of a training
	testRate    = 20000 // products of a test
	programRate = 5     // weights that are stored
)

// micros are about the microseconds that a training takes, and a point of a trained network. Whole numbers: units are
// the same on every machine.
func (e Experiment) micros() (train, point int64) {
	c, net := Plan(e, 1), e.net()
	test, weights := int64(0), int64(0)
	for l := range net.Layers {
		test += int64(net.Layers[l].Work())
		weights += int64(net.Layers[l].Size())
	}
	const step = 50 // of the optimizer, besides its products (assumed)
	train = c.Work/trainRate + int64(c.Steps)*step
	return train, 1 + test*int64(e.Test)/testRate + weights/programRate
}
