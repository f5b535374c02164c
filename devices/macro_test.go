package devices

import (
	"math"
	"strings"
	"testing"
)

// macroTolerance is how far a figure of a sheet may be from that of the publication: parameters that are solved for
// have four digits, and error rates follow from them to a power, or by a closed form that is 1 % off.
func macroTolerance(p Published) float64 {
	if p.Label == macroFigures[figureErrors].label {
		return 0.03
	}
	return 0.003
}

// TestMacrosAgreeWithTheirPublications: every macro can be chosen, alone and by its name in a link's text, its sheet
// has the figures of its publication, and each of them is used or said to be shown alone.
func TestMacrosAgreeWithTheirPublications(t *testing.T) {
	seen, compared := map[string]bool{}, 0
	for _, tech := range Technologies() {
		for _, m := range tech.Macros.All() {
			if tech != TernaryRRAM && seen[m.Name] {
				t.Errorf("%s is there twice", m.Name)
			}
			seen[m.Name] = true
			v, ask, err := Parse(tech, []string{tech.Macros.Param.Key + "=" + m.Name, "n=1000"})
			if err != nil {
				t.Fatal(err)
			}
			if texts := tech.Texts(&v); len(texts) != 1 {
				t.Errorf("%s is spelled %v: one text would do", m.Name, texts)
			}
			s, err := tech.Characterise(&v, ask)
			if err != nil {
				t.Errorf("%s: %v", m.Name, err)
				continue
			}
			own := map[string]float64{}
			for _, n := range s.Numbers {
				own[n.Key] = n.Value
			}
			sets := 0
			for _, p := range tech.Published(&v) {
				sets += len(p.Sets)
				x, there := own[p.beside]
				if tech == TernaryRRAM && (!there || p.beside == "ber") {
					continue // of its own kind: what a binary cell errs is not what a ternary one does
				}
				if p.beside != "" && !there {
					t.Errorf("%s: the sheet has no %s for %s", m.Name, p.beside, p.Label)
				} else if p.beside != "" {
					compared++
					if math.Abs(x/p.Value-1) > macroTolerance(p) {
						t.Errorf("%s: %s is %g, not %g %s", m.Name, p.Label, x, p.Value, p.Unit)
					}
				}
			}
			if sets == 0 {
				t.Errorf("%s sets nothing", m.Name)
			}
		}
	}
	if len(seen) != 55 || compared < 150 {
		t.Errorf("%d macros, %d figures compared", len(seen), compared)
	}
}

// TestMacroCostsSayWhose: what a macro gives is booked with its DOI as the source, and what it does not give remains
// assumed. A value that is changed is no longer the publication's.
func TestMacroCostsSayWhose(t *testing.T) {
	const doi = "10.1109/ISSCC.2018.8310393"
	v := ValuesOf(t, STMRAM, "mrammacro", "isscc18-8310393")
	c := STMRAM.Costs(v)
	if mean := (c.Write0.Joules + c.Write1.Joules) / 2; math.Abs(mean/4.5e-12-1) > 1e-9 ||
		math.Abs(c.Read.Joules/0.7e-12-1) > 1e-12 ||
		c.Write0.Seconds != 20e-9 || c.Read.Seconds != 2.8e-9 || math.Abs(c.Area/0.0588e-12-1) > 1e-12 {
		t.Errorf("the costs are %+v", c)
	}
	for _, source := range []string{c.Write0.Source, c.Read.Source, c.AreaSource} {
		if !strings.Contains(source, doi) || strings.Contains(source, "assumed") {
			t.Errorf("the source is %q", source)
		}
	}
	v = ValuesOf(t, STMRAM, "mrammacro", "isscc18-8310393", "mtjreadpj", "0.6")
	if c := STMRAM.Costs(v); !strings.Contains(c.Read.Source, "assumed") || math.Abs(c.Read.Joules/0.6e-12-1) > 1e-12 {
		t.Errorf("a changed read costs %+v", c.Read)
	}
	if p := STMRAM.ParamOf("mtjreadpj"); p.PublishedBy(v) != nil || p.SourceUnder(v) != p.Source {
		t.Error("a changed value is still the publication's")
	}
	weak := ValuesOf(t, STMRAM, "mrammacro", "isscc18-8310393", "strength", "0.5")
	if w := STMRAM.Costs(weak).Write0.Joules; !(w < 0.4*c.Write0.Joules && w > 0.15*c.Write0.Joules) {
		t.Errorf("half the strength takes %g of %g J", w, c.Write0.Joules)
	}
}

// TestMacrosOfRRAMKeepTheirLaws: with weaker programming than the macro's own, energy falls and endurance rises from
// the published ones.
func TestMacrosOfRRAMKeepTheirLaws(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM, "rrammacro", "vlsi14-6894435")
	weak := ValuesOf(t, DifferentialRRAM, "rrammacro", "vlsi14-6894435", "condition", "limit")
	if e, w := writeJoules(v), writeJoules(weak); math.Abs(e/681e-12-1) > 1e-3 || math.Abs(e/w/energySaved-1) > 1e-3 {
		t.Errorf("writes of %g and %g J", e, w)
	}
	if enduranceOf(v) != 1e8 || !(enduranceOf(weak) > 1e8) {
		t.Errorf("endurances of %g and %g", enduranceOf(v), enduranceOf(weak))
	}
}
