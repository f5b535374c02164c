package gallery

import "math"

// trainingClaims are about training: task after task, with random bits at the input, with margins or errors.
var trainingClaims = []Claim{
	{Name: "forgetting", Paper: "metaplasticity2021", Title: "A binarized network forgets",
		Says: "Without metaplasticity, learning Fashion-MNIST makes MNIST fall from 97 % to about 20 %, while " +
			"Fashion-MNIST reaches 85 %.",
		Scenarios: []string{"digits-then-clothes", "digits-kept"}, Figure: FigureTasks, Verdict: Holds,
		Checks: []Check{
			about(97, 5, "%", "MNIST when it is learnt",
				func(r Results) float64 { return r.Learnt("digits-then-clothes", 1) }),
			about(20, 10, "%", "MNIST after Fashion-MNIST",
				func(r Results) float64 { return r.Task("digits-then-clothes", 1) }),
			about(85, 3, "%", "Fashion-MNIST", func(r Results) float64 { return r.Task("digits-then-clothes", 2) }),
		},
		Found: "With 256 hidden neurons and 10,000 images for 8 epochs; the paper has two layers of 4,096 and 50 " +
			"epochs of all images."},
	{Name: "digits-kept", Paper: "metaplasticity2021", Title: "Metaplasticity keeps the digits",
		Says:      "Metaplastic weights keep MNIST while they learn Fashion-MNIST.",
		Scenarios: []string{"digits-kept", "digits-then-clothes"}, Figure: FigureTasks, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atLeast(40, 0, "points", "of MNIST kept by it",
				func(r Results) float64 { return r.Task("digits-kept", 1) - r.Task("digits-then-clothes", 1) }),
			atMost(0, 2, "points", "of Fashion-MNIST given up for it",
				func(r Results) float64 { return r.Task("digits-then-clothes", 2) - r.Task("digits-kept", 2) }),
		},
		Found: "At this size a part of MNIST is still lost."},
	{Name: "sets-held", Paper: "metaplasticity2021", Title: "The same at full size",
		Says:      "Metaplastic weights keep MNIST while they learn Fashion-MNIST, both in full.",
		Scenarios: []string{"sets-held", "sets"}, Figure: FigureTasks, Verdict: Holds,
		Checks: []Check{
			atMost(20, 15, "%", "MNIST after Fashion-MNIST, without",
				func(r Results) float64 { return r.Task("sets", 1) }),
			atLeast(90, 0, "%", "MNIST after Fashion-MNIST, m = 1.5",
				func(r Results) float64 { return r.Task("sets-held", 1) }),
			atLeast(85, 2, "%", "Fashion-MNIST, m = 1.5", func(r Results) float64 { return r.Task("sets-held", 2) }),
		},
		Found: "The standard network, 20 epochs a set, one seed; the paper has two layers of 4,096 and 50 epochs. " +
			"That MNIST holds above 90 % is our own target."},
	{Name: "five-tasks", Paper: "metaplasticity2021", Title: "Five tasks at full size",
		Says:      "With m = 1.35 a network holds permuted tasks of MNIST that a plain one forgets.",
		Scenarios: []string{"five-tasks-held", "five-tasks-free", "five-tasks"},
		Figure:    FigureTasks, Verdict: HoldsPart,
		Checks: []Check{
			atMost(60, 0, "%", "first task without metaplasticity",
				func(r Results) float64 { return r.Task("five-tasks", 1) }),
			atLeast(90, 0, "%", "worst of tasks 1 to 4, m = 1.35", func(r Results) float64 {
				return min(r.Task("five-tasks-held", 1), r.Task("five-tasks-held", 2),
					r.Task("five-tasks-held", 3), r.Task("five-tasks-held", 4))
			}),
			atLeast(90, 0, "%", "fifth task, m = 1.35",
				func(r Results) float64 { return r.Task("five-tasks-held", 5) }),
			atLeast(90, 0, "%", "worst of all five tasks, m = 1.2",
				func(r Results) float64 { return r.Least("five-tasks-free") }),
		},
		Found: "The standard network, 25 epochs a task; three seeds are in sim/RESULTS.md. What was learnt holds; " +
			"with m = 1.35 the last task is learnt to 89 % only, for most weights have been consolidated by then: " +
			"a network of 1,024 neurons a layer is full. With m = 1.2 all five are above 91 %."},
	{Name: "tasks-held", Paper: "metaplasticity2021", Title: "Metaplasticity holds task after task",
		Says:      "Metaplastic weights hold permuted tasks that a plain network forgets.",
		Scenarios: []string{"metaplasticity", "forgetting"}, Figure: FigureTasks, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atLeast(30, 0, "points", "what the worst of three tasks gains",
				func(r Results) float64 { return r.Least("metaplasticity") - r.Least("forgetting") }),
			atLeast(30, 0, "points", "what the first task gains",
				func(r Results) float64 { return r.Task("metaplasticity", 1) - r.Task("forgetting", 1) }),
		},
		Found: "With m = 10 for a short training; the paper's 1.35 goes with 40 epochs of all images."},
	{Name: "as-good-as-ewc", Paper: "metaplasticity2021", Title: "Approaching elastic weight consolidation",
		Says: "Metaplasticity approaches elastic weight consolidation, and needs no boundaries between tasks; " +
			"learning all tasks together is the upper bound.",
		Scenarios: []string{"consolidation-tuned", "metaplasticity-tuned", "interleaved"},
		Figure:    FigureTasks, Ordering: true, Verdict: Holds,
		Checks: []Check{
			about(0, 3, "points", "metaplasticity against consolidation, each tuned, mean of all tasks",
				func(r Results) float64 { return r.Best("metaplasticity-tuned") - r.Best("consolidation-tuned") }),
			atLeast(0, 0, "points", "interleaved above both", func(r Results) float64 {
				return r.Accuracy("interleaved") -
					math.Max(r.Best("metaplasticity-tuned"), r.Best("consolidation-tuned"))
			}),
		},
		Found: "Three permuted tasks, one seed. Consolidation of hidden weights (best at 500) and of binarized ones, " +
			"as the authors released it (best at 50), come to the same; at the published 5000, which belongs to " +
			"another size, the second falls behind. That within three points is near is our own target."},
	{Name: "stream", Paper: "metaplasticity2021", Title: "Learning from a stream",
		Says:      "Metaplasticity helps to learn a data set in parts that are never seen again.",
		Scenarios: []string{"stream"}, Figure: FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{atLeast(0.5, 0, "points", "gained by m = 10",
			func(r Results) float64 { return r.At("stream", "", "10") - r.At("stream", "", "0") })},
		Found: "Fashion-MNIST in ten parts of 1,000 images, two seeds; the paper has sixty parts."},
	{Name: "input-bits", Paper: "hirtzlin2019stochastic", Title: "Random bits instead of grey values",
		Says: "With random bits at the input, and training adapted to them, Fashion-MNIST comes near the " +
			"ordinary network; 2.1 times less energy are had for 1.4 points.",
		Scenarios: []string{"clothes-bits", "clothes"}, Figure: FigureAccuracy, Verdict: HoldsPart,
		Checks: []Check{
			atMost(1.4, 0.3, "points", "lost with 4 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes") - r.At("clothes-bits", "1", "4") }),
			atMost(0, 0.5, "points", "lost with 32 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes") - r.At("clothes-bits", "1", "32") }),
			atLeast(0.3, 0, "points", "gained by adapting, 8 presentations",
				func(r Results) float64 { return r.At("clothes-bits", "1", "8") - r.At("clothes-bits", "0", "8") }),
			atLeast(2.1, 0.1, "×", "energy of an image saved, 4 presentations, from pixels at once",
				func(r Results) float64 { return r.Factor("clothes-bits", "energy-2.1", 0) }),
			atLeast(62, 1, "%", "area of the logic saved",
				func(r Results) float64 { return saving(r.Factor("clothes-bits", "area-62", 0)) }),
			atLeast(62, 1, "%", "area of logic and array saved",
				func(r Results) float64 { return saving(r.Factor("clothes-bits", "area-62", 1)) }),
		},
		Found: "A short training of a small network, one seed of each number of presentations against the mean of " +
			"three: what is lost is within reach of chance, and so is what adapting the training gains. Energies and " +
			"areas are assumed, and so is what they are counted from."},
	{Name: "input-bits-full", Paper: "hirtzlin2019stochastic", Title: "Random bits at full size",
		Says: "Fashion-MNIST with random bits at the input approaches the ordinary network, if training is " +
			"adapted to them.",
		Scenarios: []string{"clothes-bits-full", "clothes-full"},
		Figure:    FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atMost(1, 0, "points", "lost with 128 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes-full") - r.At("clothes-bits-full", "1", "128") }),
			atLeast(0, 0, "points", "gained by adapting, 8 presentations", func(r Results) float64 {
				return r.At("clothes-bits-full", "1", "8") - r.At("clothes-bits-full", "0", "8")
			}),
		},
		Found: "The standard network, 20 epochs of all images, one seed, no memory errors; that one point at most " +
			"is lost at 128 presentations is our own target."},
	{Name: "junction-bits", Paper: "vodenicarevic2017", Title: "Junctions make random bits",
		Says:      "Superparamagnetic junctions make random bits for computing at 20 fJ a bit.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{about(0, 1, "points", "against pseudo-random bits, four junctions",
			func(r Results) float64 { return r.At("junction-bits", "", "4") - r.Accuracy("generator-bits") })},
		Found: "The 20 fJ are put into the ledger, not found. A point is within reach of chance for a network of " +
			"this size."},
	{Name: "read-disturb", Paper: "vodenicarevic2018", Title: "Reading disturbs a little",
		Says:      "Reading disturbs scaled junctions a little, and whitening corrects it.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{about(0, 1, "points", "against pseudo-random bits, one junction, not whitened",
			func(r Results) float64 { return r.At("junction-bits", "", "1") - r.Accuracy("generator-bits") })},
		Found: "To a network even disturbed bits are random enough; bias and correlation of the bits are drawn on " +
			"the page Devices."},
	{Name: "four-xor", Paper: "schnitzspan2023", Title: "Four streams under XOR",
		Says:      "The XOR of four streams of bits passes the tests of randomness.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{about(0, 1, "points", "against pseudo-random bits, four junctions",
			func(r Results) float64 { return r.At("junction-bits", "", "4") - r.Accuracy("generator-bits") })},
		Found: "The tests of NIST are not run here; whether a network can tell is."},
	{Name: "one-xor", Paper: "dubovskiy2024", Title: "One XOR suffices",
		Says:      "For other junctions the XOR of two streams is enough.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true,
		Verdict: CannotBeShown,
		Checks: []Check{about(0, 1, "points", "against pseudo-random bits, two junctions",
			func(r Results) float64 { return r.At("junction-bits", "", "2") - r.Accuracy("generator-bits") })},
		Found: "Its junctions are actuated by pulses, which is not modelled here; superparamagnetic ones stand in, " +
			"whose bits fail the monobit test after one XOR (z = 3.2 over 8 Mbit). The tests of NIST are not run " +
			"here; whether a network can tell is."},
	{Name: "margins", Paper: "buschjager2021", Title: "Margins bear more than training with errors",
		Says: "Trained with the modified hinge loss, without any errors, a network tolerates a higher bit " +
			"error rate than one trained with errors.",
		Scenarios: []string{"margins", "train-errors"}, Figure: FigureAccuracy, Ordering: true, Verdict: HoldsPart,
		Checks: []Check{
			atLeast(0, 0, "points", "against cross-entropy at 0.15, one recipe",
				func(r Results) float64 { return r.At("margins", "mhl", "0.15") - r.At("margins", "ce", "0.15") }),
			atLeast(0, 0, "points", "against training with errors of 0.1, at 0.15", func(r Results) float64 {
				return r.At("margins", "mhl", "0.15") - r.At("train-errors", "0.1", "0.15")
			}),
		},
		Found: "On MNIST with six epochs; the paper trains Fashion-MNIST for a hundred."},
	{Name: "activation-errors", Paper: "tzoufras2019", Title: "Errors of activations in training do no harm",
		Says: "Activations that are wrong with about one percent in training, tested without errors, do not " +
			"harm accuracy.",
		Scenarios: []string{"activation-errors"}, Figure: FigureAccuracy, Verdict: Holds,
		Checks: []Check{atMost(0, 0.3, "points", "lost at 0.01", func(r Results) float64 {
			return r.At("activation-errors", "", "0") - r.At("activation-errors", "", "0.01")
		})},
		Found: "Mean of three seeds, 256 hidden neurons."},
}
