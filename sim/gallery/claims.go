package gallery

import (
	"slices"
	"sync"
)

// claims are the papers' claims; those of a paper stand in the order of the page. To add one is to add a row: the
// scenarios that its figure is drawn from must have stored results. Some compute what they say, which the page does not
// wait for when it starts.
var claims = sync.OnceValue(func() []Claim {
	return slices.Concat(learningClaims, mramClaims, rramClaims, otherMemoryClaims, forgettingClaims, inputClaims,
		junctionClaims, trainingClaims, signalClaims(), mobileNetClaims(), guardClaims)
})

// What several checks want alike has one target and one tolerance. A figure of a paper is told by its reference; what a
// paper says in words only ("little impact", "approaching") is an order, or a target of our own, which Found then says.
const (
	// littleImpact, in points of accuracy, is our reading of "little impact", "tolerates", "does not degrade".
	littleImpact = 0.5
	// sameLaw, a share, is how near two solutions of one equation must come: some thousand wrong bits are counted.
	sameLaw = 0.04
)

// near is a check of a number that another solution of the same equation gives.
func near(target float64, unit, what string, measure func(Results) float64) Check {
	return about(target, sameLaw*target, unit, what, measure)
}

// imageNet says why no claim on ImageNet can be shown, and with which network it is not.
const imageNet = "the images of ImageNet may not be passed on with the page, and a network for them takes days to " +
	"train."

// learningClaims are about learning in the devices.
var learningClaims = []Claim{
	{Name: "d2d-worst", Paper: "majumdar2021", Title: "Device-to-device variability costs most",
		Says: "Of the imperfections of the weak RESET, the variability from device to device is the most " +
			"detrimental to learning.",
		Scenarios: []string{"published-all", "published-d2d", "published-noise", "published-ideal",
			"learn-in-devices", "d2d-alone", "noise-alone", "ideal-devices", "gain-noise", "gain-d2d", "gain-ideal"},
		Figure: FigureErrors, Ordering: true, Verdict: HoldsPart,
		Checks: []Check{
			atLeast(0, 0, "points", "cost of D2D, 256 neurons, default gain",
				func(r Results) float64 { return r.Accuracy("ideal-devices") - r.Accuracy("d2d-alone") }),
			atLeast(0, 0, "points", "what it costs more than noise there",
				func(r Results) float64 { return r.Accuracy("noise-alone") - r.Accuracy("d2d-alone") }),
			atLeast(0, 0, "points", "cost of D2D, 3,000 neurons, published gain",
				func(r Results) float64 { return r.Accuracy("published-ideal") - r.Accuracy("published-d2d") }),
			atLeast(0, 0, "points", "what it costs more than noise there",
				func(r Results) float64 { return r.Accuracy("published-noise") - r.Accuracy("published-d2d") }),
			atLeast(0, 0, "points", "what it costs more than noise, 1,000 neurons, published gain",
				func(r Results) float64 { return r.Accuracy("gain-noise") - r.Accuracy("gain-d2d") }),
		},
		Found: "At the published size and gain devices are driven past the kink of their curves, and there it costs most: 1.3 " +
			"points of 98, noise 0.9, all together 1.7. The order is not the same everywhere: with 1,000 neurons and " +
			"20,000 images at that gain noise costs more, and a wide network at the default gain loses nothing by " +
			"either (by hand, sim/RESULTS.md)."},
}
