package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/lesson"
	"arraylab/ui/spell"
)

// lessons are what the page knows of them, and the one that is open.
type lessons struct {
	list   *lesson.List // nil until its file is there
	open   *lesson.Lesson
	step   int
	fired  [2]bool         // of the step: neurons were seen at work whose output is 0, is 1
	shown  bool            // the panel is there, with the list or a lesson
	folded bool            // only its head is, on a narrow screen
	wanted string          // the lesson whose file is on its way; "" for none
	goal   int             // the step of it that is to be opened; -1 for where the visitor was
	take   bool            // with the settings of the step
	asked  map[string]bool // files that are on their way, or there
	failed string          // why a file is not
	reply  reply
	far    map[string]lesson.Progress // by lesson, of those that were opened or asked for
	paper  paper
}

// reply is what the visitor answers to the question of the open step.
type reply struct {
	text   string // of a number, as it is typed
	choice int    // from 1; 0 for none
	said   string // what the page says of it
	wrong  bool
}

// listFile holds the list of the lessons.
const listFile = "lessons.json"

// lessonFile holds the steps of a lesson.
func lessonFile(name string) string { return "lesson-" + name + ".json" }

// place is what a link says of the open lesson and step; "" for none.
func (m *lessons) place() string {
	if m.open == nil || !m.shown {
		return ""
	}
	return fmt.Sprintf("%s.%d", m.open.Name, m.step+1)
}

// closed follows that the panel is closed.
func (m *lessons) closed() {
	m.shown, m.open, m.wanted, m.failed, m.paper = false, nil, "", "", paper{}
}

// listed follows that the list is shown.
func (m *lessons) listed() { m.shown, m.open, m.wanted, m.folded = true, nil, "", false }

// want follows that a lesson is to be opened.
func (m *lessons) want(name string, step int, take bool) {
	m.shown, m.open, m.wanted, m.goal, m.take, m.folded = true, nil, name, step, take, false
}

// came follows that its file is there.
func (m *lessons) came(l *lesson.Lesson) { m.open, m.wanted = l, "" }

// enter follows that a step is open.
func (m *lessons) enter(step int) {
	m.step, m.reply, m.folded, m.fired = step, reply{}, false, [2]bool{}
}

// fail tells why there is no lesson.
func (m *lessons) fail(why string) { m.failed = why }

// say takes what the visitor answers, and what the page says of it.
func (m *lessons) say(r reply) { m.reply = r }

// fold folds the panel, or unfolds it.
func (m *lessons) fold() { m.folded = !m.folded }

// openLesson opens the lesson that a link names: in a frame, none. A link without settings of its own begins with those
// of the step.
func (s *Store) openLesson(l lab.Link) {
	if l.Lesson == "" || s.framed() {
		s.chrome.lessons.closed()
		return
	}
	name, number, parted := strings.Cut(l.Lesson, ".")
	step, err := strconv.Atoi(number)
	if step--; !parted || err != nil {
		step = -1
	}
	s.wantLesson(name, step, l.Experiment == lab.Default())
}

// ShowLessons shows the list.
func (s *Store) ShowLessons() {
	if s.framed() {
		return
	}
	s.Show("")
	s.HideDevices()
	s.chrome.lessons.listed()
	s.fetchText(listFile)
	s.presentView(lab.ViewLessons, "")
	s.desk.Focus("lesson-title")
}

// leaveList follows that the list is shown no longer.
func (s *Store) leaveList() {
	if s.link.View == lab.ViewLessons {
		s.leaveView()
	}
}

// OpenLesson opens a lesson where the visitor was.
func (s *Store) OpenLesson(name string) { s.wantLesson(name, -1, true) }

// CloseLesson takes the panel away. How far the visitor has come is kept.
func (s *Store) CloseLesson() {
	s.chrome.lessons.closed()
	s.leaveList()
	s.address()
	s.desk.Focus("help-open")
}

// FoldLesson folds the panel on a narrow screen, or unfolds it.
func (s *Store) FoldLesson() { s.chrome.lessons.fold() }

// wantLesson opens a step of a lesson, as soon as its files are there.
func (s *Store) wantLesson(name string, step int, take bool) {
	s.chrome.lessons.want(name, step, take)
	s.fetchText(listFile)
	if s.chrome.lessons.list != nil {
		s.fetchLesson()
	}
}

// fetchLesson fetches the file of the lesson that is wanted, where the list has it.
func (s *Store) fetchLesson() {
	m := &s.chrome.lessons
	switch {
	case m.wanted == "":
	case m.list.Of(m.wanted) == nil:
		name := m.wanted
		m.listed()
		m.fail(fmt.Sprintf("There is no lesson %q. These there are:", spell.Short(name)))
		s.address()
	default:
		s.fetchText(lessonFile(m.wanted))
	}
}

// fetchText fetches a small file. One that was here before comes from the browser's memory.
func (s *Store) fetchText(file string) {
	s.chrome.lessons.fail("")
	if !s.desk.FetchText(file) {
		s.chrome.lessons.fail("This build has no lessons.")
	}
}

// readLessonsAnew follows that the page speaks another language: what is there of the lessons is read again.
func (s *Store) readLessonsAnew() {
	m := &s.chrome.lessons
	if m.list == nil {
		return
	}
	m.forget()
	if m.shown || s.paperShown() {
		s.fetchText(listFile)
	}
}

// forget gives up what was read of the files; the open lesson is wanted again.
func (m *lessons) forget() {
	if m.open != nil {
		m.wanted, m.goal, m.take = m.open.Name, m.step, false
	}
	m.list, m.open, m.paper.lesson = nil, nil, nil
}

// FetchLessonsAgain tries once more.
func (s *Store) FetchLessonsAgain() {
	s.fetchText(listFile)
	if s.chrome.lessons.list != nil {
		s.fetchLesson()
	}
}

// TextFetched ends Desk.FetchText.
func (s *Store) TextFetched(file string, body []byte, err error) {
	switch m := &s.chrome.lessons; {
	case file == glossaryFile:
		s.termsFetched(body, err)
	case s.chrome.speech.awaits(file):
		s.textsFetched(body, err)
	case err != nil:
		m.failed = "The lessons could not be loaded: " + spell.Sentence(err)
	case file == listFile:
		s.listFetched(body)
	case m.list == nil:
	case file == lessonFile(m.wanted):
		s.lessonFetched(body)
	case file == lessonFile(m.paper.name):
		m.sheetFetched(body, s.say)
	}
}

// listFetched takes the list, and goes on to the lesson that is wanted.
func (s *Store) listFetched(body []byte) {
	list, err := lesson.ParseList(body)
	if err != nil {
		s.chrome.lessons.fail(spell.Sentence(err))
		return
	}
	list.Say(s.say)
	s.chrome.lessons.have(list, s.desk)
	s.fetchLesson()
	s.fetchSheet()
}

// have takes the list, and what the browser keeps of how far the visitor has come.
func (m *lessons) have(list *lesson.List, desk Desk) {
	m.list = list
	if m.far == nil {
		m.far = map[string]lesson.Progress{}
	}
	for _, r := range list.Lessons {
		m.far[r.Name] = lesson.ParseProgress(desk.Recall(keyLesson + r.Name))
	}
}

// lessonFetched opens the lesson that is wanted.
func (s *Store) lessonFetched(body []byte) {
	m := &s.chrome.lessons
	l, err := lesson.Parse(*m.list.Of(m.wanted), body)
	if err != nil {
		m.failed = spell.Sentence(err)
		return
	}
	l.Say(s.say)
	m.came(l)
	step := m.goal
	if step < 0 {
		step = m.far[l.Name].Step
	}
	s.enterStep(min(step, len(l.Steps)-1), m.take)
}

// GoToStep opens another step of the open lesson.
func (s *Store) GoToStep(step int) {
	if m := &s.chrome.lessons; m.open != nil && step >= 0 && step < len(m.open.Steps) {
		s.enterStep(step, true)
	}
}

// enterStep opens a step, and turns the page to what it is about; with its settings, where they are to be taken.
func (s *Store) enterStep(step int, take bool) {
	s.chrome.lessons.enter(step)
	s.leaveList()
	s.turnPage(take)
	s.keepProgress(func(p *lesson.Progress) { p.Step = step })
	s.lessonFollows()
	s.address()
	s.desk.Focus("lesson-step")
}

// keepProgress changes how far the visitor has come in the open lesson.
func (s *Store) keepProgress(change func(*lesson.Progress)) {
	m := &s.chrome.lessons
	p := m.far[m.open.Name]
	change(&p)
	m.note(p)
	s.remember(keyLesson+m.open.Name, p.String())
}

// note takes how far the visitor has come in the open lesson.
func (m *lessons) note(p lesson.Progress) { m.far[m.open.Name] = p }

// current is the step that is open; nil for none.
func (m *lessons) current() *lesson.Step {
	if m.open == nil {
		return nil
	}
	return &m.open.Steps[m.step]
}
