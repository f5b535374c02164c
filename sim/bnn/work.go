package bnn

import (
	"math"
	"sync"
	"sync/atomic"

	"arraylab/sim/kernel"
)

// A Worker is the scratch memory of one thread of work. A Worker serves one goroutine at a time.
type Worker struct {
	lookup kernel.LookupScratch
	pixel  kernel.PixelScratch
	tile   []float32 // [B][16] dS of a tile
	grad   []float32 // [I][16] dW of a tile
	pulses []int8    // [16][I] pulses of a tile, by neuron
	halves []float32 // [2I][16] a product by planes
	whole  kernel.WholeScratch
	bytes  []int8   // [B][16] dS of a tile, in whole numbers
	words  []uint32 // random words of a neuron

	maps    kernel.MapScratch
	whole32 [][kernel.Lanes]int32 // [I] dW of a tile, in whole numbers
	longs   [][kernel.Lanes]int64
	sums    []float64 // of gradients of averages
	eights  []int8    // weights of a row, unpacked
	left    []float32 // of each neuron of a block and each image, what rounding has left over
}

// grown returns a slice of n elements, the given one where it is long enough.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Workers makes n workers.
func Workers(n int) []*Worker {
	w := make([]*Worker, n)
	for i := range w {
		w[i] = &Worker{}
	}
	return w
}

// Stage is a number of independent blocks of work; Then, if there is one, runs once after them.
type Stage struct {
	Blocks func() int
	Run    func(block int, w *Worker)
	Then   func()
}

// once is a stage of a single block.
func once(run func(w *Worker)) Stage {
	return Stage{Blocks: func() int { return 1 }, Run: func(_ int, w *Worker) { run(w) }}
}

// run carries a stage out.
func (s Stage) run(k *Worker) {
	for b := range s.Blocks() {
		s.Run(b, k)
	}
	if s.Then != nil {
		s.Then()
	}
}

// Work runs stages one after the other.
type Work struct {
	Stages []Stage
	at     int // stage under way
	block  int // its next block
}

// Advance does one block on the only worker, or the whole stage on several, and reports
// whether there is more to do; the call after that begins anew.
func (q *Work) Advance(workers []*Worker) (more bool) {
	s := &q.Stages[q.at]
	n := s.Blocks()
	if len(workers) == 1 {
		if q.block < n {
			s.Run(q.block, workers[0])
			q.block++
		}
	} else {
		share(n, workers, s.Run)
		q.block = n
	}
	if q.block < n {
		return true
	}
	if s.Then != nil {
		s.Then()
	}
	q.block = 0
	if q.at++; q.at < len(q.Stages) {
		return true
	}
	q.at = 0
	return false
}

// Done tells how far the stages are, 0..1, each counting the same.
func (q *Work) Done() float64 {
	n := max(1, q.Stages[q.at].Blocks())
	return (float64(q.at) + float64(q.block)/float64(n)) / float64(len(q.Stages))
}

// Between tells whether nothing is under way: the next call begins anew.
func (q *Work) Between() bool { return q.at == 0 && q.block == 0 }

// share lets the workers take blocks until none is left.
func share(n int, workers []*Worker, run func(int, *Worker)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for _, w := range workers[:min(n, len(workers))] {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for b := int(next.Add(1)) - 1; b < n; b = int(next.Add(1)) - 1 {
				run(b, w)
			}
		}()
	}
	wait.Wait()
}

// parts returns how many blocks of size cover n.
func parts(n, size int) int { return (n + size - 1) / size }

func sqrt(x float64) float64 { return math.Sqrt(x) }
