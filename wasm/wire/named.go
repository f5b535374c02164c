package wire

import "arraylab/sim/lab"

// Named names a result: by its link, and by its fingerprint, for a run that was stopped has the same link. Results of the
// same name have the same weights.
type Named struct {
	Link        string
	Fingerprint string // "" where it has none
}

// NameOf is the name of a result.
func NameOf(r *lab.Result) Named { return Named{r.Link, r.Fingerprint} }

// MostWeights is of how many results the worker keeps the weights, the last ones (assumed: those of the standard network
// take half a megabyte at most).
const MostWeights = 32
