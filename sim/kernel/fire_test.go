package kernel

import "testing"

// firings are thresholds around the middle of sums up to largest, of both parities and directions,
// and some that no or every sum meets.
func firings(rows int, largest int32, n *noise) []Firing {
	f := make([]Firing, rows)
	for o := range f {
		f[o] = Firing{int32(n.next()%64) - 32, n.next()%2 == 0}
		switch n.next() % 8 {
		case 0:
			f[o].At = largest + int32(n.next()%3) - 1
		case 1:
			f[o].At = -largest + int32(n.next()%3) - 1
		case 2:
			f[o].At = 2 * int32(n.next()%3-1) * (1 << 29)
		}
	}
	return f
}

func (f Firing) fires(s int32) bool { return (s >= f.At) != f.Flipped }

// checkFires compares packed signs [B][O] with the firings of sums [O][sStride].
func checkFires(t *testing.T, dst Signs, fire []Firing, sums []int32, sStride, batch int) {
	t.Helper()
	for b := range batch {
		for o := range 64 * dst.Stride {
			want := o < len(fire) && fire[o].fires(sums[o*sStride+b])
			if got := signOf(dst.Words, dst.Stride, b, o) > 0; got != want {
				t.Fatalf("%d neurons, image %d of %d, neuron %d: fires %v, want %v", len(fire), b, batch, o, got, want)
			}
		}
	}
}

func TestSignBits(t *testing.T) {
	var scratch PixelScratch
	var planes Planes
	for _, inputs := range []int{1, 65, 240, 245, 1024, 3000} {
		for _, batch := range []int{1, 16, 33, 100} {
			for _, rows := range []int{5, 64, 150} {
				n := noise(inputs + batch + rows)
				stride := Words(inputs)
				w, x := n.words(rows*stride), n.words(batch*stride)
				for _, s := range [][]uint64{w, x} {
					for r := stride - 1; r < len(s) && inputs%64 != 0; r += stride {
						s[r] &= 1<<(inputs%64) - 1
					}
				}
				if batch == 33 { // the largest and the smallest sums
					copy(x, w[:stride])
					for i := range stride {
						x[stride+i] = ^w[i]
					}
					if inputs%64 != 0 {
						x[2*stride-1] &= 1<<(inputs%64) - 1
					}
				}
				fire := firings(rows, int32(inputs), &n)
				planes.Cut(Signs{w, stride}, rows, inputs)
				dst := Signs{n.words(batch * Words(rows)), Words(rows)}
				SignBits(dst, &planes, SignLimits(fire, inputs), Signs{x, stride}, batch, inputs, &scratch)
				sStride := Stride(batch)
				sums := make([]int32, rows*sStride)
				XnorForward(sums, sStride, Signs{w, stride}, Signs{x, stride}, 0, rows, batch, inputs)
				checkFires(t, dst, fire, sums, sStride, batch)
			}
		}
	}
}

func TestPixelBits(t *testing.T) {
	var scratch PixelScratch
	var planes Planes
	for _, inputs := range []int{1, 5, 70, 257, 784} {
		for _, batch := range []int{1, 16, 33} {
			for _, rows := range []int{5, 64, 150} {
				n := noise(inputs + batch + rows)
				stride := Words(inputs)
				w := n.words(rows * stride)
				images := make([]byte, batch*inputs)
				for i := range images {
					if b := i / inputs; b >= 16 || b == 5 { // totals of more than 16 bits
						images[i] = 255
					} else if i%inputs/8%3 > 0 {
						images[i] = byte(n.next())
					}
				}
				fire := firings(rows, int32(255*inputs), &n)
				planes.Cut(Signs{w, stride}, rows, inputs)
				dst := Signs{n.words(batch * Words(rows)), Words(rows)}
				PixelBits(dst, &planes, PixelLimits(fire), images, batch, inputs, &scratch)
				sums := make([]int32, rows*batch)
				for o := range rows {
					for b := range batch {
						for i := range inputs {
							sums[o*batch+b] += signOf(w, stride, o, i) * int32(images[b*inputs+i])
						}
					}
				}
				checkFires(t, dst, fire, sums, batch, batch)
			}
		}
	}
}

// TestPixelBitsAtEdges: an image's own sum, one less and one more as thresholds, in images whose
// totals stand around the largest that fits.
func TestPixelBitsAtEdges(t *testing.T) {
	const inputs = 258
	var scratch PixelScratch
	var planes Planes
	for total := maxTotal - 2; total <= maxTotal+2; total++ {
		image := make([]byte, inputs)
		for i, left := 0, total; left > 0; i++ {
			image[i] = byte(min(left, 255))
			left -= int(image[i])
		}
		n := noise(total)
		const rows = 6 * 5
		w := n.words(rows * Words(inputs))
		for i := range w {
			if i/Words(inputs)%5 == 0 {
				w[i] = 0 // the least sum
			} else if i/Words(inputs)%5 == 1 {
				w[i] = ^uint64(0) // the largest
			}
		}
		sums, fire := make([]int32, rows), make([]Firing, rows)
		for o := range rows {
			for i, p := range image {
				sums[o] += signOf(w, Words(inputs), o, i) * int32(p)
			}
			fire[o] = Firing{sums[o] + int32(o/5%3) - 1, o/15 == 1}
		}
		planes.Cut(Signs{w, Words(inputs)}, rows, inputs)
		dst := Signs{make([]uint64, 1), 1}
		PixelBits(dst, &planes, PixelLimits(fire), image, 1, inputs, &scratch)
		checkFires(t, dst, fire, sums, 1, 1)
	}
}

func TestFiresPlainTwins(t *testing.T) {
	n := noise(8)
	for range 50 {
		var counts [Lanes][2][16]uint8
		var wide [Lanes][4][8]uint16
		var acc [Lanes][2][8]uint16
		var halves [2][2][8]uint16
		var limit [Lanes]int16
		var half, bytes [Lanes]uint8
		var planes [8][Lanes]uint8
		var row [Lanes]int32
		for i := range Lanes {
			limit[i], half[i], row[i] = int16(n.next()%32), uint8(n.next()%2)*32, int32(n.next()%32)
			bytes[i] = uint8(n.next())
			for j := range 8 {
				planes[j][i] = uint8(n.next())
				for h := range 2 {
					counts[i][h][j], counts[i][h][8+j] = uint8(n.next()%16), uint8(n.next()%16)
					wide[i][h][j], wide[i][2+h][j] = uint16(n.next()%32), uint16(n.next()%32)
					acc[i][h][j] = uint16(n.next() % 64)
					halves[h][i%2][j] = uint16(n.next() % 32)
				}
			}
		}
		var s, sPlain [2 * Lanes]uint16
		signFires(&s, &counts, &wide, &limit)
		signFiresPlain(&sPlain, &counts, &wide, &limit)
		var p, pPlain [Lanes]uint16
		pixelFires(&p, &acc, &halves, &limit, &half)
		pixelFiresPlain(&pPlain, &acc, &halves, &limit, &half)
		var x, xPlain [8][Lanes]int16
		widenGrey(&x, &planes)
		widenGreyPlain(&xPlain, &planes)
		if s != sPlain || p != pPlain || x != xPlain || atLeast16(&row, 16) != atLeast16Plain(&row, 16) {
			t.Fatal("a vector form differs from the plain one")
		}
	}
}

func TestGreyLaneIsPixelColumn(t *testing.T) {
	for b, lane := range greyLane {
		if c := 8*(int(lane)%2) + int(lane)/2; c != PixelColumn(b) {
			t.Fatalf("image %d goes to column %d, want %d", b, c, PixelColumn(b))
		}
	}
	for lane, b := range evenFirst {
		if c := 8*(lane%2) + lane/2; c != int(b) {
			t.Fatalf("lane %d goes to %d, want %d", lane, c, b)
		}
	}
}
