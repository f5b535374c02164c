package lesson

import (
	"fmt"
	"html"
	"strings"
)

// SheetHead is the head of a lesson on paper, in HTML: whose it is, how long it takes, and where it is to be had.
func (l *Lesson) SheetHead(answers bool, link string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p class="quiet">%s · %d minutes</p><p>%s</p>`, html.EscapeString(l.For), l.Minutes,
		Paper(l.Learn))
	if answers {
		b.WriteString(`<p class="note">With the answers, for the lecturer. Runs are exact: every machine gives these ` +
			`numbers.</p>`)
	} else {
		b.WriteString(`<p class="blanks"><span>Name</span><span>Date</span></p>`)
	}
	fmt.Fprintf(&b, `<p class="small mono">%s</p>`, html.EscapeString(link))
	return b.String()
}

// SheetStep is a step on paper, in HTML, with its answer or with room for one.
func (s *Step) SheetStep(number int, answers bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<h3>%d. %s</h3>`, number, html.EscapeString(s.Title))
	for _, p := range s.Text {
		b.WriteString("<p>" + Paper(p) + "</p>")
	}
	if s.Do != "" {
		b.WriteString(`<p class="todo">` + Paper(s.Do) + "</p>")
	}
	if s.Ask != nil {
		s.Ask.sheet(&b, answers)
	}
	return b.String()
}

// sheet writes a question, with its answer or with room for one.
func (q *Question) sheet(b *strings.Builder, answers bool) {
	b.WriteString(`<p class="asked">` + Paper(q.Text) + "</p>")
	if len(q.Choices) > 0 {
		b.WriteString("<ul>")
		for i, c := range q.Choices {
			sign, name := "☐", ""
			if answers && i+1 == q.Right {
				sign, name = "☑", ` class="right"`
			}
			fmt.Fprintf(b, "<li%s>%s %s</li>", name, sign, Paper(c))
		}
		b.WriteString("</ul>")
	}
	switch {
	case answers:
		if len(q.Choices) == 0 {
			fmt.Fprintf(b, `<p class="right">%s</p>`, html.EscapeString(q.allowed()))
		}
		b.WriteString(`<p class="because">` + Paper(q.Because) + "</p>")
	case len(q.Choices) == 0:
		fmt.Fprintf(b, `<p class="blanks"><span></span><b>%s</b></p>`, html.EscapeString(q.Unit))
	default:
		b.WriteString(`<p class="blanks"><span>Because</span></p>`)
	}
}

// allowed is the right number with how far from it is accepted.
func (q *Question) allowed() string {
	if q.Within == 0 {
		return q.Told()
	}
	return fmt.Sprintf("%s (± %g)", q.Told(), q.Within)
}

// PlanParts are the parts of a plan on paper, as rows of a table in HTML.
func (p *Plan) PlanParts() string {
	var b strings.Builder
	b.WriteString(`<table><thead><tr><th scope="col">from</th><th scope="col">min</th><th scope="col">what</th>` +
		`<th scope="col">on the screen</th><th scope="col">the class</th></tr></thead><tbody>`)
	from := 0
	for _, part := range p.Parts {
		fmt.Fprintf(&b, `<tr><td>%d:%02d</td><td>%d</td><th scope="row">%s</th><td>%s</td><td>%s</td></tr>`, from/60,
			from%60, part.Minutes, Paper(part.Title), Paper(part.Project), Paper(part.Class))
		from += part.Minutes
	}
	b.WriteString("</tbody></table>")
	return b.String()
}

// PlanRest is the rest of a plan on paper, in HTML: what to prepare, or what goes wrong and the closing questions.
func (p *Plan) PlanRest() string {
	var b strings.Builder
	b.WriteString("<h3>What goes wrong</h3><ul>")
	for _, t := range p.Wrong {
		fmt.Fprintf(&b, "<li><b>%s</b> %s</li>", Paper(t.What), Paper(t.Do))
	}
	b.WriteString("</ul><h3>Three questions to close with</h3><ol>")
	for _, c := range p.Closing {
		fmt.Fprintf(&b, `<li>%s <i class="right">%s</i></li>`, Paper(c.Ask), Paper(c.Answer))
	}
	b.WriteString("</ol>")
	return b.String()
}

// PlanHead is the beginning of a plan on paper, in HTML: what it is and what to prepare.
func (p *Plan) PlanHead() string {
	var b strings.Builder
	b.WriteString("<p>" + Paper(p.Lead) + "</p><h3>Before the class</h3><ul>")
	for _, t := range p.Prepare {
		b.WriteString("<li>" + Paper(t) + "</li>")
	}
	b.WriteString("</ul>")
	return b.String()
}
