package kernel

import (
	"slices"
	"unsafe"
)

// atOnce is the number of slices of eight inputs whose tables are in use at a time: three
// of 8 KiB stay in the first-level cache, and eight signs of a neuron are one byte of its row.
const atOnce, bytePatterns = 3, 256

// ColumnBlock is the number of images that one call of PixelForward or SignForward takes best:
// enough to share the cost of slicing the weights, few enough that there is work for everyone.
func ColumnBlock(batch int) int {
	if batch >= 512 {
		return 128
	}
	return 64
}

// plain and spread are orders of sixteen rows. spread puts image 4q+k at lane 4k, 4k+2, 4k+1 or
// 4k+3 for q = 0, 1, 2, 3, so that two splits into even and odd lanes widen 8 bits to 32 in order.
var (
	plain  = [Lanes]uint8{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	spread = [Lanes]uint8{0, 8, 4, 12, 1, 9, 5, 13, 2, 10, 6, 14, 3, 11, 7, 15}
)

// planeStride is the length of a plane of one byte a row: odd in cache lines, so that planes
// do not meet in the same sets.
func planeStride(rows int) int { return (rows+63)/64*64 | 64 }

// evenFirst puts the images at lanes whose split into even and odd ones leaves them in order.
var evenFirst = [Lanes]uint8{0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15}

// Planes are rows of signs cut into bytes, of each byte those of all rows together: the form in
// which the kernels by tables take weights. Byte j of row order(r) stands at bytes[j*stride+r].
type Planes struct {
	bytes  []byte
	stride int
	of     []uint64 // the rows that were cut last
	rows   int
}

// Cut takes the first rows of packed signs [O][inputs].
func (p *Planes) Cut(w Signs, rows, inputs int) { p.keep(w, rows, Words(inputs)) }

// keep cuts the rows unless they are the ones that were cut last: comparing costs a tenth of
// cutting, and of the blocks of a batch only the first meets new weights.
func (p *Planes) keep(w Signs, rows, words int) {
	n := (rows-1)*w.Stride + words
	stride := planeStride(rows)
	if p.rows == rows && p.stride == stride && len(p.bytes) == 8*words*stride && slices.Equal(p.of, w.Words[:n]) {
		return
	}
	p.of = append(p.of[:0], w.Words[:n]...)
	p.rows, p.stride = rows, stride
	p.bytes = slicePlanes(p.bytes, stride, w, rows, words, &plain)
}

// row returns n bytes of plane j.
func (p *Planes) row(j, n int) []byte { return p.bytes[j*p.stride:][:n] }

// slicePlanes cuts rows into planes of the given stride. Rows that do not exist, up to a
// multiple of sixteen, are zero. It returns the grown dst.
func slicePlanes(dst []byte, stride int, w Signs, rows, words int, order *[Lanes]uint8) []byte {
	if n := 8 * words * stride; cap(dst) < n {
		dst = make([]byte, n)
	} else {
		dst = dst[:n]
	}
	for r := 0; r < Pad(rows); r += 8 {
		var row [8][]uint64 // of each row its words, none where there is no row
		for i := range row {
			if n := r&^(Lanes-1) | int(order[(r+i)%Lanes]); n < rows {
				row[i] = w.Words[n*w.Stride : n*w.Stride+words]
			}
		}
		for k := range words {
			var a [8]uint64
			for i := range a {
				if k < len(row[i]) {
					a[i] = row[i][k]
				}
			}
			sliceWord(dst[8*k*stride+r:8*(k+1)*stride], stride, &a)
		}
	}
	return dst
}

// sliceWord writes the eight bytes of one word of eight rows to eight planes.
func sliceWord[T byte | int8](dst []T, stride int, w *[8]uint64) {
	a, b, c, d, e, f, g, h := w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]
	// The transpose of 8x8 bytes, by quarters, pairs and single bytes.
	a, e = exchange(a, e, 0x00000000ffffffff, 32)
	b, f = exchange(b, f, 0x00000000ffffffff, 32)
	c, g = exchange(c, g, 0x00000000ffffffff, 32)
	d, h = exchange(d, h, 0x00000000ffffffff, 32)
	a, c = exchange(a, c, 0x0000ffff0000ffff, 16)
	b, d = exchange(b, d, 0x0000ffff0000ffff, 16)
	e, g = exchange(e, g, 0x0000ffff0000ffff, 16)
	f, h = exchange(f, h, 0x0000ffff0000ffff, 16)
	a, b = exchange(a, b, 0x00ff00ff00ff00ff, 8)
	c, d = exchange(c, d, 0x00ff00ff00ff00ff, 8)
	e, f = exchange(e, f, 0x00ff00ff00ff00ff, 8)
	g, h = exchange(g, h, 0x00ff00ff00ff00ff, 8)
	// One check: eight bytes at the start of each of the eight planes.
	_ = dst[7*stride+7]
	p := unsafe.Pointer(&dst[0])
	for _, x := range [...]uint64{a, b, c, d, e, f, g, h} {
		*(*uint64)(p) = x
		p = unsafe.Add(p, stride)
	}
}

// exchange swaps the masked bits of b with those of a that stand shift higher.
func exchange(a, b, mask uint64, shift uint) (uint64, uint64) {
	t := (a>>shift ^ b) & mask
	return a ^ t<<shift, b ^ t
}
