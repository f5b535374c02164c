//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

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

// hand is how a visitor uses the page: what presses an element, and what types into a field.
type hand struct {
	press func(id string)
	fill  func(id, text string)
}

// hands are the mouse, a finger, and the keyboard alone.
func (tb *tab) hands(how string) hand {
	typed := func(press func(id string)) func(id, text string) {
		return func(id, text string) {
			press(id)
			tb.press("a", ctrl)
			for _, c := range text { // no faster than the page draws
				tb.press(string(c))
				tb.animationFrames(3)
			}
		}
	}
	switch how {
	case "phone":
		tap := func(id string) { tb.tap("#" + id) }
		return hand{tap, typed(tap)}
	case "keyboard":
		return hand{func(id string) { tb.focus(id); tb.press(kb.Enter) }, typed(tb.focus)}
	}
	click := func(id string) { tb.click("#" + id) }
	return hand{click, typed(click)}
}

// dockedLesson tells what is wrong with where the panel is: it is whole on the screen, and leaves room for what it is
// about.
const dockedLesson = `(() => {
	const r = document.getElementById("lesson").getBoundingClientRect(), wrong = [];
	if (r.top < 0 || r.left < 0 || r.bottom > innerHeight + 1 || r.right > innerWidth + 1 || r.height < 180)
		wrong.push("the panel is at " + JSON.stringify(r));
	for (const id of ["lesson-next", "train"]) {
		const b = document.getElementById(id).getBoundingClientRect();
		if (b.bottom > innerHeight || b.top < 0) wrong.push(id + " is out of reach at " + b.top);
	}
	const room = [...document.querySelectorAll("main .panel")].filter(e => e.getClientRects().length)
		.map(e => e.getBoundingClientRect().height);
	if (!room.length || Math.max(...room) < 150) wrong.push("what it is about has " + room + " pixels");
	if (document.documentElement.scrollWidth > innerWidth) wrong.push("it scrolls sideways");
	return wrong.join("; ");
})()`

// TestLesson walks through a lesson from its link to its last answer, by mouse on a laptop, by the keyboard alone, and
// with a finger on a phone; at the next visit it goes on where it was.
func TestLesson(t *testing.T) {
	l := shippedLesson(t, "errors")
	for _, how := range []string{"laptop", "keyboard", "phone"} {
		t.Run(how, func(t *testing.T) {
			screen := size(1280, 800, false)
			if how == "phone" {
				screen = size(390, 844, true)
			}
			tb := open(t, suite.site+"#lesson=errors", fresh, screen)
			h := tb.hands(how)
			for i := range l.Steps {
				tb.step(h, l, i, how)
			}
			tb.wait(query("#lesson-tally") + fmt.Sprintf(".textContent.includes('%d of %d')", len(l.Steps), len(l.Steps)))
			tb.do(chromedp.Reload())
			tb.wait(query("#lesson-said") + "?.textContent.startsWith('You have answered this')")
		})
	}
}

// step does what a step asks for and answers its question, wrongly first where it is the lesson's first.
func (tb *tab) step(h hand, l *lesson.Lesson, i int, how string) {
	tb.t.Helper()
	s := &l.Steps[i]
	tb.wait(query("#lesson-step") + "?.textContent === " + quote(s.Title) + " && location.hash.endsWith(" +
		quote(fmt.Sprintf("lesson=%s.%d", l.Name, i+1)) + ")")
	if s.Done == "ran ber=0.001" {
		tb.wait(at("ready", "done"))
		h.fill("f-ber", "0.001")
	}
	if s.Done != "" {
		tb.wait(query("#lesson-do") + ".dataset.done === 'true'")
	}
	tb.animationFrames(10)
	tb.shot(fmt.Sprintf("lesson-%s-%d", how, i+1))
	if wrong := eval[string](tb, dockedLesson); wrong != "" {
		tb.t.Errorf("step %d: %s", i+1, wrong)
	}
	if i == 0 {
		h.fill("lesson-number", "7")
		h.press("lesson-check")
		tb.wait(query("#lesson-said") + ".textContent.startsWith('Not so')")
	}
	if q := s.Ask; len(q.Choices) > 0 {
		h.press(fmt.Sprintf("choice-%d", q.Right))
	} else {
		h.fill("lesson-number", q.Told())
		tb.press(kb.Enter)
	}
	tb.wait(query("#lesson-said") + ".textContent.startsWith('Right')")
	if i == 2 {
		tb.shot(fmt.Sprintf("lesson-%s-answered", how))
	}
	if i < len(l.Steps)-1 {
		h.press("lesson-next")
	}
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
