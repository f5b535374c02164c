package kernel

import (
	"fmt"
	"testing"

	"arraylab/sim/rng"
)

// wideCases are windows of all shapes with groups, pools and sums of places.
func wideCases() (all []Wide) {
	for i, g := range shapes {
		w := Wide{Windows: placed(g), O: []int{5, 17, 33}[i%3], Groups: 1}
		all = append(all, w)
		w.PoolH, w.PoolW = 1, 1
		w.MeanH, w.MeanW = min(3, w.Rows), min(2, w.Columns)
		w.MeanSH, w.MeanSW = 2, 1+i%2
		all = append(all, w)
		w.Groups, w.O = w.C, w.C*(1+i%3)
		all = append(all, w)
		w.MeanH = 0
		w.Windows = placed(g)
		all = append(all, w)
	}
	return append(all, Wide{Windows: placed(Windows{C: 700, H: 1, W: 1, KH: 1, KW: 1, SH: 1, SW: 1}), O: 37, Groups: 1},
		Wide{Windows: placed(Windows{C: 1, H: 1, W: 1, KH: 3, KW: 3, SH: 1, SW: 1, PH: 2, PW: 1}), O: 3, Groups: 1},
		Wide{Windows: placed(Windows{C: 12, H: 4, W: 4, KH: 2, KW: 2, SH: 1, SW: 1}), O: 15, Groups: 3})
}

// String names a case.
func (g Wide) String() string {
	return fmt.Sprintf("%v, %d neurons in %d groups, sums of %dx%d by %dx%d", g.Windows, g.O, g.Groups, g.MeanH, g.MeanW,
		g.MeanSH, g.MeanSW)
}

// product is one of those that go into a sum: of an input of a row of weights and a value, at a place.
type product struct{ input, value, place int }

// productsOf are those of a kept position and a neuron, by place, written out.
func (g *Wide) productsOf(position, o int) (all []product) {
	h, w, sh, sw := g.PoolH, g.PoolW, g.PoolH, g.PoolW
	columns := g.Columns / g.PoolW
	if g.MeanH > 0 {
		h, w, sh, sw = g.MeanH, g.MeanW, g.MeanSH, g.MeanSW
		columns = (g.Columns-w)/sw + 1
	}
	each, group := g.C/g.Groups, o/(g.O/g.Groups)
	for k := range h * w {
		y, x := position/columns*sh+k/w, position%columns*sw+k%w
		for t := range g.KH * g.KW {
			row, column := y*g.SH-g.PH+t/g.KW, x*g.SW-g.PW+t%g.KW
			for c := 0; c < each && row >= 0 && column >= 0 && row < g.H && column < g.W; c++ {
				all = append(all, product{t*each + c, (row*g.W+column)*g.C + group*each + c, k})
			}
		}
	}
	return all
}

// wideWeights draws weights [O][Taps*maps of a group], whole numbers of 8 bits, and makes their pairs.
func wideWeights(draw *rng.Source, g *Wide) (w []int8, up, down []int32) {
	n := g.Taps() * g.maps()
	w, up, down = make([]int8, g.O*n), make([]int32, g.O*g.UpSize()), make([]int32, n*g.DownSize())
	column := make([]int8, g.O)
	for i := range w {
		w[i] = int8(int(draw.Below(255)) - 127)
	}
	for o := range g.O {
		g.PairUp(up[o*g.UpSize():], w[o*n:][:n])
	}
	for i := range n {
		for o := range column {
			column[o] = w[o*n+i]
		}
		g.PairDown(down[i*g.DownSize():], column)
	}
	return w, up, down
}

// TestWide: the products of whole numbers, up, down and for the weights, are those that are made one by one.
func TestWide(t *testing.T) {
	draw := rng.New(9, "wide").Source(0)
	for i, g := range wideCases() {
		t.Run(g.String(), func(t *testing.T) { requireWide(t, draw, &g, []int{127, 300, 4096}[i%3]) })
	}
}

func requireWide(t *testing.T, draw *rng.Source, g *Wide, most int) {
	const batch = 37
	values, stride, n := g.H*g.W*g.C, Pad(batch), g.Taps()*g.maps()
	x := make([]int16, values*stride)
	for i := range x {
		x[i] = int16(int(draw.Below(uint32(2*most+1))) - most)
	}
	w, up, down := wideWeights(draw, g)
	rows, columns := g.Kept()
	sums := Sums{Stride: Stride(batch), O: g.O, Data: make([]int32, rows*columns*g.O*Stride(batch))}
	d := MapGrads{Bytes: Bytes{Data: make([]int8, len(sums.Data)), Stride: sums.Stride}, O: g.O}
	if g.PoolH*g.PoolW > 1 {
		sums.Chosen = make([]uint8, len(sums.Data))
		d.Chosen = sums.Chosen
	}
	for i := range d.Data {
		if d.Data[i] = int8(int(draw.Below(255)) - 127); i%d.Stride >= batch {
			d.Data[i] = 0
		}
	}
	s := &MapScratch{}
	middle := g.O / 2
	if g.Groups > 1 {
		middle = g.O
	}
	for c := 0; c < batch; c += Lanes {
		WideForward(sums, c, up, 0, middle, x[c:], stride, g, s)
		if middle < g.O {
			WideForward(sums, c, up[middle*g.UpSize():], middle, g.O, x[c:], stride, g, s)
		}
	}
	wantDx, wantDw := make([]int, values*batch), make([]int, n*g.O)
	for at := range rows * columns * g.O {
		position, o := at/g.O, at%g.O
		all := g.productsOf(position, o)
		for b := range batch {
			var places [64]int
			for _, p := range all {
				places[p.place] += int(w[o*n+p.input]) * int(x[p.value*stride+PixelColumn(b)])
			}
			want, chosen := places[0], 0
			for k := 1; k < max(g.MeanH*g.MeanW, g.PoolH*g.PoolW); k++ {
				if g.MeanH > 0 {
					want += places[k]
				} else if places[k] > want {
					want, chosen = places[k], k
				}
			}
			if got := sums.Data[at*sums.Stride+b]; int(got) != want {
				t.Fatalf("position %d, neuron %d, image %d: the sum is %d, want %d", position, o, b, got, want)
			}
			if sums.Chosen != nil && int(sums.Chosen[at*sums.Stride+b]) != chosen {
				t.Fatalf("position %d, neuron %d, image %d: place %d, want %d", position, o, b,
					sums.Chosen[at*sums.Stride+b], chosen)
			}
			grad := int(d.Data[at*d.Stride+b])
			for _, p := range all {
				if g.MeanH > 0 || p.place == chosen {
					wantDx[p.value*batch+b] += int(w[o*n+p.input]) * grad
					wantDw[o*n+p.input] += int(x[p.value*stride+PixelColumn(b)]) * grad
				}
			}
		}
	}
	requireWideDown(t, g, d, down, wantDx, batch)
	dw := make([][Lanes]int64, n)
	for tile := 0; tile < g.O; tile += Lanes {
		WideGrad(dw, tile, d, x, stride, most, batch, g, s)
		for i := range dw {
			for o := range min(Lanes, g.O-tile) {
				if got := int(dw[i][o]); got != wantDw[(tile+o)*n+i] {
					t.Fatalf("input %d, neuron %d: the gradient is %d, want %d", i, tile+o, got, wantDw[(tile+o)*n+i])
				}
			}
		}
	}
}

// requireWideDown compares the way down, of a map of one position in two parts.
func requireWideDown(t *testing.T, g *Wide, d MapGrads, down []int32, want []int, batch int) {
	t.Helper()
	values, s := g.H*g.W*g.C, &MapScratch{}
	parts := []int{0, values}
	if g.H*g.W == 1 && g.Groups == 1 {
		parts = []int{0, values / 3, values}
	}
	dx := Matrix{Data: make([]float32, values*d.Stride), Stride: d.Stride}
	for i, lo := range parts[:len(parts)-1] {
		for c := 0; c < batch; c += Lanes {
			from := 0
			if len(parts) > 2 {
				from = lo
			}
			WideBelow(dx, c, d, down[from*g.DownSize():], lo, parts[i+1], 0.25, g, s)
		}
	}
	for v := range values {
		for b := range batch {
			if got := dx.Data[v*dx.Stride+b]; got != float32(want[v*batch+b])*0.25 {
				t.Fatalf("value %d of image %d: %v, want %v", v, b, got, float32(want[v*batch+b])*0.25)
			}
		}
	}
}
