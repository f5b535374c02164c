//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// shared opens the share dialog and returns the link that it offers.
func (tb *tab) shared() string {
	tb.t.Helper()
	tb.click("#share-open")
	tb.wait(query("#share-link") + ".value")
	return eval[string](tb, query("#share-link")+".value")
}

// fp is what a link tells of the first digits of a fingerprint.
func fp(digits string) string {
	return "&fp=" + lab.Print{Numerics: lab.NumericVersion, Digits: digits}.String()
}

func TestShareAndReplay(t *testing.T) {
	first := open(t, suite.site+"#"+runs[1].link)
	first.train()
	link := first.shared()
	fingerprint := first.outcome().Fingerprint
	hash := link[strings.IndexByte(link, '#')+1:]
	if !strings.HasPrefix(hash, runs[1].link+fp(fingerprint[:8])) {
		t.Fatalf("the link %q is not of %s with the fingerprint %s", link, runs[1].link, fingerprint)
	}
	first.shot("share")

	replay := open(t, suite.site+"#"+hash)
	replay.train()
	replay.wait(`document.documentElement.dataset.verdict === "exact"`)
	if text := replay.text("#verdict"); !strings.Contains(strings.ToLower(text), "reproduced exactly") {
		t.Errorf("the verdict reads %q", text)
	}
	replay.shot("reproduced")

	// Another fingerprint in the same link: the page must say so, not repeat what it is told.
	wrong := strings.Replace(hash, fp(fingerprint[:8]), fp(strings.Map(otherDigit, fingerprint[:8])), 1)
	other := open(t, suite.site+"#"+wrong)
	other.train()
	other.wait(`document.documentElement.dataset.verdict === "differs"`)
	if text := other.text("#verdict"); strings.Contains(strings.ToLower(text), "reproduced exactly") || text == "" {
		t.Errorf("of a run that differs the verdict reads %q", text)
	}
}

// otherDigit is another hexadecimal digit.
func otherDigit(r rune) rune {
	if r == '0' {
		return '1'
	}
	return '0'
}

func TestBadLinkIsNamedAndNothingRuns(t *testing.T) {
	tb := open(t, suite.site+"#v=1&ber=2&colour=blue&run=1")
	tb.wait(query("#bad-link"))
	for key, allowed := range map[string]string{"ber": "0.5", "colour": "not a key"} {
		if text := tb.text("#bad-link li[data-key=" + key + "]"); !strings.Contains(text, key) ||
			!strings.Contains(text, allowed) {
			t.Errorf("of the key %s the page says %q", key, text)
		}
	}
	tb.animationFrames(20)
	if s := tb.data("state"); s == "running" {
		t.Error("a run of a bad link began")
	}
	tb.shot("bad-link")
	tb.click("#use-defaults")
	tb.wait(at("ready") + " && !" + query("#bad-link"))
	if hash := eval[string](tb, "location.hash"); strings.Contains(hash, "colour") {
		t.Errorf("the address is still %s", hash)
	}
}

func TestTeacherFlags(t *testing.T) {
	tb := open(t, suite.site+"#"+runs[0].link+"&hide=confusion&lock=1&run=1")
	tb.wait("document.documentElement.dataset.link === " + quote(runs[0].link)) // run=1: without a click
	if eval[bool](tb, "!"+query("#f-seed")+".disabled") {
		t.Error("lock=1, but the seed can be changed")
	}
	if eval[bool](tb, query("#chart-confusion")+"?.getClientRects().length > 0") {
		t.Error("hide=confusion, but the confusion matrix is there")
	}
}
