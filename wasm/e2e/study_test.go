//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"arraylab/sim/lab"
)

// nativeTable is the file that the command writes of the study of a link.
func nativeTable(t *testing.T, hash string) (file string, size int) {
	t.Helper()
	l, err := lab.ParseLink(hash)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	model, err := os.ReadFile(filepath.Join(suite.root, "assets", "standard.arraylab"))
	if err != nil {
		t.Fatal(err)
	}
	sets := images(t, lab.Default())
	c := lab.Carrier{Sets: func(string, int, int) (lab.Sets, error) { return sets, nil }, Workers: 2, Models: [][]byte{model}}
	file = table.Head()
	if err := c.Carry(slices.Collect(table.Experiments(0)), func(i int, r lab.Result) error {
		line, err := table.Line(i, r)
		file += line
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return file, table.Size()
}

// TestAStudyGoesOnAfterAReload: a sweep that trains and an ablation are begun, the page is loaded anew in the middle,
// and what comes of them is, to the byte, the table of the command that was never interrupted.
func TestAStudyGoesOnAfterAReload(t *testing.T) {
	for name, hash := range map[string]string{
		"sweep":  "v=1&train=2000&test=500&hidden=64&epochs=2&lr=0.002~0.02&seeds=5",
		"ablate": "v=1&test=1000&memory=rram-2t2r&condition=limit&hours=100000&chips=2&ablate=1",
	} {
		t.Run(name, func(t *testing.T) {
			want, size := nativeTable(t, hash)
			tb := open(t, suite.site+"#"+hash)
			tb.wait(query("#"+name+"-run") + ".disabled === false")
			tb.click("#" + name + "-run")
			tb.wait(`Number(/sweep (\d+)/.exec(` + query("#epoch") + `.innerText)?.[1]) >= 2`)
			tb.do(chromedp.Reload())
			words := query("#"+name+"-kept") + ".innerText"
			tb.wait(fmt.Sprintf(`/^\d+ of %d points are there/.test(%s) && !%s.disabled`, size, words,
				query("#"+name+"-go-on")))
			there, err := strconv.Atoi(strings.Fields(eval[string](tb, words))[0])
			if err != nil || there < 2 || there >= size {
				t.Errorf("after the reload %d of %d points are there, %v", there, size, err)
			}
			tb.shot(name + "-kept")
			tb.click("#" + name + "-go-on")
			tb.wait(query("#"+name+"-run") + `.innerText !== "` +
				map[string]string{"sweep": "Sweeping", "ablate": "Ablating"}[name] + `" && ` + at("done"))
			check := func(when string) {
				file, err := os.ReadFile(tb.download("#" + name + "-csv"))
				if err != nil {
					t.Fatal(err)
				}
				if string(file) != want {
					t.Errorf("%s the table is\n%s\nnatively\n%s", when, file, want)
				}
			}
			check("when it went on")
			tb.accessible("what is known of a " + name)
			tb.do(chromedp.Reload())
			tb.wait(query("#"+name+"-csv") + "?.getClientRects().length")
			check("after another reload")
		})
	}
}
