package gallery

import (
	"fmt"
	"slices"

	"arraylab/sim/lab"
)

// pointOfEight is our reading of "keeps accuracy", in points below 8 bits throughout.
const pointOfEight = 1

// signalClaims are about networks of several number formats for synthetic signals.
func signalClaims() []Claim {
	return []Claim{
		{Name: "classifier-alone-beats", Paper: "penkovsky2020", Title: "A binary classifier of synthetic heartbeats",
			Says: "On biomedical signals, binarizing solely the classifier part keeps the accuracy and reduces memory; " +
				"binarizing the whole network is another trade-off of memory against accuracy.",
			Scenarios: []string{"beats-classifier", "beats-eight", "beats", "beats-wide", "beats-errors"},
			Figure:    FigureTradeOff, Ordering: true, Verdict: Holds,
			Checks: []Check{
				keepsEight("beats"),
				belowClassifier("beats"),
				gainedByWidth("beats"),
				atMost(1, 0, "points", "lost where 3 in 100 weights of the classifier are wrong",
					func(r Results) float64 { return lostBy(r, "beats-errors", "0.03") }),
			},
			Found: onSignals(beatsClassifier) + " Twice as wide, the network that is binary throughout is as accurate, with " +
				memoryAgainst("beats-wide", "beats-classifier") + "."},
		{Name: "classifier-alone-hands", Paper: "penkovsky2020", Title: "A binary classifier of synthetic imagined hands",
			Says:      "Binarizing solely the classifier part keeps the accuracy and reduces memory, on EEG as on ECG.",
			Scenarios: []string{"hands-classifier", "hands-eight", "hands", "hands-wide"},
			Figure:    FigureTradeOff, Ordering: true, Verdict: Holds,
			Checks: []Check{keepsEight("hands"), belowClassifier("hands"), gainedByWidth("hands")},
			Found: onSignals(handsClassifier) + " It learns 2,000 trials for six epochs; networks with real numbers were not " +
				"compared."},
		{Name: "classifier-alone-swaps", Paper: "penkovsky2020", Title: "A binary classifier of synthetic swapped electrodes",
			Says:      "Binarizing solely the classifier part keeps the accuracy and reduces memory, on ECG.",
			Scenarios: []string{"swaps-classifier", "swaps-eight", "swaps", "swaps-wide", "swaps-long"},
			Figure:    FigureTradeOff, Ordering: true, Verdict: HoldsPart,
			Checks: []Check{keepsEight("swaps"), belowClassifier("swaps"), gainedByWidth("swaps"),
				atLeast(0, 0, "points", "regained by 24 epochs where all is binary",
					func(r Results) float64 { return r.Accuracy("swaps-long") - r.Accuracy("swaps") })},
			Found: onSignals(swapsClassifier) + " It learns 2,000 records for six epochs, which is short for networks that " +
				"are binary throughout: twice the width regains little of what they lose, four times as long a training most " +
				"of it."},
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
		{Name: "resilient-swaps", Paper: "hirtzlin2020", Title: "Resilient on synthetic swapped electrodes",
			Says:      "On an ECG task, among others, the system has inherent resilience to bit errors.",
			Scenarios: []string{"swaps-errors", "swaps-errors-binary"}, Figure: FigureAccuracy, Verdict: HoldsPart,
			Checks: []Check{
				atMost(0, littleImpact, "points", "lost at 1e-2 by a binary classifier",
					func(r Results) float64 { return lostBy(r, "swaps-errors", "0.01") }),
				atMost(0, littleImpact, "points", "lost at 1e-3, all binary",
					func(r Results) float64 { return lostBy(r, "swaps-errors-binary", "0.001") }),
			},
			Found: lab.TaskOf("ecg-inversion").Caveat + " What errs is binary alone; layers of 8 bits lie in digital memory. " +
				"Which ECG task and which rates the paper takes was not read by us."},
		{Name: "worn-swaps", Paper: "hirtzlin2020", Title: "Gently written, on a synthetic ECG task",
			Says: "On an ECG task, too, memory devices can be used in regimes where they have low programming energy and " +
				"high endurance.",
			Scenarios: []string{"swaps-worn", "swaps-worn-binary"}, Figure: FigureAccuracy, Verdict: HoldsPart,
			Checks: []Check{
				atMost(0, littleImpact, "points", "lost at ultra-low energy by a binary classifier",
					func(r Results) float64 { return r.Accuracy("swaps-classifier") - gently(r, "swaps-worn", "1e+05") }),
				atMost(0, littleImpact, "points", "lost at ultra-low energy where all is binary",
					func(r Results) float64 { return r.Accuracy("swaps") - gently(r, "swaps-worn-binary", "1e+05") }),
				given(atMost(0, littleImpact, "points", "lost more after 1e9 cycles by a binary classifier",
					func(r Results) float64 {
						return gently(r, "swaps-worn", "1e+05") - gently(r, "swaps-worn", "1e+09")
					})),
			},
			Found: lab.TaskOf("ecg-inversion").Caveat + " The rate of 3.3 % at the ultra-low-energy condition is that of " +
				"arXiv:2002.00909, the endurance of each condition is assumed. Which ECG task the paper takes was not read " +
				"by us."},
	}
}

// lostBy are the points that are lost at a bit error rate of a sweep, against its own networks without errors.
func lostBy(r Results, name, rate string) float64 { return r.At(name, "", "0") - r.At(name, "", rate) }

// gently is the accuracy at ultra-low energy after so many cycles, in percent.
func gently(r Results, name, cycles string) float64 { return r.At(name, "ultralow", cycles) }

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

// gainedByWidth is the check of what twice as many maps and neurons regain where all is binary.
func gainedByWidth(task string) Check {
	return atLeast(0, 0, "points", "regained by twice the width where all is binary",
		func(r Results) float64 { return r.Accuracy(task+"-wide") - r.Accuracy(task) })
}

// memoryAgainst says what memory the weights of a scenario take beside those of another.
func memoryAgainst(name, other string) string {
	kilobytes := func(name string) float64 {
		i := slices.IndexFunc(signalScenarios, func(s Scenario) bool { return s.Name == name })
		return formatsIn(signalScenarios[i].Link).Bytes() / 1000
	}
	return fmt.Sprintf("%.1f kB of weights beside %.1f", kilobytes(name), kilobytes(other))
}

// formatsIn are the weights of the network of a claim's link.
func formatsIn(link string) Formats {
	l, err := lab.ParseLink(link)
	if err != nil {
		panic("gallery: the link of a claim is wrong")
	}
	return FormatsOf(l.Experiment)
}

// onSignals is what must be known of results on the synthetic signals of a link: what they do not say, and what memory
// its binary classifier saves.
func onSignals(link string) string {
	f := formatsIn(link)
	l, _ := lab.ParseLink(link) // read before
	return fmt.Sprintf("%s Of the network's %.0f thousand weights %.0f %% are the classifier's; with one bit each "+
		"instead of 8 they save %.0f %% of the memory.", lab.TaskOf(l.Task).Caveat, 1e-3*float64(f.Weights()),
		100*float64(f.Binary)/float64(f.Weights()), 100*f.Saves())
}
