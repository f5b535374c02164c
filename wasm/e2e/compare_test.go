//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"arraylab/sim/lab"
	"arraylab/ui"
)

// nativeWeights are those of the run of a link.
func nativeWeights(t *testing.T, link string) *lab.Weights {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.NewRun(l.Experiment, images(t, l.Experiment))
	if err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	w, err := lab.UnpackWeights(l.Experiment.Link(), run.Weights())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestTheDifferenceOfTwoRuns: another chip, then another seed: what the page counts, and shows by pixel, is what the
// engine counts natively.
func TestTheDifferenceOfTwoRuns(t *testing.T) {
	const first = "v=1&train=1000&test=500&hidden=48&memory=ber&ber=0.05&epochs=1"
	tb := open(t, suite.site+"#"+first)
	tb.train()
	before := nativeWeights(t, first)
	for _, change := range []string{"&chip=2", "&seed=2"} {
		other := first + change
		tb.do(chromedp.Evaluate("location.hash = "+quote(other), nil))
		if strings.Contains(other, "seed") {
			tb.wait(query("#stale") + ".getClientRects().length && " + able(query("#train")))
			tb.click("#train")
		}
		tb.wait("document.documentElement.dataset.link === " + quote(other) + " && " + at("done"))
		all, err := lab.Differences(before, nativeWeights(t, other))
		if err != nil {
			t.Fatal(err)
		}
		tb.click(`.past [aria-label="Compare with ` + ui.Past{Link: first}.Settings() + `"]`)
		tb.wait(query("#compare-arrays table"))
		for l, d := range all {
			row := eval[[]string](tb, fmt.Sprintf(
				`[...document.querySelectorAll("#compare-arrays tbody tr")][%d].innerText.split("\t")`, l))
			want := []string{fmt.Sprintf("%d: %d×%d", l+1, d.Inputs, d.Neurons), fmt.Sprintf("%.2f %%", 100*d.Share()),
				grouped(d.Up), grouped(d.Down)}
			if strings.Join(row[:4], "|") != strings.Join(want, "|") {
				t.Errorf("%s, layer %d: the page counts %q, natively %q", other, l, row, want)
			}
			if same := strings.HasPrefix(row[4], "0 "); same != (d.Intended == 0) {
				t.Errorf("%s, layer %d: intended %q, natively %d", other, l, row[4], d.Intended)
			}
		}
		tb.wait(query("#compare-pixels >>> canvas") + ".width === 28 && " +
			query("#compare-array >>> canvas") + ".width > 28")
		_, _, blocks := all[0].Blocks(784, 1)
		most, where := 0.0, 0
		for i, b := range blocks {
			if b.Share() > most {
				most, where = b.Share(), i
			}
		}
		// The brightest colour of viridis stands where most weights of a pixel differ.
		if c := eval[[]int](tb, fmt.Sprintf(`[...%s.getContext("2d").getImageData(%d, %d, 1, 1).data]`,
			query("#compare-pixels >>> canvas"), where%28,
			where/28)); c[0] != 0xfd || c[1] != 0xe7 || c[2] != 0x24 && c[2] != 0x25 {
			t.Errorf("%s: pixel %d has the colour %v", other, where, c)
		}
		tb.find("#compare-array")
		tb.shot("compare-arrays")
	}
	tb.accessible("the difference of two arrays")
}

// grouped writes a whole number as the page does.
func grouped(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}
