package lab

import (
	"slices"
	"sync"

	"arraylab/sim/data"
)

// carry carries out the points of pieces of work, which are begun in their order. It calls done with what came of each
// point, as they come, by one goroutine at a time; its error, or that of Halt, ends all.
func (c Carrier) carry(at func(point int) Experiment, pieces [][]int,
	done func(point int, r Result, err error) error) error {
	w := &carrying{Carrier: c, at: at, pieces: pieces, done: done, trained: map[string][]byte{},
		sets: map[string]*imageSet{}}
	w.wake = sync.NewCond(&w.Mutex)
	if err := w.take(c.Models); err != nil {
		return err
	}
	points := 0
	for _, p := range pieces {
		points += len(p)
	}
	var group sync.WaitGroup
	for range max(1, min(c.Workers, points)) {
		group.Go(w.work)
	}
	group.Wait()
	return w.err
}

// network is one that some points of the pieces under way share.
type network struct {
	key      string
	points   []int // that nobody has begun
	training bool
	file     []byte // nil until it is trained
}

// carrying is what the workers of a Carrier share.
type carrying struct {
	sync.Mutex
	Carrier
	wake     *sync.Cond
	at       func(point int) Experiment
	pieces   [][]int // that are not begun
	done     func(point int, r Result, err error) error
	open     []*network // of pieces that are begun, with points that are not
	training int        // networks
	trained  map[string][]byte
	last     *network // whose points are all begun: the next piece may need it again
	sets     map[string]*imageSet
	err      error
}

// imageSet are the images of a data set as some experiments have it.
type imageSet struct {
	Sets
	there       bool
	train, test int // that the pieces begun so far need
}

// take takes over trained networks; those of other numerics are none: points of them would be of neither.
func (w *carrying) take(models [][]byte) error {
	for _, file := range models {
		h, e, _, err := readFile(file)
		if err != nil {
			return err
		}
		if h.Imported {
			return &FileError{"holds a network that another program has trained: a sweep is of its link's own"}
		}
		if h.Numerics == NumericVersion {
			w.trained[e.Training()] = file
		}
	}
	return nil
}

// errand is a point that a worker carries out: with a trained network, or by training one, on so many goroutines.
type errand struct {
	point   int
	network *network
	file    []byte
	share   int
}

// work carries out one point after the other.
func (w *carrying) work() {
	var run *Run
	var of *network
	for {
		t, ok := w.next()
		if !ok {
			return
		}
		if of != t.network {
			run = nil
		}
		var r Result
		var err error
		run, r, err = w.carryOut(run, t)
		of = t.network
		if err == nil && t.file == nil && run != nil {
			t.file, err = run.Model()
		}
		w.finish(t, r, err)
	}
}

// next is a point whose network is there, or can be trained now: then there is no file.
func (w *carrying) next() (errand, bool) {
	w.Lock()
	defer w.Unlock()
	for w.err == nil {
		i := slices.IndexFunc(w.open, func(n *network) bool { return !n.training })
		switch {
		case i >= 0:
			return w.begin(i), true
		case len(w.pieces) > 0:
			w.openPiece(w.pieces[0])
			w.pieces = w.pieces[1:]
		case w.training == 0:
			return errand{}, false
		default:
			w.wake.Wait()
		}
	}
	return errand{}, false
}

// begin takes the next point of an open network.
func (w *carrying) begin(i int) errand {
	n := w.open[i]
	t := errand{n.points[0], n, n.file, 1}
	if n.file == nil {
		waiting := len(w.pieces)
		for _, other := range w.open {
			if other.file == nil {
				waiting++
			}
		}
		t.share = (max(1, w.Workers) + waiting - 1) / waiting
		n.training = true
		w.training++
	}
	if n.points = n.points[1:]; len(n.points) == 0 {
		w.close(n)
	}
	return t
}

// openPiece sorts the points of a piece of work by their networks.
func (w *carrying) openPiece(points []int) {
	networks := map[string]*network{}
	for _, p := range points {
		e := w.at(p)
		w.need(e)
		key := e.Training()
		n := networks[key]
		if n == nil {
			n = &network{key: key, file: w.trained[key]}
			if w.last != nil && w.last.key == key {
				n = w.last // a piece of the same network was the last one
			}
			networks[key] = n
			w.open = append(w.open, n)
		}
		n.points = append(n.points, p)
	}
}

// close takes a network, none of whose points is left, off the open ones.
func (w *carrying) close(n *network) {
	w.open = slices.DeleteFunc(w.open, func(other *network) bool { return other == n })
	w.last = n
}

// need notes how many images an experiment has.
func (w *carrying) need(e Experiment) {
	for _, task := range e.DataSets() {
		key := imagesKey(e, task)
		if w.sets[key] == nil {
			w.sets[key] = &imageSet{}
		}
		s := w.sets[key]
		if e.Train > s.train || e.Test > s.test {
			s.train, s.test, s.there = max(e.Train, s.train), max(e.Test, s.test), false
		}
	}
}

// imagesKey is under what the images of a data set are kept: some hang on the experiment.
func imagesKey(e Experiment, task string) string { return task + " " + e.Made(task) }

// images are those of all data sets of an experiment, enough for all that have them so.
func (w *carrying) images(e Experiment) (Sets, error) {
	return e.Gather(func(task string) (Sets, error) {
		w.Lock()
		defer w.Unlock()
		s := w.sets[imagesKey(e, task)]
		if s.there {
			return s.Sets, nil
		}
		var err error
		if task == data.Own {
			s.Sets, err = w.own(e)
		} else {
			s.Sets, err = e.Provide(task, s.train, s.test, w.Sets)
		}
		s.there = err == nil
		return s.Sets, err
	})
}

// own are the visitor's own data as an experiment has them. Those of one split are kept: a sweep over splits meets each
// again and again.
func (w *carrying) own(of Experiment) (s Sets, err error) {
	if err = of.Lacks(""); w.Own != nil {
		s, err = w.Own(of)
	}
	return s, err
}

// carryOut carries out a point with the run of the same network that the worker has, or with the network's file, or by
// training.
func (w *carrying) carryOut(run *Run, t errand) (*Run, Result, error) {
	e := w.at(t.point)
	sets, err := w.images(e)
	if err != nil {
		return nil, Result{}, err
	}
	switch {
	case t.file == nil:
		if run, err = NewRun(e, sets); err == nil {
			run.Parallel(t.share)
		}
	case run == nil:
		if run, err = Open(t.file, sets); err != nil {
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

// stopped tells whether the work is to end.
func (w *carrying) stopped() bool {
	w.Lock()
	defer w.Unlock()
	if w.err == nil && w.Halt != nil {
		w.err = w.Halt()
	}
	return w.err != nil
}

// finish keeps the network and tells what came of a point; where its network could not be trained, of all points that
// wait for it.
func (w *carrying) finish(t errand, r Result, err error) {
	w.Lock()
	defer w.Unlock()
	defer w.wake.Broadcast()
	if w.err != nil {
		return
	}
	points := []int{t.point}
	if n := t.network; n.training && n.file == nil {
		n.training, n.file = false, t.file
		w.training--
		if err != nil {
			points = append(points, n.points...)
			n.points = nil
			w.close(n)
		}
	}
	for _, p := range points {
		if w.err == nil {
			w.err = w.done(p, r, err)
		}
	}
}
