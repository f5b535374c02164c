package ui

import (
	"fmt"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/ui/lang"
	"arraylab/ui/spell"
)

// IntroBand says in a sentence what this is, and offers three acts.
type IntroBand struct{ S *Store }

// other is the language that is offered beside the one spoken: that of the browser, where the page has it, or English on
// a page in another one. A visitor who reads English anyway has one control less.
func (c *IntroBand) other() lang.Language {
	browsers, _, _ := strings.Cut(c.S.desk.Language(), "-")
	all := lang.All()
	for _, l := range all {
		if l.Code == browsers && !c.S.Speaks(l.Code) {
			return l
		}
	}
	if !c.S.Speaks(lang.English) {
		return all[0]
	}
	return lang.Language{}
}

// weakenTakes says what the first act shows, and how long that takes.
func (c *IntroBand) weakenTakes() string {
	return "and watch the errors come, " + spell.About(c.S.actsTake().weaken)
}

// askTakes says the same of the third one.
func (c *IntroBand) askTakes() string {
	return "of this memory’s imperfections, " + spell.About(c.S.actsTake().ask)
}

// table is what came of each step of the first act.
func (c *IntroBand) table() vugu.HTML {
	a := &c.S.intro.act
	if len(a.rungs) == 0 {
		return ""
	}
	var b strings.Builder
	row := func(name, cell string, of func(rung) string) {
		fmt.Fprintf(&b, `<tr><th scope="row">%s</th>`, name)
		for _, r := range a.rungs {
			fmt.Fprintf(&b, "<%s>%s</%s>", cell, of(r), cell[:2])
		}
		b.WriteString("</tr>")
	}
	b.WriteString("<table>")
	row("pulses", `th scope="col"`, func(r rung) string { return r.pulses })
	row("weights read wrong", "td", func(r rung) string { return r.wrong })
	row("digits read right", "td", func(r rung) string { return r.right })
	row("energy to store", "td", func(r rung) string { return r.energy })
	b.WriteString("</table>")
	return vugu.HTML(b.String())
}

// seen says what the visitor sees of the act, or is to do or to wait for.
func (c *IntroBand) seen() string {
	switch c.S.intro.act.name {
	case actWeaken:
		return c.seenOfPulses()
	case actDraw:
		return c.seenOfDigit()
	case actAsk:
		return c.seenOfCosts()
	}
	return ""
}

func (c *IntroBand) seenOfPulses() string {
	switch a := &c.S.intro.act; {
	case a.over:
		return "You see: weaker writing takes less energy and leaves more weights wrong, each marked in the array. " +
			"The network bears many of them before it misreads digits."
	case len(a.todo) > 0:
		return "The network is stored anew, with fewer pulses each time."
	}
	return ""
}

func (c *IntroBand) seenOfDigit() string {
	switch p := &c.S.specimen; {
	case c.S.signals() && p.scores != nil:
		return fmt.Sprintf("You see: it takes the signal for %s, and it is %s. Try another one.",
			c.S.className(p.scores.Class), c.S.className(p.scores.Label))
	case !p.drawing:
		return ""
	case c.S.photos() && !c.S.begun():
		return "Drop a picture anywhere on the page, paste one, or choose a file: the network says what it takes it for."
	case c.S.photos():
		return fmt.Sprintf("You see: it takes it for %s. The bars say how sure it is of each class.",
			spell.A(c.S.className(c.classOf(p.scores))))
	case p.scores == nil || len(p.strokes) == 0:
		return "Draw with the mouse, a pen or a finger: the network answers while you draw."
	default:
		return fmt.Sprintf("You see: it reads a %s. The bars say how sure it is of each digit. Draw one "+
			"that it gets wrong.", c.S.className(p.scores.Class))
	}
}

// classOf is what the network says; -1 where it says nothing yet.
func (c *IntroBand) classOf(r *lab.Scores) int {
	if r == nil {
		return -1
	}
	return r.Class
}

// own is the act in which the visitor's own image is seen, and what the network does with it.
func (c *IntroBand) own() (act, what string) {
	if c.S.signals() {
		return "Show it a signal", "and see what it takes it for"
	}
	if c.S.photos() {
		return "Show it a picture", "and see what it takes it for"
	}
	return "Draw a digit", "and see what the network reads"
}

func (c *IntroBand) ownAct() string { act, _ := c.own(); return act }

func (c *IntroBand) ownWhat() string { _, what := c.own(); return what }

func (c *IntroBand) seenOfCosts() string {
	s := c.S
	switch a := &s.intro.act; {
	case s.session.Ablating():
		return fmt.Sprintf("Each imperfection is tried alone, and each one left out: %d of %d.", len(s.ablation.points),
			s.ablation.size)
	case len(a.todo) > 0:
		return "The network is being stored."
	case !a.over:
		return ""
	}
	r, ok := s.ablation.ranking()
	if !ok {
		return ""
	}
	first := r.Losses[0]
	return fmt.Sprintf("You see: “%s” costs most. Alone it takes %.2f points off the %.2f %% that a perfect memory "+
		"reads right. A bar is an imperfection alone, a ring what leaving it out wins.",
		first.Label, 100*first.Alone.Mean, 100*r.None.Mean)
}
