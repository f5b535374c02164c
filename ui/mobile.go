package ui

import (
	"fmt"
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/sim/mobilenet"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// mobile is the figure of MobileNet V1 by arithmetic. The page works it out itself, in a millisecond.
type mobile struct {
	mobileSettings
	drafts map[string]draft // texts that a knob does not allow
	shown  memo[mobileSettings, *mobileShown]
}

// mobileSettings are what its knobs set: formats by their number.
type mobileSettings struct{ hidden, classifier, features float64 }

// mobileShown is what the figure shows.
type mobileShown struct {
	design  mobilenet.Design
	account mobilenet.Account
	chart   chart.Drawing
}

// design is that of the settings.
func (m mobileSettings) design() mobilenet.Design {
	return mobilenet.Design{Hidden: int(m.hidden), Classifier: mobilenet.Format(m.classifier),
		Features: mobilenet.Format(m.features)}
}

// mobileDefaults are the design that the figure opens with.
func mobileDefaults() mobileSettings {
	d := mobilenet.Wide()
	return mobileSettings{float64(d.Hidden), float64(d.Classifier), float64(d.Features)}
}

// mobileKnobs are the knobs in the order of the figure.
var mobileKnobs = dials[mobileSettings]{
	{Knob: knob.Knob{
		Key: "hidden", Label: "Hidden neurons", Kind: knob.Whole, Max: mobilenet.Widest,
		Help: "Neurons of a hidden layer of the classifier, between the 1024 averages and the 1000 classes. 0: none, as " +
			"it was published.",
		Source: "2816: after arXiv:2006.11595, reconstructed",
	}, of: func(m *mobileSettings) *float64 { return &m.hidden }},
	{Knob: knob.Knob{
		Key: "classifier", Label: "Classifier", Kind: knob.OneOf, Choices: formatChoices(),
		Help:   "What the weights of the classifier are. Those of one bit or two lie in pairs of resistive devices.",
		Source: "binary: arXiv:2006.11595",
	}, of: func(m *mobileSettings) *float64 { return &m.classifier }},
	{Knob: knob.Knob{
		Key: "features", Label: "Layers before it", Kind: knob.OneOf, Choices: formatChoices(),
		Help:   "What the weights of the 27 layers in front of the classifier are.",
		Source: "8 bits and 32-bit floats: arXiv:2006.11595",
	}, of: func(m *mobileSettings) *float64 { return &m.features }},
}

// formatChoices are the formats to choose from, in their order.
func formatChoices() (all []knob.Choice) {
	for _, f := range mobilenet.Formats() {
		all = append(all, knob.Choice{Value: f.String(), Label: f.Words()})
	}
	return all
}

// ShowMobileNet opens the figure.
func (s *Store) ShowMobileNet() { s.Show(lab.ViewMobileNet) }

// HideMobileNet closes it; a link that opened it is then the experiment's own.
func (s *Store) HideMobileNet() {
	s.Show("")
	if s.link.View == lab.ViewMobileNet {
		s.leaveView()
	}
}

// now is what the figure shows now.
func (m *mobile) now() *mobileShown {
	return m.shown.of(m.mobileSettings, func() *mobileShown {
		d := m.design()
		return &mobileShown{d, mobilenet.AccountOf(d),
			chart.DrawingOf("mobile-memory", chart.MobileNet{Design: d}.Spec())}
	})
}

// controls are those of all knobs.
func (m *mobile) controls() []Control {
	return mobileKnobs.controls(m.mobileSettings, mobileDefaults(), m.drafts, func(string) bool { return true })
}

// set sets a knob. A text that is not allowed stays in its control, with what is allowed beside it.
func (m *mobile) set(key, text string) { mobileKnobs.set(&m.mobileSettings, &m.drafts, key, text) }

// defaults takes every knob back to its default.
func (m *mobile) defaults() { m.mobileSettings, m.drafts = mobileDefaults(), nil }

// verdict says in a sentence what the classifier makes of the memory.
func (m *mobileShown) verdict() string {
	whole := mobilenet.Whole(m.design.Features)
	saved, than := mobilenet.Saving(m.design), "all in "+m.design.Features.Words()
	text := fmt.Sprintf("This classifier saves %s of the memory against %s", spell.Percent(saved), than)
	if saved < 0 {
		text = fmt.Sprintf("This classifier takes %s more memory than %s", spell.Percent(-saved), than)
	}
	fewer := mobilenet.AccountOf(whole).Joules - m.account.Joules
	if fewer < 0 {
		return text + fmt.Sprintf(", and an image takes %s more.", spell.SI(-fewer, "J"))
	}
	return text + fmt.Sprintf(", and an image takes %s less.", spell.SI(fewer, "J"))
}

// bytesText spells bits of memory as bytes, in three digits: designs differ by less than a megabyte.
func bytesText(bits int64) string { return spell.SI(float64(bits)/8, "B") }

// kinds is the table of the kinds of layers: what each has of the weights, of the operations, of memory and energy.
func (m *mobileShown) kinds() vugu.HTML {
	rows := [][]string{{"layers", "weights", "of them", "multiply-adds", "memory", "an image"}}
	for _, k := range mobilenet.Kinds() {
		of := m.account.Of(k)
		rows = append(rows, []string{string(k), spell.Thousands(of.Weights),
			spell.Percent(float64(of.Weights) / float64(m.account.Weights)), spell.Thousands(of.Products),
			bytesText(of.Bits), spell.SI(of.Joules, "J")})
	}
	a := m.account
	rows = append(rows, []string{"all", spell.Thousands(a.Weights), "", spell.Thousands(a.Products),
		bytesText(a.Bits), spell.SI(a.Joules, "J")})
	return ledgerTable("What each kind of layers takes", rows)
}

// designs is the table of this design beside others.
func (m *mobileShown) designs() vugu.HTML {
	rows := [][]string{{"network", "memory", "of 32 bits", "an image", "of it fetched"}}
	line := func(name string, a mobilenet.Account) {
		rows = append(rows, []string{name, bytesText(a.Bits),
			spell.Percent(1 - a.Saves(mobilenet.AccountOf(mobilenet.Whole(mobilenet.Float)))), spell.SI(a.Joules, "J"),
			spell.SI(a.Fetched, "J")})
	}
	line("this one", m.account)
	for _, f := range []mobilenet.Format{mobilenet.Float, mobilenet.Eight, mobilenet.Binary} {
		line(f.Words()+" throughout", mobilenet.AccountOf(mobilenet.Whole(f)))
	}
	return ledgerTable("This network beside others", rows)
}

// layers is the table of all layers.
func (m *mobileShown) layers() vugu.HTML {
	rows := [][]string{{"layer", "makes", "weights", "multiply-adds", "memory", "an image"}}
	for i, l := range m.account.Layers {
		rows = append(rows, []string{fmt.Sprintf("%d %s", i+1, l.Kind), fmt.Sprintf("%d × %d × %d", l.Out.C, l.Out.H, l.Out.W),
			spell.Thousands(l.Weights), spell.Thousands(l.Products), bytesText(l.Bits), spell.SI(l.Joules, "J")})
	}
	return ledgerTable("All layers", rows)
}

// ledgerTable spells a table whose first row is its head and whose first column names the rows.
func ledgerTable(caption string, rows [][]string) vugu.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<table class="ledger"><caption class="hidden">%s</caption>`, html.EscapeString(caption))
	for i, row := range rows {
		b.WriteString(map[bool]string{true: "<thead><tr>", false: "<tr>"}[i == 0])
		for k, cell := range row {
			tag, scope := "td", ""
			switch {
			case i == 0:
				tag, scope = "th", ` scope="col"`
			case k == 0:
				tag, scope = "th", ` scope="row"`
			}
			fmt.Fprintf(&b, "<%s%s>%s</%s>", tag, scope, html.EscapeString(cell), tag)
		}
		b.WriteString(map[bool]string{true: "</tr></thead><tbody>", false: "</tr>"}[i == 0])
	}
	return vugu.HTML(b.String() + "</tbody></table>")
}
