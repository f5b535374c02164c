package chart

import (
	"math"
	"strings"

	"arraylab/sim/lab"
	"arraylab/sim/ledger"
	"arraylab/ui/spell"
)

// EventGroup is a kind of event of inference that charts tell apart.
type EventGroup struct {
	Name   string // Name is what the key of the chart says.
	events string // events are those of the ledger, by name
}

// eventGroups are the kinds of events; the last one takes what belongs to no other.
var eventGroups = [...]EventGroup{
	{"sensing", " read "}, {"error correction", " decode xnor "}, {"popcount", " popcount "},
	{"sums, thresholds", " shift pool threshold "}, {"bits in and out", " input output random compare "},
}

// groupColours are five steps of viridis: the classes group0 to group4 of the style sheet.
var groupColours = [len(eventGroups)]string{"#46327e", "#365c8d", "#1fa187", "#7ad151", "#e2d01c"}

// EventGroups are the kinds of events in the order of their colours.
func EventGroups() []EventGroup { return eventGroups[:] }

// groupOf is the kind of an event of inference.
func groupOf(event string) int {
	for i, g := range eventGroups {
		if strings.Contains(g.events, " "+event+" ") {
			return i
		}
	}
	return len(eventGroups) - 1
}

// ImageEnergy is the energy of an image by layer and kind of event.
type ImageEnergy struct {
	Ledger *ledger.Ledger // Ledger is that of the result.
	Word   lab.Word       // Word is what a sample is called.
}

// energyBar is a part of the bar of a layer.
type energyBar struct {
	L string  `json:"l"`
	G string  `json:"g"`
	J float64 `json:"j"` // in nJ
}

// Spec draws a bar a layer, stacked by kind of event.
func (c ImageEnergy) Spec() Spec {
	var bars []energyBar
	sums := map[int]float64{}
	for _, r := range c.Ledger.Rows {
		if r.Phase == ledger.Inference {
			g := groupOf(r.Event)
			bars = append(bars, energyBar{layerName(r.Layer), eventGroups[g].Name, 1e9 * r.Joules})
			sums[g] += r.Joules
		}
	}
	var words, names []string
	var keys []Key
	for i, g := range eventGroups {
		names, keys = append(names, g.Name), append(keys, Key{g.Name, styleClass, groupColours[i]})
		if sums[i] > 0 {
			words = append(words, g.Name+" "+spell.SI(sums[i], "J"))
		}
	}
	x := Options{"label": c.Word.Of("nJ an image"), "ticks": 4, "grid": true, "labelAnchor": "right"}
	return Spec{
		Title: c.Word.Of("Energy of one image on the chip, by layer and event"), Words: strings.Join(words, ", ") + ".",
		Keys: keys, Columns: map[string]string{"l": "layer", "g": "event"},
		Plot: frame{40 + 26*c.Ledger.Layers(), 54, 14, 4, 30}.plot(x, named()).
			with(Options{"color": Options{"domain": names, "range": groupColours[:]}}),
		Marks: []Mark{rows(bars, "l", "j", "g", 3), zero(inkColour)},
	}
}

// Machines compare the energy of an image with that of digital machines.
type Machines struct {
	Ledger *ledger.Ledger // Ledger is that of the result.
	Word   lab.Word       // Word is what a sample is called.
}

// machine is a line of the comparison.
type machine struct {
	Name   string  `json:"n"`
	Joules float64 `json:"j"`
	Text   string  `json:"t"`
	Least  float64 `json:"o"` // where the bar begins
}

// Spec draws a bar a machine on a logarithmic scale.
func (c Machines) Spec() Spec {
	all := []machine{{Name: "this memory", Joules: c.Ledger.Image}}
	for _, b := range c.Ledger.Baselines {
		all = append(all, machine{Name: MachineName(b), Joules: b.Image})
	}
	least, most := math.Inf(1), 0.0
	for _, m := range all {
		least, most = min(least, m.Joules), max(most, m.Joules)
	}
	lo := math.Pow(10, math.Floor(math.Log10(least/2)))
	var words, names []string
	for i := range all {
		m := &all[i]
		m.Text, m.Least = spell.SI(m.Joules, "J"), lo
		if i > 0 {
			m.Text += " ×" + spell.Ratio(m.Joules/all[0].Joules)
		}
		words, names = append(words, m.Name+" "+m.Text), append(names, m.Name)
	}
	x := Options{
		"label": c.Word.Of("J an image"), "type": "log", "domain": []float64{lo, most * math.Pow(most/lo, 0.95)}, "ticks": 4,
		"tickFormat": "~s", "labelAnchor": "right",
	}
	bar := func(of []machine, fill string) Mark {
		return Mark{"barX", of, Options{"y": "n", "x1": "o", "x2": "j", "fill": fill, "insetTop": 3, "insetBottom": 3}}
	}
	return Spec{
		Title: c.Word.Of("Energy of one image on this chip and on digital machines"), Words: strings.Join(words, ", ") + ".",
		Columns: map[string]string{"n": "machine", "j": c.Word.Of("J an image"), "o": "", "t": ""},
		Plot:    frame{34 + 24*len(all), 126, 10, 4, 30}.plot(x, named().with(Options{"domain": names})),
		Marks:   []Mark{bar(all[:1], testColour), bar(all[1:], quietColour), beside(all, "n", "j")},
	}
}

// MachineName names a digital machine where others stand beside it.
func MachineName(b ledger.Baseline) string { return strings.TrimPrefix(b.Title, "digital, ") }
