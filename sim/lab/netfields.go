package lab

import (
	"errors"
	"fmt"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/topology"
)

// Two fields say the network. Of dense layers alone "hidden" tells the widths, and "net" stands at its default,
// asHidden; of any other "net" tells all, and "hidden" stands at its own. So a network has one link.
const (
	asHidden     = "hidden"
	usualNetwork = "1024-1024"
)

// hiddenLayers are the widths of the hidden layers.
var hiddenLayers = knob.Knob{
	Key: "hidden", Label: "Hidden layers", Unit: "neurons", Kind: knob.Wholes, Min: 1, Max: MaxWidth,
	Most: MaxLayers, Example: "1024-1024",
	Choices: []knob.Choice{
		{Value: "1024-1024", Label: "standard", Help: "the standard network of binarized-network studies"},
		{Value: "2048-2048", Label: "margins",
			Help: "the network of the modified hinge loss (Buschjäger et al., DATE 2021)"},
		{Value: "3000", Label: "weak RESET", Help: "one wide layer (arXiv:2107.06064, published code)"},
		{Value: "256", Label: "quick", Help: "small enough to learn while one watches"},
	},
	Help: "Widths of the hidden layers, input side first, joined by a dash. Before them come the values of an " +
		"image, behind them the classes.",
	Source: "1024-1024: the standard network of binarized-network studies",
}

// anyNetwork is a network as package topology reads it.
var anyNetwork = knob.Knob{
	Key: NetKey, Label: "Network", Kind: knob.Spelled, Example: "32c-32cp-64c-64cp-256", Read: readNetwork,
	Takes:   asHidden + ", or layers joined by -",
	Choices: networkChoices(),
	Help: "The layers before the output, input side first, joined by a dash. A number is a dense layer of so many " +
		"neurons; c behind it makes it a convolution of so many maps, d a depthwise one, with kernel (3), s stride " +
		"(1) and z padding (half the kernel); p is the largest of 2x2 sums, a their average. Levels of weights and " +
		"outputs are b, t or e (8 bits; such weights lie in digital memory, without cells or errors), y is the output " +
		"layer.",
	Source: "the papers named beside the networks",
}

// networkChoices are the ready networks, with what each comes to.
func networkChoices() []knob.Choice {
	choices := []knob.Choice{{Value: asHidden, Label: "hidden layers", Help: "dense layers, as these say"}}
	for _, p := range topology.Networks() {
		weights, products := topology.Total(p.Shapes())
		help := fmt.Sprintf("%s (%s); %s weights and %s products an image%s", p.Help, p.Source,
			millions(int64(weights)), millions(products), howLong(products))
		choices = append(choices, knob.Choice{Value: p.Text, Label: p.Name, Help: help})
	}
	return choices
}

// millions spells a large number: 39.2 million, 4.55 billion.
func millions(n int64) string {
	if n >= 1e9 {
		return fmt.Sprintf("%.3g billion", float64(n)/1e9)
	}
	return fmt.Sprintf("%.3g million", float64(n)/1e6)
}

// howLong warns of networks that nobody wants to wait for: on two browser workers an epoch of 50,000 images takes a
// quarter of an hour for 600 million products (measured kernels).
func howLong(products int64) string {
	switch {
	case products > 2e9:
		return "; training it takes weeks: for the command, not for a browser"
	case products > 3e8:
		return "; training it takes days in a browser: better by the command"
	}
	return ""
}

// dense tells whether the field "hidden" can say the network: its text is widths alone.
func (e *Experiment) dense() bool {
	return strings.Trim(e.Net, "0123456789-") == "" && strings.Count(e.Net, "-") < MaxLayers
}

// hiddenAt is the place of the widths of dense layers.
var hiddenAt = place{
	get: func(_ *knob.Knob, e *Experiment) string {
		if e.dense() {
			return e.Net
		}
		return usualNetwork
	},
	set: textAt(func(e *Experiment) *string { return &e.Net }).set,
}

// networkAt is the place of any network. How it is spelled hangs on the images, and on the levels of weights and
// outputs: their fields stand above.
var networkAt = place{
	get: func(_ *knob.Knob, e *Experiment) string {
		if e.dense() {
			return asHidden
		}
		return e.Net
	},
	set: func(k *knob.Knob, e *Experiment, text string) error {
		if text, err := k.Canon(text); err != nil {
			return err
		} else if text != asHidden {
			n, _ := topology.Parse(text, e.context()) // what can be read can be read in all contexts
			e.Net = n.Spell(e.context())
		} else if !e.dense() {
			e.Net = usualNetwork
		}
		return nil
	},
}

// readNetwork spells a network as far as can be told from its text alone.
func readNetwork(text string) (string, error) {
	if text == asHidden {
		return text, nil
	}
	n, err := topology.Parse(text, topology.Context{})
	if wrong := (*topology.Error)(nil); errors.As(err, &wrong) {
		return "", errors.New(wrong.Words())
	}
	return n.Spell(topology.Context{}), err
}
