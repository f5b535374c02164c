package mobilenet

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/bnn"
	"arraylab/sim/topology"
)

// Features are the layers of MobileNet V1 in front of its classifier, at full width and resolution: a convolution, then
// pairs of a depthwise and a pointwise one; the last maps are averaged (Howard et al. 2017, arXiv:1704.04861, table 1).
const Features = "32cs2-32d-64c1-64ds2-128c1-128d-128c1-128ds2-256c1-256d-256c1-256ds2-512c1-" +
	"512d-512c1-512d-512c1-512d-512c1-512d-512c1-512d-512c1-512ds2-1024c1-1024d-1024c1a7"

// Classes are those of ImageNet, and Widest is the widest hidden layer of a classifier: four times the maps before it
// (assumed).
const (
	Classes = 1000
	Widest  = 4096
)

// Source is where the network was published.
const Source = "Howard et al. 2017, arXiv:1704.04861"

// NeedsImageNet says what of the network cannot be known by arithmetic.
const NeedsImageNet = "How many images each of these networks tells apart, and how many wrong bits it bears, needs " +
	"ImageNet, whose images may not be passed on, and days of training: no accuracy stands here."

// image is one of ImageNet as the network takes it.
var image = bnn.Grid{C: 3, H: 224, W: 224}

// Format says which numbers weights are.
type Format int

// The formats, the shortest first.
const (
	Binary  Format = iota // -1 or +1
	Ternary               // -1, 0 or +1, of two bits
	Eight                 // whole numbers of 8 bits
	Float                 // floating-point numbers of 32 bits
)

// formats are the names of a format: in a command and in words, with its bits.
var formats = [...]struct {
	name, words string
	bits        int64
}{
	{"binary", "binary", 1}, {"ternary", "ternary", 2}, {"8", "8 bits", 8}, {"32", "32-bit floats", 32},
}

// Formats are all formats, the shortest first. They must not be changed.
func Formats() []Format { return []Format{Binary, Ternary, Eight, Float} }

// Bits of a weight.
func (f Format) Bits() int64 { return formats[f].bits }

// Words name the format for a reader.
func (f Format) Words() string { return formats[f].words }

// String is the name of the format in a command: binary, ternary, 8 or 32.
func (f Format) String() string { return formats[f].name }

// MarshalText spells the name.
func (f Format) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// ParseFormat reads the name of a format. An error names the text and what is allowed.
func ParseFormat(text string) (Format, error) {
	var names []string
	for i := range formats {
		if formats[i].name == text {
			return Format(i), nil
		}
		names = append(names, formats[i].name)
	}
	return 0, fmt.Errorf("mobilenet: format %.20q is not allowed: one of %s", text, strings.Join(names, ", "))
}

// inCells tells whether weights lie in cells of memory that are sensed, not in digital memory.
func (f Format) inCells() bool { return f == Binary || f == Ternary }

// level is that of a token, and of its outputs.
func (f Format) level() topology.Level {
	switch f {
	case Binary:
		return topology.Binary
	case Ternary:
		return topology.Ternary
	}
	return topology.Eight
}

// Design is MobileNet V1 with a classifier. The zero value is binary throughout, with the one dense layer that was
// published.
type Design struct {
	Hidden     int    `json:"hidden"`     // Neurons of a hidden layer of the classifier, up to Widest; 0 for none.
	Classifier Format `json:"classifier"` // Of the weights of the classifier.
	Features   Format `json:"features"`   // Of the weights in front of it.
}

// WideHidden is the width of a classifier of two binary layers that has as many bits as one of 5.7 million weights
// (after Penkovsky et al. 2020, arXiv:2006.11595; reconstructed).
const WideHidden = 2816

// Wide is a classifier of two binary layers of WideHidden neurons, behind features of 8 bits.
func Wide() Design { return Design{Hidden: WideHidden, Classifier: Binary, Features: Eight} }

// Whole is the published network with all weights in one format.
func Whole(f Format) Design { return Design{Classifier: f, Features: f} }

// Check tells whether the design is allowed; an error names the value and what is.
func (d Design) Check() error {
	if d.Hidden < 0 || d.Hidden > Widest {
		return fmt.Errorf("mobilenet: a hidden layer of %d neurons is not allowed: 0 to %d, 0 for none", d.Hidden, Widest)
	}
	for _, f := range []Format{d.Classifier, d.Features} {
		if f < Binary || f > Float {
			return fmt.Errorf("mobilenet: format %d is not allowed: 0 to %d", int(f), int(Float))
		}
	}
	return nil
}

// Words name the design in a few words.
func (d Design) Words() string {
	layers := "1024-1000"
	if d.Hidden > 0 {
		layers = "1024-" + strconv.Itoa(d.Hidden) + "-1000"
	}
	if d.Classifier == d.Features {
		return fmt.Sprintf("%s throughout, classifier %s", d.Features.Words(), layers)
	}
	return fmt.Sprintf("%s, classifier %s %s", d.Features.Words(), layers, d.Classifier.Words())
}

// text spells the network as package topology reads it; levels that it has none for are those of 8 bits.
func (d Design) text() string {
	if d.Hidden == 0 {
		return Features
	}
	return Features + "-" + strconv.Itoa(d.Hidden)
}

// shapes are those of the layers, the output layer last.
func (d Design) shapes() ([]topology.Layer, []topology.Shape) {
	c := topology.Context{Grid: image, Largest: 255, Classes: Classes, Weights: d.Features.level(),
		Outputs: d.Features.level()}
	n, err := topology.Parse(d.text(), c)
	if err != nil {
		panic("mobilenet: the network cannot be read")
	}
	shapes, err := n.Shapes(c)
	if err != nil {
		panic("mobilenet: the network does not fit")
	}
	return append(n.Layers, topology.Layer{Out: Classes}), shapes
}
