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

// Rows are gone through in the same function, and two vectors at a time: in WebAssembly calls and turns of loops cost
// as much as several vectors.

// imagesAtOnce is how many images a row may have whose gradients of less than 2^24 units add up in lanes of 32 bits.
const imagesAtOnce = 512

func mapBackRows(totals []MapTotals, dy []float32, s []int16, stride, batch int, p []Passing, by float32) {
	if !vectors || batch > imagesAtOnce {
		mapBackRowsPlain(totals, dy, s, stride, batch, p, by)
		return
	}
	end := (len(totals)-1)*stride + Pad(batch)
	_, _, _ = dy[:end], s[:end], p[:len(totals)]
	unit := allReals(by)
	d, x := unsafe.Pointer(unsafe.SliceData(dy)), unsafe.Pointer(unsafe.SliceData(s))
	for o := range totals {
		from, to := allInts(int32(p[o].From)), allInts(int32(p[o].To))
		var all ints
		var products longs
		for b := 0; b < batch; b += 2 * broad {
			e, y := unsafe.Add(d, 4*b), unsafe.Add(x, 2*b)
			s0, s1 := loadShorts(y), loadShorts(unsafe.Add(y, 2*broad))
			w0 := loadReals(e).Mul(unit).ConvertToInt32()
			w1 := loadReals(unsafe.Add(e, 4*broad)).Mul(unit).ConvertToInt32()
			w0 = w0.AndNot(maskOf(from.Greater(s0)).Or(maskOf(s0.Greater(to))))
			w1 = w1.AndNot(maskOf(from.Greater(s1)).Or(maskOf(s1.Greater(to))))
			if exist := existing(batch - b); batch-b < 2*broad {
				w0, w1 = w0.And(loadInts(exist)), w1.And(loadInts(unsafe.Add(exist, 4*broad)))
			}
			all = all.Add(w0.Add(w1))
			products = products.Add(pairProducts(w0, s0)).Add(pairProducts(w1, s1))
		}
		var more longsOf
		products.StoreArray(&more)
		for lane := range more { // by itself: to copy them all takes old instructions (see settle)
			totals[o].BySum += more[lane]
		}
		totals[o].Sum += total(all)
		d, x = unsafe.Add(d, 4*stride), unsafe.Add(x, 2*stride)
	}
	settle()
}

// total adds up lanes.
func total(x ints) (sum int64) {
	var lanes intsOf
	x.StoreArray(&lanes)
	for lane := range lanes {
		sum += int64(lanes[lane])
	}
	return sum
}

func mapPeakRows(dy []float32, s []int16, stride, batch int, m []MapBack) uint32 {
	if !vectors {
		return mapPeakRowsPlain(dy, s, stride, batch, m)
	}
	end := (len(m)-1)*stride + Pad(batch)
	_, _ = dy[:end], s[:end]
	var v backVectors
	bits := allInts(magnitude)
	most := bits.Sub(bits)
	d, x := unsafe.Pointer(unsafe.SliceData(dy)), unsafe.Pointer(unsafe.SliceData(s))
	for o := range m {
		v.set(&m[o])
		for b := 0; b < batch; b += 2 * broad {
			e, y := unsafe.Add(d, 4*b), unsafe.Add(x, 2*b)
			g, h := v.gradient(loadReals(e), loadShorts(y)), v.gradient(loadReals(unsafe.Add(e, 4*broad)),
				loadShorts(unsafe.Add(y, 2*broad)))
			g.StoreArray((*realsOf)(e))
			h.StoreArray((*realsOf)(unsafe.Add(e, 4*broad)))
			i, j := g.ToBits().BitsToInt32().And(bits), h.ToBits().BitsToInt32().And(bits)
			if exist := existing(batch - b); batch-b < 2*broad {
				i, j = i.And(loadInts(exist)), j.And(loadInts(unsafe.Add(exist, 4*broad)))
			}
			most = most.Max(i).Max(j)
		}
		d, x = unsafe.Add(d, 4*stride), unsafe.Add(x, 2*stride)
	}
	var lanes intsOf
	most.StoreArray(&lanes)
	settle()
	return uint32(slices.Max(lanes[:]))
}

// backVectors are a MapBack, a vector a number.
type backVectors struct {
	from, to                                       ints
	scale, bias, mean, inv, meanDy, meanDX, factor reals
}

// set is one by one: to make and copy all takes old instructions (see settle).
func (v *backVectors) set(m *MapBack) {
	n := &m.norm
	v.from, v.to = allInts(int32(m.passing.From)), allInts(int32(m.passing.To))
	v.scale, v.bias, v.mean, v.inv = allReals(n.Scale), allReals(n.Bias), allReals(n.Mean), allReals(n.Inv)
	v.meanDy, v.meanDX, v.factor = allReals(m.meanDy), allReals(m.meanDX), allReals(m.scale)
}

// gradient is MapBack.gradient.
func (v *backVectors) gradient(dy reals, s ints) reals {
	none := maskOf(v.from.Greater(s)).Or(maskOf(s.Greater(v.to)))
	xhat := s.ConvertToFloat32().Mul(v.scale).Add(v.bias).Sub(v.mean).Mul(v.inv)
	d := dy.ToBits().BitsToInt32().AndNot(none).ToBits().BitsToFloat32()
	return d.Sub(v.meanDy).Sub(xhat.Mul(v.meanDX)).Mul(v.factor)
}

func mapRoundRows(whole []int8, sums []int64, left, dS []float32, stride, batch int, place float32) {
	if !vectors {
		mapRoundRowsPlain(whole, sums, left, dS, stride, batch, place)
		return
	}
	n := Pad(batch)
	end := (len(sums)-1)*stride + n
	_, _, _ = whole[:end], dS[:end], left[:len(sums)*n]
	var k [Lanes]int32
	at := allReals(place)
	zero := at.ToBits().BitsToInt32()
	for o := range sums {
		d, l, w := unsafe.Pointer(&dS[o*stride]), unsafe.Pointer(&left[o*n]), unsafe.Pointer(&whole[o*stride])
		var all ints
		for b := batch; b > 0; b -= Lanes {
			all = all.Add(roundSixteen(unsafe.Pointer(&k), d, l, existing(b), at, zero))
			lowBytes((*[Lanes]int8)(w), &k)
			d, l, w = unsafe.Add(d, 4*Lanes), unsafe.Add(l, 4*Lanes), unsafe.Add(w, Lanes)
		}
		sums[o] += total(all)
	}
	settle()
}

// rounded rounds some gradients with what is left before them, and keeps what is left of them. Within 2^22 units of
// place, numbers differ by as many units as their bits do.
func rounded(d, left unsafe.Pointer, place reals, zero ints) ints {
	g := loadReals(d).Add(loadReals(left))
	up := g.Add(place)
	g.Sub(up.Sub(place)).StoreArray((*realsOf)(left))
	return up.ToBits().BitsToInt32().Sub(zero)
}

// lowBytes are the lowest bytes of sixteen numbers.
func lowBytes(to *[Lanes]int8, x *[Lanes]int32) {
	p, low := unsafe.Pointer(x), simd.BroadcastInt32x4(0xff)
	// Byte q of lane k is that of number 4q+k.
	bytes := at32(p, 0).And(low).Or(at32(p, 16).And(low).ShiftAllLeft(8)).
		Or(at32(p, 32).And(low).ShiftAllLeft(16)).Or(at32(p, 48).ShiftAllLeft(24))
	inOrder(bytes.ToBits().ReshapeToUint8s().BitsToInt8()).StoreArray(to)
}
