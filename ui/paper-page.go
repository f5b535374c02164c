package ui

import (
	"fmt"
	"strings"

	"github.com/vugu/vugu"
	"rsc.io/qr"

	"arraylab/sim/lab"
	"arraylab/ui/lesson"
)

// PaperPage shows a plan or the sheet of a lesson as it is printed.
type PaperPage struct{ S *Store }

// sheet is the lesson whose sheet is shown; one without words where none is, or not yet.
func (c *PaperPage) sheet() *lesson.Lesson {
	if l := c.S.chrome.lessons.paper.lesson; l != nil {
		return l
	}
	return &lesson.Lesson{}
}

// plan is the one that is shown; one without words where none is, or not yet.
func (c *PaperPage) plan() *lesson.Plan {
	if p := c.S.chrome.lessons.planOf(); p != nil {
		return p
	}
	return &lesson.Plan{}
}

// is tells which of lab's views is shown.
func (c *PaperPage) is(kind string) bool { return c.S.chrome.lessons.paper.kind == kind }

func (c *PaperPage) isPlan() bool { return c.is(lab.ViewPlan) }

func (c *PaperPage) answers() bool { return c.is(lab.ViewAnswers) }

// title is that of what is shown.
func (c *PaperPage) title() string {
	if c.isPlan() {
		return c.plan().Title
	}
	return c.sheet().Title
}

// note says why there is nothing, or not yet.
func (c *PaperPage) note() string {
	switch m := &c.S.chrome.lessons; {
	case m.failed != "":
		return m.failed
	case c.title() == "":
		return "The sheet is being loaded."
	}
	return ""
}

// turnLabel says what the button does.
func (c *PaperPage) turnLabel() string {
	if c.answers() {
		return "Without answers"
	}
	return "With answers"
}

// head is the beginning of a sheet, with the address of its lesson.
func (c *PaperPage) head() vugu.HTML {
	if c.isPlan() {
		return vugu.HTML(c.plan().PlanHead())
	}
	l := c.sheet()
	link := c.S.Base() + "#lesson=" + l.Name
	return vugu.HTML(codeOf(link) + l.SheetHead(c.answers(), link))
}

// steps are those of a sheet.
func (c *PaperPage) steps() []lesson.Step { return c.sheet().Steps }

// step is one of them.
func (c *PaperPage) step(i int) vugu.HTML {
	return vugu.HTML(c.sheet().Steps[i].SheetStep(i+1, c.answers()))
}

// table are the parts of the plan.
func (c *PaperPage) table() vugu.HTML { return vugu.HTML(c.plan().PlanParts()) }

// rest is the rest of the plan.
func (c *PaperPage) rest() vugu.HTML { return vugu.HTML(c.plan().PlanRest()) }

// codeOf is the QR code of a link as a drawing, with its quiet zone; "" where the link is too long for one.
func codeOf(link string) string {
	const quiet = 4
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return ""
	}
	var b strings.Builder
	n := code.Size + 2*quiet
	fmt.Fprintf(&b, `<svg class="code" viewBox="0 0 %d %d" role="img" aria-label="QR code of the lesson"><path d="`, n, n)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return b.String() + `"/></svg>`
}
