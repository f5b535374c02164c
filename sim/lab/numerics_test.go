package lab

import (
	"errors"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// TestPrints: bare digits are of numerics 1 and stay bare; from numerics 2 on the version stands in front.
func TestPrints(t *testing.T) {
	const hex = "0123456789abcdef"
	for text, want := range map[string]Print{
		hex: {1, hex}, "1-" + hex: {1, hex}, "2-" + hex: {2, hex}, "12-" + strings.ToUpper(hex): {12, hex},
		"9999-01234567": {9999, "01234567"},
	} {
		got, err := ParsePrint("fp", text)
		if err != nil || got != want {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
		l, err := ParseLink("#v=1&fp=" + text)
		if err != nil || l.Fingerprint != want {
			t.Errorf("a link with %q holds %+v, %v", text, l.Fingerprint, err)
		}
		if back, err := ParsePrint("fp", got.String()); err != nil || back != got {
			t.Errorf("%+v is spelled %q, which is %+v, %v", got, got, back, err)
		}
	}
	for p, want := range map[Print]string{{1, hex}: hex, {2, hex}: "2-" + hex, {}: ""} {
		if p.String() != want {
			t.Errorf("%+v is spelled %q, want %q", p, p, want)
		}
	}
	for _, bad := range []string{"", "-", "0-" + hex, "10000-" + hex, "x-" + hex, "2-0123", "2-" + hex + "g", "2--" + hex,
		"-2-" + hex, "2-" + strings.Repeat("0", 65), "2-3-" + hex} {
		var wrong *knob.ValueError
		if p, err := ParsePrint("fp", bad); !errors.As(err, &wrong) || wrong.Key != "fp" {
			t.Errorf("%q is read as %+v, %v", bad, p, err)
		}
	}
}

// TestOtherNumericsAreNoFailure: only bits of the same numerics are compared.
func TestOtherNumericsAreNoFailure(t *testing.T) {
	const hex = "0123456789abcdef"
	for _, c := range []struct {
		link, result int
		came         string
		want         Verdict
		says         string
	}{
		{1, 1, hex, VerdictExact, "Reproduced exactly: fingerprint " + hex + "."},
		{2, 2, hex, VerdictExact, "Reproduced exactly: fingerprint " + hex + "."},
		{2, 2, "f" + hex, VerdictDiffers, "Not reproduced: the link expects fingerprint " + hex + ", here came f0123456789abcde."},
		{1, 2, hex, VerdictOlder, "made with numerics 1: accuracy can be compared, bits cannot"},
		{1, 2, "f" + hex, VerdictOlder, "made with numerics 1: accuracy can be compared, bits cannot"},
		{3, 2, hex, VerdictNewer, "it may be old"},
	} {
		p := Print{Numerics(c.link), hex}
		r := Result{Numerics: c.result, Fingerprint: c.came + strings.Repeat("0", 64-len(c.came))}
		if got := p.Judge(&r); got != c.want {
			t.Errorf("%+v against %s of numerics %d: %q, want %q", p, r.Fingerprint, c.result, got, c.want)
		}
		words := p.Words(&r)
		if !strings.Contains(words, c.says) {
			t.Errorf("the words are %q, want %q in them", words, c.says)
		}
		if c.link != c.result && (strings.Contains(words, "reproduced") || p.Notice(Numerics(c.result)) != words) {
			t.Errorf("of other numerics it says %q", words)
		}
		if PrintOf(&r) != (Print{Numerics(c.result), r.Fingerprint[:FingerprintDigits]}) {
			t.Errorf("a link tells %v of it", PrintOf(&r))
		}
	}
	if PrintOf(&Result{Numerics: 2}) != (Print{}) {
		t.Error("a result without a fingerprint is told of")
	}
}
