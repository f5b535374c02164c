package lab

import (
	"arraylab/devices"
	"arraylab/sim/bnn"
)

// white is the largest grey value.
const white = 255

// sequence tells the random bits of different images apart.
type sequence uint64

const (
	ofTraining sequence = iota
	ofTest
	ofOne // image that is shown by itself
)

// encoder draws the counts of a stochastic input, nil for another one. The bits are a function of the image's
// number, of the round and of the sequence: under the run's seed, or under that of the chip where junctions give them.
// It is not for use by several goroutines.
func (e Experiment) encoder(of sequence) func(counts []uint16, image []byte, round, number int) {
	if e.Input != InputStream || of == ofTraining && !e.Adapt {
		return nil
	}
	var source devices.RandomBytes = devices.NewPseudoRandom(e.Seed)
	if e.Source == SourceJunction {
		source = devices.RandomBits(&e.Device, e.Chip, 0)
	}
	input := devices.NewStochasticInput(source)
	return func(counts []uint16, image []byte, round, number int) {
		input.Counts(counts, image, uint64(of)<<60|uint64(round)<<32|uint64(number), e.Streams)
	}
}

// presentation is what decides how test images are presented.
func (e Experiment) presentation() any {
	if e.Input != InputStream {
		return nil
	}
	return struct {
		n      int
		source string
		device devices.Values
	}{e.Streams, e.Source, e.Device}
}

// atTest is a network as it meets the test images. Trained without streams, it counts those of the test: the
// statistics are of the mean over the presentations, and so stay what they are.
func (e Experiment) atTest(m bnn.Model) bnn.Model {
	if e.Input != InputStream || e.Adapt {
		return m
	}
	return m.Taking(bnn.Levels{Kind: bnn.Streamed, Presentations: e.Streams})
}

// presented is one image as the network gets it, by itself: its pixels, or the counts of their streams.
func (e Experiment) presented(pixels []byte) []uint16 {
	inputs := bnn.Counts(pixels)
	if encode := e.encoder(ofOne); encode != nil {
		encode(inputs, pixels, 0, 0)
	}
	return inputs
}

// grey are the grey values that inputs of the first layer stand for.
func (e Experiment) grey(inputs []uint16) []byte {
	g := make([]byte, len(inputs))
	for i, n := range inputs {
		if e.Input == InputStream {
			n = uint16(int(n) * white / e.Streams)
		}
		g[i] = byte(n)
	}
	return g
}
