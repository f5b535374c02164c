package gallery

// trainingClaims are about training that is to make a network bear errors.
var trainingClaims = []Claim{
	{Name: "margins", Paper: "buschjager2021", Title: "Margins bear more than training with errors",
		Says: "Trained with the modified hinge loss, without any errors, a network tolerates a higher bit " +
			"error rate than one trained with errors.",
		Scenarios: []string{"margins-full", "flips-full", "flips-ten", "margins", "train-errors"},
		Figure:    FigureAccuracy, Ordering: true, Verdict: Fails,
		Checks: []Check{
			atLeast(0, 0, "points", "against training with errors of 0.05, at 0.05", overErrors("flips-full", "0.05")),
			atLeast(0, 0, "points", "the same at 0.15", overErrors("flips-full", "0.15")),
			atLeast(0, 0, "points", "against training with errors of 0.1, at 0.05", overErrors("flips-ten", "0.05")),
			atLeast(0, 0, "points", "the same at 0.15", overErrors("flips-ten", "0.15")),
			atLeast(0, 0, "points", "a small network, against training with errors of 0.1, at 0.15", func(r Results) float64 {
				return r.At("margins", "mhl", "0.15") - r.At("train-errors", "0.1", "0.15")
			}),
		},
		Found: "By the recipe of the paper, a hundred epochs of Fashion-MNIST with 2,048 neurons in each of two layers, " +
			"three seeds: training with 5 % of errors loses less at every rate, here as on MNIST with six epochs. " +
			"Training with 10 % begins 0.6 points below the hinge loss and loses less from 2 % on. Both rates learn in " +
			"batches of 256 by the same learning rate as the hinge loss; their errors are others at each step."},
	{Name: "activation-errors", Paper: "tzoufras2019", Title: "Errors of activations in training do no harm",
		Says: "Bit error rates of a few percent in the activations during training, tested without errors, do not " +
			"degrade accuracy.",
		Scenarios: []string{"activation-errors"}, Figure: FigureAccuracy, Verdict: Holds,
		Checks: []Check{
			atMost(0, littleImpact, "points", "lost at 0.01", activationErrors("0.01")),
			atMost(0, littleImpact, "points", "lost at 0.03", activationErrors("0.03")),
		},
		Found: "MNIST with a dense network of 256 hidden neurons; those of the paper are convolutional."},
	{Name: "activation-errors-imagenet", Paper: "tzoufras2019", Title: "… but for AlexNet on ImageNet",
		Says: "AlexNet trained on ImageNet is the exception: it is degraded by them; on fewer of its classes it bears " +
			"more.",
		Scenarios: []string{"activation-errors"}, Figure: FigureAccuracy, Verdict: CannotBeShown,
		Cannot: Cannot{Why: imageNet,
			StandsIn: "the rate at which a small network on MNIST is degraded, too."},
		Checks: []Check{
			atLeast(littleImpact, 0, "points", "lost at 0.1", activationErrors("0.1")),
			atLeast(littleImpact, 0, "points", "lost at 0.2", activationErrors("0.2")),
		},
		Found: "Too many errors harm here, too."},
}

// overErrors are the points by which the hinge loss is better at a rate than training with errors, by the paper's recipe.
func overErrors(trained, rate string) func(Results) float64 {
	return func(r Results) float64 { return r.At("margins-full", "", rate) - r.At(trained, "", rate) }
}

// activationErrors are the points that training with that rate of them costs.
func activationErrors(rate string) func(Results) float64 {
	return func(r Results) float64 {
		return r.At("activation-errors", "", "0") - r.At("activation-errors", "", rate)
	}
}
