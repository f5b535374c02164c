package lab_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/sim/rng"
)

// TestLinksAsTheyAreHandedOn: what chat programs, mailers, forms and trackers do to a link changes nothing of what it
// means.
func TestLinksAsTheyAreHandedOn(t *testing.T) {
	const list, single, range3 = "v=1&memory=ber&ber=0.02~0.2", "v=1&memory=ber&ber=0.25&seed=7",
		"v=1&memory=ber&ber=0.001..0.1..3"
	for text, want := range map[string]string{
		// entities, once and twice, in every spelling
		"#v=1&amp;memory=ber&amp;ber=0.25&amp;seed=7":     single,
		"v=1&amp;amp;memory=ber&#38;ber=0.25&#x26;seed=7": single,
		// percent signs: one, some, all, twice; of the '#' too
		"#v=1&memory=ber&ber=0.02%7E0.2": list, "#v=1%26memory=ber%26ber=0.02~0.2": list,
		"v%3D1%26memory%3Dber%26ber%3D0.25%26seed%3D7":                    single,
		"https://example.org/lab/%23v=1&memory=ber&ber=0.25&seed=7":       single,
		"%2523v%253D1%2526memory%253Dber%2526ber%253D0.25%2526seed%253D7": single,
		"#v=1&memory=ber&ber=0.25&seed=7%20":                              single,
		"#v=1&memory=ber&ber=0.25&seed=7%0A":                              single,
		// sentences, brackets, quotations
		"Look at https://example.org/#v=1&memory=ber&ber=0.25&seed=7.": single,
		"(https://example.org/#v=1&memory=ber&ber=0.25&seed=7)":        single,
		"<https://example.org/#v=1&memory=ber&ber=0.25&seed=7>":        single,
		"“#v=1&memory=ber&ber=0.25&seed=7”!":                           single,
		"#v=1&memory=ber&ber=0.25&seed=7**":                            single,
		// typographers
		"#v=1&memory=ber&ber=0.001…0.1…3": range3, "v=1&hidden=64–32": "v=1&hidden=64-32",
		"#v=1&memory=ber&ber=0.\u00ad02~0.2\u200b": list,
		// mailers' line breaks and quoted-printable
		"#v=1&memory=ber&\r\n ber=0.25&seed=7": single, "v=3D1&memory=3Dber&ber=3D0.25&seed=3D7": single,
		// forms
		"#v=1&sequence=permuted&ewc=1e 06":   "v=1&sequence=permuted&ewc=1e+06",
		"#v=1&sequence=permuted&ewc=1e%2B06": "v=1&sequence=permuted&ewc=1e+06",
		// trackers
		"#v=1&memory=ber&ber=0.25&seed=7&utm_source=x&utm_medium=mail":             single,
		"#v=1&fbclid=IwAR0_-x&memory=ber&ber=0.25&seed=7":                          single,
		"https://example.org/?utm_id=2#v=1&memory=ber&ber=0.25&seed=7&_gl=1*1abc*": single,
		// capitals in a fingerprint
		"v=1&fp=0123456789ABCDEF": "v=1&fp=0123456789abcdef",
	} {
		l, err := lab.ParseLink(text)
		want = lab.Numerics(lab.NumericVersion).Spelled(want)
		if err != nil || l.String() != want {
			t.Errorf("%q is read as %q: want %q (%v)", text, l.String(), want, err)
		}
	}
}

// TestHandedOnByChance escapes canonical links at random, signs them as sentences do and hangs trackers on them.
func TestHandedOnByChance(t *testing.T) {
	src := rng.New(8, "handed on").Source(0)
	for range 300 {
		want := anyExperiment(src)
		text := want.Link()
		var b strings.Builder
		for i := range len(text) {
			if src.Below(3) == 0 {
				b.WriteString("%" + strings.ToUpper(hex(text[i])))
				continue
			}
			b.WriteByte(text[i])
		}
		handed := b.String()
		for range src.Below(3) {
			handed = url.PathEscape(handed)
		}
		handed += []string{"", ".", ")", "&utm_campaign=a-b", "%20", " \n", "?!", "&gclid=Cj0KCQ"}[src.Below(8)]
		if l, err := lab.ParseLink(handed); err != nil || l.Experiment != want {
			t.Fatalf("%q is read as %q: want %q (%v)", handed, l.String(), text, err)
		}
	}
}

func hex(c byte) string { return string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]) }

func TestNearlyRightKeysAreNamed(t *testing.T) {
	for key, near := range map[string]string{
		"memmory": "memory", "Memory": "memory", "hiden": "hidden", "epoch": "epochs", "eopchs": "epochs",
		"seeed": "seed", "V": "v",
		"LR": "lr", "fpp": "fp", "embd": "embed", "colour": "", "x": "", "": "", "zzzzzz": "",
	} {
		_, err := lab.ParseLink(key + "=1")
		var unknown *lab.KeyError
		if !errors.As(err, &unknown) || unknown.Near() != near {
			t.Errorf("%q: %v", key, err)
			continue
		}
		if said := strings.Contains(err.Error(), "did you mean "+near+"?"); near != "" && !said {
			t.Errorf("%q: %v", key, err)
		}
	}
}

// TestSoundKeepsWhatWasUnderstood: only what is wrong, or does not go with the rest, is lost.
func TestSoundKeepsWhatWasUnderstood(t *testing.T) {
	for _, c := range []struct {
		link, want string
		lost       []string
	}{
		{"v=1&memory=ber&ber=0.1", "v=1&memory=ber&ber=0.1", nil},
		{"v=1&memory=ber&ber=0.1&colour=red", "v=1&memory=ber&ber=0.1", []string{"colour=red"}},
		{"v=1&memory=rram-weak-reset&learn=device&hiden=30", "v=1&memory=rram-weak-reset", []string{"hiden=30"}},
		{"v=1&learn=device&seed=3", "v=1&seed=3", []string{"learn=device"}},
		{"v=9&memory=ber&ber=0.6&seed=3&fp=xyz", "v=1&memory=ber&seed=3", []string{"v=9", "ber=0.6", "fp=xyz"}},
		{"hidden=64&bylayer=1_0.5_0.3&memory=st-mram", "v=1&hidden=64&memory=st-mram", []string{"bylayer=1_0.5_0.3"}},
		{"memory=ber&ber=0.1~0.2&seed=1~2&epochs=1~2", "v=1&memory=ber&ber=0.1&epochs=1",
			[]string{"ber=0.1~0.2", "epochs=1~2", "seed=1~2"}},
		{"lock=1&x=1&hide=share", "v=1&hide=share&lock=1", []string{"x=1"}},
		{strings.Repeat("a", 99999), "v=1", []string{strings.Repeat("a", 60) + "..."}},
	} {
		l, lost := lab.Sound(c.link)
		if l.String() != c.want || !slices.Equal(lost, c.lost) {
			t.Errorf("%.90q: %q without %q, want %q without %q", c.link, l.String(), lost, c.want, c.lost)
		}
	}
}

func TestSharersAccuracyIsNoPartOfTheExperiment(t *testing.T) {
	l, err := lab.ParseLink("v=1&acc=97.954&fp=0123456789abcdef&seed=3")
	if err != nil || l.Accuracy != 97.95 || l.String() != "v=1&seed=3&fp=0123456789abcdef&acc=97.95" ||
		l.Experiment.Link() != "v=1&seed=3" {
		t.Errorf("%+v is spelled %s: %v", l, l, err)
	}
	for _, bad := range []string{"acc=101", "acc=-1", "acc=NaN", "acc=", "acc=high"} {
		if _, err := lab.ParseLink(bad); err == nil || !strings.Contains(err.Error(), "0 to 100") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
