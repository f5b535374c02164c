//go:build goexperiment.simd && go1.27

package devices

// vectors: a WebAssembly engine without vectors refuses the whole program.
const vectors = true

// settle does what only amd64 needs.
func settle() {}
