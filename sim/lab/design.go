package lab

import "sync"

// design is what a study asks: variants of an experiment, each with all seeds and chips. Points are numbered variant by
// variant, seed by seed, chip by chip, and computed when they are asked for.
type design struct {
	of           variants
	seeds, chips int
}

// variants are the experiments of a study before their seeds and chips.
type variants interface {
	count() int
	// variant is number i, below count, with the series and the value that label it.
	variant(i int) (Experiment, SweepPoint, error)
}

// repeats is the number of points of a variant.
func (d design) repeats() int { return max(1, d.seeds) * d.chips }

func (d design) size() int { return d.of.count() * d.repeats() }

// repeated is a variant at one of its seeds and chips.
func (d design) repeated(e Experiment, repeat int) Experiment {
	e.Seed += uint32(repeat / d.chips)
	e.Chip += uint32(repeat % d.chips)
	return e
}

// check tells whether all variants can be had.
func (d design) check() error {
	for i := range d.of.count() {
		if _, _, err := d.of.variant(i); err != nil {
			return err
		}
	}
	return nil
}

// experiments are all points.
func (d design) experiments() ([]Experiment, error) {
	all := make([]Experiment, 0, d.size())
	for i := range d.of.count() {
		e, _, err := d.of.variant(i)
		if err != nil {
			return nil, err
		}
		for repeat := range d.repeats() {
			all = append(all, d.repeated(e, repeat))
		}
	}
	return all, nil
}

// lastVariant is a design that remembers the variant it was last asked for: points are mostly asked for in order, by
// many at once.
type lastVariant struct {
	design
	sync.Mutex
	known      bool
	number     int
	experiment Experiment
	label      SweepPoint
}

// point is the experiment of a point of a design that has been checked, and its label.
func (d *lastVariant) point(index int) (Experiment, SweepPoint) {
	d.Lock()
	defer d.Unlock()
	if n := index / d.repeats(); !d.known || d.number != n {
		d.experiment, d.label, _ = d.of.variant(n)
		d.known, d.number = true, n
	}
	e, label := d.repeated(d.experiment, index%d.repeats()), d.label
	label.Index, label.Seed, label.Chip = index, e.Seed, e.Chip
	return e, label
}
