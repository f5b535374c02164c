package ui

import (
	"fmt"
	"strconv"

	"arraylab/ui/spell"
)

// MistakesDialog shows the sheet.
type MistakesDialog struct{ S *Store }

// title is that of the sheet.
func (c *MistakesDialog) title() string { return c.S.word().Of("Wrongly classified images") }

// classes are what a class can be chosen of, as value and name.
func (c *MistakesDialog) classes() [][2]string {
	all := [][2]string{{"", "any class"}}
	for i := range c.S.shownTask().Classes {
		all = append(all, [2]string{strconv.Itoa(i), c.name(byte(i))})
	}
	return all
}

func (c *MistakesDialog) name(class byte) string {
	if names := c.S.shownTask().Names; int(class) < len(names) {
		return names[class]
	}
	return strconv.Itoa(int(class))
}

// sheet are the images that are shown.
func (c *MistakesDialog) sheet() []mistake { return c.S.chrome.sheet.sheet(c.S.mistaken()) }

// count says how many there are, and which of them are seen.
func (c *MistakesDialog) count() string {
	h := &c.S.chrome.sheet
	if c.S.answers.predictions.Body == nil {
		return c.S.word().Of("The images are being looked for.")
	}
	n := len(h.found(c.S.mistaken()))
	if n == 0 {
		return "None."
	}
	return fmt.Sprintf("%s to %s of %s", spell.Thousands(int64(h.from+1)),
		spell.Thousands(int64(min(h.from+sheetSize, n))), spell.Thousands(int64(n)))
}

// more tells whether there is a sheet before this one, or after it.
func (c *MistakesDialog) more(step int) bool {
	from := c.S.chrome.sheet.from + step*sheetSize
	return from >= 0 && from < len(c.S.chrome.sheet.found(c.S.mistaken()))
}

func (c *MistakesDialog) turn(step int) {
	c.S.Do(func() { c.S.lookAt(func(h *mistakes) { h.from = max(0, h.from+step*sheetSize) }) })
}

// filter chooses a class: the true one, or the one that was told.
func (c *MistakesDialog) filter(told bool, class string) {
	c.S.Do(func() {
		c.S.lookAt(func(h *mistakes) {
			if h.from = 0; told {
				h.said = class
			} else {
				h.label = class
			}
		})
	})
}

// says names what an image is taken for.
func (c *MistakesDialog) says(m mistake) string { return c.name(m.label) + " → " + c.name(m.said) }

func (c *MistakesDialog) aloud(m mistake) string {
	return fmt.Sprintf("%s, %s %d", c.says(m), c.S.word().One(), m.image) // what is seen comes first
}
