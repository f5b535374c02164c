// Package gallery holds the named experiments of the laboratory, the results that are stored for them, and the claims
// of papers that those results are compared with.
//
// A [Scenario] (the tables of scenarios_menu.go, _papers.go, _maps.go, _signals.go, _lessons.go, _guards.go, _sizes.go)
// is a named link, with the sweep that may be made around it and the seeds that it is run with. What it came to
// ([Stored], stored.go) stands in scenarios.json, which the command writes and [ReadStored] reads. A [Claim] (claims.go,
// claims_*.go) is what a [Paper] (papers.go) says, with the checks that follow from stored results ([Results],
// measures.go) and the verdict of all of them. A number of a stored result is named by a text, for the lessons of the
// page ([Results.Figure], figures.go).
//
// # What decides
//
// A [Check] is a number with a bound (check.go). An [Estimate] tells what chance leaves open of it (estimate.go): the
// number is had once more from each seed of a training, or on each chip of one, and their spread gives its standard
// error. A bound within two of them, or fewer than three repeats, decide nothing. What was put in by construction
// (Given) decides nothing either. A claim that cannot be shown here says why and what stands in ([Cannot]); one that
// was built in says what would test it. Tests break the results of every scenario: each check can fail, and each
// verdict can change.
//
// Package lab carries experiments out and knows nothing of this package.
//
// # To add a claim
//
// A claim is a row in one of the files claims_*.go. A paper that has none yet needs a row in papers.go first:
//
//	{Name: "sot-mram", Paper: "shaban2024", Title: "Asymmetric errors up to 5e-3 are borne",
//		Says:      "A cell of spin-orbit-torque junctions errs by ... and the network bears it.",
//		Scenarios: []string{"sot-mram"}, Figure: FigureAccuracy, Verdict: Holds,
//		Checks: []Check{atMost(0, littleImpact, "points", "lost at 5e-3",
//			func(r Results) float64 { return r.Lost("sot-mram", "", "0.005") })},
//		Found: "Which of the two errors is the more frequent one is assumed."},
//
// A test computes every verdict anew from the stored results: a claim that stops holding, or begins to hold, fails it.
//
// # To add a scenario
//
// A claim without a scenario needs a row in one of the files scenarios_*.go, and its result. From the folder
// of the project:
//
//	go run ./sim/cmd/arraylab scenarios -write sim/gallery/scenarios.json
//	go run ./sim/cmd/arraylab scenarios -write sim/gallery/scenarios.json -only sot-mram
//
// The first carries out all that the file lacks ([Scenario.Due]): a run with each of the scenario's seeds, the sweep
// around the first one, and what was made with older numerics or stands in an older form. The file is written after
// each run, so that it can be interrupted. With -all, what the file holds of the scenarios is forgotten first.
package gallery
