package bnn

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"arraylab/sim/kernel"
)

// A model as bytes, numbers little-endian: by layer the weights (see Weights.Bytes), then of each neuron bias, gamma,
// beta, frozen mean and 1/sd, running mean and 1/sd in four bytes each; behind the layers, by task, layer and neuron,
// bias, gamma, beta, running mean and 1/sd.
const (
	neuronBytes = 4 * 7
	taskBytes   = 4 * 5
)

// ModelError says that bytes are no model of a network.
type ModelError struct{ Reason string }

func (e *ModelError) Error() string { return "bnn: a model " + e.Reason }

// Append writes the model behind b.
func (m *Model) Append(b []byte) []byte {
	for l := range m.Net.Layers {
		b = append(b, m.Weights(l).Bytes()...)
		for o, n := range m.Norms[l] {
			run := m.Running[l][o]
			b = appendFloats(b, n.Bias, n.Gamma, n.Beta, n.Mean, n.Inv, run.Mean, run.Inv)
		}
	}
	for _, layers := range m.Tasks {
		for _, norms := range layers {
			for _, n := range norms {
				b = appendFloats(b, n.Bias, n.Gamma, n.Beta, n.Mean, n.Inv)
			}
		}
	}
	for l, meant := range m.Meant {
		b = append(b, m.Net.Layers[l].Packed(meant).Bytes()...)
	}
	return b
}

// Parts are what a model has beside its weights and normalizations.
type Parts struct {
	Tasks int  // of whose normalizations it has
	Meant bool // it has Model.Meant
}

// ReadModel reads what Append wrote of a model with some parts, whose learnt numbers are at most most in magnitude
// (MostLearnt, MostBrought). It makes nothing before the length is right. A *ModelError says why it is none of this
// network.
func (net Network) ReadModel(b []byte, parts Parts, most float64) (*Model, error) {
	size, neurons, tasks := 0, 0, parts.Tasks
	for l := range net.Layers {
		y := &net.Layers[l]
		size += y.WeightBytes() + neuronBytes*y.Out
		if parts.Meant {
			size += y.WeightBytes()
		}
		neurons += y.Out
	}
	if tasks < 0 || tasks > len(b) || len(b) != size+tasks*neurons*taskBytes {
		return nil, &ModelError{fmt.Sprintf("has %d bytes: that of this network has %d, and %d for each of %d tasks",
			len(b), size, neurons*taskBytes, tasks)}
	}
	m := &Model{Net: net}
	for l := range net.Layers {
		var err error
		if b, err = m.readLayer(b, &net.Layers[l], most); err != nil {
			return nil, &ModelError{fmt.Sprintf("has in layer %d %v", l+1, err)}
		}
	}
	for k := range tasks {
		var layers [][]kernel.Norm
		for l := range net.Layers {
			y := &net.Layers[l]
			norms := y.NewNorms()
			for o := range norms {
				n := &norms[o]
				b = readFloats(b, &n.Bias, &n.Gamma, &n.Beta, &n.Mean, &n.Inv)
				if err := y.checkNorm(n, most); err != nil {
					return nil, &ModelError{fmt.Sprintf("has in layer %d of task %d %v", l+1, k+1, err)}
				}
			}
			layers = append(layers, norms)
		}
		m.Tasks = append(m.Tasks, layers)
	}
	for l := 0; parts.Meant && l < len(net.Layers); l++ {
		y := &net.Layers[l]
		if err := y.checkWeights(b); err != nil {
			return nil, &ModelError{fmt.Sprintf("has of what was to be written in layer %d %v", l+1, err)}
		}
		m.Meant = append(m.Meant, y.ReadWeights(b).rows)
		b = b[y.WeightBytes():]
	}
	return m, nil
}

// readLayer reads the next layer of a model, whose learnt numbers are at most most in magnitude.
func (m *Model) readLayer(b []byte, y *Layer, most float64) (rest []byte, err error) {
	if err := y.checkWeights(b); err != nil {
		return nil, err
	}
	m.Signs = append(m.Signs, y.ReadWeights(b).rows)
	b = b[y.WeightBytes():]
	frozen, running := y.NewNorms(), y.NewNorms()
	for o := range frozen {
		n, run := &frozen[o], &running[o]
		b = readFloats(b, &n.Bias, &n.Gamma, &n.Beta, &n.Mean, &n.Inv)
		*run = *n
		b = readFloats(b, &run.Mean, &run.Inv)
		if err := errors.Join(y.checkNorm(n, most), y.checkNorm(run, most)); err != nil {
			return nil, err
		}
	}
	m.Norms, m.Running = append(m.Norms, frozen), append(m.Running, running)
	return b, nil
}

func appendFloats(b []byte, all ...float32) []byte {
	for _, x := range all {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// readFloats reads as many as are asked for, which b must have.
func readFloats(b []byte, all ...*float32) (rest []byte) {
	for i, x := range all {
		*x = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return b[4*len(all):]
}
