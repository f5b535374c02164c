//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import (
	"runtime"
	"unsafe"
)

// line is the length of a cache line in bytes.
const line = 64

// warm reads a word of each cache line of three arrays of the given length in bytes, which comes in
// whole rows of four lines, as a rule. Weights and moments do not fit the caches and are met but once a
// step: what waits for one line after the other takes a fifth longer than what asks for many at a
// time (measured, natively and in WebAssembly).
func warm(a, b, c unsafe.Pointer, bytes int) {
	x := uint64(0)
	at := 0
	for ; at+4*line <= bytes; at += 4 * line {
		x += *(*uint64)(unsafe.Add(a, at)) + *(*uint64)(unsafe.Add(b, at)) + *(*uint64)(unsafe.Add(c, at))
		x += *(*uint64)(unsafe.Add(a, at+line)) + *(*uint64)(unsafe.Add(b, at+line)) +
			*(*uint64)(unsafe.Add(c, at+line))
		x += *(*uint64)(unsafe.Add(a, at+2*line)) + *(*uint64)(unsafe.Add(b, at+2*line)) +
			*(*uint64)(unsafe.Add(c, at+2*line))
		x += *(*uint64)(unsafe.Add(a, at+3*line)) + *(*uint64)(unsafe.Add(b, at+3*line)) +
			*(*uint64)(unsafe.Add(c, at+3*line))
	}
	runtime.KeepAlive(x)
}
