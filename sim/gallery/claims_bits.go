package gallery

// inputClaims are about random bits at the input.
var inputClaims = []Claim{
	{Name: "input-bits", Paper: "hirtzlin2019stochastic", Title: "Random bits instead of grey values",
		Says: "With random bits at the input, and training adapted to them, Fashion-MNIST approaches the ordinary " +
			"network; 2.1 times less energy are had for 1.4 points, and 62 % of area.",
		Scenarios: []string{"clothes-bits", "clothes", "clothes-bits-area"}, Figure: FigureAccuracy, Verdict: NotYet,
		Checks: []Check{
			atMost(1.4, 0, "points", "lost with 4 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes") - r.At("clothes-bits", "1", "4") }),
			atMost(1.4, 0, "points", "lost with 32 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes") - r.At("clothes-bits", "1", "32") }),
			atLeast(0, 0, "points", "gained by adapting, 8 presentations",
				func(r Results) float64 { return r.At("clothes-bits", "1", "8") - r.At("clothes-bits", "0", "8") }),
			given(atLeast(2.1, 0.1, "×", "energy of an image saved, 4 presentations, from pixels at once",
				func(r Results) float64 { return r.Factor("clothes-bits", "energy-2.1", 0) })),
			given(atLeast(62, 1, "%", "area of the logic saved, 256 neurons",
				func(r Results) float64 { return saving(r.Factor("clothes-bits", "area-62", 0)) })),
			given(atLeast(62, 1, "%", "of the logic, 1,024 neurons in each of two layers",
				func(r Results) float64 { return saving(r.Factor("clothes-bits-area", "area-62", 0)) })),
			given(atLeast(62, 1, "%", "of logic and array there",
				func(r Results) float64 { return saving(r.Factor("clothes-bits-area", "area-62", 1)) })),
		},
		Found: "A short training of a small network. Energies and areas are ratios of assumed ones, and what the paper " +
			"counts them from was not read by us: measured ones of a layer of either kind would test them."},
	{Name: "input-bits-full", Paper: "hirtzlin2019stochastic", Title: "Random bits at full size",
		Says: "Fashion-MNIST with random bits at the input approaches the ordinary network, if training is " +
			"adapted to them.",
		Scenarios: []string{"clothes-bits-full", "clothes-full"},
		Figure:    FigureAccuracy, Ordering: true, Verdict: NotYet,
		Checks: []Check{
			atMost(0, littleImpact, "points", "lost with 128 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes-full") - r.At("clothes-bits-full", "1", "128") }),
			atLeast(0, 0, "points", "gained by adapting, 8 presentations", func(r Results) float64 {
				return r.At("clothes-bits-full", "1", "8") - r.At("clothes-bits-full", "0", "8")
			}),
		},
		Found: "The standard network, 20 epochs of all images, one seed of half an hour, no memory errors: more seeds are " +
			"not there yet."},
}

// junctionClaims are about bits from superparamagnetic junctions.
var junctionClaims = []Claim{
	{Name: "junction-bits", Paper: "vodenicarevic2017", Title: "Junctions make random bits",
		Says: "Superparamagnetic junctions make random bits of high quality, with orders of magnitude less energy than " +
			"other solutions.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: NotYet,
		Checks: []Check{againstGenerator("four junctions", "4")},
		Found:  networkCannotTell},
	{Name: "read-disturb", Paper: "vodenicarevic2018", Title: "Reading disturbs a little, whitening corrects it",
		Says: "The circuit may induce a small read disturb for scaled junctions, which is naturally corrected in the " +
			"whitening process.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: NotYet,
		Checks: []Check{againstGenerator("one junction, not whitened", "1")},
		Found:  networkCannotTell},
	{Name: "four-xor", Paper: "schnitzspan2023", Title: "Four streams under XOR",
		Says:      "Random bit streams pass the tests of NIST SP 800-22 after three XOR operations of four streams.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Ordering: true, Verdict: NotYet,
		Checks: []Check{againstGenerator("four junctions", "4")},
		Found:  networkCannotTell},
	{Name: "one-xor", Paper: "dubovskiy2024", Title: "One XOR suffices",
		Says:      "Perpendicular junctions that are actuated by pulses pass the tests of NIST after one XOR operation.",
		Scenarios: []string{"junction-bits", "generator-bits"}, Figure: FigureAccuracy, Verdict: CannotBeShown,
		Cannot: Cannot{
			Why:      "junctions that a pulse turns over with probability 1/2 are not modelled as a source of bits here.",
			StandsIn: "superparamagnetic junctions, which that paper does not speak of."},
		Checks: []Check{againstGenerator("two junctions", "2")},
		Found:  networkCannotTell},
}

// networkCannotTell says what an accuracy says of bits.
const networkCannotTell = "What a network makes of the bits says little of them: their tests are not stored yet."

// againstGenerator are the points that bits of junctions gain over the generator's, after XOR of so many.
func againstGenerator(words, xor string) Check {
	return about(0, littleImpact, "points", "against pseudo-random bits, "+words,
		func(r Results) float64 { return r.At("junction-bits", "", xor) - r.Accuracy("generator-bits") })
}
