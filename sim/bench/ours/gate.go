package main

import "errors"

// The machine-independent gate: a training step whose products are table look-ups against the
// same step with a dense vector product.

// denseStep prepares the dense step of 784-1024-1024-10 on images [B*784] and labels [B], and
// returns what does it once. nil: there is none in this build.
var denseStep func(images, labels []byte, batch int) (func(), error)

// dense measures that side of the gate; the other is a training like the others.
func (b *bench) dense(o order) (a answer, err error) {
	if denseStep == nil {
		return a, errors.New("ours: this build has no dense step")
	}
	const batch = 100
	work, err := denseStep(b.sets.Train.Images[:batch*784], b.sets.Train.Labels[:batch], batch)
	if err != nil {
		return a, err
	}
	for range warmUp {
		work()
	}
	for range o.Reps {
		a.MS = append(a.MS, timed(work))
	}
	return a, nil
}
