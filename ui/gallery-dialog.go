package ui

import (
	"github.com/vugu/vugu"

	"arraylab/ui/catalog"
)

// GalleryDialog shows what papers claim beside what was found here, and the examples to begin with.
type GalleryDialog struct{ S *Store }

// ask looks for another text.
func (c *GalleryDialog) ask(text string) {
	q := c.S.chrome.hall.query
	q.Text = text
	c.S.Do(func() { c.S.AskGallery(q) })
}

// narrow chooses another value of a facet.
func (c *GalleryDialog) narrow(facet catalog.Facet, value string) {
	c.S.Do(func() { c.S.AskGallery(c.S.chrome.hall.query.With(facet, value)) })
}

// all looks for everything again.
func (c *GalleryDialog) all() { c.S.Do(func() { c.S.AskGallery(catalog.Query{}) }) }

// summary is the line of an entry.
func (c *GalleryDialog) summary(e *catalog.Entry) vugu.HTML { return summaries()[e.Name] }

// current tells whether the settings are those that an entry opens.
func (c *GalleryDialog) current(e *catalog.Entry) any { return onOff(c.S.IsScenario(e.Main)) }
