//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of weakreset_survey_simd.go for builds without vector instructions.

package devices

// settle does what only vector instructions of amd64 need.
func settle() {}

func surveyQuads(quads []quad, codes []uint32, pink, ampUnit float32) {
	surveyPlain(quads, codes, pink, ampUnit)
}

func (r *pinkRow) sum(w *[12]uint32) float32 { return r.sumPlain(w) }
