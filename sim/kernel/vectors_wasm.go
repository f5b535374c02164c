//go:build goexperiment.simd && go1.27

package kernel

// vectors: a WebAssembly engine without vectors refuses the whole program, so there is nothing
// to ask.
const vectors = true

// settle does what only amd64 needs.
func settle() {}
