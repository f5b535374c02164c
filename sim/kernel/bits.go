package kernel

import "math/bits"

// XnorForward computes the sums of a layer between sign vectors, exactly:
//
//	sums[o][b] = sum over i of w[o][i] * x[b][i] = inputs - 2*popcount(w[o] xor x[b])
//
// for neurons o0 <= o < o1 and images b < batch. w are packed signs [O][inputs], x packed signs
// [B][inputs]; bits behind the inputs must be equal in both (zero). sums are int32 rows.
func XnorForward(sums []int32, sStride int, w, x Signs, o0, o1, batch, inputs int) {
	words := Words(inputs)
	o := o0
	for ; o+2 <= o1; o += 2 {
		p := w.Words[o*w.Stride : o*w.Stride+words]
		q := w.Words[(o+1)*w.Stride : (o+1)*w.Stride+words]
		xnorPair(sums[o*sStride:o*sStride+batch], sums[(o+1)*sStride:(o+1)*sStride+batch], p, q, x, inputs)
	}
	if o < o1 {
		p := w.Words[o*w.Stride : o*w.Stride+words]
		row := sums[o*sStride : o*sStride+batch]
		xnorPair(row, row, p, p, x, inputs)
	}
}

// xnorPair fills the rows of two neurons, two images at a time.
func xnorPair(r0, r1 []int32, p, q []uint64, x Signs, inputs int) {
	n := len(p)
	q = q[:n]
	b := 0
	for ; b+2 <= len(r0); b += 2 {
		u := x.Words[b*x.Stride : b*x.Stride+n]
		v := x.Words[(b+1)*x.Stride : (b+1)*x.Stride+n]
		u, v = u[:len(p)], v[:len(p)]
		var c00, c01, c10, c11 int
		for k, pk := range p {
			qk, uk, vk := q[k], u[k], v[k]
			c00 += bits.OnesCount64(pk ^ uk)
			c01 += bits.OnesCount64(pk ^ vk)
			c10 += bits.OnesCount64(qk ^ uk)
			c11 += bits.OnesCount64(qk ^ vk)
		}
		r0[b], r0[b+1] = int32(inputs-2*c00), int32(inputs-2*c01)
		r1[b], r1[b+1] = int32(inputs-2*c10), int32(inputs-2*c11)
	}
	if b < len(r0) {
		u := x.Words[b*x.Stride : b*x.Stride+n]
		var c0, c1 int
		for k, pk := range p {
			c0 += bits.OnesCount64(pk ^ u[k])
			c1 += bits.OnesCount64(q[k] ^ u[k])
		}
		r0[b], r1[b] = int32(inputs-2*c0), int32(inputs-2*c1)
	}
}

// Transpose64 transposes a 64x64 bit matrix in place: bit c of word r becomes bit r of word c
// (Hacker's Delight, section 7-3).
func Transpose64(a *[64]uint64) {
	if vectors {
		settle()
	}
	transpose64(a)
}

func transpose64Plain(a *[64]uint64) {
	mask := uint64(0x00000000ffffffff)
	for j := 32; j != 0; j, mask = j>>1, mask^mask<<(j>>1) {
		for k := 0; k < 64; k = (k + j + 1) &^ j {
			t := (a[k]>>j ^ a[k+j]) & mask
			a[k] ^= t << j
			a[k+j] ^= t
		}
	}
}

// TransposeBits writes the transpose of a bit matrix: src has rows rows of cols bits, dst cols
// rows of rows bits. Only the words of dst for 64-column block c0/64 are written: rows c0 to
// c0+63 of dst. Bits behind the matrix are zero.
func TransposeBits(dst, src Signs, rows, cols, c0 int) {
	var a [64]uint64
	mask := ^uint64(0)
	if cols-c0 < 64 {
		mask = 1<<(cols-c0) - 1
	}
	for r0 := 0; r0 < rows; r0 += 64 {
		n := min(rows-r0, 64)
		for r := range n {
			a[r] = src.Words[(r0+r)*src.Stride+c0/64] & mask
		}
		for r := n; r < 64; r++ {
			a[r] = 0
		}
		Transpose64(&a)
		for c := range min(cols-c0, 64) {
			dst.Words[(c0+c)*dst.Stride+r0/64] = a[c]
		}
	}
}
