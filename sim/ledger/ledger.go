package ledger

import (
	"strings"

	"arraylab/devices"
)

// Phases of a Row.
const (
	Training    = "training"    // the whole run
	Programming = "programming" // of the trained network, once
	Inference   = "inference"   // of one image
)

// Places of a Row.
const (
	InArray  = "array"    // memory cells and sense amplifiers
	InLogic  = "logic"    // beside the array
	Computer = "computer" // the digital machine
)

// Row is one kind of event of one layer.
type Row struct {
	Layer  int     `json:"layer"` // from 0
	Phase  string  `json:"phase"`
	Place  string  `json:"place"`
	Event  string  `json:"event"` // short name
	Label  string  `json:"label"`
	Count  float64 `json:"count"`  // events
	Each   float64 `json:"each"`   // J
	Joules float64 `json:"joules"` // Count*Each
	Source string  `json:"source"` // of Each
	Known  bool    `json:"known"`  // else Each is 0 for want of knowledge
}

// Assumed tells whether the energy is in no paper.
func (r Row) Assumed() bool { return r.Known && strings.Contains(r.Source, "assumed") }

// Part is a share of a chip's area.
type Part struct {
	Label  string  `json:"label"`
	M2     float64 `json:"m2"`
	Source string  `json:"source"`
	Known  bool    `json:"known"`
}

// Totals are sums over rows. Where Known is false they leave out what is not known and are too low.
type Totals struct {
	Training    float64 `json:"training"`    // J, the whole run
	TrainArray  float64 `json:"trainArray"`  // J, the part of it that the array takes
	Programming float64 `json:"programming"` // J, of the trained network; 0 where devices learnt
	Image       float64 `json:"image"`       // J, one image
	Latency     float64 `json:"latency"`     // s, one image
	Write       float64 `json:"write"`       // s, programming
	Area        float64 `json:"area"`        // m2
	Known       bool    `json:"known"`
}

// Ledger is what a network takes on its chip, and on digital machines.
type Ledger struct {
	Rows   []Row   `json:"rows"`
	Parts  []Part  `json:"parts"`  // of the area
	Cells  float64 `json:"cells"`  // memory devices
	Places int     `json:"places"` // of an image, at which a weight is used: the most that a layer has, 1 where dense
	Totals
	Baselines []Baseline `json:"baselines"`
}

// Layers is how many layers the ledger books.
func (l *Ledger) Layers() int { return l.Rows[len(l.Rows)-1].Layer + 1 }

// notKnown is the source of a cost that is not known.
const notKnown = "not known"

func known(c devices.Cost) bool { return c.Source != "" && !strings.HasPrefix(c.Source, notKnown) }

// Compute books the counts. costs are those of the array, by layer; zero costs are not known ones.
func Compute(c Counts, costs []devices.Costs, r Rates) Ledger {
	if len(costs) != len(c.Layers) {
		panic("ledger: costs for another number of layers")
	}
	b := booker{rates: r, digital: c.digitalMemory()}
	b.l.Known = true
	for i, l := range c.Layers {
		b.layer, b.costs = i, costs[i]
		b.l.Places = max(b.l.Places, int(l.places()))
		b.train(c, l)
		b.program(l)
		b.infer(l)
		b.build(l)
	}
	b.sum()
	b.l.Baselines = baselines(c, r)
	return b.l
}

// sum makes the totals.
func (b *booker) sum() {
	for _, r := range b.l.Rows {
		b.l.Known = b.l.Known && r.Known
		switch r.Phase {
		case Training:
			b.l.Training += r.Joules
			if r.Place == InArray {
				b.l.TrainArray += r.Joules
			}
		case Programming:
			b.l.Programming += r.Joules
		case Inference:
			b.l.Image += r.Joules
		}
	}
	for _, p := range b.l.Parts {
		b.l.Area += p.M2
	}
}

// PhaseKnown tells whether all that a phase takes is known.
func (l *Ledger) PhaseKnown(phase string) bool {
	for _, r := range l.Rows {
		if r.Phase == phase && !r.Known {
			return false
		}
	}
	return true
}

// AreaKnown tells whether the area of all parts is known.
func (l *Ledger) AreaKnown() bool {
	for _, p := range l.Parts {
		if !p.Known {
			return false
		}
	}
	return true
}

// ImageAssumed tells whether some energy of an image is in no paper.
func (l *Ledger) ImageAssumed() bool {
	for _, r := range l.Rows {
		if r.Phase == Inference && r.Assumed() {
			return true
		}
	}
	return false
}
