package lab

import (
	"math"
	"strconv"
	"strings"

	"arraylab/devices"
	"arraylab/devices/knob"
)

// Technology is the memory of the experiment, nil for the ideal one.
func (e Experiment) Technology() *devices.Technology { return devices.TechnologyOf(e.Memory) }

// memories are the choices of the field memory: what can store weights.
func memories() []Choice {
	all := []Choice{{MemoryIdeal, "ideal", "every weight is stored and read without error"}}
	for _, t := range devices.Technologies() {
		if t.Array != nil || t.Pairs != nil {
			all = append(all, Choice{t.Name, t.Title, t.Help})
		}
	}
	return all
}

// knobs are the rows of the parameters that belong to some technologies, each once.
func knobs(of ...*devices.Technology) (rows []Field) {
	seen := map[*devices.Param]bool{}
	for _, t := range of {
		for _, p := range t.Params {
			if !seen[p] {
				rows = append(rows, paramField(p))
			}
			seen[p] = true
		}
	}
	return rows
}

// paramField is the row of a parameter.
func paramField(p *devices.Param) Field {
	f := Field{Key: p.Key, Label: p.Label, Group: GroupMemory, Unit: p.Unit, Min: p.Min, Max: p.Max, Log: p.Log, Help: p.Help, Source: p.Source,
		Kind: map[knob.Kind]Kind{knob.Real: KindFloat, knob.Whole: KindInt, knob.Switch: KindSwitch, knob.OneOf: KindChoice}[p.Kind]}
	for _, o := range p.Choices {
		f.Choices = append(f.Choices, Choice(o))
	}
	f.get = func(e *Experiment) string { return p.Spell(p.Of(&e.Device)) }
	f.set = func(e *Experiment, text string) error {
		x, err := f.number(p, text)
		if err != nil {
			return &ValueError{p.Key, text, f.Allowed()}
		}
		p.Put(&e.Device, x)
		return nil
	}
	f.def = func(e *Experiment) string { return p.Spell(p.DefaultOf(&e.Device)) }
	f.acts = func(e *Experiment) Phase { return phaseOf(p, e) }
	return f
}

// number reads a parameter as links spell it.
func (f Field) number(p *devices.Param, text string) (float64, error) {
	switch f.Kind {
	case KindInt:
		n, err := parseInt(text, f.Min, f.Max)
		return float64(n), err
	case KindFloat:
		return parseFloat(text, f.Min, f.Max)
	case KindSwitch:
		if text != "0" && text != "1" {
			return 0, strconv.ErrSyntax
		}
	}
	return p.Parse(text)
}

// phaseOf is the phase in which a parameter acts.
func phaseOf(p *devices.Param, e *Experiment) Phase {
	t := e.Technology()
	if e.Input == InputStream && e.Source == SourceJunction && devices.SuperparamagneticJunction.ParamOf(p.Key) != nil && p.Plays(&e.Device) {
		return onlyStream(e)
	}
	switch {
	case t == nil || t.ParamOf(p.Key) == nil || !p.Plays(&e.Device):
		return PhaseNone
	case p.Moving && !t.Pulsed(&e.Device):
		return PhaseNone
	case e.Learn == LearnDevice && p == t.Strength || e.Learn == LearnLatent && p.Learning:
		return PhaseNone
	case p.AtRead && !e.learnsErrors():
		return PhaseRead
	}
	return memoryPhase(e)
}

// Numbers are the factors; none where all are one.
func (f Factors) Numbers() []float64 {
	if f == "" || f == "1" {
		return nil
	}
	all, _ := parseFactors(string(f))
	return all
}

// maxFactor bounds a factor on the strength of programming (assumed).
const maxFactor = 1000

func parseFactors(text string) ([]float64, error) {
	parts := strings.Split(text, "_")
	if len(parts) > MaxLayers+1 {
		return nil, strconv.ErrRange
	}
	all := make([]float64, len(parts))
	for i, p := range parts {
		x, err := parseFloat(p, 0, maxFactor)
		if err != nil || math.IsInf(x, 0) {
			return nil, strconv.ErrRange
		}
		all[i] = x
	}
	return all, nil
}

// factors is the row of numbers by layer.
func factors(key, label, group string, at func(*Experiment) *Factors, help, source string) Field {
	f := Field{Key: key, Label: label, Group: group, Kind: KindFactors, Max: maxFactor, Help: help, Source: source,
		def: fixed("1"), acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return string(*at(e)) }
	f.set = func(e *Experiment, text string) error {
		all, err := parseFactors(text)
		if err != nil {
			return &ValueError{key, text, f.Allowed()}
		}
		var texts []string
		for _, x := range all {
			texts = append(texts, knob.Number(x))
		}
		*at(e) = Factors(strings.Join(texts, "_"))
		return nil
	}
	return f
}
