package ui

import (
	"fmt"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/ui/lesson"
)

// LessonPanel is docked beside the experiment: the list of the lessons, or the step that is open.
type LessonPanel struct{ S *Store }

// title is that of the lesson, or of the list.
func (c *LessonPanel) title() string {
	if m := &c.S.chrome.lessons; m.open != nil {
		return m.open.Title
	}
	return "Lessons"
}

// where says which step is open.
func (c *LessonPanel) where() string {
	if m := &c.S.chrome.lessons; m.open != nil {
		return fmt.Sprintf("%d of %d", m.step+1, len(m.open.Steps))
	}
	return ""
}

// state is what the panel shows: list, step, or waiting.
func (c *LessonPanel) state() string {
	switch m := &c.S.chrome.lessons; {
	case m.open != nil:
		return "step"
	case m.list != nil && m.wanted == "":
		return "list"
	}
	return "waiting"
}

// note says why there is nothing, or not yet.
func (c *LessonPanel) note() string {
	switch m := &c.S.chrome.lessons; {
	case m.failed != "":
		return m.failed
	case c.state() == "waiting":
		return "The lesson is being loaded."
	}
	return ""
}

// rows are the lessons of the list.
func (c *LessonPanel) rows() []lesson.Row {
	if c.state() != "list" {
		return nil
	}
	return c.S.chrome.lessons.list.Lessons
}

// about says for whom a lesson is, how long it takes, and how far the visitor has come.
func (c *LessonPanel) about(r lesson.Row) string {
	text := fmt.Sprintf("%s · %d minutes", r.For, r.Minutes)
	if p := c.S.chrome.lessons.far[r.Name]; p.Begun() {
		text += fmt.Sprintf(" · you are at step %d", p.Step+1)
	}
	return text
}

// step is the one that is open; one without words where none is.
func (c *LessonPanel) step() *lesson.Step {
	if s := c.S.chrome.lessons.current(); s != nil {
		return s
	}
	return &lesson.Step{}
}

// ask is the question of the step; one without words where it has none.
func (c *LessonPanel) ask() *lesson.Question {
	if q := c.step().Ask; q != nil {
		return q
	}
	return &lesson.Question{}
}

// words are the paragraphs of the step.
func (c *LessonPanel) words() vugu.HTML {
	var b strings.Builder
	for _, p := range c.step().Text {
		b.WriteString("<p>" + lesson.HTML(p) + "</p>")
	}
	return vugu.HTML(b.String())
}

// marked is a text of the step with what it marks.
func (c *LessonPanel) marked(text string) vugu.HTML { return vugu.HTML(lesson.HTML(c.S.say(text))) }

// choice is a choice of the question, whose words lead nowhere: it is a button itself.
func (c *LessonPanel) choice(text string) string { return lesson.Plain(text) }

// explain answers a click on a text: one on a term leads to the glossary.
func (c *LessonPanel) explain(event vugu.DOMEvent) {
	if term := event.PropString("target", "dataset", "term"); term != "" {
		c.S.Do(func() { c.S.Explain(term) })
	}
}

// did tells whether what the step asks to do is done.
func (c *LessonPanel) did() bool {
	m := &c.S.chrome.lessons
	if m.open == nil {
		return false
	}
	p := m.far[m.open.Name]
	return p.Did(m.step)
}

// doing says before what is to be done whether it is.
func (c *LessonPanel) doing() string {
	switch {
	case c.step().Done == "":
		return "▷"
	case c.did():
		return "✓"
	}
	return "○"
}

// doingAloud says the same in words.
func (c *LessonPanel) doingAloud() string {
	switch {
	case c.step().Done == "":
		return "To do: "
	case c.did():
		return "Done: "
	}
	return "To do, not done yet: "
}

// answered tells whether the question of the step was answered rightly.
func (c *LessonPanel) answered() bool {
	m := &c.S.chrome.lessons
	if m.open == nil {
		return false
	}
	p := m.far[m.open.Name]
	return p.Answered(m.step)
}

// said is what the page says of the answer, now or at an earlier visit.
func (c *LessonPanel) said() string {
	if said := c.S.chrome.lessons.reply.said; said != "" {
		return said
	}
	if c.answered() {
		return "You have answered this: " + c.ask().Told() + ". " + c.ask().Because
	}
	return ""
}

// pressed tells whether a choice is the one that was made.
func (c *LessonPanel) pressed(i int) any { return onOff(c.S.chrome.lessons.reply.choice == i+1) }

// dots are the steps: those that are through, the open one, the others.
func (c *LessonPanel) dots() vugu.HTML {
	m := &c.S.chrome.lessons
	if m.open == nil {
		return ""
	}
	p := m.far[m.open.Name]
	var b strings.Builder
	for i := range m.open.Steps {
		sign := "○"
		if p.Through(m.open, i) && p.Seen(i) {
			sign = "●"
		}
		class := ""
		if i == m.step {
			class = ` class="now"`
		}
		fmt.Fprintf(&b, "<i%s>%s</i>", class, sign)
	}
	return vugu.HTML(b.String())
}

// last tells whether the open step is the last one.
func (c *LessonPanel) last() bool {
	m := &c.S.chrome.lessons
	return m.open != nil && m.step == len(m.open.Steps)-1
}

// tally says at the last step how the visitor did.
func (c *LessonPanel) tally() string {
	m := &c.S.chrome.lessons
	if !c.last() {
		return ""
	}
	p := m.far[m.open.Name]
	right, of := p.Count(m.open)
	return fmt.Sprintf("You have answered %d of %d questions of this lesson.", right, of)
}

// drives tells whether the step has settings of its own.
func (c *LessonPanel) drives() bool { return c.step().Link != "" || c.step().Scenario != "" }

// go turns to another step, or at the end to the list.
func (c *LessonPanel) turn(by int) {
	if by > 0 && c.last() {
		c.S.Do(c.S.ShowLessons)
		return
	}
	c.S.Do(func() { c.S.GoToStep(c.S.chrome.lessons.step + by) })
}

// nextLabel says where the button leads.
func (c *LessonPanel) nextLabel() string {
	if c.last() {
		return "All lessons"
	}
	return "Next"
}
