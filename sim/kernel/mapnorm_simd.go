//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the way back through batch normalization over a map.

package kernel

import (
	simd "simd/archsimd"
	"slices"
	"unsafe"
)

// present are ones in all bits, and then none: read from where they end, less what there is, they are the lanes that
// exist. They are never written.
var present = [2 * Lanes]int32{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}

// existing are sixteen lanes of which n, or all, exist.
func existing(n int) unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(&present), 4*(Lanes-max(0, min(n, Lanes))))
}

func mapBackRow(dy []float32, s []int16, batch int, p Passing, by float32) (sum, bySum int64) {
	if !vectors {
		return mapBackRowPlain(dy, s, batch, p, by)
	}
	_, _ = dy[:Pad(batch)], s[:Pad(batch)]
	from, to, unit := allInts(int32(p.From)), allInts(int32(p.To)), allReals(by)
	var all ints
	var products longs
	d, x := unsafe.Pointer(unsafe.SliceData(dy)), unsafe.Pointer(unsafe.SliceData(s))
	for ; batch > 0; batch -= broad {
		sums := loadShorts(x)
		none := maskOf(from.Greater(sums)).Or(maskOf(sums.Greater(to)))
		whole := loadReals(d).Mul(unit).ConvertToInt32().AndNot(none).And(loadInts(existing(batch)))
		all = all.Add(whole)
		products = products.Add(pairProducts(whole, sums))
		d, x = unsafe.Add(d, 4*broad), unsafe.Add(x, 2*broad)
	}
	var more longsOf
	products.StoreArray(&more)
	for _, part := range more {
		bySum += part
	}
	return total(all), bySum
}

// total adds up lanes.
func total(x ints) (sum int64) {
	var lanes intsOf
	x.StoreArray(&lanes)
	for _, lane := range lanes {
		sum += int64(lane)
	}
	return sum
}

// backVectors are a MapBack, a vector a number.
type backVectors struct {
	from, to                                       ints
	scale, bias, mean, inv, meanDy, meanDX, factor reals
}

func (m *MapBack) vectors() backVectors {
	n := &m.norm
	return backVectors{
		from: allInts(int32(m.passing.From)), to: allInts(int32(m.passing.To)),
		scale: allReals(n.Scale), bias: allReals(n.Bias), mean: allReals(n.Mean), inv: allReals(n.Inv),
		meanDy: allReals(m.meanDy), meanDX: allReals(m.meanDX), factor: allReals(m.scale),
	}
}

// gradient is MapBack.gradient.
func (v *backVectors) gradient(dy reals, s ints) reals {
	none := maskOf(v.from.Greater(s)).Or(maskOf(s.Greater(v.to)))
	xhat := s.ConvertToFloat32().Mul(v.scale).Add(v.bias).Sub(v.mean).Mul(v.inv)
	d := dy.ToBits().BitsToInt32().AndNot(none).ToBits().BitsToFloat32()
	return d.Sub(v.meanDy).Sub(xhat.Mul(v.meanDX)).Mul(v.factor)
}

func mapPeakRow(dy []float32, s []int16, batch int, m *MapBack) uint32 {
	if !vectors {
		return mapPeakRowPlain(dy, s, batch, m)
	}
	_, _ = dy[:Pad(batch)], s[:Pad(batch)]
	v := m.vectors()
	bits := allInts(magnitude)
	most := bits.Sub(bits)
	d, x := unsafe.Pointer(unsafe.SliceData(dy)), unsafe.Pointer(unsafe.SliceData(s))
	for ; batch > 0; batch -= broad {
		g := v.gradient(loadReals(d), loadShorts(x)).ToBits().BitsToInt32().And(bits)
		most = most.Max(g.And(loadInts(existing(batch))))
		d, x = unsafe.Add(d, 4*broad), unsafe.Add(x, 2*broad)
	}
	var lanes intsOf
	most.StoreArray(&lanes)
	return uint32(slices.Max(lanes[:]))
}

func mapRoundRow(whole []int8, left, dy []float32, s []int16, batch int, m *MapBack, place float32) int64 {
	if !vectors {
		return mapRoundRowPlain(whole, left, dy, s, batch, m, place)
	}
	n := Pad(batch)
	_, _, _, _ = whole[:n], left[:n], dy[:n], s[:n]
	v := m.vectors()
	at := allReals(place)
	zero := at.ToBits().BitsToInt32()
	var all ints
	var four [Lanes]int32
	d, x := unsafe.Pointer(unsafe.SliceData(dy)), unsafe.Pointer(unsafe.SliceData(s))
	l, w := unsafe.Pointer(unsafe.SliceData(left)), unsafe.Pointer(unsafe.SliceData(whole))
	for ; batch > 0; batch -= Lanes {
		for i := 0; i < Lanes; i += broad {
			g := v.gradient(loadReals(d), loadShorts(x)).Add(loadReals(l))
			up := g.Add(at)
			g.Sub(up.Sub(at)).StoreArray((*realsOf)(l))
			// Within 2^22 units of place, numbers differ by as many units as their bits do.
			k := up.ToBits().BitsToInt32().Sub(zero).And(loadInts(existing(batch - i)))
			all = all.Add(k)
			k.StoreArray((*intsOf)(four[i:]))
			d, x, l = unsafe.Add(d, 4*broad), unsafe.Add(x, 2*broad), unsafe.Add(l, 4*broad)
		}
		lowBytes((*[Lanes]int8)(w), &four)
		w = unsafe.Add(w, Lanes)
	}
	return total(all)
}

// lowBytes are the lowest bytes of sixteen numbers.
func lowBytes(to *[Lanes]int8, x *[Lanes]int32) {
	p, low := unsafe.Pointer(x), simd.BroadcastInt32x4(0xff)
	// Byte q of lane k is that of number 4q+k.
	bytes := at32(p, 0).And(low).Or(at32(p, 16).And(low).ShiftAllLeft(8)).
		Or(at32(p, 32).And(low).ShiftAllLeft(16)).Or(at32(p, 48).ShiftAllLeft(24))
	inOrder(bytes.ToBits().ReshapeToUint8s().BitsToInt8()).StoreArray(to)
}
