//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"arraylab/ui/lesson"
)

// walks are who goes through which lesson, from its link to its last answer.
var walks = []struct{ lesson, how string }{
	{"binary", "phone"},
	{"errors", "laptop"}, {"errors", "keyboard"}, {"errors", "phone"},
	{"pairs", "keyboard"},
	{"devices", "laptop"},
	{"energy", "phone"},
	{"forgetting", "keyboard"},
	{"maps", "phone"},
	{"hearts", "laptop"},
}

// TestLessons walks through every lesson as a new visitor: by mouse on a laptop, by the keyboard alone, or with a finger
// on a phone. What a step asks for is done with the page's own means, and each question is answered.
func TestLessons(t *testing.T) {
	for _, w := range walks {
		t.Run(w.lesson+"-"+w.how, func(t *testing.T) {
			l := shippedLesson(t, w.lesson)
			screen := size(1280, 800, false)
			if w.how == "phone" {
				screen = size(390, 844, true)
			}
			tb := open(t, suite.site+"#lesson="+w.lesson, fresh, screen)
			h := tb.hands(w.how)
			for i := range l.Steps {
				tb.step(h, l, i, w.how)
			}
			tb.wait(query("#lesson-tally") + fmt.Sprintf(".textContent.includes('%d of %d')", len(l.Steps), len(l.Steps)))
			if w.lesson == "errors" { // at the next visit it goes on where it was
				tb.do(chromedp.Reload())
				tb.wait(query("#lesson-said") + "?.textContent.startsWith('You have answered this')")
			}
		})
	}
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

// step does what a step asks for and answers its question, wrongly first where it is the lesson's first.
func (tb *tab) step(h hand, l *lesson.Lesson, i int, how string) {
	tb.t.Helper()
	s := &l.Steps[i]
	tb.wait(query("#lesson-step") + "?.textContent === " + quote(s.Title) + " && location.hash.endsWith(" +
		quote(fmt.Sprintf("lesson=%s.%d", l.Name, i+1)) + ")")
	tb.carryOut(h, s)
	tb.animationFrames(10)
	tb.shot(fmt.Sprintf("lesson-%s-%s-%d", l.Name, how, i+1))
	if wrong := eval[string](tb, dockedLesson); wrong != "" {
		tb.t.Errorf("step %d: %s", i+1, wrong)
	}
	if i == 0 && len(s.Ask.Choices) == 0 {
		h.fill("lesson-number", "12345")
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
		tb.shot(fmt.Sprintf("lesson-%s-%s-answered", l.Name, how))
	}
	if i < len(l.Steps)-1 {
		h.press("lesson-next")
	}
}

// carryOut does what a step asks for, unless it is done.
func (tb *tab) carryOut(h hand, s *lesson.Step) {
	tb.t.Helper()
	c, err := lesson.ParseCondition(s.Done)
	if err != nil {
		tb.t.Fatal(err)
	}
	for _, term := range c {
		switch term.Fact {
		case "ran":
			if strings.Contains(s.Do, "Press *Train*") {
				tb.wait(able(query("#train")))
				h.press("train")
			}
		case "drawn":
			h.press("mode-draw")
			h.draw()
		case "neuron":
			tb.wait(at("ready", "done") + " && document.documentElement.dataset.digit")
			switch {
			case s.Show.Neuron != nil:
				tb.wait(query("#neuron"))
				h.press("neuron-next")
			case s.Show.Maps != "":
				h.neuron("maps")
			default:
				h.neuron("neurons")
			}
		case "outputs":
			tb.wait(query("#neuron") + "?.dataset.sum")
			for i := 0; i < 40 && !eval[bool](tb, stepDone); i++ {
				before := eval[string](tb, query("#neuron")+".dataset.index")
				h.press("neuron-next")
				tb.wait(query("#neuron") + ".dataset.index !== " + quote(before))
			}
		case "cell":
			tb.withArray()
			h.cell()
		case "ablation":
			tb.wait(able(query("#ablate-run")))
			h.press("ablate-run")
		case "dialog":
			h.press("help-open")
			h.press(term.Value + "-open")
			tb.wait(query("#"+term.Value) + ".open")
			tb.press(escape)
		default:
			field := "f-" + term.Fact
			if tb.wait(query("#" + field)); eval[string](tb, query("#"+field)+".value") != term.Value {
				tb.wait(at("ready", "done"))
				if eval[string](tb, query("#"+field)+".tagName") == "SELECT" {
					h.choose(field, term.Value)
				} else {
					h.fill(field, term.Value)
				}
			}
		}
	}
	if s.Done != "" {
		tb.wait(stepDone)
	}
}

// stepDone tells that the page has seen what the open step asks for.
const stepDone = `document.querySelector("#lesson-do").dataset.done === "true"`
