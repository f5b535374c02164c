package ui

import "arraylab/ui/lesson"

// ChooseReply answers the question of the step by a choice, from 1.
func (s *Store) ChooseReply(choice int) {
	step := s.chrome.lessons.current()
	if step == nil || step.Ask == nil {
		return
	}
	s.chrome.lessons.say(reply{choice: choice})
	s.judgeReply(step.Ask.Chosen(choice))
}

// TypeReply is what the visitor types of a number.
func (s *Store) TypeReply(text string) { s.chrome.lessons.say(reply{text: text}) }

// CheckReply answers the question of the step by the number that was typed.
func (s *Store) CheckReply() {
	step := s.chrome.lessons.current()
	switch {
	case step == nil || step.Ask == nil:
	case !lesson.Readable(s.chrome.lessons.reply.text):
		s.chrome.lessons.say(reply{text: s.chrome.lessons.reply.text, said: "Type a number."})
	default:
		s.judgeReply(step.Ask.Typed(s.chrome.lessons.reply.text))
	}
}

// judgeReply says whether an answer is right, and why.
func (s *Store) judgeReply(right bool) {
	m := &s.chrome.lessons
	ask := m.current().Ask
	if m.reply.wrong = !right; right {
		m.reply.said = "Right. " + ask.Because
		s.keepProgress(func(p *lesson.Progress) { p.Answer(m.step) })
		return
	}
	m.reply.said = "Not so. " + ask.Hint
}

// ShowReply shows the right answer.
func (s *Store) ShowReply() {
	m := &s.chrome.lessons
	step := m.current()
	if step == nil || step.Ask == nil {
		return
	}
	m.reply = reply{said: "The answer: " + step.Ask.Told() + ". " + step.Ask.Because, choice: step.Ask.Right}
	s.keepProgress(func(p *lesson.Progress) { p.Show(m.step) })
}
