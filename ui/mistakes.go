package ui

import (
	"fmt"
	"slices"
	"strconv"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/wasm/wire"
)

// mistakes is what is looked at of the test images that the network takes for others.
type mistakes struct {
	label, said string         // the true class and the one told, by number; "" for any
	from        int            // the place of the first one on the sheet
	pixels      map[int][]byte // of the images that came, by number
}

// mistake is a test image that is taken for another class.
type mistake struct {
	image       int // its number
	label, said byte
}

// sheetSize is how many images a sheet has (assumed: what a laptop shows without scrolling).
const sheetSize = 60

// mistaken are all of them, in file order; nil while they are not known.
func (o *outcome) mistaken() (all []mistake) {
	body := o.answers.predictions.Body
	p := lab.Predictions{Said: body[:len(body)/2], Labels: body[len(body)/2:]}
	for _, i := range p.Wrong() {
		all = append(all, mistake{i, p.Labels[i], p.Said[i]})
	}
	return all
}

// begin shows the first sheet of all.
func (h *mistakes) begin() { *h = mistakes{pixels: map[int][]byte{}} }

// found are those of the classes that are looked at.
func (h *mistakes) found(all []mistake) []mistake {
	is := func(chosen string, class byte) bool { return chosen == "" || chosen == strconv.Itoa(int(class)) }
	return slices.DeleteFunc(all, func(m mistake) bool { return !is(h.label, m.label) || !is(h.said, m.said) })
}

// sheet are those on the sheet.
func (h *mistakes) sheet(all []mistake) []mistake {
	found := h.found(all)
	from := min(h.from, len(found))
	return found[from:min(from+sheetSize, len(found))]
}

// canJudge tells whether there is something to say of each test image: of several tasks there are several answers.
func (s *Store) canJudge() bool {
	return s.result != nil && s.live() == nil && len(s.result.Tasks) < 2 && s.chrome.detail == "confusion"
}

// ShowMistakes opens the sheet.
func (s *Store) ShowMistakes() {
	s.chrome.sheet.begin()
	s.Show("mistakes")
	s.askMistakes()
}

// askMistakes asks for what the open sheet lacks: the predictions, then its images.
func (s *Store) askMistakes() {
	if s.chrome.dialog != "mistakes" || s.result == nil {
		return
	}
	if s.answers.predictions.Body == nil {
		s.desk.Order(wire.AskPredictions{})
		return
	}
	var lacking []int
	for _, m := range s.chrome.sheet.sheet(s.mistaken()) {
		if s.chrome.sheet.pixels[m.image] == nil {
			lacking = append(lacking, m.image)
		}
	}
	if len(lacking) > 0 {
		s.desk.Order(wire.AskImages{Images: lacking})
	}
}

// lookAt chooses what is on the sheet.
func (s *Store) lookAt(choose func(*mistakes)) {
	choose(&s.chrome.sheet)
	s.askMistakes()
}

// imagesArrived takes images of the sheet.
func (s *Store) imagesArrived(m wire.Images) {
	s.chrome.sheet.take(m, s.shownTask().Grid.Values())
}

// take keeps images of so many values each.
func (h *mistakes) take(m wire.Images, values int) {
	for i, image := range m.Images {
		if h.pixels != nil && len(m.Body) >= (i+1)*values {
			h.pixels[image] = m.Body[i*values : (i+1)*values]
		}
	}
}

// mistakePictures are those of the sheet, by the id of their element.
func (s *Store) mistakePictures(m map[string]chart.Picture) {
	for _, k := range s.chrome.sheet.sheet(s.mistaken()) {
		if pixels := s.chrome.sheet.pixels[k.image]; pixels != nil {
			m[k.id()] = s.ground().Image(s.shownTask().Grid, pixels)
		}
	}
}

// openMistake shows an image of the sheet at work.
func (s *Store) openMistake(image int) {
	s.Show("")
	s.Tab("digit")
	s.Pick(image)
	s.desk.Focus("digit-next")
}

// SavePredictions hands what is said of each test image over as a table.
func (s *Store) SavePredictions() { s.desk.Order(wire.AskPredictions{Table: true}) }

func (m mistake) id() string { return fmt.Sprintf("mistake-%d", m.image) }
