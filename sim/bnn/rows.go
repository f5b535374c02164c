package bnn

import "arraylab/sim/kernel"

// rows are numbers of one neuron over a batch: a row of images for each of its sums, P of them, between which stand
// those of all other neurons. They are how whoever follows the sums, the outputs or the gradients of a neuron finds
// them, however many it has.
type rows[T number] struct {
	data   []T // from the first row on
	stride int // of a row
	batch  int // images of a row; behind them it is padded
	n      int // P
	step   int // neurons: rows from one of the neuron to its next
	neuron int
	long   bool // sums that do not fit 16 bits
}

type number interface{ int16 | int32 | float32 }

// form is of the rows of a layer what no batch changes.
type form struct {
	n, step int
	long    bool
}

func formOf(y *Layer) form { return form{n: y.Positions(), step: y.Out, long: y.long()} }

// rowsOf are those of neuron o of a layer among the numbers of all of its neurons, [P*O][stride].
func rowsOf[T number](of *form, o int, all []T, stride, batch int) rows[T] {
	return rows[T]{data: all[o*stride:], stride: stride, batch: batch, n: of.n, step: of.step, neuron: o, long: of.long}
}

// next turns to those of the neuron behind it.
func (r *rows[T]) next() { r.data, r.neuron = r.data[r.stride:], r.neuron+1 }

// some are n rows from one on.
func (r rows[T]) some(from, n int) rows[T] {
	r.data, r.neuron, r.n = r.data[from*r.step*r.stride:], r.value(from), n
	return r
}

// value is the number of the value that sum p becomes.
func (r *rows[T]) value(p int) int { return p*r.step + r.neuron }

// row is the row of sum p, its images alone.
func (r *rows[T]) row(p int) []T { return r.data[p*r.step*r.stride:][:r.batch] }

// padded is the same with its padding.
func (r *rows[T]) padded(p int) []T { return r.data[p*r.step*r.stride:][:kernel.Pad(r.batch)] }

// matrix are the rows as kernels take them.
func matrix(r *rows[float32]) kernel.Matrix {
	return kernel.Matrix{Data: r.data, Stride: r.step * r.stride}
}

// moments are what sums and their squares add up to, exactly.
type moments struct {
	sum     int64
	squares kernel.Int128
}

// add adds those of other sums.
func (m *moments) add(n moments) { m.sum, m.squares = m.sum+n.sum, m.squares.Plus(n.squares) }

// momentsOf adds up all sums of a neuron.
func momentsOf(s *rows[int32]) (m moments) {
	if !s.long {
		sum, squares := kernel.Squares(s.data, s.step*s.stride, s.n, s.batch)
		return moments{sum, kernel.Int128Of(squares)}
	}
	for p := range s.n {
		sum, squares := kernel.LongSquares(s.row(p))
		m.add(moments{sum, squares})
	}
	return m
}

// total adds up numbers in the order of their images, row after row (see kernel.LaneSums).
func total(r *rows[float32]) float32 {
	var sums kernel.LaneSums
	for p := range r.n {
		for i, d := range r.padded(p) {
			sums[i%4] += d
		}
	}
	return sums.Total()
}
