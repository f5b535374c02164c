//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of meta_simd.go for builds without vector instructions.

package kernel

func (a Meta) latent(words *[Lanes]uint64, w, m, v, g []float32) { a.latentPlain(words, w, m, v, g) }
