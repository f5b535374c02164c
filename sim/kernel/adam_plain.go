//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of adam_simd.go for builds without vector instructions.

package kernel

func (a Adam) latent(words *[Lanes]uint64, w, m, v, g []float32) { a.latentPlain(words, w, m, v, g) }
func (a Adam) steps(m, v, g []float32)                           { a.stepsPlain(m, v, g) }
