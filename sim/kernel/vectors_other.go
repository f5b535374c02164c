//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

package kernel

const vectors = false

// settle does what only amd64 needs.
func settle() {}
