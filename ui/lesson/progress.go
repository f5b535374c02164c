package lesson

import (
	"strconv"
	"strings"
)

// Progress is how far a visitor has come in a lesson.
type Progress struct {
	Step  int // the one that is open, from 0
	marks []byte
}

// What is known of a step: bits of its mark.
const (
	did      = 1 << iota // what it asks to do was done
	answered             // its question was answered rightly
	shown                // its answer was shown
)

// ParseProgress reads what String spelled; of anything else it is none.
func ParseProgress(text string) (p Progress) {
	step, marks, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(step)
	if err != nil || n < 0 || strings.Trim(marks, "01234567") != "" {
		return Progress{}
	}
	p.Step = n
	for _, c := range []byte(marks) {
		p.marks = append(p.marks, c-'0')
	}
	return p
}

// String spells it: the step, and a digit for each that something is known of.
func (p Progress) String() string {
	b := []byte(strconv.Itoa(p.Step) + " ")
	for _, m := range p.marks {
		b = append(b, '0'+m)
	}
	return string(b)
}

// set marks a step, and tells whether that is news.
func (p *Progress) set(step int, bit byte) (news bool) {
	for len(p.marks) <= step {
		p.marks = append(p.marks, 0)
	}
	news = p.marks[step]&bit == 0
	p.marks[step] |= bit
	return news
}

func (p *Progress) has(step int, bit byte) bool { return step < len(p.marks) && p.marks[step]&bit != 0 }

// Do marks that what a step asks for was done; it tells whether that is news.
func (p *Progress) Do(step int) bool { return p.set(step, did) }

// Answer marks that the question of a step was answered rightly.
func (p *Progress) Answer(step int) { p.set(step, answered) }

// Show marks that the answer of a step was shown.
func (p *Progress) Show(step int) { p.set(step, shown) }

// Did tells whether what a step asks for was done.
func (p *Progress) Did(step int) bool { return p.has(step, did) }

// Answered tells whether the question of a step was answered rightly.
func (p *Progress) Answered(step int) bool { return p.has(step, answered) }

// Shown tells whether the answer of a step was shown.
func (p *Progress) Shown(step int) bool { return p.has(step, shown) }

// Through tells whether a step is through: what it asks for is done, and its question answered, or its answer shown.
func (p *Progress) Through(l *Lesson, step int) bool {
	s := &l.Steps[step]
	return (s.Done == "" || p.Did(step)) && (s.Ask == nil || p.Answered(step) || p.Shown(step))
}

// Count is how many questions of a lesson were answered rightly, without their answers having been shown before.
func (p *Progress) Count(l *Lesson) (right, of int) {
	for i := range l.Steps {
		if l.Steps[i].Ask == nil {
			continue
		}
		if of++; p.Answered(i) && !p.Shown(i) {
			right++
		}
	}
	return right, of
}

// Seen tells whether a step was met: it is not behind the one that is open, or something is known of it.
func (p *Progress) Seen(step int) bool { return step < p.Step || p.has(step, did|answered|shown) }

// Begun tells whether anything is known of a lesson.
func (p *Progress) Begun() bool { return p.Step > 0 || len(p.marks) > 0 }
