package lab_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/sim/rng"
)

// anyText is an allowed text of a field, at random.
func anyText(f lab.Field, src *rng.Source) string {
	between := func(lo, hi float64) int { return int(lo) + int(src.Below(uint32(hi-lo)+1)) }
	switch f.Kind {
	case knob.OneOf:
		return f.Choices[src.Below(uint32(len(f.Choices)))].Value
	case knob.Switch:
		return fmt.Sprint(src.Below(2))
	case knob.Whole:
		return fmt.Sprint(between(f.Min, f.Max))
	case knob.Seed:
		return fmt.Sprint(src.Uint32())
	case knob.Real:
		u := src.Float64()
		if src.Below(2) == 0 && f.Min > 0 {
			return fmt.Sprint(f.Min * math.Pow(f.Max/f.Min, u)) // over all decades
		}
		return fmt.Sprint(f.Min + u*(f.Max-f.Min))
	case knob.Reals:
		texts := make([]string, 1+src.Below(lab.MaxLayers+1))
		for i := range texts {
			texts[i] = fmt.Sprint(f.Min + src.Float64()*(f.Max-f.Min))
		}
		return strings.Join(texts, "_")
	case knob.Wholes:
		widths := make([]string, 1+src.Below(lab.MaxLayers))
		for i := range widths {
			widths[i] = fmt.Sprint(between(1, lab.MaxWidth))
		}
		return strings.Join(widths, "-")
	case knob.Spelled:
		switch f.Key {
		case lab.KeyShape:
			return fmt.Sprintf("%dx%dx%d", between(1, 12), between(1, 32), between(1, 32))
		case lab.KeyData:
			return fmt.Sprintf("%08x%08x", src.Uint32(), src.Uint32())
		}
		// with texts that say more than their canonical spelling
		return fmt.Sprintf("%dc3s%dp2b-%dd3z%d-%dbt-y", between(1, 99), between(1, 16), between(1, 99), between(0, 2),
			between(1, 99))
	}
	panic("a kind without texts")
}

// wrongTexts are texts that no field of the kind may take.
func wrongTexts(f lab.Field) []string {
	wrong := []string{"", " ", "x", "NaN", "nan", "Inf", "-Inf", "+1", "1,5", "0x10", "1_0", "-1", "1e999", "١", "\x00",
		"1 ", strings.Repeat("9", 400)}
	below, above := fmt.Sprint(f.Min-1), fmt.Sprintf("%.0f", f.Max+1)
	switch f.Kind {
	case knob.Whole:
		return append(wrong, below, above, "1.5", "1e2", "007", "99999999999999999999")
	case knob.Seed:
		return append(wrong, "4294967296", "1.5", "007")
	case knob.Real:
		wrong = slices.DeleteFunc(wrong, func(s string) bool { return s == "-1" && f.Min <= -1 })
		return append(wrong, below, above, "e", ".", "1e", "1-2")
	case knob.Reals:
		wrong = slices.DeleteFunc(wrong, func(s string) bool { return s == "1_0" })
		return append(wrong, below, above, "1_", "_1", "1__1", "1-1", strings.Repeat("1_", lab.MaxLayers+1)+"1")
	case knob.Switch:
		return append(wrong, "2", "true", "on", "00")
	case knob.OneOf:
		return append(wrong, "0", "The "+f.Choices[0].Value, f.Choices[0].Value+" ")
	case knob.Wholes:
		return append(wrong, "0", "4097", "1024-", "-1024", "1024--1024", "1024x1024", "010",
			strings.Repeat("1-", lab.MaxLayers)+"1")
	case knob.Spelled:
		switch f.Key {
		case lab.KeyShape:
			return append(wrong, "28", "28x", "0x28", "1x2x3x4", "4x64x64", "65536x1", "28X28", "-1x28")
		case lab.KeyData:
			return append(wrong, "0123456789abcde", "0123456789abcdef0", "0123456789abcdeF", "None", "0123456789abcdeg")
		}
		return append(wrong, "0c", "32c3x", "a4", "256-32c", "Hidden", "hidden-32c", "32c-"+strings.Repeat("9", 300))
	}
	return wrong
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range lab.Fields() {
		if seen[f.Key] || f.Key == "" || strings.Trim(f.Key, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("the key %q is empty, taken, or no plain word", f.Key)
		}
		seen[f.Key] = true
		for what, text := range map[string]string{"label": f.Label, "group": f.Group, "help": f.Help,
			"source": f.Source} {
			if text == "" {
				t.Errorf("%s has no %s", f.Key, what)
			}
		}
		if f.Kind == knob.OneOf {
			values := map[string]bool{}
			for _, c := range f.Choices {
				if values[c.Value] || c.Value == "" || c.Label == "" || c.Help == "" {
					t.Errorf("%s: the choice %q is empty, taken or unexplained", f.Key, c.Value)
				}
				values[c.Value] = true
			}
		} else if f.Kind == knob.Wholes || f.Kind == knob.Spelled {
			for _, c := range f.Choices {
				e := lab.Default()
				if err := f.Set(&e, c.Value); err != nil || f.Get(e) != c.Value || c.Label == "" || c.Help == "" {
					t.Errorf("%s: the network %q is not allowed or unexplained: %v", f.Key, c.Value, err)
				}
			}
		} else if !(f.Min < f.Max) {
			t.Errorf("%s ranges from %g to %g", f.Key, f.Min, f.Max)
		}
		if got, ok := lab.FieldOf(f.Key); !ok || got.Label != f.Label {
			t.Errorf("FieldOf(%q) finds something else", f.Key)
		}
	}
	if _, ok := lab.FieldOf("nothing"); ok {
		t.Error("FieldOf finds a field that does not exist")
	}
}

// TestFieldsTakeWhatTheyAllow: any allowed text is read, spelled, and read as the same again.
func TestFieldsTakeWhatTheyAllow(t *testing.T) {
	src := rng.New(1, "texts").Source(0)
	for _, f := range lab.Fields() {
		for range 200 {
			text := anyText(f, src)
			e, again := lab.Default(), lab.Default()
			if err := f.Set(&e, text); err != nil {
				t.Fatalf("%s=%s: %v", f.Key, text, err)
			}
			canonical := f.Get(e)
			if err := f.Set(&again, canonical); err != nil || again != e || f.Get(again) != canonical {
				t.Fatalf("%s=%s is spelled %s, which reads as %v (%v)", f.Key, text, canonical, f.Get(again), err)
			}
			if strings.Trim(canonical, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" {
				t.Errorf("%s=%s would need escaping in a link", f.Key, canonical)
			}
		}
	}
}

// TestFieldsRefuse: a wrong text changes nothing, and the error names key, value and what is
// allowed.
func TestFieldsRefuse(t *testing.T) {
	for _, f := range lab.Fields() {
		for _, text := range wrongTexts(f) {
			e := lab.Default()
			err := f.Set(&e, text)
			var v *knob.ValueError
			if !errors.As(err, &v) {
				t.Errorf("%s=%q gives %v: want a *knob.ValueError", f.Key, text, err)
				continue
			}
			if e != lab.Default() {
				t.Errorf("%s=%q changed the experiment", f.Key, text)
			}
			allowed := f.Allowed()
			if f.Kind == knob.Spelled { // it says what is wrong, too
				allowed = v.Allowed[:min(len(v.Allowed), len(f.Allowed()))]
			}
			if v.Key != f.Key || v.Value != text || allowed != f.Allowed() {
				t.Errorf("%s=%q: the error speaks of %q=%q, allowed %q", f.Key, text, v.Key, v.Value, v.Allowed)
			}
			if m := err.Error(); !strings.HasPrefix(m, "knob: ") || !strings.Contains(m, f.Key) ||
				!strings.Contains(m, f.Allowed()) || len(m) > 400 {
				t.Errorf("%s=%q: message %q", f.Key, text, m)
			}
		}
	}
}

func TestAllowedNamesTheLimits(t *testing.T) {
	for key, want := range map[string]string{
		"loss": "one of ce, mhl", "batch": "a whole number from 1 to 2000", "ber": "a number from 0 to 0.5",
		"curve": "0 or 1", "seed": "a whole number from 0 to 4294967295",
		"hidden": fmt.Sprintf("1 to %d whole numbers from 1 to %d joined by -, such as 1024-1024",
			lab.MaxLayers, lab.MaxWidth),
	} {
		if f, _ := lab.FieldOf(key); f.Allowed() != want {
			t.Errorf("%s takes %q: want %q", key, f.Allowed(), want)
		}
	}
}

// TestDefaults are what the sources say.
func TestDefaults(t *testing.T) {
	device, err := lab.Default().With("memory", "rram-weak-reset")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		e    lab.Experiment
		want string
	}{
		{lab.Default(), "task=mnist train=60000 test=10000 hidden=1024-1024 input=real bias=0 memory=ideal " +
			"learn=latent epochs=20 batch=100 lr=0.005 decay=0.5"},
		{device, "memory=rram-weak-reset learn=device epochs=20 batch=1000 lr=0.008 decay=0.5 every=7 curve=1 rtn=1 " +
			"pink=1 d2d=1 reprogram=0"},
	} {
		for _, part := range strings.Fields(c.want) {
			key, want, _ := strings.Cut(part, "=")
			if f, _ := lab.FieldOf(key); f.Get(c.e) != want {
				t.Errorf("memory=%s: %s is %s by default: want %s", c.e.Memory, key, f.Get(c.e), want)
			}
		}
	}
}

// TestWith: what stood at its default follows it, what was set stays.
func TestWith(t *testing.T) {
	e, err := lab.Default().With("epochs", "3")
	if err == nil {
		e, err = e.With("memory", "rram-weak-reset")
	}
	if err != nil || e.Epochs != 3 || e.Learn != lab.LearnDevice || e.Batch != 1000 || e.LR != 0.008 {
		t.Fatalf("%v: %+v", err, e)
	}
	if e, err = e.With("lr", "0.002"); err != nil || e.LR != 0.002 {
		t.Fatalf("%v: lr is %v", err, e.LR)
	}
	if e, err = e.With("memory", "ideal"); err != nil || e.LR != 0.002 || e.Batch != 100 ||
		e.Learn != lab.LearnLatent || e.Epochs != 3 {
		t.Fatalf("%v: %+v", err, e)
	}
	var v *knob.ValueError
	if same, err := e.With("batch", "0"); !errors.As(err, &v) || same != e {
		t.Errorf("batch=0 gives %v", err)
	}
	var k *lab.KeyError
	if same, err := e.With("colour", "red"); !errors.As(err, &k) || same != e {
		t.Errorf("an unknown key gives %v", err)
	}
}

// TestActsIn: in which phase a knob acts decides what must be computed anew.
func TestActsIn(t *testing.T) {
	for _, c := range []struct {
		link, key string
		want      lab.Phase
	}{
		{"", "hidden", lab.PhaseTrain}, {"", "seed", lab.PhaseTrain}, {"", "test", lab.PhaseRead},
		{"", "stats", lab.PhaseRead},
		{"", "memory", lab.PhaseProgram}, {"", "ber", lab.PhaseNone}, {"", "curve", lab.PhaseNone},
		{"", "gain", lab.PhaseNone}, {"", "pulses", lab.PhaseNone},
		{"memory=ber", "ber", lab.PhaseProgram}, {"memory=ber", "when", lab.PhaseProgram},
		{"memory=ber", "bylayer", lab.PhaseProgram}, {"memory=ber", "chip", lab.PhaseProgram},
		{"memory=ber&when=read", "ber", lab.PhaseProgram}, {"memory=ber", "lr", lab.PhaseTrain},
		{"memory=rram-weak-reset", "curve", lab.PhaseTrain}, {"memory=rram-weak-reset", "gain", lab.PhaseTrain},
		{"memory=rram-weak-reset", "pulses", lab.PhaseNone},
		{"memory=rram-weak-reset", "chip", lab.PhaseTrain}, {"memory=rram-weak-reset", "memory", lab.PhaseTrain},
		{"memory=rram-weak-reset", "ber", lab.PhaseNone},
		{"memory=rram-weak-reset&learn=latent", "curve", lab.PhaseProgram},
		{"memory=rram-weak-reset&learn=latent", "pulses", lab.PhaseProgram},
		{"memory=rram-weak-reset", "bylayer", lab.PhaseNone}, {"memory=ideal", "bylayer", lab.PhaseNone},
		{"memory=rram-weak-reset&learn=latent", "reprogram", lab.PhaseNone},
		{"memory=rram-weak-reset&learn=latent", "gain", lab.PhaseNone},
	} {
		l, err := lab.ParseLink(c.link)
		if err != nil {
			t.Fatal(err)
		}
		if f, _ := lab.FieldOf(c.key); f.ActsIn(l.Experiment) != c.want {
			t.Errorf("%q: %s acts in phase %d: want %d", c.link, c.key, f.ActsIn(l.Experiment), c.want)
		}
	}
}

func TestWidths(t *testing.T) {
	l, err := lab.ParseLink("hidden=3000")
	if err != nil {
		t.Fatal(err)
	}
	want := []devices.Layer{{Inputs: 784, Rows: 3000, Reads: 8}, {Inputs: 3000, Rows: 10, Reads: 1}}
	if got := l.Stored(); l.HiddenText() != "3000" || !slices.Equal(got, want) {
		t.Errorf("widths %s, and layers %+v, want %+v", l.HiddenText(), got, want)
	}
}

// TestWidthsOfMaps: a network over maps takes the map of an image.
func TestWidthsOfMaps(t *testing.T) {
	l, err := lab.ParseLink("task=cifar10&net=32c3-32cp2-256b")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := l.WidthsText(), "3x32x32-32c-32cp-256-10"; got != want {
		t.Errorf("the network is %s: want %s", got, want)
	}
}

// TestStoredIn: another memory holds weights that are learnt as before; a link that names the memory alone means what
// it meant.
func TestStoredIn(t *testing.T) {
	for _, c := range []struct{ from, memory, want string }{
		{"v=1", lab.MemoryWeakReset, "v=1&memory=rram-weak-reset&learn=latent"},
		{"v=1&memory=ber&ber=0.1&epochs=3", lab.MemoryWeakReset,
			"v=1&memory=rram-weak-reset&ber=0.1&learn=latent&epochs=3"},
		{"v=1&memory=rram-weak-reset", lab.MemoryWeakReset, "v=1&memory=rram-weak-reset"},
		{"v=1&memory=rram-weak-reset", lab.MemoryBER, "v=1&memory=ber"},
		{"v=1&memory=rram-weak-reset&learn=latent&pulses=30", lab.MemoryBER, "v=1&memory=ber&pulses=30"},
		{"v=1", lab.MemoryBER, "v=1&memory=ber"},
	} {
		l, err := lab.ParseLink("#" + c.from)
		if err != nil {
			t.Fatal(err)
		}
		e, err := l.StoredIn(c.memory)
		if err != nil || e.Link() != c.want {
			t.Errorf("%s stored in %s is %s (%v), want %s", c.from, c.memory, e.Link(), err, c.want)
		}
	}
	if e, err := lab.Default().StoredIn("paper"); err == nil || e != lab.Default() {
		t.Errorf("stored on paper it is %s", e.Link())
	}
	if l, err := lab.ParseLink("#memory=rram-weak-reset"); err != nil || l.Learn != lab.LearnDevice {
		t.Errorf("the link of the memory alone learns by %q (%v)", l.Learn, err)
	}
}
