package own

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // pictures are of these two formats
	_ "image/png"
	"math"
	"path"
	"slices"
	"strings"

	"arraylab/sim/data"
)

// Bounds of a picture before it is taken in: a photograph of 24 million pixels has as many. A picture has no more than
// roomPixels, and mostDense for each of its bytes, and all have no more than mostPixels beside these: others are made to
// fill a memory, or to take hours.
const (
	mostPixels = 1 << 25
	roomPixels = 1 << 22 // a drawing of 2000x2000 that packs to nothing (assumed)
)

func isPicture(f File) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg"}, ending(f.Name))
}

// readPictures reads pictures in folders by class, maybe below others called train and test.
func readPictures(files []File, _ Options) (*samples, error) {
	var train, test []File
	other := 0
	for _, f := range files {
		switch {
		case !isPicture(f):
			other++
		case slices.ContainsFunc(strings.Split(path.Dir(f.Name), "/"), isTest):
			test = append(test, f)
		default:
			train = append(train, f)
		}
	}
	if len(train) == 0 {
		train, test = test, nil
	}
	s := &samples{n: len(train) + len(test), tests: len(test), source: "pictures", file: train[0].Name}
	all := append(train, test...)
	if err := s.sizes(all); err != nil {
		return nil, err
	}
	if err := checkCount(s.file, s.n, s.grid); err != nil {
		return nil, err
	}
	for _, f := range all {
		class := path.Base(path.Dir(f.Name))
		if class == "." || class == "/" {
			return nil, wrong(f.Name, "lies in no folder: allowed are pictures in folders that are called as their classes")
		}
		s.labels = append(s.labels, class)
		if err := s.picture(f); err != nil {
			return nil, err
		}
	}
	if other > 0 {
		s.notes = append(s.notes, fmt.Sprintf("%d files that are no pictures were left aside.", other))
	}
	s.grey()
	return s, nil
}

// sizes finds the size that all pictures get: that of the smallest, at most 64x64.
func (s *samples) sizes(files []File) error {
	least, most := image.Pt(math.MaxInt, math.MaxInt), image.Pt(0, 0)
	left := mostPixels // pixels
	for _, f := range files {
		left += mostDense * len(f.Body)
	}
	for _, f := range files {
		head, _, err := image.DecodeConfig(bytes.NewReader(f.Body))
		if err != nil {
			return wrong(f.Name, "is no picture that can be read: %v", err)
		}
		if head.Width < 1 || head.Height < 1 || head.Width > mostPixels/head.Height {
			return wrong(f.Name, "has %dx%d pixels: allowed are %d in all", head.Width, head.Height, mostPixels)
		}
		pixels := head.Width * head.Height
		if left -= pixels; left < 0 || pixels > roomPixels+mostDense*len(f.Body) {
			return wrong(f.Name, "has %dx%d pixels in %d bytes: allowed are %d, and %d a byte", head.Width, head.Height,
				len(f.Body), roomPixels, mostDense)
		}
		least = image.Pt(min(least.X, head.Width), min(least.Y, head.Height))
		most = image.Pt(max(most.X, head.Width), max(most.Y, head.Height))
	}
	s.grid = data.Grid{C: 3, H: least.Y, W: least.X}
	if long := max(least.X, least.Y); long > mostSide {
		s.grid.H, s.grid.W = max(1, least.Y*mostSide/long), max(1, least.X*mostSide/long)
	}
	if most.X != s.grid.W || most.Y != s.grid.H {
		s.notes = append(s.notes, fmt.Sprintf("Pictures of %dx%d to %dx%d pixels were scaled to %dx%d.", least.X, least.Y,
			most.X, most.Y, s.grid.W, s.grid.H))
	}
	return nil
}

// picture adds the pixels of one.
func (s *samples) picture(f File) error {
	m, _, err := image.Decode(bytes.NewReader(f.Body))
	if err != nil {
		return wrong(f.Name, "is no picture that can be read: %v", err)
	}
	b := m.Bounds()
	from := data.Grid{C: 3, H: b.Dy(), W: b.Dx()}
	pixels := make([]byte, 0, from.Values())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, blue, _ := m.At(x, y).RGBA()
			pixels = append(pixels, byte(r>>8), byte(g>>8), byte(blue>>8))
		}
	}
	if from != s.grid {
		pixels = resized(pixels, 1, from, s.grid, func(x float64) byte { return byte(math.Round(x)) })
	}
	s.bytes = append(s.bytes, pixels...)
	return nil
}

// grey leaves one channel of pictures none of which has a colour.
func (s *samples) grey() {
	for i := 0; i < len(s.bytes); i += 3 {
		if s.bytes[i] != s.bytes[i+1] || s.bytes[i] != s.bytes[i+2] {
			return
		}
	}
	for i := range len(s.bytes) / 3 {
		s.bytes[i] = s.bytes[3*i]
	}
	s.bytes, s.grid.C = s.bytes[:len(s.bytes)/3], 1
}
