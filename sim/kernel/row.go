package kernel

import "unsafe"

// unsafeRow reads sixteen contiguous floats as four vectors of four: the same memory, another
// shape. The slice's bounds were checked where it was cut.
func unsafeRow(r []float32) *[4][4]float32 {
	return (*[4][4]float32)(unsafe.Pointer((*[Lanes]float32)(r)))
}
