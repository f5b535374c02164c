package lesson

// Say puts all texts of the list into another language: say is a text in it. Marks stay marks.
func (l *List) Say(say func(string) string) {
	for i := range l.Lessons {
		r := &l.Lessons[i]
		sayAll(say, &r.Title, &r.For, &r.Learn)
	}
	l.Plan.say(say)
}

func (p *Plan) say(say func(string) string) {
	sayAll(say, &p.Title, &p.Lead)
	sayEach(say, p.Prepare)
	for i := range p.Parts {
		part := &p.Parts[i]
		sayAll(say, &part.Title, &part.Project, &part.Class)
	}
	for i := range p.Wrong {
		sayAll(say, &p.Wrong[i].What, &p.Wrong[i].Do)
	}
	for i := range p.Closing {
		sayAll(say, &p.Closing[i].Ask, &p.Closing[i].Answer)
	}
}

// Say puts all texts of the steps into another language. Answers that are numbers, and their units, are said as they are
// shown.
func (l *Lesson) Say(say func(string) string) {
	for i := range l.Steps {
		s := &l.Steps[i]
		sayAll(say, &s.Title, &s.Do)
		sayEach(say, s.Text)
		if q := s.Ask; q != nil {
			sayAll(say, &q.Text, &q.Hint, &q.Because)
			sayEach(say, q.Choices)
		}
	}
}

// sayAll puts texts into another language.
func sayAll(say func(string) string, texts ...*string) {
	for _, t := range texts {
		*t = say(*t)
	}
}

// sayEach does so with the texts of a list.
func sayEach(say func(string) string, texts []string) {
	for i := range texts {
		texts[i] = say(texts[i])
	}
}
