package ui

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/ui/spell"
)

// Bench shows the digit at work: the image, the scores, the hidden neurons.
type Bench struct{ S *Store }

// scoreRows are the scores of all classes as one string of HTML: they change with each stroke of the pen.
func (c *Bench) scoreRows() vugu.HTML {
	var b strings.Builder
	for i, name := range c.S.shownTask().Names {
		name = html.EscapeString(name) // of the visitor's own classes the files say it
		value, text, state := 0.0, "", ""
		if r := c.S.specimen.scores; r != nil && i < len(r.Scores) {
			value, text = r.Scores[i], fmt.Sprintf("%.1f", 100*r.Scores[i])
			if i == r.Class {
				state = ` data-win="1"`
			}
			if i == r.Label {
				state += ` data-true="1"`
			}
		}
		fmt.Fprintf(&b, `<li id="score-%d" data-value="%.4f"%s><span class="class">%s</span>`+
			`<progress max="1" value="%.4f" aria-label="Score of %s"></progress><span class="num">%s</span></li>`,
			i, value, state, name, value, name, text)
	}
	return vugu.HTML(b.String())
}

// className is the name of a class of the data set that the network was trained on.
func (s *Store) className(i int) string {
	names := s.shownTask().Names
	if i < 0 || i >= len(names) {
		return "–"
	}
	return names[i]
}

// words tells whether classes have names that are longer than a digit.
func (c *Bench) words() bool {
	return slices.ContainsFunc(c.S.shownTask().Names, func(name string) bool { return len(name) > 1 })
}

// title is what an image of the data set is called.
func (c *Bench) title() string { return c.S.shownTask().Item }

// labelText is the true class.
func (c *Bench) labelText() string {
	if c.S.specimen.scores == nil {
		return "–"
	}
	return c.S.className(c.S.specimen.scores.Label)
}

// classText is what the network says.
func (c *Bench) classText() string {
	if c.S.specimen.scores == nil {
		return "–"
	}
	return c.S.className(c.S.specimen.scores.Class)
}

// right tells whether the network is right: "", "yes", "no".
func (c *Bench) right() string {
	switch r := c.S.specimen.scores; {
	case r == nil || r.Label < 0:
		return ""
	case r.Label == r.Class:
		return "yes"
	}
	return "no"
}

// digitName is what a screen reader says of the picture.
func (c *Bench) digitName() string {
	switch {
	case c.S.specimen.scores == nil:
		return "No " + strings.ToLower(c.title()) + " yet"
	case c.S.specimen.drawing:
		return "Your " + strings.ToLower(c.title()) + ", classified as " + c.classText()
	}
	return fmt.Sprintf("Test %s %d: %s, classified as %s", c.S.word().One(), c.S.specimen.index, spell.A(c.labelText()), c.classText())
}

// ownText is the button that chooses an image of the visitor's own.
func (c *Bench) ownText() string {
	if c.S.photos() {
		return "photo"
	}
	return "draw"
}

// photoNote tells what to do with the place for a picture.
func (c *Bench) photoNote() string {
	if c.S.begun() {
		return ""
	}
	return "Drop or paste a picture, or choose a file."
}

// mostGuesses is how many guesses are told of a picture of the visitor's own.
const mostGuesses = 3

// guesses are the classes that the network thinks likeliest for it, as one string of HTML.
func (c *Bench) guesses() vugu.HTML {
	r := c.S.specimen.scores
	if r == nil || !c.guessing() {
		return ""
	}
	order := make([]int, len(r.Scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.Scores[b], r.Scores[a]) })
	var b strings.Builder
	for _, i := range order[:min(mostGuesses, len(order))] {
		fmt.Fprintf(&b, `<li><span>%s</span> <span class="num">%.1f %%</span></li>`,
			html.EscapeString(c.S.className(i)), 100*r.Scores[i])
	}
	return vugu.HTML(b.String())
}

// guessing tells whether a picture of the visitor's own is shown.
func (c *Bench) guessing() bool {
	return c.S.specimen.drawing && c.S.photos() && c.S.begun() && c.S.specimen.scores != nil
}

// turn shows another sample of the recording.
func (c *Bench) turn(by int) {
	if r := c.S.record(); r != nil {
		c.S.Exchange("sample", strconv.Itoa(r.sample+by))
	}
}

// hint says what to do where there is nothing to see yet.
func (c *Bench) hint() string {
	switch {
	case c.S.specimen.drawing && c.S.photos() && !c.S.begun():
		return "A picture is cropped to its middle square and made as small as the images learnt. It stays in this browser."
	case c.S.specimen.drawing && !c.S.begun() && !c.S.photos():
		return "Draw a digit with mouse or finger."
	case c.S.specimen.scores == nil && c.S.ToDo() != "":
		return c.S.ToDo()
	case c.S.specimen.scores == nil && c.S.session.Opening():
		return "The trained network is on its way."
	case c.S.specimen.scores == nil && c.S.result == nil:
		return "Train a network, then it classifies " + strings.ToLower(c.title()) + "s here."
	}
	return ""
}
