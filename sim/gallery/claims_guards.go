package gallery

import "arraylab/sim/lab"

// guardClaims are about what is done against errors, at equal energy of programming.
var guardClaims = []Claim{
	{Name: "pair-errors", Paper: "hirtzlin2020", Title: "Pairs err less, at equal energy",
		Says: "Pairs of devices that are read against each other reduce bit errors without the use of formal " +
			"error-correcting codes.",
		Scenarios: []string{"verified", "rram-weak", "code-or-pair"}, Figure: FigureGuards, Ordering: true,
		Verdict: Holds,
		Checks: []Check{
			atLeast(1, 0, "×", "errors of single devices over those of pairs, at the energy of pairs 3 spreads apart",
				erringMore("rram-weak", "1t1r")),
			atLeast(1, 0, "×", "of single devices under a code", erringMore("code-or-pair", "")),
			given(atLeast(1, 0, "×", "of single devices, verified, half of the spread of writes",
				erringMore("verified", ""))),
			given(atLeast(1, 0, "×", "of single devices, verified, no spread of writes (pairs at the weak condition)",
				func(r Results) float64 {
					return r.BER("verified-share", "3", "1") / r.BER("ultra-low-energy", "", "weak")
				})),
		},
		Found: "A pair takes twice the energy of a device, as the code (8,4) does, and is worth it beside nothing " +
			"and beside the code. The paper was not read to speak of writing again, which does more: up to three " +
			"more writes of what reads wrong take a few percent of energy and leave about a tenth of the errors of " +
			"pairs. That is put in, for it rests on the share of the variance of ln R that each write draws anew, a " +
			"half (assumed): where a tenth is of writes it mends as much as pairs do, where none is, nothing. Drift " +
			"and noise of reads come afterwards, unless the check leaves a margin for them. That energy rises " +
			"exponentially with the separation is assumed, too."},
	{Name: "pair-energy", Paper: "hirtzlin2020", Title: "Pairs earn their energy",
		Says: "Memory devices can be used in regimes where they have low programming energy, without formal " +
			"error-correcting codes.",
		Scenarios: []string{"verified", "rram-weak", "code-or-pair"}, Figure: FigureEnergy, Ordering: true,
		Verdict: Holds,
		Checks: []Check{
			atLeast(1, 0, "×", "energy of single devices over that of pairs, half a point lost",
				dearer("rram-weak", "1t1r", "rram-weak", "2t2r", littleImpact)),
			atLeast(1, 0, "×", "of single devices under a code", dearer("code-or-pair", "", "rram-weak", "2t2r", littleImpact)),
			given(atLeast(1, 0, "×", "of single devices, verified, half of the spread of writes",
				dearer("verified", "", "rram-weak", "2t2r", littleImpact))),
		},
		Found: "Single devices that are verified take about a fifth of the energy of pairs; the paper was not read " +
			"to speak of them."},
	{Name: "pair-energy-photographs", Paper: "hirtzlin2020", Title: "The same on CIFAR-10",
		Says: "Memory devices can be used in regimes where they have low programming energy, without formal " +
			"error-correcting codes.",
		Scenarios: []string{"photographs-verified", "photographs-cells", "photographs-code"}, Figure: FigureEnergy,
		Ordering: true, Verdict: HoldsPart,
		Checks: []Check{
			atLeast(1, 0, "×", "energy of single devices over that of pairs, five points lost",
				dearer("photographs-cells", "1t1r", "photographs-cells", "2t2r", 5)),
			atLeast(1, 0, "×", "of single devices under a code",
				dearer("photographs-code", "", "photographs-cells", "2t2r", 5)),
			given(atLeast(1, 0, "×", "of single devices, verified, half of the spread of writes",
				dearer("photographs-verified", "", "photographs-cells", "2t2r", 5))),
		},
		Found: "Three chips of one training. Five points, for single devices lose two at the strong condition. " +
			"Verified ones lose one at less than a fifth of the energy of pairs."},
}

// erringMore are the errors of a series over those of pairs 3 spreads apart, at their energy.
func erringMore(name, series string) func(Results) float64 {
	return func(r Results) float64 {
		joules := r.mean("rram-weak", "2t2r", "3", func(p lab.SweepPoint) float64 { return p.Joules })
		return r.BERAt(name, series, joules) / r.BER("rram-weak", "2t2r", "3")
	}
}

// dearer is the energy of programming at which a series loses so many points over that at which another one does.
func dearer(name, series, other, its string, points float64) func(Results) float64 {
	return func(r Results) float64 { return r.JoulesAt(name, series, points) / r.JoulesAt(other, its, points) }
}
