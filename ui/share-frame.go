package ui

import (
	"fmt"
	"html"
	"strings"
)

// What is shared for frames in other pages, and what a frame offers in its turn.

// pageForFrames is the name of the page that other pages may show in a frame, in the folder of the one for visitors.
const pageForFrames = "embed.html"

// frameSizes are those that a frame is offered in: those of a slide's part, of a slide, and of a page's text.
var frameSizes = [...]struct{ title, width, height string }{
	{"640 × 420, part of a slide", "640", "420"},
	{"960 × 600, a slide", "960", "600"},
	{"1280 × 720, a large slide", "1280", "720"},
	{"as wide as the text, 520 high", "100%", "520"},
}

// folder is an address without the page's own name and what follows it.
func folder(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address[:strings.LastIndex(address, "/")+1]
}

// FrameCode is the element that shows the shared link in another page.
func (s *Store) FrameCode() string {
	base, link, _ := strings.Cut(s.SharedLink(), "#")
	size := frameSizes[s.sharing.size]
	return fmt.Sprintf(`<iframe src="%s" width="%s" height="%s" style="border: 0" title="%s"></iframe>`,
		html.EscapeString(folder(base)+pageForFrames+"#"+link), size.width, size.height,
		html.EscapeString("Arraylab: "+s.Describe()))
}

// chooseSize chooses that of the frame, by its title.
func (h *sharing) chooseSize(title string) {
	for i, f := range frameSizes {
		if f.title == title {
			h.size = i
		}
	}
	h.again()
}

// CopyFrame puts the element on the clipboard.
func (s *Store) CopyFrame() { s.desk.Copy(s.FrameCode(), "share-frame") }

// HomeLink is the link of what a frame shows, for a window of its own: without what the frame's link hides or locks.
func (s *Store) HomeLink() string {
	base, link, _ := strings.Cut(s.SharedLink(), "#")
	return folder(base) + "#" + link
}
