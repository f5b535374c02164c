package lab

import (
	"slices"
	"strings"
)

// Carrier carries out many experiments at once, each on one goroutine or, while few networks are to be trained, on
// several. Experiments that differ only in how the chip is programmed or read share one trained network.
// The bits are those of a run for each alone.
type Carrier struct {
	// Sets gives the images of a data set, at least as many as asked for; it is called by one goroutine at a time.
	Sets func(task string, train, test int) (Sets, error)
	// Own gives those of the visitor's own data, split as an experiment has it, or says what it lacks of them (see
	// Experiment.Lacks); nil where there are none.
	Own     func(Experiment) (Sets, error)
	Workers int      // goroutines
	Models  [][]byte // .arraylab files of networks that are trained already
	// Halt is asked before each piece of work, by one goroutine at a time; its error ends all of it, half a training
	// included. nil for never.
	Halt func() error
}

// Carry calls done with each result, in the order of the experiments, by one goroutine at a time. An error, be it
// done's own, ends it. What is asked for twice is carried out once.
func (c Carrier) Carry(all []Experiment, done func(i int, r Result) error) error {
	var once []Experiment
	place, of := map[Experiment]int{}, make([]int, len(all))
	for i, e := range all {
		if _, known := place[e]; !known {
			place[e] = len(once)
			once = append(once, e)
		}
		of[i] = place[e]
	}
	numbers := make([]int, len(once))
	for i := range numbers {
		numbers[i] = i
	}
	told, kept := 0, map[int]Result{}
	return c.carry(func(i int) Experiment { return once[i] }, [][]int{numbers}, func(i int, r Result, err error) error {
		if err != nil {
			return err
		}
		for kept[i] = r; told < len(all); told++ {
			r, is := kept[of[told]]
			if !is {
				break
			}
			if err := done(told, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Units carries out those points of units that are lacking, and calls done with what came of each, as they come, by one
// goroutine at a time. Units are begun in their order. A point that fails stops no other: done gets its error, and in
// the end all are told by a *PointsError. The error of done or Halt ends the work. Units of another study or of other
// numerics are refused with a *LinkError, before the work.
func (c Carrier) Units(t *Table, units []Unit, lacks func(point int) bool,
	done func(point int, r Result, err error) error) error {
	var pieces [][]int
	for _, u := range units {
		if err := t.owns(u); err != nil {
			return err
		}
		var points []int
		for _, p := range u.Points {
			if lacks(p) {
				points = append(points, p)
			}
		}
		if len(points) > 0 {
			pieces = append(pieces, points)
		}
	}
	var failed PointsError
	err := c.carry(t.Experiment, pieces, func(point int, r Result, err error) error {
		if err != nil {
			failed.add(point, err)
		}
		return done(point, r, err)
	})
	if err == nil && len(failed.Points) > 0 {
		slices.Sort(failed.Points)
		return &failed
	}
	return err
}

// Unit computes the lines of one unit. The beat is called after each of its points with how many are done; its error
// ends the work; nil for none. A unit of another study or of other numerics is refused with a *LinkError.
func (c Carrier) Unit(t *Table, u Unit, beat func(done int) error) (UnitResult, error) {
	place, done := make(map[int]int, len(u.Points)), 0
	for i, p := range u.Points {
		place[p] = i
	}
	lines := make([]string, len(u.Points))
	all := func(int) bool { return true }
	err := c.Units(t, []Unit{u}, all, func(point int, r Result, err error) error {
		if err != nil {
			return nil // the *PointsError has it
		}
		if lines[place[point]], err = t.Line(point, r); err != nil || beat == nil {
			return err
		}
		done++
		return beat(done)
	})
	if err != nil {
		return UnitResult{}, err
	}
	return UnitResult{Unit: u.ID(), Lines: lines}, nil
}

// Training spells what decides the trained network: experiments with the same text differ only in how a chip is
// programmed or read.
func (e Experiment) Training() string {
	var parts []string
	for i := range table {
		if f := &table[i]; f.phase(&e) == PhaseTrain {
			parts = append(parts, f.Key+"="+f.get(&e))
		}
	}
	return strings.Join(parts, "&")
}
