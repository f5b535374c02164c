package lab_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/sim/rng"
)

// update completes new records. Where it changes an old one, a shared link has changed its meaning.
var update = flag.Bool("update", false, "write the files in testdata anew")

// oldLinks are links as they were shared once, with all that they meant. They must be read so for
// ever: add to the file, never change what is there. A field that is newer than a link is not in
// its record.
const oldLinks = "testdata/links.json"

type oldLink struct {
	Link      string
	Canonical string
	Fields    map[string]string
}

func TestOldLinks(t *testing.T) {
	body, err := os.ReadFile(oldLinks)
	if err != nil {
		t.Fatal(err)
	}
	var links []oldLink
	if err := json.Unmarshal(body, &links); err != nil || len(links) < 10 {
		t.Fatalf("%s: %d links, %v", oldLinks, len(links), err)
	}
	for i, old := range links {
		l, err := lab.ParseLink(old.Link)
		if err != nil {
			t.Errorf("%s: %v", old.Link, err)
			continue
		}
		if *update {
			links[i].Canonical, links[i].Fields = l.String(), map[string]string{}
			for _, f := range lab.Fields() {
				links[i].Fields[f.Key] = f.Get(l.Experiment)
			}
			continue
		}
		if l.String() != old.Canonical {
			t.Errorf("%s is spelled %s: want %s", old.Link, l.String(), old.Canonical)
		}
		if len(old.Fields) < 20 {
			t.Errorf("%s: only %d fields are on record", old.Link, len(old.Fields))
		}
		for key, want := range old.Fields {
			if f, ok := lab.FieldOf(key); !ok || f.Get(l.Experiment) != want {
				t.Errorf("%s: %s is no longer %s", old.Link, key, want)
			}
		}
	}
	if *update {
		body, err := json.MarshalIndent(links, "", "\t")
		if err == nil {
			err = os.WriteFile(oldLinks, append(body, '\n'), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// anyExperiment sets each field to an allowed text or leaves it.
func anyExperiment(src *rng.Source) lab.Experiment {
	for {
		e := lab.Default()
		for _, f := range lab.Fields() {
			text := f.Default(e)
			if src.Below(2) == 0 {
				text = anyText(f, src)
			}
			if err := f.Set(&e, text); err != nil {
				panic(err)
			}
		}
		if e.Check() == nil {
			return e
		}
	}
}

func TestLinksRoundTrip(t *testing.T) {
	src := rng.New(2, "experiments").Source(0)
	for range 300 {
		e := anyExperiment(src)
		link := e.Link()
		l, err := lab.ParseLink(link)
		if err != nil || l.Experiment != e || l.Experiment.Link() != link {
			t.Fatalf("%s reads as %s: %v", link, l.Experiment.Link(), err)
		}
		// The order of the parts does not matter, nor what stands before the '#'.
		parts := strings.Split(link, "&")
		src.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		for _, other := range []string{
			strings.Join(parts, "&"), "#" + link, "https://example.org/lab/?utm=1#" + link,
			" \t#" + link + "\n", link + "&",
		} {
			if l, err := lab.ParseLink(other); err != nil || l.Experiment != e {
				t.Fatalf("%q reads as %s: %v", other, l.Experiment.Link(), err)
			}
		}
	}
}

// TestLinkSaysOnlyWhatDiffers: a value at its default is not spelled, whoever wrote it.
func TestLinkSaysOnlyWhatDiffers(t *testing.T) {
	for link, want := range map[string]string{
		"":                      "v=1",
		"#":                     "v=1",
		"https://example.org/":  "v=1",
		"epochs=20&task=mnist":  "v=1",
		"seed=7&hidden=512":     "v=1&hidden=512&seed=7",
		"memory=ber&ber=1.0e-2": "v=1&memory=ber&ber=0.01",
		"memory=rram-weak-reset&lr=0.008&learn=device": "v=1&memory=rram-weak-reset",
		"memory=rram-weak-reset&lr=0.005&learn=latent": "v=1&memory=rram-weak-reset&learn=latent",
		"embed=1&run=1&lock=1&hide=share-curves&fp=0123456789abcdef0": "v=1&fp=0123456789abcdef0&hide=share-curves&" +
			"lock=1&run=1&embed=1",
		"level=all&lock=1":                           "v=1&lock=1&level=all",
		"level=basic":                                "v=1",
		"lock=0&run=0&embed=0":                       "v=1",
		"view=devices&lock=1&memory=ber":             "v=1&memory=ber&lock=1&view=devices",
		"view=metaplasticity":                        "v=1&view=metaplasticity",
		"view=mobilenet":                             "v=1&view=mobilenet",
		"view=gallery.memory-st-mram.text-bit-error": "v=1&view=gallery.memory-st-mram.text-bit-error",
		// spelled so since there are links
		"sequence=permuted&ewc=1000000": "v=1&sequence=permuted&ewc=1e+06",
		"memory=rram-2t2r&hours=1e+6":   "v=1&memory=rram-2t2r&hours=1e06",
	} {
		l, err := lab.ParseLink(link)
		want = lab.Numerics(lab.NumericVersion).Spelled(want)
		if err != nil || l.String() != want {
			t.Errorf("%q is spelled %q (%v): want %q", link, l.String(), err, want)
		}
	}
	if lab.Default().Link() != "v=1" {
		t.Errorf("the default is spelled %q", lab.Default().Link())
	}
}

// errorsIn takes a joined error apart.
func errorsIn(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// prefixed tells whether an error begins with the name of the package that made it.
func prefixed(err error) bool {
	return strings.HasPrefix(err.Error(), "lab: ") || strings.HasPrefix(err.Error(), "knob: ")
}

// typed tells whether an error is one that ParseLink promises.
func typed(err error) bool {
	var k *lab.KeyError
	var v *knob.ValueError
	var l *lab.LinkError
	return errors.As(err, &k) || errors.As(err, &v) || errors.As(err, &l)
}

// TestBadLinks: everything that is wrong is named at once.
func TestBadLinks(t *testing.T) {
	for link, want := range map[string][]string{
		"colour=red":                       {`"colour" is unknown`},
		"epochs=0":                         {"epochs=0 is not allowed: epochs takes a whole number from 1 to 1000"},
		"ber=NaN":                          {"ber=NaN is not allowed: ber takes a number from 0 to 0.5"},
		"ber=0.6&task=letters&x=1":         {"ber=0.6", "task=letters", `"x" is unknown`},
		"seed=1&seed=2":                    {`"seed" twice`},
		"v=2":                              {"v=2 is not allowed"},
		"fp=xyz":                           {"fp=xyz"},
		"fp=0123":                          {"fp=0123"},
		"hide=nothing":                     {"hide=nothing"},
		"hide=":                            {"hide="},
		"lock=yes":                         {"lock=yes"},
		"learn=device":                     {"learn=device", "memory=rram-weak-reset"},
		"memory=ber&learn=device":          {"learn=device", "memory=ber"},
		"hidden=5000":                      {"hidden=5000", "from 1 to 4096"},
		"epochs":                           {"epochs="},
		"=5":                               {`"" is unknown`},
		strings.Repeat("a", 9000):          {"9000 characters"},
		"task=" + strings.Repeat("b", 900): {"task=bbb", "..."},
	} {
		l, err := lab.ParseLink(link)
		if err == nil {
			t.Errorf("%q is read as %q", link, l.String())
			continue
		}
		if l.Experiment != (lab.Experiment{}) || l.Hide != nil || l.Run {
			t.Errorf("%q: a link with an error says %+v all the same", link, l)
		}
		for _, part := range want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%q: the error %q does not say %q", link, err, part)
			}
		}
		if n := len(errorsIn(err)); n != max(1, strings.Count(link, "&")+1) && !strings.Contains(link, "seed") &&
			!strings.Contains(link, "memory") {
			t.Errorf("%q: %d errors are named", link, n)
		}
		for _, e := range errorsIn(err) {
			if !typed(e) || !prefixed(e) || len(e.Error()) > 600 {
				t.Errorf("%q: the error %q has no type, no prefix or no end", link, e)
			}
		}
	}
}

// TestLongLinksTakeTimeInTheirLength: what is made of a link twice as long is about twice as much, and an error of many
// parts has an end.
func TestLongLinksTakeTimeInTheirLength(t *testing.T) {
	made := func(text string) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := lab.ParseLink(text)
		runtime.ReadMemStats(&after)
		if err == nil || len(err.Error()) > 20000 {
			t.Errorf("%.20s...: %.100v", text, err)
		}
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, of := range map[string]func(n int) string{
		"exponents": func(n int) string { return strings.Repeat("1e ", n) },
		"percent":   func(n int) string { return strings.Repeat("%25", n) },
		"entities":  func(n int) string { return strings.Repeat("a&amp;", n/2) },
		"signs":     func(n int) string { return "=" + strings.Repeat("\u2026", n) },
		"lists":     func(n int) string { return "ber=" + strings.Repeat("1~", n) },
		"keys":      func(n int) string { return strings.Repeat("a&b&", n/5) },
	} {
		if once, twice := made(of(10000)), made(of(20000)); twice > 3*once+1e6 {
			t.Errorf("%s: %.0f bytes are made, and %.0f of twice as much", name, once, twice)
		}
	}
}

func TestPanelsCanBeHidden(t *testing.T) {
	var names []string
	for _, p := range lab.Panels() {
		names = append(names, p.Name)
	}
	l, err := lab.ParseLink("hide=" + strings.Join(names, "-"))
	if err != nil || !slices.Equal(l.Hide, names) {
		t.Errorf("%v: %v", err, l.Hide)
	}
}

// FuzzParseLink: whatever a stranger sends is read or refused with a typed error, and what was
// read has one spelling.
func FuzzParseLink(f *testing.F) {
	body, err := os.ReadFile(oldLinks)
	var links []oldLink
	if err != nil || json.Unmarshal(body, &links) != nil {
		f.Fatal("no seeds in ", oldLinks)
	}
	for _, l := range links {
		f.Add(l.Link)
	}
	for _, bad := range []string{"ber=NaN", "epochs=0", "hidden=1-2-3-", "v=1&v=1", "fp=", "a=b=c&&=", "%00",
		"lr=1e-400", "hide=share-share&lock=1",
		"memory=ber&ber=0.001..0.3..9log&when=read~program&chips=3", "hidden=64~32-32&seeds=2",
		"lr=0.01~0.02&epochs=1..3..3", "memory=rram-2t2r&seeds=2&chips=5&ablate=1", "ablate=1&memory=st-mram",
		"ber=..~..", "seed=0..4294967295..3lin&chips=1"} {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := lab.ParseLink(text)
		if err != nil {
			for _, e := range errorsIn(err) {
				if !typed(e) {
					t.Fatalf("untyped error %v", e)
				}
			}
			return
		}
		if err := l.Experiment.Check(); err != nil {
			t.Fatalf("accepted: %v", err)
		}
		canonical := l.String()
		again, err := lab.ParseLink(canonical)
		if err != nil || again.String() != canonical || again.Experiment != l.Experiment ||
			!reflect.DeepEqual(again.Sweep, l.Sweep) {
			t.Fatalf("%q is spelled %q, which reads as %q: %v", text, canonical, again.String(), err)
		}
		if l.Sweep != nil {
			if all, err := l.Sweep.Experiments(l.Experiment); err != nil || all[0] != l.Experiment {
				t.Fatalf("%q is a sweep that does not begin with its experiment: %v", text, err)
			}
		}
		for _, f := range lab.Fields() {
			scratch := lab.Default()
			if err := f.Set(&scratch, f.Get(l.Experiment)); err != nil {
				t.Fatalf("accepted a value that is not allowed: %v", err)
			}
		}
	})
}
