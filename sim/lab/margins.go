package lab

import (
	"arraylab/sim/bnn"
)

// Margins are the distances of the neurons of one layer from their thresholds.
type Margins = bnn.Margins

// MarginImages is on how many test images margins are taken, at most.
const MarginImages = bnn.MarginImages

// Margins tell how far neurons are from their thresholds, by layer, over the first test images: with the weights as the
// chip reads them and with frozen statistics. A *NeedError says that the run is not through.
func (r *Run) Margins() ([]Margins, error) {
	if r.at != atDone {
		return nil, &NeedError{"to be through before margins are taken"}
	}
	m := r.exp.atTest(*r.model)
	return m.Margins(r.holder(), r.images(r.sets.Test, min(r.exp.Test, MarginImages), ofTest)), nil
}
