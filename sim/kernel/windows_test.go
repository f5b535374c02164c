package kernel

import (
	"fmt"
	"testing"

	"arraylab/sim/rng"
)

// shapes are windows of every kind: with and without margins, steps, pools, one row, many channels.
var shapes = []Windows{
	{C: 8, H: 5, W: 6, KH: 3, KW: 3, SH: 1, SW: 1, PH: 1, PW: 1},
	{C: 32, H: 8, W: 8, KH: 3, KW: 3, SH: 1, SW: 1, PH: 1, PW: 1, PoolH: 2, PoolW: 2},
	{C: 3, H: 7, W: 9, KH: 3, KW: 3, SH: 2, SW: 2, PH: 1, PW: 1},
	{C: 70, H: 4, W: 5, KH: 2, KW: 3, SH: 1, SW: 2, PH: 0, PW: 2, PoolH: 1, PoolW: 2},
	{C: 5, H: 1, W: 40, KH: 1, KW: 13, SH: 1, SW: 3, PH: 0, PW: 6, PoolH: 1, PoolW: 2},
	{C: 17, H: 6, W: 6, KH: 1, KW: 1, SH: 1, SW: 1, PoolH: 3, PoolW: 3},
	{C: 12, H: 9, W: 5, KH: 5, KW: 4, SH: 3, SW: 1, PH: 2, PW: 3, PoolH: 2, PoolW: 1},
	{C: 1, H: 9, W: 9, KH: 3, KW: 3, SH: 1, SW: 1, PH: 0, PW: 0, PoolH: 2, PoolW: 2},
	{C: 3, H: 8, W: 8, KH: 3, KW: 3, SH: 1, SW: 1, PH: 1, PW: 1},
	{C: 1, H: 8, W: 7, KH: 5, KW: 5, SH: 1, SW: 1, PH: 2, PW: 2},
	{C: 2, H: 1, W: 60, KH: 1, KW: 9, SH: 1, SW: 2, PH: 0, PW: 4},
}

// placed completes a shape.
func placed(g Windows) Windows {
	g.Rows, g.Columns = (g.H+2*g.PH-g.KH)/g.SH+1, (g.W+2*g.PW-g.KW)/g.SW+1
	g.PoolH, g.PoolW = max(1, g.PoolH), max(1, g.PoolW)
	return g
}

func (g Windows) String() string {
	return fmt.Sprintf("%dx%dx%d, %dx%d by %dx%d, margin %dx%d, pool %dx%d", g.C, g.H, g.W, g.KH, g.KW,
		g.SH, g.SW, g.PH,
		g.PW, g.PoolH, g.PoolW)
}

// sumsOf makes room for sums.
func sumsOf(g *Windows, o, batch int) Sums {
	rows, columns := g.Pooled()
	s := Sums{Stride: Stride(batch), O: o}
	s.Data = make([]int32, rows*columns*o*s.Stride)
	if g.PoolH*g.PoolW > 1 {
		s.Chosen = make([]uint8, len(s.Data))
	}
	return s
}

// requireSums compares sums with those that are made one by one.
func requireSums(t *testing.T, g *Windows, got Sums, batch int, product func(o, input, b, value int) int) {
	t.Helper()
	rows, columns := g.Pooled()
	for p := range rows * columns {
		for o := range got.O {
			for b := range batch {
				want, chosen := 0, 0
				for k := range g.PoolH * g.PoolW {
					y, x := p/columns*g.PoolH+k/g.PoolW, p%columns*g.PoolW+k%g.PoolW
					sum := 0
					for ky := range g.KH {
						for kx := range g.KW {
							row, column := y*g.SH-g.PH+ky, x*g.SW-g.PW+kx
							if row < 0 || row >= g.H || column < 0 || column >= g.W {
								continue
							}
							for c := range g.C {
								sum += product(o, (ky*g.KW+kx)*g.C+c, b, (row*g.W+column)*g.C+c)
							}
						}
					}
					if k == 0 || sum > want {
						want, chosen = sum, k
					}
				}
				at := (p*got.O+o)*got.Stride + b
				if int(got.Data[at]) != want || got.Chosen != nil && int(got.Chosen[at]) != chosen {
					t.Fatalf("position %d, neuron %d, image %d: %d, want %d of place %d", p, o, b,
						got.Data[at], want, chosen)
				}
			}
		}
	}
}

// trits draws rows of packed numbers and returns how to read them.
func tritRows(draw *rng.Source, rows, n int, ternary bool) (Signs, func(row, i int) int) {
	k := planesOf(ternary)
	s := Signs{Stride: k * Words(n)}
	s.Words = make([]uint64, rows*s.Stride)
	level := make([]int8, rows*n)
	for r := range rows {
		for i := range n {
			x := 2*int(draw.Below(2)) - 1
			if ternary {
				x = int(draw.Below(3)) - 1
			}
			level[r*n+i] = int8(x)
			if x >= 0 {
				s.Words[r*s.Stride+i/64] |= 1 << (i % 64)
			}
			if ternary && x > 0 {
				s.Words[r*s.Stride+Words(n)+i/64] |= 1 << (i % 64)
			}
		}
	}
	return s, func(row, i int) int { return int(level[row*n+i]) }
}

func TestMapForward(t *testing.T) {
	draw := rng.New(3, "windows").Source(0)
	for i, g := range shapes {
		g := placed(g)
		for _, trits := range []Trits{{}, {W: true}, {X: true}, {W: true, X: true}} {
			const batch = 21
			o := []int{5, 32, 70}[i%3]
			w, weight := tritRows(draw, o, g.Taps()*g.C, trits.W)
			x, value := tritRows(draw, batch, g.H*g.W*g.C, trits.X)
			got := sumsOf(&g, o, batch)
			MapForward(got, 0, w, x, trits, 16, &g, &MapScratch{}, &PixelScratch{})
			MapForward(got, 16, w, x.From(16), trits, batch-16, &g, &MapScratch{}, &PixelScratch{})
			t.Run(fmt.Sprint(g, trits), func(t *testing.T) {
				requireSums(t, &g, got, batch, func(o, input, b, v int) int { return weight(o, input) * value(b, v) })
			})
		}
	}
}

// gradsOf draws whole gradients, which stand with the places that pools chose.
func gradsOf(draw *rng.Source, g *Windows, o, batch, most int) MapGrads {
	s := sumsOf(g, o, batch)
	d := MapGrads{Bytes: Bytes{Data: make([]int8, len(s.Data)), Stride: s.Stride}, O: o, Chosen: s.Chosen}
	for i := range d.Data {
		if i%d.Stride < batch {
			d.Data[i] = int8(int(draw.Below(uint32(2*most+1))) - most)
		}
		if d.Chosen != nil {
			d.Chosen[i] = uint8(draw.Below(uint32(g.PoolH * g.PoolW)))
		}
	}
	return d
}

// eachProduct calls do with each product that goes into the sums: of which tap and channel, and the gradient.
func eachProduct(g *Windows, d MapGrads, batch int, do func(o, input, b, value, grad int)) {
	rows, columns := g.Pooled()
	for at := range rows * columns * d.O {
		p, o := at/d.O, at%d.O
		for b := range batch {
			k := 0
			if d.Chosen != nil {
				k = int(d.Chosen[at*d.Stride+b])
			}
			y, x := p/columns*g.PoolH+k/g.PoolW, p%columns*g.PoolW+k%g.PoolW
			for t := range g.Taps() {
				row, column := y*g.SH-g.PH+t/g.KW, x*g.SW-g.PW+t%g.KW
				if row < 0 || row >= g.H || column < 0 || column >= g.W {
					continue
				}
				for c := range g.C {
					do(o, t*g.C+c, b, (row*g.W+column)*g.C+c, int(d.Data[at*d.Stride+b]))
				}
			}
		}
	}
}

func TestMapBelow(t *testing.T) {
	draw := rng.New(4, "windows").Source(0)
	for i, g := range shapes {
		g := placed(g)
		for _, ternary := range []bool{false, true} {
			for _, most := range []int{3, 127} {
				const batch = 21
				o := []int{5, 33, 70, 300}[i%4]
				w, weight := tritRows(draw, g.Taps()*g.C, o, ternary)
				d := gradsOf(draw, &g, o, batch, most)
				values := g.H * g.W * g.C
				want := make([]int, values*batch)
				eachProduct(&g, d, batch, func(o, input, b, v, grad int) { want[v*batch+b] += weight(input, o) * grad })
				dx := Matrix{Data: make([]float32, values*d.Stride), Stride: d.Stride}
				s := &MapScratch{}
				MapBelow(dx, 0, d, w, ternary, 0.25, &g, s)
				MapBelow(dx, 16, d, w, ternary, 0.25, &g, s)
				for v := range values {
					for b := range batch {
						if got := dx.Data[v*dx.Stride+b]; got != float32(want[v*batch+b])*0.25 {
							t.Fatalf("%v, ternary %v, up to %d: value %d of image %d: %v, want %v", g, ternary,
								most, v, b, got,
								float32(want[v*batch+b])*0.25)
						}
					}
				}
			}
		}
	}
}

func TestMapGrad(t *testing.T) {
	draw := rng.New(5, "windows").Source(0)
	for i, g := range shapes {
		g := placed(g)
		for _, ternary := range []bool{false, true} {
			for _, most := range []int{3, 127} {
				batch := []int{21, 70, 130}[i%3]
				if most == 127 && i == 0 {
					batch = 600
				}
				o := []int{5, 33}[i%2]
				values := g.H * g.W * g.C
				x, value := tritRows(draw, values, batch, ternary)
				d := gradsOf(draw, &g, o, batch, most)
				want := make([]int, g.Taps()*g.C*o)
				eachProduct(&g, d, batch, func(n, input, b, v, grad int) { want[input*o+n] += value(v, b) * grad })
				s, dw := &MapScratch{}, make([][Lanes]int32, g.Taps()*g.C)
				for tile := 0; tile < o; tile += Lanes {
					MapGrad(dw, tile, d, x, ternary, batch, &g, s)
					for input := range dw {
						for n := range min(Lanes, o-tile) {
							got := int(dw[input][n]) / planesOf(ternary)
							if got != want[input*o+tile+n] {
								t.Fatalf("%v, ternary %v, up to %d: input %d, neuron %d: %d, want %d", g,
									ternary, most, input,
									tile+n, got, want[input*o+tile+n])
							}
						}
					}
				}
			}
		}
	}
}

func TestMapPixels(t *testing.T) {
	draw := rng.New(6, "windows").Source(0)
	byColumns := map[bool]int{}
	for i, g := range shapes {
		g := placed(g)
		for _, presentations := range []int{0, 256} {
			const batch = 21
			values, stride := g.H*g.W*g.C, Pad(batch)
			x := make([]int16, values*stride)
			for v := range values {
				for b := range batch {
					x[v*stride+PixelColumn(b)] = int16(draw.Below(256))
				}
			}
			value := func(b, v int) int {
				if k := int(x[v*stride+PixelColumn(b)]); presentations > 0 {
					return 2*k - presentations
				} else {
					return k
				}
			}
			o, ternary := []int{5, 33}[i%2], i%4 > 1
			w, weight := tritRows(draw, o, g.Taps()*g.C, ternary)
			got, s := sumsOf(&g, o, batch), &MapScratch{}
			for c := 0; c < batch; c += Lanes {
				MapPixels(got, c, w, ternary, x[c:], stride, presentations, &g, s)
			}
			byColumns[len(s.columns.sizes) > 0]++
			requireSums(t, &g, got, batch, func(o, input, b, v int) int { return weight(o, input) * value(b, v) })
			d := gradsOf(draw, &g, o, batch, 127)
			want := make([]int, g.Taps()*g.C*o)
			eachProduct(&g, d, batch, func(n, input, b, v, grad int) { want[input*o+n] += value(b, v) * grad })
			dw := make([][Lanes]int64, g.Taps()*g.C)
			for tile := 0; tile < o; tile += Lanes {
				MapGradPixels(dw, tile, d, x, stride, presentations, batch, &g, s)
				for input := range dw {
					for n := range min(Lanes, o-tile) {
						if got := int(dw[input][n]); got != want[input*o+tile+n] {
							t.Fatalf("%v: input %d, neuron %d: %d, want %d", g, input, tile+n, got,
								want[input*o+tile+n])
						}
					}
				}
			}
		}
	}
	if byColumns[true] < 4 || byColumns[false] < 4 {
		t.Errorf("%v: by columns or not, each way is to be tested", byColumns)
	}
}
