package devices

import (
	"math"
	"strings"
	"testing"

	"arraylab/devices/macrospin"
)

// TestReadErrorsAgainstDraws: misread junctions in closed form and drawn, within 4.5 standard errors, with either
// spread alone and both, behind a transistor and at a voltage that TMR falls with; an array reads the same.
func TestReadErrorsAgainstDraws(t *testing.T) {
	const n = 400000
	for _, set := range [][]string{
		{"tmr", "0.2", "sdra", "4", "sdref", "0"}, {"tmr", "0.2", "sdra", "0", "sdref", "4"},
		{"tmr", "0.3", "sdra", "6", "sdref", "5"}, {"tmr", "0.3", "sdra", "1", "sdref", "8"},
		{"sdra", "10", "sdref", "5", "rseries", "8000", "vhalf", "0.3", "readv", "0.4"}, {"readv", "0"},
	} {
		v := ValuesOf(t, STMRAM, append([]string{"sense", "current"}, set...)...)
		d := mtjOf(v)
		s := d.sensing(v)
		closed, drawn := s.errors(), s.drawn(n, 3)
		if se := math.Sqrt(closed * (1 - closed) / n); !(math.Abs(drawn-closed) < 4.5*se) || closed < 1e-4 {
			t.Errorf("%v: %.5g misread, drawn %.5g, standard error %.2g", set, closed, drawn, se)
		}
	}
	v := ValuesOf(t, STMRAM, "sense", "current", "tmr", "0.3", "sdra", "6", "sdref", "5", "tau", "40", "readv", "0.03")
	d := mtjOf(v)
	s := d.sensing(v)
	const inputs = 200000
	a := STMRAM.Array(v, Site{Chip: 4, Inputs: inputs, Row1: 1})
	want := randomBits(inputs, 1, 0)
	hold, read := make([]uint64, len(want)), make([]uint64, len(want))
	a.Program(hold, want, 0)
	a.Read(read, hold, want, 0, 7)
	p, wrong := s.errors(), float64(differ(read, want))/inputs
	if math.Abs(wrong-p) > 4.5*math.Sqrt(p/inputs) {
		t.Errorf("the array misreads %.5g, not %.5g", wrong, p)
	}
}

// TestSensingByHand: without spreads nothing is misread; a nominal junction and a known reference give currents by
// Ohm's law; with the reference alone spread, the rate is that of a normal law at the margin.
func TestSensingByHand(t *testing.T) {
	v := ValuesOf(t, STMRAM, "sense", "current", "rp", "5000", "tmr", "1", "rseries", "2000", "readv", "0.1",
		"sdra", "0", "sdref", "0")
	d := mtjOf(v)
	s := d.sensing(v)
	Nearly(t, "I of P", s.current[1], 0.1/7000, 1e-12)
	Nearly(t, "I of AP", s.current[0], 0.1/12000, 1e-12)
	Nearly(t, "margin", s.margin(), (12000.-7000)/(12000+7000), 1e-12)
	if s.errors() != 0 || s.drawn(10000, 1) != 0 {
		t.Error("junctions are misread without a spread")
	}
	s.ref = 0.1
	Nearly(t, "P misread", s.wrong(1), normalBelow(-s.margin()/0.1, 0, 1), 1e-2)
}

// TestPathOfACurrent: a voltage divides itself between transistor and junction as its own current says, TMR at half its
// voltage is half, and the energy of a write counts all that is in the path.
func TestPathOfACurrent(t *testing.T) {
	v := ValuesOf(t, STMRAM, "rp", "5000", "tmr", "1", "rseries", "3000", "vhalf", "0.4")
	d := mtjOf(v)
	Nearly(t, "R_AP at Vh", d.ohms(toP, 0.4), 7500, 1e-12)
	for _, volts := range []float64{0.05, 0.5, 2} {
		path := d.path(toP, volts)
		junction := volts * (path - 3000) / path
		Nearly(t, "R_AP", path-3000, 5000*(1+1/(1+junction*junction/0.16)), 1e-9)
		Nearly(t, "under its current", d.pathOf(toP, volts/path), path, 1e-9)
	}
	never := ValuesOf(t, STMRAM, "rp", "5000", "tmr", "1", "rseries", "3000", "drive", "volts", "volts", "0.001",
		"pulse", "10")
	d = mtjOf(never)
	e := mtjCosts(never)
	Nearly(t, "energy without a switching, P", e.Write0.Joules, 0.001*0.001/8000*10e-9, 1e-6)
	Nearly(t, "energy without a switching, AP", e.Write1.Joules, 0.001*0.001/13000*10e-9, 1e-6)
	// The same current through a transistor as large as P takes twice the voltage.
	d = mtjOf(ValuesOf(t, STMRAM))
	rp, rap := d.r[toAP], d.r[toP]
	stay := d.table(toAP, macrospin.Fine).Stay(d.tau) * d.tauD
	want := 4 * d.volts[toAP] * d.volts[toAP] * (stay/(2*rp) + (d.second-stay)/(rap+rp))
	behind := mtjCosts(ValuesOf(t, STMRAM, "rseries", STMRAM.ParamOf("rp").Spell(rp)))
	Nearly(t, "energy behind a transistor", behind.Write0.Joules, want, 1e-9)
}

// TestWeakWritesBuyArea: a cell's area follows from the current of a write where it is asked to, down to the least
// transistor.
func TestWeakWritesBuyArea(t *testing.T) {
	at := func(set ...string) float64 {
		return mtjCosts(ValuesOf(t, STMRAM, set...)).Area / (mtjFeature * mtjFeature)
	}
	Nearly(t, "given", at(), 50, 1e-12)
	full, weak, least := at("areaby", "current"), at("areaby", "current", "strength", "0.5"),
		at("areaby", "current", "isat", "3000", "strength", "0.1")
	d := mtjOf(ValuesOf(t, STMRAM))
	Nearly(t, "full", full, 3*(d.amperes()/600/mtjFeature+1), 1e-12)
	Nearly(t, "half the current", weak-3, (full-3)/2, 1e-9)
	Nearly(t, "least", least, 6, 1e-9)
}

// TestLimitsOfOneSpin: they are told where they begin to matter, and not before.
func TestLimitsOfOneSpin(t *testing.T) {
	told := func(set ...string) string {
		v := ValuesOf(t, STMRAM, set...)
		d := mtjOf(v)
		return strings.Join(d.limits(v), "\n")
	}
	small := []string{"diameter", "25", "delta", "60", "drive", "normalized", "tau", "20"}
	if text := told(small...); text != "" {
		t.Errorf("of a small junction is told %q", text)
	}
	for word, set := range map[string][]string{"nucleus": {}, "hop back": append(small, "i", "5"),

		"incubation": {"diameter", "25", "delta", "60", "tau", "0.5"},
		"heat":       append(small, "i", "9", "rseries", "1000")} {
		if text := told(set...); !strings.Contains(text, word) {
			t.Errorf("%v: nothing of %s in %q", set, word, text)
		}
	}
}
