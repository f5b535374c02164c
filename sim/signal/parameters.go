package signal

import (
	"fmt"
	"slices"
	"strings"

	"arraylab/sim/data"
)

// Parameters are what can be turned of the models. Equal ones make equal sets.
type Parameters struct {
	Cohort    uint32  // Who is recorded: the seed of all draws.
	Heart     float64 // Beats a minute in the middle of the cohort, at rest.
	Artefacts float64 // Factor on what is recorded beside the signal: wander, muscles, mains, blinks.
	Variation float64 // Factor on how people differ.
	Depth     float64 // Mean share of a rhythm's amplitude that goes when a movement is imagined, 0..1.
}

// Keys of the parameters.
const (
	Cohort    = "cohort"
	Heart     = "heart"
	Artefacts = "artefacts"
	Variation = "variation"
	Depth     = "depth"
)

// Takes tells whether the model behind a data set takes the parameter of a key.
func Takes(t data.Task, key string) bool { return slices.Contains(modelOf(t.Name).takes, key) }

// Text tells with which parameters a data set is made, of those that its model takes; "" for one that is read from
// files.
func (p Parameters) Text(t data.Task) string {
	all := map[string]any{Cohort: p.Cohort, Heart: p.Heart, Artefacts: p.Artefacts, Variation: p.Variation, Depth: p.Depth}
	var parts []string
	for _, key := range modelOf(t.Name).takes {
		parts = append(parts, fmt.Sprint(key, "=", all[key]))
	}
	return strings.Join(parts, " ")
}
