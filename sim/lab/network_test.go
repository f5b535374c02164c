package lab

import (
	"errors"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// TestNetworkLinks: a network has one link, however it was told.
func TestNetworkLinks(t *testing.T) {
	for link, want := range map[string]string{
		"net=hidden":            "v=1",
		"net=1024-1024":         "v=1",
		"net=256-128":           "v=1&hidden=256-128",
		"net=256b-128b-yb":      "v=1&hidden=256-128",
		"hidden=300&net=hidden": "v=1&hidden=300",
		"net=256t-128":          "v=1&net=256t-128",
		"net=256t-128bt-yt":     "v=1&net=256t-128bt-yt",
		"net=256t-128&test=5":   "v=1&test=5&net=256t-128",
		"net=256t~512t":         "v=1&net=256t",

		"weights=ternary&net=256t":               "v=1&weights=ternary&net=256t",
		"weights=ternary&net=256tb-64t-yt":       "v=1&weights=ternary&net=256-64t",
		"weights=ternary&net=256tb-64tb-yt":      "v=1&hidden=256-64&weights=ternary",
		"net=" + strings.Repeat("4-", 31) + "4":  "v=1&net=" + strings.Repeat("4-", 31) + "4",
		"net=" + strings.Repeat("4b-", 15) + "4": "v=1&hidden=" + strings.Repeat("4-", 15) + "4",

		"net=256b-128&hidden=300": "the link gives hidden and net, which say the same",
		"net=256t&memory=rram-weak-reset": "net=256t is not allowed: net takes binary weights when " +
			"memory=rram-weak-reset",
		"net=256-yt&memory=rram-weak-reset": "net=256-yt is not allowed: net takes binary weights",
		"net=64c99": `net takes hidden, or layers joined by -, such as 32c-32cp-64c-64cp-256; token 1, "64c99", ` +
			"is not allowed: kernels",
		"net=32c-a40": `net takes networks that fit MNIST; token 2, "a40", is not allowed: its window of 40x40 is ` +
			"larger",
		"net=256-yeah": "the output layer is y",

		"net=32c-64d3x3p2-256": "v=1&net=32c-64dp-256",
		"net=32ca2s2-a3s2-256": "v=1&net=32ca-a3s2-256",
		"net=32ca64s1-256":     "its window of 64x64 is larger",
		"net=32c-a28s1-16c-9":  "v=1&net=32c-a28s1-16c-9",
		"net=16c13-256":        "v=1&net=16c13-256",
		"net=256-256e":         "v=1&net=256-256e",
		"net=256b-256eb-ye":    "v=1&net=256-256eb-ye",
	} {
		l, err := ParseLink(link)
		got := l.Experiment.Link()
		if err != nil {
			got = err.Error()
		}
		if err != nil && !strings.Contains(got, want) || err == nil && got != want {
			t.Errorf("%s: %s: want %s", link, got, want)
		}
		if err == nil {
			if again, err := ParseLink(l.String()); err != nil || again.Experiment != l.Experiment {
				t.Errorf("%s is spelled %s, which is another experiment (%v)", link, l, err)
			}
		}
	}
}

// TestNetworkFields: the two fields that say the network give way to one another, and what a token does not tell
// follows the others.
func TestNetworkFields(t *testing.T) {
	e := Default()
	for _, c := range []struct{ key, text, hidden, net, is string }{
		{"net", "32c3x3-64cpb", "1024-1024", "32c-64cp", "32c-64cp"},
		{"hidden", "256", "256", "hidden", "256"},
		{"net", "32cb-64t-yb", "1024-1024", "32c-64t", "32c-64t"},
		{"weights", "ternary", "1024-1024", "32c-64t", "32c-64t"},
		{"activations", "ternary", "1024-1024", "32c-64", "32c-64"},
		{"net", "64t", "64", "hidden", "64"},
		{"net", "64b", "1024-1024", "64b", "64b"},
		{"net", "hidden", "1024-1024", "hidden", "1024-1024"},
	} {
		var err error
		if e, err = e.With(c.key, c.text); err != nil {
			t.Fatal(err)
		}
		if got := [3]string{field(t, e, "hidden"), field(t, e, "net"), e.Net}; got != [3]string{c.hidden, c.net, c.is} {
			t.Errorf("with %s=%s hidden, net and the network are %q: want %v", c.key, c.text, got, c)
		}
		if f, _ := FieldOf("hidden"); (f.ActsIn(e) == PhaseNone) != (c.net != asHidden) {
			t.Errorf("with %s=%s the field of hidden layers acts in phase %d", c.key, c.text, f.ActsIn(e))
		}
	}
}

// field is the text of a field.
func field(t *testing.T, e Experiment, key string) string {
	t.Helper()
	f, ok := FieldOf(key)
	if !ok {
		t.Fatal(key)
	}
	return f.Get(e)
}

// TestNetworkSound: of a link whose network does not fit the rest is understood.
func TestNetworkSound(t *testing.T) {
	for link, want := range map[string]string{
		"net=32c-a40&epochs=3":            "v=1&epochs=3",
		"net=256-32c&epochs=3":            "v=1&epochs=3",
		"hidden=64&net=256t&epochs=3":     "v=1&net=256t&epochs=3",
		"hidden=64~32&net=256t&epochs=3":  "v=1&net=256t&epochs=3",
		"net=256t&memory=rram-weak-reset": "v=1&memory=rram-weak-reset",
	} {
		l, lost := Sound(link)
		if len(lost) != 1 || l.String() != want {
			t.Errorf("%s is sound as %s, without %q: want %s", link, l, lost, want)
		}
	}
	var v *knob.ValueError
	if _, err := ParseLink("net=32c-a40"); !errors.As(err, &v) || v.Key != "net" {
		t.Errorf("the error is %v: want one of net", err)
	}
}

// TestReadyNetworks: each is a network of its own, spelled as it is for ever, told with what it comes to, and one that
// the engine has for images of its own.
func TestReadyNetworks(t *testing.T) {
	f, _ := FieldOf("net")
	long := map[string]int{}
	for _, c := range f.Choices {
		e, err := Default().With("net", c.Value)
		if err != nil || f.Get(e) != c.Value {
			t.Errorf("%s is spelled %s (%v)", c.Value, f.Get(e), err)
		}
		task := "cifar10"
		if c.Label == "VGG3" {
			task = "mnist"
		}
		if _, err := ParseLink("task=" + task + "&net=" + c.Value); err != nil {
			t.Error(err)
		}
		for _, warning := range []string{"weeks", "days"} {
			if strings.Contains(c.Help, "training it takes "+warning) {
				long[warning]++
			}
		}
	}
	if long["weeks"] != 1 || long["days"] != 4 {
		t.Errorf("it takes long to train %v of the ready networks", long)
	}
}
