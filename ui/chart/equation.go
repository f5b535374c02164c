package chart

import (
	"fmt"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Step is one line of a neuron's sum: what is computed, and with which numbers.
type Step struct{ Law, Numbers string }

// Equation is the layer's equation with the numbers of the chosen neuron filled in.
func Equation(n *lab.Neuron) []Step {
	if n == nil {
		return nil
	}
	lines := sums(n)
	if n.Final {
		return append(lines, Step{"score = batch norm of S", fmt.Sprintf("%.3f", n.Score)},
			Step{"rank among the classes", fmt.Sprint(n.Output + 1)})
	}
	switch n.Levels {
	case 3:
		return append(lines, levels(n))
	case lab.EightLevels:
		return append(lines, Step{"y = batch norm of S", minus(fmt.Sprintf("%.4f", n.Score))},
			Step{"128·y, rounded, −127 to 127", whole(n.Output)})
	}
	return append(lines, threshold(n))
}

// sums are the lines that lead to the sum.
func sums(n *lab.Neuron) []Step {
	switch {
	case n.Totals != nil:
		return []Step{{"S = Σ wᵢxᵢ, each x of " + whole(n.Terms) + " added up", whole(n.Sum)}}
	case n.EightInputs || n.EightWeights:
		return []Step{{"S = Σ wᵢxᵢ, " + wholes(n), whole(n.Sum)}}
	case n.Ternary:
		return ternarySum(n)
	case n.Grey:
		total := 0
		for _, x := range n.Inputs {
			total += int(x)
		}
		return []Step{{"P = Σ xᵢ, wᵢ = +1", whole(n.Popcount)}, {"Σ wᵢxᵢ = S = 2P − Σ xᵢ", twice(n, total)}}
	}
	inputs := inside(n)
	return []Step{{"P = popcount(XNOR(w, x))", fmt.Sprintf("%s of %s agree", whole(n.Popcount), whole(inputs))},
		{"S = 2P − N", twice(n, inputs)}}
}

// wholes says which factors have 8 bits.
func wholes(n *lab.Neuron) string {
	switch {
	case !n.EightWeights:
		return "x of 8 bits"
	case !n.EightInputs:
		return "w of 8 bits"
	}
	return "w and x of 8 bits"
}

// inside counts the inputs that are not outside of the map.
func inside(n *lab.Neuron) (inputs int) {
	for _, x := range n.Inputs {
		if x != outsideIndex {
			inputs++
		}
	}
	return inputs
}

// whole writes a whole number.
func whole(n int) string { return spell.Thousands(int64(n)) }

// minus writes a number with a sign of its own.
func minus(number string) string { return strings.Replace(number, "-", "−", 1) }

// twice writes a sum as twice the popcount less what all inputs come to.
func twice(n *lab.Neuron, all int) string {
	return fmt.Sprintf("2·%s − %s = %s", whole(n.Popcount), whole(all), whole(n.Sum))
}

// ternarySum is the sum of a neuron with ternary weights, inputs or both.
func ternarySum(n *lab.Neuron) []Step {
	plus, minus := "P = products of +1", "M = products of −1"
	if n.Grey {
		plus, minus = "P = Σ xᵢ, wᵢ = +1", "M = Σ xᵢ, wᵢ = −1"
	}
	p, m := whole(n.Popcount), whole(n.Differ)
	return []Step{{plus, p}, {minus, m}, {"Σ wᵢxᵢ = S = P − M", fmt.Sprintf("%s − %s = %s", p, m, whole(n.Sum))}}
}

// levels are the comparisons that the batch normalization of a ternary neuron folds into.
func levels(n *lab.Neuron) Step {
	relation := "≥"
	if n.Flipped {
		relation = "≤"
	}
	law := fmt.Sprintf("+1 if S %s θ₊, 0 if only S %s θ₀, else −1", relation, relation)
	return Step{law, fmt.Sprintf("S = %s, θ₊ = %s, θ₀ = %s → %s", whole(n.Sum), whole(n.Threshold), whole(n.Zero),
		[...]string{"−1", "+1", "0"}[n.Output])}
}

// threshold is the comparison that batch normalization folds into.
func threshold(n *lab.Neuron) Step {
	relation, law := "≥", "fires if S ≥ θ"
	if n.Flipped {
		relation, law = "≤", "fires if S ≤ θ"
	}
	outcome := "→ 1, fires"
	if n.Output == 0 {
		relation = map[string]string{"≥": "<", "≤": ">"}[relation]
		outcome = "→ 0, silent"
	}
	return Step{law, fmt.Sprintf("%s %s %s %s", whole(n.Sum), relation, whole(n.Threshold), outcome)}
}
