package kernel

import (
	"fmt"
	"math"
	"testing"

	"arraylab/sim/rng"
)

// firingsOf draws when neurons fire: at sums within reach, beyond it on either side, and as far as numbers go.
func firingsOf(draw *rng.Source, o, reach int) []Firing {
	fire := make([]Firing, o)
	for i := range fire {
		fire[i] = Firing{At: int32(int(draw.Below(uint32(2*reach+1))) - reach), Flipped: draw.Below(2) > 0}
		switch i % 8 {
		case 1:
			fire[i].At = []int32{math.MinInt32, math.MaxInt32, int32(reach + 1), int32(-reach - 1)}[i/8%4]
		case 2:
			fire[i].At = []int32{int32(reach), int32(-reach), 0, 1}[i/8%4]
		}
	}
	return fire
}

// requireFires compares outputs by image with those of sums. They stand in rows of ones, which nothing else may change.
func requireFires(t *testing.T, got Signs, fire []Firing, sums Sums, batch int) {
	t.Helper()
	for b := range batch + 1 {
		for at := range 64 * got.Stride {
			want := true
			if p := at / sums.O; b < batch && p < len(sums.Data)/sums.O/sums.Stride {
				f := fire[at%sums.O]
				want = sums.Data[at*sums.Stride+b] >= f.At != f.Flipped
			}
			if fires := got.Row(b)[at/64]>>(at%64)&1 > 0; fires != want {
				t.Fatalf("image %d: output %d of %d neurons is %v", b, at, sums.O, fires)
			}
		}
	}
}

// onesFor makes rows of ones for outputs, and one more.
func onesFor(g *Windows, o, batch int) Signs {
	rows, columns := g.Pooled()
	dst := Signs{Stride: Words(rows * columns * o)}
	dst.Words = make([]uint64, (batch+1)*dst.Stride)
	for i := range dst.Words {
		dst.Words[i] = math.MaxUint64
	}
	return dst
}

// TestMapBits: outputs are those that the sums have, in windows of every kind, with limits that are reached and such
// that are not.
func TestMapBits(t *testing.T) {
	draw := rng.New(8, "windows").Source(0)
	refused := 0
	for _, g := range shapes {
		g := placed(g)
		for i, trits := range []Trits{{}, {W: true}, {X: true}, {W: true, X: true}} {
			const batch = 21
			o := []int{16, 48, 80, 32}[i]
			fire := firingsOf(draw, o, g.Taps()*g.C)
			limits := WindowLimits(fire, &g)
			if limits == nil {
				refused++
				continue
			}
			w, _ := tritRows(draw, o, g.Taps()*g.C, trits.W)
			x, _ := tritRows(draw, batch, g.H*g.W*g.C, trits.X)
			sums, dst := sumsOf(&g, o, batch), onesFor(&g, o, batch)
			s, p := &MapScratch{}, &PixelScratch{}
			MapForward(sums, 0, w, x, trits, batch, &g, s, p)
			MapBits(dst, limits, w, x, trits, 16, &g, s, p)
			MapBits(dst.From(16), limits, w, x.From(16), trits, batch-16, &g, s, p)
			t.Run(fmt.Sprint(g, trits), func(t *testing.T) { requireFires(t, dst, fire, sums, batch) })
		}
	}
	if refused > 0 {
		t.Errorf("%d shapes have no limits", refused)
	}
	wide := placed(Windows{C: 4000, H: 3, W: 3, KH: 3, KW: 3, SH: 1, SW: 1})
	small := placed(shapes[0])
	if WindowLimits(make([]Firing, 16), &wide) != nil || WindowLimits(make([]Firing, 17), &small) != nil {
		t.Error("limits of sums that do not fit, or of a part of a tile")
	}
}

// TestMapPixelBits is the same of pixels.
func TestMapPixelBits(t *testing.T) {
	draw := rng.New(9, "windows").Source(0)
	tested := 0
	for i, g := range shapes {
		g := placed(g)
		const batch = 21
		o := []int{16, 48}[i%2]
		fire := firingsOf(draw, o, g.Taps()*g.C*MaxCount/4)
		limits := PixelWindowLimits(fire, &g)
		if short := g.Taps()*g.C*MaxCount <= math.MaxInt16; (limits != nil) != (short && g.PoolH*g.PoolW == 1) {
			t.Fatalf("%v: limits %v", g, limits != nil)
		}
		if limits == nil {
			continue
		}
		tested++
		values, stride := g.H*g.W*g.C, Pad(batch)
		x := make([]int16, values*stride)
		for v := range values {
			for b := range batch {
				x[v*stride+b/Lanes*Lanes+PixelColumn(b%Lanes)] = int16(draw.Below(256))
			}
		}
		w, _ := tritRows(draw, o, g.Taps()*g.C, false)
		sums, dst, s := sumsOf(&g, o, batch), onesFor(&g, o, batch), &MapScratch{}
		for b := 0; b < batch; b += Lanes {
			MapPixels(sums, b, w, false, x[b:], stride, 0, &g, s)
			MapPixelBits(dst.From(b), limits, w, x[b:], stride, min(Lanes, batch-b), &g, s)
		}
		requireFires(t, dst, fire, sums, batch)
	}
	if tested < 5 {
		t.Errorf("%d shapes are tested", tested)
	}
}
