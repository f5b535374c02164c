//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

package kernel

const vectors = false
