package lab

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// Predictions are what a network on its chip says of each test image, as the accuracy of the result counts it.
type Predictions struct {
	Link   string // Link is that of the run.
	Task   string // Task names the data set.
	Said   []byte // Said are the classes that the network tells, image by image, in file order.
	Labels []byte // Labels are the true classes, one an image.
}

// Predictions of the result. A *NeedError says that the run is not through, or that it learns a sequence of tasks: its
// images are shown several times.
func (r *Run) Predictions() (Predictions, error) {
	switch {
	case r.at != atDone:
		return Predictions{}, &NeedError{"to be through before it has predictions"}
	case r.tasks != nil:
		return Predictions{}, &NeedError{"to learn one task to have predictions of each image"}
	}
	said := r.said
	return Predictions{r.exp.Link(), r.exp.Task, said, r.sets.Test.Labels[:len(said)]}, nil
}

// Wrong are the numbers of the images that are taken for another class.
func (p Predictions) Wrong() (images []int) {
	for i, class := range p.Said {
		if class != p.Labels[i] {
			images = append(images, i)
		}
	}
	return images
}

// MarshalText spells the predictions as CSV: a comment with the link, a line of names, then a line an image. It fails
// never.
func (p Predictions) MarshalText() ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", p.Link)
	w := csv.NewWriter(&b)
	names := TaskOf(p.Task).Names
	name := func(class byte) string {
		if int(class) < len(names) {
			return names[class]
		}
		return strconv.Itoa(int(class))
	}
	_ = w.Write([]string{"image", "label", "predicted", "right", "label name", "predicted name"})
	for i, class := range p.Said {
		right := "0"
		if class == p.Labels[i] {
			right = "1"
		}
		_ = w.Write([]string{strconv.Itoa(i), strconv.Itoa(int(p.Labels[i])), strconv.Itoa(int(class)), right,
			name(p.Labels[i]), name(class)}) // to memory, which takes all
	}
	w.Flush()
	return []byte(b.String()), nil
}
