package lab

import "arraylab/devices/knob"

// memoryFields are the memory alone.
func memoryFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Basic: true,
			Key:   "memory", Label: "Memory", Kind: knob.OneOf,
			Choices: memories(), Help: "The memory that holds the binary weights.", Source: "see each",
		}, Group: GroupMemory, at: textAt(func(e *Experiment) *string { return &e.Memory }), acts: memoryPhase},
	}
}

// strengths are the factors by layer on the strength of programming.
var strengths = knob.Knob{
	Key: "bylayer", Label: "Strength by layer", Kind: knob.Reals, Max: maxFactor, Most: MaxLayers + 1,
	Example: "1_0.5",
	Help: "Factors on the strength of programming by layer, input side first, joined by _; the last one " +
		"holds for all layers that follow. 1_0.5 halves it from the second layer on. Layers of 8-bit weights have a " +
		"number, too, which means nothing: they lie in digital memory, without cells.",
	Source: "assumed",
}

// strengthFields are those of how a memory is programmed, whichever it is.
func strengthFields() []Field {
	return []Field{
		{Knob: strengths, Group: GroupMemory, at: textAt(func(e *Experiment) *Factors { return &e.ByLayer }),
			def: fixed("1"), acts: onlyStrength},
	}
}
