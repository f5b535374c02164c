package knob_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// One knob of each kind.
var (
	real   = knob.Knob{Key: "lr", Kind: knob.Real, Min: 0, Max: 1e6, Def: 0.5}
	below  = knob.Knob{Key: "current", Kind: knob.Real, Min: -0.5, Max: 0.5}
	plus   = knob.Knob{Key: "ewc", Kind: knob.Real, Min: 0, Max: 1e6, Plus: true}
	whole  = knob.Knob{Key: "epochs", Kind: knob.Whole, Min: 1, Max: 1000}
	turn   = knob.Knob{Key: "turn", Kind: knob.Whole, Min: -90, Max: 90}
	toggle = knob.Knob{Key: "bias", Kind: knob.Switch, Max: 1}
	seed   = knob.Knob{Key: "seed", Kind: knob.Seed, Max: 1<<32 - 1}
	oneOf  = knob.Knob{Key: "memory", Kind: knob.OneOf, Choices: []knob.Choice{{Value: "ideal"}, {Value: "st-mram"}}}
	wholes = knob.Knob{Key: "hidden", Kind: knob.Wholes, Min: 1, Max: 4096, Most: 3, Example: "1024-1024"}
	reals  = knob.Knob{Key: "bylayer", Kind: knob.Reals, Min: 0, Max: 1000, Most: 3, Example: "1_0.5"}
)

// TestCanon: an allowed text has one spelling, which reads as itself; another one is refused and named.
func TestCanon(t *testing.T) {
	refused := "\x00"
	for _, c := range []struct {
		k          knob.Knob
		text, want string
	}{
		{real, "0.5", "0.5"}, {real, ".50", "0.5"}, {real, "5.e-1", "0.5"}, {real, "1e-7", "1e-07"},
		{real, "0.0001", "0.0001"},
		{real, "1000000", "1e06"}, {real, "1e+6", "1e06"}, {real, "-0", "0"}, {real, "1e-400", "0"},
		{real, "123456.5", "123456.5"},
		{real, "-1", refused}, {real, "1000001", refused}, {real, "1e400", refused}, {real, "", refused},
		{real, " 1", refused},
		{real, "+1", refused}, {real, "NaN", refused}, {real, "Inf", refused}, {real, "0x1", refused},
		{real, "1E2", refused},
		{real, "1e++2", refused}, {real, "1_0", refused}, {real, "e", refused}, {real, "1,5", refused},
		{real, "١", refused},
		{below, "-0.25", "-0.25"}, {below, "-0.51", refused}, {plus, "1e6", "1e+06"}, {plus, "1e+06", "1e+06"},
		{plus, "10", "10"},
		{whole, "1", "1"}, {whole, "1000", "1000"}, {whole, "0", refused}, {whole, "1001", refused},
		{whole, "007", refused},
		{whole, "1e2", refused}, {whole, "1.0", refused}, {whole, "+1", refused}, {whole, "-1", refused},
		{whole, "", refused},
		{whole, strings.Repeat("9", 400), refused}, {turn, "-45", "-45"}, {turn, "0", "0"}, {turn, "-0", refused},
		{turn, "--1", refused},
		{toggle, "0", "0"}, {toggle, "1", "1"}, {toggle, "2", refused}, {toggle, "true", refused},
		{toggle, "00", refused},
		{seed, "0", "0"}, {seed, "4294967295", "4294967295"}, {seed, "4294967296", refused},
		{seed, "18446744073709551616", refused},
		{oneOf, "ideal", "ideal"}, {oneOf, "st-mram", "st-mram"}, {oneOf, "0", refused}, {oneOf, "", refused},
		{oneOf, "ideal ", refused},
		{wholes, "64", "64"}, {wholes, "1-2-4096", "1-2-4096"}, {wholes, "1-2-3-4", refused}, {wholes, "1-", refused},
		{wholes, "0", refused},
		{wholes, "1_2", refused}, {wholes, "01", refused}, {wholes, "", refused},
		{reals, "1", "1"}, {reals, "1.0_5e-1", "1_0.5"}, {reals, "1_1_1_1", refused}, {reals, "1_", refused},
		{reals, "1001", refused}, {reals, "-1", refused},
	} {
		got, err := c.k.Canon(c.text)
		if c.want != refused {
			if again, e := c.k.Canon(got); err != nil || got != c.want || e != nil || again != got {
				t.Errorf("%s=%s is spelled %q (%v), which is spelled %q (%v): want %q", c.k.Key, c.text, got, err,
					again, e, c.want)
			}
			continue
		}
		var v *knob.ValueError
		if !errors.As(err, &v) || *v != (knob.ValueError{Key: c.k.Key, Value: c.text, Allowed: c.k.Allowed()}) {
			t.Errorf("%s=%s is read as %q, with the error %v", c.k.Key, c.text, got, err)
		}
	}
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		k    knob.Knob
		want string
	}{
		{real, "a number from 0 to 1e+06"}, {whole, "a whole number from 1 to 1000"}, {toggle, "0 or 1"},
		{seed, "a whole number from 0 to 4294967295"}, {oneOf, "one of ideal, st-mram"},
		{wholes, "1 to 3 whole numbers from 1 to 4096 joined by -, such as 1024-1024"},
		{reals, "1 to 3 numbers from 0 to 1000 joined by _, such as 1_0.5"},
	} {
		if got := c.k.Allowed(); got != c.want {
			t.Errorf("%s takes %q: want %q", c.k.Key, got, c.want)
		}
	}
	err := whole.Refuse(strings.Repeat("x", 100))
	if got, want := err.Error(), "knob: epochs="+strings.Repeat("x", 60)+
		"... is not allowed: epochs takes a whole number from 1 to 1000"; got != want {
		t.Errorf("the error says %q: want %q", got, want)
	}
}

// TestSpelled: a grammar of its own says how a text is spelled, and what of it is not allowed.
func TestSpelled(t *testing.T) {
	read := func(s string) (string, error) {
		if s == "" {
			return "", errors.New("none is too few")
		}
		return strings.ToLower(s), nil
	}
	word := knob.Knob{Key: "word", Kind: knob.Spelled, Takes: "letters", Example: "a", Read: read}
	if got, err := word.Canon("aB"); err != nil || got != "ab" {
		t.Errorf("aB is spelled %q (%v)", got, err)
	}
	_, err := word.Canon("")
	if want := "knob: word= is not allowed: word takes letters, such as a; none is too few"; err == nil ||
		err.Error() != want {
		t.Errorf("the error is %v: want %s", err, want)
	}
	if x, err := word.Parse("1"); err == nil {
		t.Errorf("1 is read as the number %v", x)
	}
}

// TestLists: a list is no number, and what holds no list is not read as one.
func TestLists(t *testing.T) {
	if all, err := reals.ParseList("1_0.5"); err != nil || fmt.Sprint(all) != "[1 0.5]" {
		t.Errorf("1_0.5 is read as %v (%v)", all, err)
	}
	for _, k := range []knob.Knob{wholes, reals} {
		if x, err := k.Parse("1"); err == nil {
			t.Errorf("the list %s is read as the number %v", k.Key, x)
		}
	}
	if x, err := below.Parse("-0"); err != nil || math.Signbit(x) {
		t.Errorf("-0 is read as %v (%v)", x, err)
	}
}

func ExampleKnob() {
	temperature := knob.Knob{
		Key: "temp", Label: "Temperature", Unit: "K", Kind: knob.Real, Min: 230, Max: 430, Def: 300,
		Help: "Temperature of the chip, for ever.", Source: "assumed",
	}
	x, err := temperature.Parse("3.5e2")
	fmt.Println(temperature.Spell(x), err)
	_, err = temperature.Parse("warm")
	fmt.Println(err)
	// Output:
	// 350 <nil>
	// knob: temp=warm is not allowed: temp takes a number from 230 to 430
}

// TestNearest: a third of the letters, at most two, may be wrong; neighbours that are exchanged are one.
func TestNearest(t *testing.T) {
	names := []string{"epochs", "memory", "lr", "rram-weak-reset"}
	for word, want := range map[string]string{
		"epoch": "epochs", "eopchs": "epochs", "memmory": "memory", "Memory": "memory", "LR": "lr",
		"rram-weak-rset": "rram-weak-reset",
		"colour":         "", "": "", "x": "", "tape": "", strings.Repeat("lr", 4000): "",
	} {
		if got := knob.Nearest(word, names); got != want {
			t.Errorf("%.20q was taken for %q: want %q", word, got, want)
		}
	}
}
