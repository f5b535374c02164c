package devices

import (
	"fmt"
	"math"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// Macro is a published memory macro: the few figures that its publication gives, as a public survey read them
// (NVMExplorer: Pentecost, Hankin et al., HPCA 2022, arXiv:2109.01188). As a preset it sets the parameters that these
// figures are; all others keep their defaults, most of which are assumed.
type Macro struct {
	Name    string // As in links: venue, year, and the end of the DOI.
	Venue   string // Where it was published, with the year.
	DOI     string
	Cell    string // Devices of a cell, such as "1T1R"; "" where it is not said.
	Remark  string // What of the survey was left out, and why; "" for nothing.
	figures [figureCount]float64
}

// Address is where the publication is found.
func (m *Macro) Address() string { return "https://doi.org/" + m.DOI }

// Source names the publication, and who read it.
func (m *Macro) Source() string { return m.Venue + ", doi:" + m.DOI + ", surveyed by NVMExplorer" }

// A macroFigure is one that publications give: a column of the table.
type macroFigure int

const (
	figureProcess macroFigure = iota
	figureDiameter
	figureArea
	figureLow
	figureHigh
	figureWrite
	figureRead
	figureWriteTime
	figureReadTime
	figureEndurance
	figureRetention
	figureKept
	figureErrors
	figureCount
)

// macroFigures are the columns, whose first words differ. A number of the table over per is one in the unit.
var macroFigures = [figureCount]struct {
	column, label, unit string
	per                 float64
}{
	{"process_nm", "Process", "m", 1e9},
	{"diameter_nm", "Diameter", "m", 1e9},
	{"area_um2", "Area of a cell", "µm²", 1},
	{"low_ohm", "Low resistance", "Ω", 1},
	{"high_ohm", "High resistance", "Ω", 1},
	{"writeenergy_pJ", "Energy of a write", "J", 1e12},
	{"readenergy_pJ", "Energy of a read", "J", 1e12},
	{"writetime_ns", "Time of a write", "s", 1e9},
	{"readtime_ns", "Time of a read", "s", 1e9},
	{"endurance", "Endurance", "cycles", 1},
	{"retention_s", "Retention", "s", 1},
	{"retentiontemp_C", "Temperature of the retention", "°C", 1},
	{"error_rate", "Error rate", "", 1},
}

// of is the figure in the unit of the table; 0 where the publication does not give it.
func (f macroFigure) of(m *Macro) float64 { return m.figures[f] }

// Macros are the published macros of a memory. The zero value, and nil, has none.
type Macros struct {
	// Param chooses one; its first choice is none.
	Param *Param
	all   []Macro
	// compare says beside which number of the sheet a figure stands, by the number's key.
	compare map[macroFigure]string
}

// All are the macros in the order of the choices.
func (m *Macros) All() []Macro {
	if m == nil {
		return nil
	}
	return m.all
}

// Of is the chosen one; nil where none is.
func (m *Macros) Of(v *Values) *Macro {
	if m == nil || m.Param.Int(v) == 0 {
		return nil
	}
	return &m.all[m.Param.Int(v)-1]
}

// newMacros are those that the table has for a memory, chosen by a parameter of that key.
func newMacros(memory, key string, compare map[macroFigure]string) *Macros {
	m := &Macros{all: macrosOf(memory), compare: compare}
	choices := []knob.Choice{{Value: "none", Label: "none", Help: "every parameter stands at its own default"}}
	for i := range m.all {
		choices = append(choices, knob.Choice{Value: m.all[i].Name, Label: m.all[i].title(), Help: m.all[i].Source()})
	}
	m.Param = &Param{Knob: knob.Knob{
		Key: key, Label: "Published macro", Kind: knob.OneOf, Choices: choices,
		Help: "A macro of the literature: what its publication gives is set, all else keeps its default. Each value " +
			"can still be changed.",
		Source: "surveyed by NVMExplorer (arXiv:2109.01188); the DOI of each is in its text",
	}}
	return m
}

// title tells macros of one venue and year apart.
func (m *Macro) title() string {
	t := m.Venue
	if m.Cell != "" {
		t += ", " + m.Cell
	}
	if nm := figureProcess.of(m); nm > 0 {
		t += fmt.Sprintf(", %g nm", nm)
	}
	return t + " (" + m.Name + ")"
}

// Published is one figure of a macro, in SI units.
type Published struct {
	Key   string
	Label string
	Value float64
	Unit  string
	// Sets are the parameters that follow from it; none where the model has no place for it.
	Sets   []*Param
	beside string // the key of the number of the sheet that stands beside it; "" for none
}

// Published are the figures that the chosen macro gives; none where none is chosen.
func (t *Technology) Published(v *Values) (all []Published) {
	m := t.Macros.Of(v)
	if m == nil {
		return nil
	}
	for f := range figureCount {
		if x := f.of(m); x != 0 {
			row := &macroFigures[f]
			key, _, _ := strings.Cut(row.column, "_")
			p := Published{Key: key, Label: row.label, Value: x / row.per, Unit: row.unit, beside: t.Macros.compare[f]}
			for _, q := range t.Params {
				if q.given != nil && q.given.figure == f {
					p.Sets = append(p.Sets, q)
				}
			}
			all = append(all, p)
		}
	}
	return all
}

// given says how a parameter follows from a macro.
type given struct {
	by     *Macros
	figure macroFigure
	// as is the parameter's number; nil where the figure is that number. false: the macro does not give it.
	as func(*Macro) (float64, bool)
}

// published is what the chosen macro gives for the parameter, in its range; false where it gives nothing.
func (p *Param) published(v *Values) (x float64, ok bool) {
	if p.given == nil {
		return 0, false
	}
	m := p.given.by.Of(v)
	if m == nil {
		return 0, false
	}
	if p.given.as == nil {
		x = p.given.figure.of(m)
		return x, x != 0
	}
	if x, ok = p.given.as(m); ok && p.Kind == knob.Real {
		x = fourDigits(x, [2]float64{p.Min, p.Max})
	}
	return x, ok
}

// PublishedBy is the macro whose publication gives the parameter the number that it has; nil where it was changed, or
// where no macro gives it.
func (p *Param) PublishedBy(v *Values) *Macro {
	if x, ok := p.published(v); ok && x == p.Of(v) {
		return p.given.by.Of(v)
	}
	return nil
}

// SourceUnder is where the number comes from that the parameter has: the publication of the macro that gives it, or
// what its knob says.
func (p *Param) SourceUnder(v *Values) string {
	if m := p.PublishedBy(v); m != nil {
		return m.Source()
	}
	return p.Source
}

// beside puts the figures of the publication into the sheet, each with the sheet's own.
func (t *Technology) beside(s Sheet, v *Values) Sheet {
	m := t.Macros.Of(v)
	if m == nil {
		return s
	}
	own := map[string]float64{}
	for _, n := range s.Numbers {
		own[n.Key] = n.Value
	}
	for _, p := range t.Published(v) {
		note := "shown only: the model has no place for it"
		if x, ok := own[p.beside]; ok {
			note = fmt.Sprintf("here %.4g", x)
		}
		s.Numbers = append(s.Numbers, Number{Key: "published_" + p.Key, Label: p.Label + ", published",
			Value: p.Value, Unit: p.Unit, Note: note})
	}
	text := "Published macro: " + m.Source() + "."
	if m.Remark != "" {
		text += " " + capitalized(m.Remark) + "."
	}
	s.Notes = append([]string{text + " What the publication does not give is filled by defaults, most of them assumed."},
		s.Notes...)
	return s
}

// capitalized begins a sentence.
func capitalized(t string) string {
	if t[0] < 'a' || t[0] > 'z' {
		return t
	}
	return string(t[0]-'a'+'A') + t[1:]
}

// sourced is the source of a cost that follows from parameters: that of the first one which a macro gives, with what
// else there is to say.
func sourced(v *Values, otherwise string, params ...*Param) string {
	for _, p := range params {
		if m := p.PublishedBy(v); m != nil {
			return m.Source()
		}
	}
	return otherwise
}

// quantile is the z above which a standard normal number lies with the probability p.
func quantile(p float64) float64 { return math.Abs(num.InvNorm(p)) }
