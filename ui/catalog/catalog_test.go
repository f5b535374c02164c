package catalog

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// TestEntriesAreTheGallerys: each claim and each scenario without one, once, and none more.
func TestEntriesAreTheGallerys(t *testing.T) {
	want := map[string]bool{}
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			want[c.Name] = true
		}
	}
	for _, name := range gallery.Claimless() {
		want["example-"+name] = true
	}
	for _, e := range Entries() {
		if !want[e.Name] {
			t.Errorf("%s is no entry, or one twice", e.Name)
		}
		delete(want, e.Name)
		for _, f := range Facets() {
			if len(e.Values(f.Key)) == 0 && (f.Key != "paper" || e.Claim != nil) {
				t.Errorf("%s has no %s", e.Name, f.Key)
			}
			for _, v := range e.Values(f.Key) {
				if v.Label == "" || strings.Trim(v.Key, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || v.Key == "" {
					t.Errorf("%s: %s %q (%q) cannot stand in a link", e.Name, f.Key, v.Key, v.Label)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("entries are missing: %v", want)
	}
}

// TestSweepsStayWithinAnEntrysValues: what a sweep goes over decides no facet, so that the link tells them.
func TestSweepsStayWithinAnEntrysValues(t *testing.T) {
	for _, x := range gallery.Scenarios() {
		if x.Sweep == nil {
			continue
		}
		for _, key := range []string{"memory", "task", "sequence", "source", "input"} {
			if x.Sweep.Key == key || x.Sweep.By == key {
				t.Errorf("%s goes over %s: its entry has more values than those of its link", x.Name, key)
			}
		}
	}
}

// TestValuesAreThoseOfTheLinks: an entry's memories and tasks against its scenarios, read another way.
func TestValuesAreThoseOfTheLinks(t *testing.T) {
	keys := func(e *Entry, facet string) (all []string) {
		for _, v := range e.Values(facet) {
			all = append(all, v.Key)
		}
		return all
	}
	for _, e := range Entries() {
		for _, x := range append([]gallery.Scenario{e.Main}, e.Others...) {
			l, err := lab.ParseLink(x.Link)
			if err != nil {
				t.Fatal(err)
			}
			if m := keys(e, "memory"); l.Memory != lab.MemoryIdeal && !slices.Contains(m, l.Memory) {
				t.Errorf("%s: %s is not among %v", e.Name, l.Memory, m)
			}
			if m := keys(e, "task"); !slices.Contains(m, l.Task) {
				t.Errorf("%s: %s is not among %v", e.Name, l.Task, m)
			}
		}
		if m := keys(e, "memory"); len(m) > 1 && slices.Contains(m, lab.MemoryIdeal) {
			t.Errorf("%s: no memory is named beside %v", e.Name, m)
		}
	}
}

func TestFind(t *testing.T) {
	all := len(Entries())
	for _, c := range []struct {
		q         Query
		with, not string // entries
	}{
		{Query{}, "harmless", ""},
		{Query{Text: "  DEVICE-to-device costs "}, "d2d-worst", "harmless"},
		{Query{Text: "buschjager"}, "", "harmless"},
		{Query{Text: "1e-3 harm"}, "harmless", "d2d-worst"},
		{Query{Memory: "st-mram"}, "macrospin", "d2d-worst"},
		{Query{Task: "fashion"}, "", "harmless"},
		{Query{Paper: "metaplasticity2021"}, "forgetting", "example-first-light"},
		{Query{Verdict: Example}, "example-first-light", "forgetting"},
		{Query{Verdict: "holds", Memory: "ber", Text: "harm"}, "harmless", "example-first-light"},
	} {
		found := c.q.Find()
		has := func(name string) bool {
			return slices.ContainsFunc(found, func(e *Entry) bool { return e.Name == name })
		}
		if len(found) == 0 || c.with != "" && !has(c.with) || c.not != "" && has(c.not) {
			t.Errorf("%+v finds %d of %d entries, not what it should", c.q, len(found), all)
		}
	}
	if n := len(Query{Text: "no such words"}.Find()); n != 0 {
		t.Errorf("%d entries have words that none has", n)
	}
}

// TestCounts: an option leaves as many entries as it says, beside whatever else is asked for.
func TestCounts(t *testing.T) {
	for _, q := range []Query{
		{}, {Text: "error"}, {Memory: "st-mram"}, {Verdict: "holds", Task: "mnist"}, {Text: "nothing has this"},
	} {
		for _, f := range Facets() {
			options := q.Options(f)
			if len(options) < 3 || options[0].Key != "" {
				t.Fatalf("%s has options %v", f.Key, options)
			}
			for _, o := range options {
				if n := len(q.With(f, o.Key).Find()); n != o.Count {
					t.Errorf("%+v with %s %s finds %d entries, its option says %d", q, f.Key, o.Key, n, o.Count)
				}
			}
		}
	}
}

// TestSpell: a query comes back from its link; what a link cannot mean is named with what is allowed.
func TestSpell(t *testing.T) {
	for _, q := range []Query{
		{}, {Text: "bit error"},
		{Paper: "hirtzlin2020", Memory: "rram-2t2r", Task: "mnist", Verdict: "holds-in-part", Text: "1e 3"},
	} {
		got, err := Parse(q.Spell(), "view", q.Spell())
		if err != nil || got != q {
			t.Errorf("%+v is spelled %q, which reads as %+v: %v", q, q.Spell(), got, err)
		}
		if strings.Trim(q.Spell(), "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
			t.Errorf("%q would need escaping", q.Spell())
		}
	}
	for _, bad := range []string{"colour-red", "memory-core", "memory", "paper-"} {
		_, err := Parse(bad, "view", "gallery."+bad)
		var v *knob.ValueError
		if !errors.As(err, &v) || v.Key != "view" || v.Value != "gallery."+bad || v.Allowed == "" {
			t.Errorf("%q gives %v", bad, err)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Buschjäger et al.": "buschjager et al", "  1e-3 ": "1e 3", "τP → AP": "taup ap", "": "", "—": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q is folded to %q: want %q", in, got, want)
		}
	}
}
