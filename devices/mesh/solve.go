package mesh

import (
	"errors"
	"math"
)

// Drive is what a tile is to be solved for.
type Drive struct {
	Cells       []float64 // conductances in siemens, Cells[row*Cols+col]; 0 is an open cell
	BitVolts    []float64 // behind the sense amplifiers, a column each
	SourceVolts []float64 // behind the drivers, a source line each
}

// Solution is what flows in a tile.
type Solution struct {
	Currents   []float64 // through the cells from bit line to source line, in ampere, as Drive.Cells
	Bit        []float64 // volts of the bit lines at the cells
	Source     []float64 // volts of the source lines at the cells
	Iterations int
}

// ErrNotConverged is returned where rounding keeps a solve from its goal, such as with wires and cells whose
// resistances are many powers of ten apart.
var ErrNotConverged = errors.New("mesh: the solve does not converge")

// goal is the residual that ends a solve, by that of the start, in the norm of the preconditioner.
const goal = 1e-13

// Solve solves Kirchhoff's equations by the conjugate gradient method. The preconditioner solves every line for itself,
// as if the far ends of its cells were grounded: what is left to the iterations is what the lines do to each
// other, which is little where wires conduct better than cells. The error is a *ValueError or ErrNotConverged.
func (t *Tile) Solve(d Drive) (*Solution, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	n := newNetwork(t, d.Cells)
	if err := t.checkDrive(d, n); err != nil {
		return nil, err
	}
	size := 2 * len(d.Cells)
	x, r, z, p, q := make([]float64, size), make([]float64, size), make([]float64, size), make([]float64, size),
		make([]float64, size)
	n.inject(r, d)
	n.precondition(z, r)
	copy(p, z)
	rz := dot(r, z)
	end := rz * goal * goal
	s := &Solution{}
	for ; rz > end; s.Iterations++ {
		if s.Iterations == 100+size {
			return nil, ErrNotConverged
		}
		n.apply(q, p)
		step := rz / dot(p, q)
		addTo(x, step, p)
		addTo(r, -step, q)
		n.precondition(z, r)
		was := rz
		rz = dot(r, z)
		for i := range p {
			p[i] = z[i] + float64(rz/was*p[i])
		}
	}
	s.Bit, s.Source = x[:len(d.Cells)], x[len(d.Cells):]
	s.Currents = make([]float64, len(d.Cells))
	for i, g := range d.Cells {
		s.Currents[i] = g * (s.Bit[i] - s.Source[i])
	}
	return s, nil
}

// checkDrive returns nil or a *ValueError.
func (t *Tile) checkDrive(d Drive, n *network) error {
	for _, x := range []struct {
		what string
		list []float64
		want int
	}{{"cells", d.Cells, t.Rows * t.Cols}, {"bit volts", d.BitVolts, n.bit.count},
		{"source volts", d.SourceVolts, n.source.count}} {
		if len(x.list) != x.want {
			return &ValueError{"number of " + x.what, float64(len(x.list)), "one each"}
		}
		for _, v := range x.list {
			if !(math.Abs(v) <= maxOhm) || x.what == "cells" && v < 0 {
				return &ValueError{x.what, v, "finite numbers, conductances from 0 up"}
			}
		}
	}
	return nil
}

// network is the matrix of conductances: the nodes on the bit lines first, then those on the source lines.
type network struct {
	cells       []float64
	bit, source lines
}

// lines are those of one kind.
type lines struct {
	count, length int
	begin, step   int       // from line to line, and from node to node of one
	wire, lead    float64   // siemens of a segment, and of the way from the first node out
	pivots        []float64 // of the elimination of a line from its first node on, as cells
	diagonal      []float64
}

func newNetwork(t *Tile, cells []float64) *network {
	n := &network{cells: cells}
	n.bit = lines{count: t.Cols, length: t.Rows, begin: 1, step: t.Cols, wire: 1 / t.BitWire,
		lead: 1 / (t.BitWire + t.Sense)}
	n.source = lines{count: t.Cols, length: t.Rows, begin: 1, step: t.Cols}
	if t.Direction == AlongWordLines {
		n.source = lines{count: t.Rows, length: t.Cols, begin: t.Cols, step: 1}
	}
	n.source.wire, n.source.lead = 1/t.SourceWire, 1/(t.SourceWire+t.Driver)
	if len(cells) == t.Rows*t.Cols {
		n.bit.eliminate(cells)
		n.source.eliminate(cells)
	}
	return n
}

// eliminate prepares the solution of the lines, which are tridiagonal.
func (l *lines) eliminate(cells []float64) {
	l.diagonal, l.pivots = make([]float64, len(cells)), make([]float64, len(cells))
	for line := range l.count {
		for k := range l.length {
			i := line*l.begin + k*l.step
			d := cells[i] + l.wire
			if k == 0 {
				d = cells[i] + l.lead
			}
			if k+1 < l.length {
				d += l.wire
			}
			l.diagonal[i], l.pivots[i] = d, d
			if k > 0 {
				l.pivots[i] -= float64(l.wire*l.wire) / l.pivots[i-l.step]
			}
		}
	}
}

// solve solves every line for itself.
func (l *lines) solve(z, r []float64) {
	for line := range l.count {
		first := line * l.begin
		last := first + (l.length-1)*l.step
		z[first] = r[first]
		for i := first + l.step; i <= last; i += l.step {
			z[i] = r[i] + float64(l.wire/l.pivots[i-l.step]*z[i-l.step])
		}
		z[last] /= l.pivots[last]
		for i := last - l.step; i >= first; i -= l.step {
			z[i] = (z[i] + float64(l.wire*z[i+l.step])) / l.pivots[i]
		}
	}
}

// apply adds the lines' part of a product with the matrix.
func (l *lines) apply(y, x []float64) {
	for line := range l.count {
		first := line * l.begin
		last := first + (l.length-1)*l.step
		for i := first; i <= last; i += l.step {
			s := float64(l.diagonal[i] * x[i])
			if i > first {
				s -= float64(l.wire * x[i-l.step])
			}
			if i < last {
				s -= float64(l.wire * x[i+l.step])
			}
			y[i] = s
		}
	}
}

// inject sets the currents that the outer voltages drive into the nodes.
func (n *network) inject(r []float64, d Drive) {
	for line, v := range d.BitVolts {
		r[line*n.bit.begin] = n.bit.lead * v
	}
	for line, v := range d.SourceVolts {
		r[len(n.cells)+line*n.source.begin] = n.source.lead * v
	}
}

func (n *network) precondition(z, r []float64) {
	n.bit.solve(z[:len(n.cells)], r[:len(n.cells)])
	n.source.solve(z[len(n.cells):], r[len(n.cells):])
}

func (n *network) apply(y, x []float64) {
	size := len(n.cells)
	n.bit.apply(y[:size], x[:size])
	n.source.apply(y[size:], x[size:])
	for i, g := range n.cells {
		y[i] -= float64(g * x[size+i])
		y[size+i] -= float64(g * x[i])
	}
}

func dot(x, y []float64) (s float64) {
	for i := range x {
		s += float64(x[i] * y[i])
	}
	return s
}

func addTo(x []float64, a float64, y []float64) {
	for i := range x {
		x[i] += float64(a * y[i])
	}
}
