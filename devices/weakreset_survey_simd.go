//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package devices

import simd "simd/archsimd"

// surveyQuads surveys four pairs at once.
func surveyQuads(quads []quad, codes []uint32, pink, ampUnit float32) {
	if !vectors {
		surveyPlain(quads, codes, pink, ampUnit)
		return
	}
	flag := simd.BroadcastInt32x4(flagBit)
	one := simd.BroadcastInt32x4(codeUnsure)
	half := simd.BroadcastUint32x4(0xffff)
	for i := range quads {
		q := &quads[i]
		if len(codes) < 4 {
			break
		}
		amp := simd.LoadUint32x4Array(&q.amp)
		x, y := simd.LoadUint32x4Array(&q.state[0]).BitsToInt32(), simd.LoadUint32x4Array(&q.state[1]).BitsToInt32()
		xlo, xhi := q.fourBounds(0, x, amp.And(half), pink, ampUnit)
		ylo, yhi := q.fourBounds(1, y, amp.ShiftAllRight(16), pink, ampUnit)
		plus, minus := xlo.Greater(yhi).ToInt32x4(), xhi.Less(ylo).ToInt32x4()
		unsure := one.AndNot(plus.Or(minus))
		// The weight flips where it is -1 and turns out +1, or the other way round.
		flips := x.And(plus).Or(minus.AndNot(x)).And(flag)
		first := y.And(flag)
		code := unsure.ToBits().Or(flips.ToBits().ShiftAllRight(29)).Or(first.ToBits().ShiftAllRight(28))
		code.Store(codes[:4])
		codes = codes[4:]
	}
}

// fourBounds are the bounds of four devices, see cell.bounds.
func (q *quad) fourBounds(side int, state simd.Int32x4, amp simd.Uint32x4, pink, ampUnit float32) (lo,
	hi simd.Float32x4) {
	t := state.And(simd.BroadcastInt32x4(MaxPulses)).ConvertToFloat32()
	a, m1 := simd.LoadFloat32x4Array(&q.a[side]), simd.LoadFloat32x4Array(&q.m1[side])
	m2, tStar := simd.LoadFloat32x4Array(&q.m2[side]), simd.LoadFloat32x4Array(&q.tStar[side])
	ln := simd.LoadFloat32x4Array(&q.ln[side])
	late := a.Add(m1.Mul(tStar)).Add(m2.Mul(t.Sub(tStar)))
	mean := a.Add(m1.Mul(t)).IfElse(t.Less(tStar), late)
	isStale := ln.Equal(simd.BroadcastFloat32x4(stale))
	lo = mean.IfElse(isStale, ln)
	hi = mean.Add(simd.BroadcastFloat32x4(pink)).IfElse(isStale, ln)
	most := simd.BroadcastFloat32x4(mostUU).
		Mul(simd.BroadcastFloat32x4(ampUnit).Mul(amp.BitsToInt32().ConvertToFloat32()))
	high := state.ShiftAllRight(31)
	return lo, hi.Add(most.ToBits().And(high.ToBits()).BitsToFloat32())
}

// sum applies the row, the four partial sums side by side.
func (r *pinkRow) sum(w *[12]uint32) float32 {
	if !vectors {
		return r.sumPlain(w)
	}
	half := simd.BroadcastUint32x4(0xffff)
	s := simd.BroadcastFloat32x4(0)
	for b := 0; b+4 <= 12; b += 4 {
		u := simd.LoadUint32x4(w[b : b+4])
		s = s.Add(simd.LoadFloat32x4(r.even[b : b+4]).Mul(u.And(half).BitsToInt32().ConvertToFloat32()))
		s = s.Add(simd.LoadFloat32x4(r.odd[b : b+4]).Mul(u.ShiftAllRight(16).BitsToInt32().ConvertToFloat32()))
	}
	var p [4]float32
	s.StoreArray(&p)
	return r.offset + ((p[0] + p[1]) + (p[2] + p[3]))
}
