package ui

import (
	"fmt"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/lesson"
	"arraylab/ui/spell"
)

// paper is what is shown as it is printed, in the place of the experiment: a plan, or the sheet of a lesson.
type paper struct {
	kind   string // one of lab's views: plan, sheet, answers; "" for none
	name   string // of the lesson
	lesson *lesson.Lesson
}

// put chooses what is shown as it is printed.
func (m *lessons) put(p paper) { m.paper = p }

// ShowPaper shows what a link or a button asks to print: "plan", "sheet.NAME" or "answers.NAME".
func (s *Store) ShowPaper(view string) {
	if s.framed() {
		return
	}
	kind, name, _ := strings.Cut(view, ".")
	s.Show("")
	s.HideDevices()
	s.chrome.lessons.put(paper{kind: kind, name: name})
	s.fetchText(listFile)
	if s.chrome.lessons.list != nil {
		s.fetchSheet()
	}
	s.presentView(kind, name)
	s.desk.Focus("paper-title")
}

// fetchSheet fetches the lesson whose sheet is shown.
func (s *Store) fetchSheet() {
	switch p := &s.chrome.lessons.paper; {
	case p.name == "" || p.lesson != nil:
	case s.chrome.lessons.list.Of(p.name) == nil:
		s.chrome.lessons.fail(fmt.Sprintf("There is no lesson %q.", spell.Short(p.name)))
	default:
		s.fetchText(lessonFile(p.name))
	}
}

// sheetFetched takes its file.
func (m *lessons) sheetFetched(body []byte, say func(string) string) {
	if l, err := lesson.Parse(*m.list.Of(m.paper.name), body); err == nil {
		l.Say(say)
		m.paper.lesson = l
	} else {
		m.fail(spell.Sentence(err))
	}
}

// HidePaper goes back to the experiment.
func (s *Store) HidePaper() {
	s.chrome.lessons.put(paper{})
	s.leaveView()
	s.desk.Focus("lesson-title")
}

// TurnPaper shows the answers of the sheet, or takes them off.
func (s *Store) TurnPaper() {
	p := s.chrome.lessons.paper
	if p.kind == lab.ViewSheet {
		p.kind = lab.ViewAnswers
	} else {
		p.kind = lab.ViewSheet
	}
	s.chrome.lessons.put(p)
	s.presentView(p.kind, p.name)
}

// paperShown tells whether something is shown as it is printed.
func (s *Store) paperShown() bool { return s.chrome.lessons.paper.kind != "" }

// planOf is the plan that is shown; nil where none is, or not yet.
func (m *lessons) planOf() *lesson.Plan {
	if m.paper.kind == lab.ViewPlan && m.list != nil {
		return &m.list.Plan
	}
	return nil
}
