package lab

import (
	"slices"
	"strings"
	"sync"

	"arraylab/sim/data"
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
	told, kept := 0, map[int]Result{}
	return c.carry(once, func(i int, r Result) error {
		kept[i] = r
		for ; told < len(all) && of[told] <= i; told++ {
			if err := done(told, kept[of[told]]); err != nil {
				return err
			}
		}
		return nil
	})
}

// carry is Carry for experiments that differ.
func (c Carrier) carry(all []Experiment, done func(i int, r Result) error) error {
	w := &carrying{Carrier: c, all: all, done: done, keys: make([]string, len(all)), taken: make([]bool, len(all)),
		networks: map[string]*network{}, results: map[int]Result{}, sets: map[string]Sets{}}
	w.wake = sync.NewCond(&w.Mutex)
	for i, e := range all {
		w.keys[i] = e.Training()
		if w.networks[w.keys[i]] == nil {
			w.networks[w.keys[i]] = &network{}
		}
		w.networks[w.keys[i]].left++
	}
	if err := w.take(c.Models); err != nil {
		return err
	}
	workers := max(1, min(c.Workers, len(all)))
	w.share = (max(1, c.Workers) + len(w.networks) - 1) / max(1, len(w.networks))
	var group sync.WaitGroup
	for range workers {
		group.Go(w.work)
	}
	group.Wait()
	return w.err
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

// network is one that some experiments share.
type network struct {
	training bool
	file     []byte // nil until it is trained
	left     int    // experiments that still need it
}

type carrying struct {
	sync.Mutex
	Carrier
	wake     *sync.Cond
	all      []Experiment
	keys     []string
	done     func(int, Result) error
	share    int // goroutines of a training
	taken    []bool
	networks map[string]*network
	results  map[int]Result // that wait for an earlier one
	told     int
	sets     map[string]Sets
	err      error
}

// take takes over the trained networks that some experiment needs; those of other numerics are none: points of them
// would be of neither.
func (w *carrying) take(models [][]byte) error {
	for _, file := range models {
		h, e, _, err := readFile(file)
		if err != nil {
			return err
		}
		if h.Imported {
			return &FileError{"holds a network that another program has trained: a sweep is of its link's own"}
		}
		if n := w.networks[e.Training()]; n != nil && h.Numerics == NumericVersion {
			n.file = file
		}
	}
	return nil
}

// work carries out one experiment after the other.
func (w *carrying) work() {
	var run *Run
	var of string
	for {
		i, file, ok := w.next()
		if !ok {
			return
		}
		if of != w.keys[i] {
			run = nil
		}
		var r Result
		var err error
		run, r, err = w.carry(run, i, file)
		of = w.keys[i]
		if err == nil && file == nil && run != nil {
			file, err = run.Model()
		}
		w.finish(i, file, r, err)
	}
}

// next is the first experiment whose network is there, or can be trained now: then there is no file.
func (w *carrying) next() (i int, file []byte, ok bool) {
	w.Lock()
	defer w.Unlock()
	for {
		i := slices.Index(w.taken, false)
		if w.err != nil || i < 0 {
			return 0, nil, false
		}
		for ; i < len(w.all); i++ {
			n := w.networks[w.keys[i]]
			if w.taken[i] || n.training {
				continue
			}
			w.taken[i], n.training = true, n.file == nil
			return i, n.file, true
		}
		w.wake.Wait()
	}
}

// carry carries out experiment i with the run of the same network that the worker has, or with the network's file, or
// by training.
func (w *carrying) carry(run *Run, i int, file []byte) (*Run, Result, error) {
	e := w.all[i]
	sets, err := w.imagesOf(e)
	if err != nil {
		return nil, Result{}, err
	}
	switch {
	case file == nil:
		if run, err = NewRun(e, sets); err == nil {
			run.Parallel(w.share)
		}
	case run == nil:
		if run, err = Open(file, sets); err != nil {
			return nil, Result{}, err
		}
		fallthrough
	default:
		err = run.Reinfer(e)
	}
	if err != nil {
		return nil, Result{}, err
	}
	for run.Advance() {
		if w.stopped() {
			return nil, Result{}, nil
		}
	}
	run.Parallel(1)
	r, _ := run.Result()
	return run, r, nil
}

// imagesOf are the images of all data sets of an experiment.
func (w *carrying) imagesOf(e Experiment) (Sets, error) {
	return e.Gather(func(task string) (Sets, error) { return w.setsOf(e, task) })
}

// setsOf are the images of a data set as an experiment has it, enough for all that have it so.
func (w *carrying) setsOf(of Experiment, task string) (Sets, error) {
	w.Lock()
	defer w.Unlock()
	key := task + " " + of.Made(task)
	if s, ok := w.sets[key]; ok {
		return s, nil
	}
	train, test := 0, 0
	for _, e := range w.all {
		if slices.Contains(e.DataSets(), task) {
			train, test = max(train, e.Train), max(test, e.Test)
		}
	}
	if task == data.Own {
		return w.own(of, key)
	}
	s, err := of.Provide(task, train, test, w.Sets)
	if err == nil {
		w.sets[key] = s
	}
	return s, err
}

// own are the visitor's own data as an experiment has them. Those of one split are kept: a sweep over splits meets each
// again and again.
func (w *carrying) own(of Experiment, key string) (s Sets, err error) {
	if err = of.Lacks(""); w.Own != nil {
		s, err = w.Own(of)
	}
	if err == nil {
		w.sets[key] = s
	}
	return s, err
}

// stopped tells whether the work is to end.
func (w *carrying) stopped() bool {
	w.Lock()
	defer w.Unlock()
	if w.err == nil && w.Halt != nil {
		w.err = w.Halt()
	}
	return w.err != nil
}

// finish keeps the network and tells the results whose turn it is.
func (w *carrying) finish(i int, file []byte, r Result, err error) {
	w.Lock()
	defer w.Unlock()
	defer w.wake.Broadcast()
	if w.err == nil {
		w.err = err
	}
	if w.err != nil {
		return
	}
	n := w.networks[w.keys[i]]
	n.training, n.file = false, file
	if n.left--; n.left == 0 {
		n.file = nil
	}
	w.results[i] = r
	for w.err == nil {
		r, ok := w.results[w.told]
		if !ok {
			return
		}
		delete(w.results, w.told)
		w.err = w.done(w.told, r)
		w.told++
	}
}
