// Package gallery holds the named experiments of the laboratory, the results that are stored for them, and the claims of
// papers that those results are compared with.
//
// A Scenario (scenarios.go, scenarios_papers.go) is a named link, with the sweep that may be made around it. What it came to
// stands in scenarios.json (Stored, stored.go), which the command writes. A Claim (claims.go) is what a Paper (papers.go)
// says, with the checks that follow from stored results (measures.go) and the verdict of all of them.
//
// Package lab carries experiments out and knows nothing of this package.
package gallery
