//go:build e2e

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"arraylab/ui/lesson"
)

// shippedLesson is a lesson as visitors get it.
func shippedLesson(t *testing.T, name string) *lesson.Lesson {
	t.Helper()
	read := func(file string) []byte {
		body, err := os.ReadFile(filepath.Join(suite.root, "assets", file))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	list, err := lesson.ParseList(read("lessons.json"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := lesson.Parse(*list.Of(name), read("lesson-"+name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestLessonViews: list, step, sheet and plan have no findings of axe, in light and dark, and the plan takes one sheet
// of paper.
func TestLessonViews(t *testing.T) {
	for _, theme := range []string{"light", "dark"} {
		t.Run(theme, func(t *testing.T) {
			tb := open(t, suite.site+"#v=1&view=lessons", fresh, scheme(theme))
			tb.wait(at("ready", "done") + " && " + query("#lesson-maps"))
			tb.shot("lessons-list-" + theme)
			tb.accessible("list of lessons")
			tb.click("#lesson-errors")
			tb.wait(query("#lesson-do") + "?.dataset.done === 'true'")
			tb.click("#lesson-check")
			tb.accessible("step")
			tb.click("#lesson-list")
			tb.click("#lesson-pairs")
			tb.wait(query("#lesson-do") + "?.dataset.done === 'true'")
			tb.accessible("step with a knob of a long name")
			tb.shot("lesson-pairs-" + theme)
			tb.animationFrames(10) // in which the result is drawn, and the panel stands still
			tb.click(`#lesson [data-term="single-cell"]`)
			tb.wait(query("#glossary-title") + "?.textContent === 'Single cell'")
			tb.press(escape)
			tb.wait("!" + query("#glossary-title"))
			tb.click("#lesson-sheet")
			tb.wait(query("#paper-title") + "?.textContent === 'Two devices are better than one'")
			tb.shot("lesson-sheet-" + theme)
			tb.accessible("sheet")
			tb.click("#paper-turn")
			tb.wait(query(".handout .because"))
			tb.accessible("answers")
			tb.shot("lesson-answers-" + theme)
			tb.do(chromedp.Navigate("about:blank"), chromedp.Navigate(suite.site+"#v=1&view=plan"))
			tb.wait(`location.hash.includes("view=plan") && ` + query(".handout table"))
			tb.accessible("plan")
			tb.shot("lesson-plan-" + theme)
			if n := tb.sheets("lesson-plan"); n != 1 {
				t.Errorf("the plan takes %d sheets of paper", n)
			}
		})
	}
}

// sheets prints the page, keeps the file, and counts its sheets.
func (tb *tab) sheets(name string) int {
	tb.t.Helper()
	var pdf []byte
	tb.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPaperWidth(8.27).WithPaperHeight(11.69).WithPreferCSSPageSize(false).Do(ctx)
		return err
	}))
	if err := os.WriteFile(filepath.Join(suite.root, "dist", "screenshots", name+".pdf"), pdf, 0o644); err != nil {
		tb.t.Error(err)
	}
	if len(pdf) < 4000 { // an empty sheet is 1,500 bytes
		tb.t.Errorf("%s is empty", name)
	}
	return len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAllString(string(pdf), -1))
}

// TestLessonOnAPhone: list and sheet fit its width, in the dark too, and the panel folds.
func TestLessonOnAPhone(t *testing.T) {
	tb := open(t, suite.site+"#v=1&view=lessons", fresh, size(390, 844, true), scheme("dark"))
	tb.wait(at("ready", "done") + " && " + query("#lesson-maps"))
	tb.shot("lessons-list-phone")
	tb.accessible("list of lessons on a phone")
	tb.tap("#lesson-pairs")
	tb.wait(query("#lesson-do") + "?.dataset.done === 'true'")
	tb.accessible("step on a phone")
	tb.shot("lesson-pairs-phone")
	tb.tap("#lesson-fold")
	tb.wait(query("#lesson") + ".getBoundingClientRect().height < 110")
	tb.shot("lesson-folded-phone")
	tb.do(chromedp.Navigate("about:blank"), chromedp.Navigate(suite.site+"#v=1&view=sheet.pairs"),
		emulation.SetEmulatedMedia().WithMedia("print"))
	tb.wait(query("#paper-title") + "?.textContent.startsWith('Two devices')")
	if wide := eval[float64](tb, "document.documentElement.scrollWidth"); wide > 390 {
		t.Errorf("a sheet is %g pixels wide", wide)
	}
	if eval[bool](tb, query("#paper-back")+".checkVisibility()") {
		t.Error("buttons are printed")
	}
}
