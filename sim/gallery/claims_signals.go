package gallery

import (
	"fmt"

	"arraylab/sim/lab"
)

// pointOfEight is our reading of "keeps accuracy", in points below 8 bits throughout.
const pointOfEight = 1

// signalClaims are about networks of several number formats for synthetic signals.
var signalClaims = []Claim{
	{Name: "classifier-alone-beats", Paper: "penkovsky2020", Title: "A binary classifier of synthetic heartbeats",
		Says: "On biomedical signals, binarizing solely the classifier part keeps the accuracy and reduces memory; " +
			"binarizing the whole network is another trade-off of memory against accuracy.",
		Scenarios: []string{"beats-errors", "beats-errors-binary", "beats-eight", "beats-classifier", "beats"},
		Figure:    FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{
			keepsEight("beats"),
			belowClassifier("beats"),
			atMost(1, 0, "points", "lost where 3 in 100 weights of the classifier are wrong",
				func(r Results) float64 { return lostBy(r, "beats-errors", "0.03") }),
		},
		Found: onSignals(beatsClassifier)},
	{Name: "classifier-alone-hands", Paper: "penkovsky2020", Title: "A binary classifier of synthetic imagined hands",
		Says:      "Binarizing solely the classifier part keeps the accuracy and reduces memory, on EEG as on ECG.",
		Scenarios: []string{"hands-classifier", "hands-eight", "hands"},
		Figure:    FigureErrors, Ordering: true, Verdict: Holds,
		Checks: []Check{keepsEight("hands"), belowClassifier("hands")},
		Found: onSignals(handsClassifier) + " It learns 2,000 trials for six epochs; networks with real numbers were not " +
			"compared."},
	{Name: "resilient-beats", Paper: "hirtzlin2020", Title: "Resilient on synthetic heartbeats",
		Says:      "On an ECG task, among others, the system has inherent resilience to bit errors.",
		Scenarios: []string{"beats-errors-binary", "beats-errors"}, Figure: FigureAccuracy, Verdict: HoldsPart,
		Checks: []Check{
			atMost(0, littleImpact, "points", "lost at 1e-3, all binary",
				func(r Results) float64 { return lostBy(r, "beats-errors-binary", "0.001") }),
			atMost(0, littleImpact, "points", "lost at 1e-2, all binary",
				func(r Results) float64 { return lostBy(r, "beats-errors-binary", "0.01") }),
		},
		Found: lab.TaskOf("ecg-beats").Caveat + " All weights of the network that is binary throughout lie in the memory " +
			"that errs; where its classifier alone does, 3e-2 is borne (“A binary classifier of synthetic heartbeats”). " +
			"Which ECG task and which rates the paper takes was not read by us."},
}

// lostBy are the points that are lost at a bit error rate of a sweep, against its own networks without errors.
func lostBy(r Results, name, rate string) float64 { return r.At(name, "", "0") - r.At(name, "", rate) }

// keepsEight is the check of what a binary classifier loses of a task against 8 bits throughout.
func keepsEight(task string) Check {
	return atMost(pointOfEight, 0, "points", "lost by a binary classifier, against 8 bits throughout",
		func(r Results) float64 { return r.Accuracy(task+"-eight") - r.Accuracy(task+"-classifier") })
}

// belowClassifier is the check of what more is lost where all is binary.
func belowClassifier(task string) Check {
	return atLeast(0, 0, "points", "lost besides where all is binary",
		func(r Results) float64 { return r.Accuracy(task+"-classifier") - r.Accuracy(task) })
}

// onSignals is what must be known of results on the synthetic signals of a link: what they do not say, and what memory
// its binary classifier saves.
func onSignals(link string) string {
	l, err := lab.ParseLink(link)
	if err != nil {
		panic("gallery: the link of a claim is wrong")
	}
	f := FormatsOf(l.Experiment)
	return fmt.Sprintf("%s Of the network's %.0f thousand weights %.0f %% are the classifier's; with one bit each "+
		"instead of 8 they save %.0f %% of the memory.", lab.TaskOf(l.Task).Caveat, 1e-3*float64(f.Weights()),
		100*float64(f.Binary)/float64(f.Weights()), 100*f.Saves())
}
