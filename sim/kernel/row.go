package kernel

import "unsafe"

// unsafeRow reads sixteen contiguous floats as four vectors of four: the same memory, another
// shape. The slice's bounds were checked where it was cut.
func unsafeRow(r []float32) *[4][4]float32 {
	return (*[4][4]float32)(unsafe.Pointer((*[Lanes]float32)(r)))
}

// InPlaceOf is the memory of numbers, as that of others that are needed when those are not any more: it holds whole ones
// of them.
func InPlaceOf[To, From int8 | int16 | int32 | float32](s []From) []To {
	var to To
	n := len(s) * int(unsafe.Sizeof(*new(From))) / int(unsafe.Sizeof(to))
	return unsafe.Slice((*To)(unsafe.Pointer(unsafe.SliceData(s))), n)
}
