package lab

import (
	"slices"

	"arraylab/devices"
	"arraylab/devices/knob"
)

// Technology is the memory of the experiment, nil for the ideal one.
func (e Experiment) Technology() *devices.Technology { return devices.TechnologyOf(e.Memory) }

// Stored are the layers of the network as its memory, or beside it a digital one, has to hold them, input side first:
// all that those who show arrays, or count them, know of a network.
func (e Experiment) Stored() []devices.Layer {
	var all []devices.Layer
	for _, l := range e.network().Layers {
		all = append(all, devices.Layer{Inputs: l.Inputs, Rows: l.Neurons, Reads: l.Reads(),
			Digital: l.Digital})
	}
	return all
}

// memories are the choices of the field memory: what can store weights.
func memories() []knob.Choice {
	ideal := knob.Choice{Value: MemoryIdeal, Label: "ideal", Help: "every weight is stored and read without error"}
	all := []knob.Choice{ideal}
	for _, t := range devices.Technologies() {
		if t.Arrays != nil || t.PulsedPairs != nil {
			all = append(all, knob.Choice{Value: t.Name, Label: t.Title, Help: t.Help})
		}
	}
	return all
}

// paramFields are the rows of the parameters that belong to some technologies, each once, in canonical order.
func paramFields(of ...*devices.Technology) (rows []Field) {
	for _, p := range devices.Parameters() {
		if slices.ContainsFunc(of, func(t *devices.Technology) bool { return slices.Contains(t.Params, p) }) {
			rows = append(rows, paramField(p))
		}
	}
	return rows
}

// paramField is the row of a parameter.
func paramField(p *devices.Param) Field {
	f := Field{
		Knob: p.Knob, Group: GroupMemory, at: numberAt(func(e *Experiment) *float64 { return p.At(&e.Device) }),
		acts: func(e *Experiment) Phase { return phaseOf(p, e) },
	}
	if p.Follows() {
		f.def = func(e *Experiment) string { return p.Spell(p.DefaultOf(&e.Device)) }
	}
	return f
}

// phaseOf is the phase in which a parameter acts: in the memory, or in what makes the bits of a stochastic input.
func phaseOf(p *devices.Param, e *Experiment) Phase {
	switch {
	case e.junctions() && devices.SuperparamagneticJunction.ParamOf(p.Key) != nil && p.Plays(&e.Device):
		return onlyStream(e)
	case !playsInMemory(p, e):
		return PhaseNone
	case p.AtRead && !e.learnsErrors():
		return PhaseRead
	}
	return memoryPhase(e)
}

// playsInMemory tells whether a parameter plays a part in the memory as it is used.
func playsInMemory(p *devices.Param, e *Experiment) bool {
	t := e.Technology()
	switch {
	case t == nil || t.ParamOf(p.Key) == nil || !t.Plays(p, &e.Device):
		return false
	}
	return !(e.Learn == LearnDevice && (p == t.Strength || p.Storing) || e.Learn == LearnLatent && p.Learning)
}

// junctions tells whether simulated junctions make the bits of a stochastic input.
func (e *Experiment) junctions() bool { return e.Input == InputStream && e.Source == SourceJunction }

// Numbers are the factors; none where all are one.
func (f Factors) Numbers() []float64 {
	if f == "" || f == "1" {
		return nil
	}
	all, _ := strengths.ParseList(string(f))
	return all
}

// maxFactor bounds a factor on the strength of programming (assumed).
const maxFactor = 1000
