package gallery

// inputClaims are about random bits at the input.
var inputClaims = []Claim{
	{Name: "input-bits", Paper: "hirtzlin2019stochastic", Title: "Random bits instead of grey values",
		Says: "With random bits at the input, and training adapted to them, Fashion-MNIST approaches the ordinary " +
			"network; 2.1 times less energy are had for 1.4 points, and 62 % of area.",
		Scenarios: []string{"clothes-bits", "clothes", "clothes-bits-area"}, Figure: FigureAccuracy, Verdict: HoldsPart,
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
		Found: "A short training of a small network, to which three seeds do not tell that adapting helps. Energies and " +
			"areas are ratios of assumed ones, and what the paper counts them from was not read by us: measured ones of a " +
			"layer of either kind would test them."},
	{Name: "input-bits-full", Paper: "hirtzlin2019stochastic", Title: "Random bits at full size",
		Says: "Fashion-MNIST with random bits at the input approaches the ordinary network, if training is " +
			"adapted to them.",
		Scenarios: []string{"clothes-bits-full", "clothes-full"},
		Figure:    FigureAccuracy, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atMost(0, littleImpact, "points", "lost with 128 presentations, adapted",
				func(r Results) float64 { return r.Accuracy("clothes-full") - r.At("clothes-bits-full", "1", "128") }),
			atLeast(0, 0, "points", "gained by adapting, 8 presentations", func(r Results) float64 {
				return r.At("clothes-bits-full", "1", "8") - r.At("clothes-bits-full", "0", "8")
			}),
		},
		Found: "The standard network, 20 epochs of all images, three seeds, no memory errors. With 8 presentations 0.8 points " +
			"are lost, and one more by a network whose training was not adapted; with 128 adapting gains nothing."},
}

// junctionClaims are about bits from superparamagnetic junctions.
var junctionClaims = []Claim{
	{Name: "junction-bits", Paper: "vodenicarevic2017", Title: "Junctions make random bits",
		Says:      "Superparamagnetic junctions make random bits of high quality.",
		Scenarios: []string{"junction-tests"}, Figure: FigureBits, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atMost(0, 0, "of six tests", "failed after XOR of four", failed("4")),
		},
		Found: "The tests are six of NIST SP 800-22, each on 60 sequences of a million bits of two chips. Barriers, times " +
			"and spreads of the junctions are assumed. That they take orders of magnitude less energy than other " +
			"solutions, as the paper also says, is not shown: see the 20 fJ."},
	{Name: "junction-energy", Paper: "vodenicarevic2018", Title: "20 fJ a random bit",
		Says:      "Random bits are generated at 20 fJ a bit, with all overheads.",
		Scenarios: []string{"junction-tests"}, Figure: FigureBits, Verdict: BuiltIn,
		Checks: []Check{given(about(20, 1, "fJ", "energy of a bit, XOR of four",
			func(r Results) float64 { return 1e15 * r.Number("junction-tests", "joules_per_bit", "", "4") }))},
		Needs: "the energy of a sense amplifier with such a junction, simulated or measured.",
		Found: "The abstract's figure was put into the ledger; its shares are assumed."},
	{Name: "read-disturb", Paper: "vodenicarevic2018", Title: "Reading disturbs a little, whitening corrects it",
		Says: "The circuit may induce a small read disturb for scaled junctions, which is naturally corrected in the " +
			"whitening process.",
		Scenarios: []string{"junction-tests"}, Figure: FigureBits, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atLeast(0, 0, "‰", "more ones of a junction by the disturb of reads, not whitened",
				func(r Results) float64 {
					return 1e3 * (r.Number("junction-tests", "p_raw", "", "1") - r.Number("junction-tests", "p_ap", "", "1"))
				}),
			atLeast(1, 0, "of six tests", "failed by a junction, not whitened", failed("1")),
			atMost(0, 0, "of six tests", "failed after XOR of four", failed("4")),
		},
		Found: "That a read turns one junction in a hundred is assumed. What makes one fail is rather that stray fields, " +
			"which differ from junction to junction, bias it."},
	{Name: "read-disturb-size", Paper: "vodenicarevic2018", Title: "Scaled junctions are disturbed more",
		Says: "The circuit may induce a small read disturb for scaled junctions, which is naturally corrected in the " +
			"whitening process.",
		Scenarios: []string{"junction-size"}, Figure: FigureDisturb, Ordering: true, Verdict: Holds,
		Checks: []Check{
			atLeast(1, 0, "×", "disturb of a junction of 14 nm over that of one of 24 nm", func(r Results) float64 {
				return r.Number("junction-size", "disturb_p", "", "14") / r.Number("junction-size", "disturb_p", "", "24")
			}),
			atLeast(0, 0, "‰", "more ones by it at 14 nm, not whitened", func(r Results) float64 {
				return 1e3 * (r.Number("junction-size", "p_raw", "", "14") - r.Number("junction-size", "p_ap", "", "14"))
			}),
			atMost(0, 0, "of six tests", "failed at 14 nm after XOR of four", func(r Results) float64 {
				return r.Number("junction-size", BitsFailed, "", "14")
			}),
		},
		Found: "The current of a read turns a junction by the same spin torque that writes one. Of one material the " +
			"barrier goes with the area, and the current of a read over the critical one stays what it is: that small " +
			"junctions are disturbed more follows. How much does not: a current of a fifth of the critical one for a " +
			"nanosecond is assumed, with which 1 in 100 reads turns a junction of 20 nm. What is left of that at the " +
			"next read, three times of its memory later, is a bias of a few thousandths at most. Below 14 nm the " +
			"barrier is under 3.5 kT, where mean times are rough."},
	{Name: "four-xor", Paper: "schnitzspan2023", Title: "Four streams under XOR",
		Says:      "Random bit streams pass the tests of NIST SP 800-22 after three XOR operations of four streams.",
		Scenarios: []string{"junction-tests"}, Figure: FigureBits, Verdict: Holds,
		Checks: []Check{
			atMost(0, 0, "of six tests", "failed after XOR of four", failed("4")),
		},
		Found: "Our junctions are slower and stand upright; six of the fifteen tests are run."},
	{Name: "one-xor", Paper: "dubovskiy2024", Title: "One XOR suffices",
		Says:      "Perpendicular junctions that are actuated by pulses pass the tests of NIST after one XOR operation.",
		Scenarios: []string{"junction-tests"}, Figure: FigureBits, Verdict: CannotBeShown,
		Cannot: Cannot{
			Why:      "junctions that a pulse turns over with probability 1/2 are not modelled as a source of bits here.",
			StandsIn: "superparamagnetic junctions, which that paper does not speak of."},
		Checks: []Check{
			atMost(0, 0, "of six tests", "failed after XOR of two superparamagnetic junctions", failed("2")),
		},
		Found: "Superparamagnetic ones fail after one XOR, for stray fields bias them: that says nothing against the paper."},
}

// failed is how many tests the bits of junctions fail, mean of the chips, after XOR of so many.
func failed(xor string) func(Results) float64 {
	return func(r Results) float64 { return r.Number("junction-tests", BitsFailed, "", xor) }
}
