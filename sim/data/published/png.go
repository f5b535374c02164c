package published

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"

	"arraylab/sim/data"
)

// ReadRowsOfPNG reads pictures in PNG, each with an image of three channels a line and a pixel for each of its places
// in the order of reading, and then the labels as a list of numbers in JSON: files are these, the labels last. Errors
// are *data.FormatError; the task and the part stay empty.
func ReadRowsOfPNG(shape data.Shape, files ...[]byte) (*data.Set, error) {
	last := len(files) - 1
	if last < 1 {
		return nil, wrong("PNG", "%d files: expected pictures and a list of labels", len(files))
	}
	s := &data.Set{Shape: shape}
	for _, body := range files[:last] {
		values, err := lines(shape.Grid, body)
		if err != nil {
			return nil, err
		}
		s.Images = append(s.Images, values...)
	}
	s.N = len(s.Images) / shape.Grid.Values()
	var labels []uint16 // not bytes, which JSON has as a text
	if err := json.Unmarshal(files[last], &labels); err != nil {
		return nil, wrong("labels (JSON)", "is no list of numbers: %v", err)
	}
	if len(labels) != s.N {
		return nil, wrong("labels (JSON)", "%d labels for %d images", len(labels), s.N)
	}
	for i, l := range labels {
		if int(l) >= shape.Classes {
			return nil, wrong("labels (JSON)", "label %d of image %d: allowed are 0 to %d", l, i, shape.Classes-1)
		}
		s.Labels = append(s.Labels, byte(l))
	}
	return s, nil
}

// lines are the values of the images in the lines of a picture.
func lines(g data.Grid, body []byte) ([]byte, error) {
	const name, channels = "images (PNG)", 3
	head, err := png.DecodeConfig(bytes.NewReader(body))
	if err != nil {
		return nil, wrong(name, "%v", err)
	}
	if g.C != channels || head.Width != g.H*g.W || head.Height < 1 || head.Height > data.MaxImages {
		return nil, wrong(name, "%d lines of %d pixels: expected lines of %d, for images of %s",
			head.Height, head.Width, g.H*g.W, g)
	}
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		return nil, wrong(name, "%v", err)
	}
	pixels, ok := picture.(*image.RGBA) // what package png makes of colours of 8 bits without transparency
	if !ok {
		return nil, wrong(name, "its pixels are not red, green and blue of 8 bits")
	}
	values := make([]byte, 0, head.Height*g.Values())
	for i := 0; i < len(pixels.Pix); i += 4 {
		values = append(values, pixels.Pix[i:i+channels]...)
	}
	return values, nil
}
