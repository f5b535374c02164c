package bnn

import (
	"encoding/binary"
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
	return b
}

// ReadModel reads what Append wrote of a model with the normalizations of so many tasks. A *ModelError says why it is
// none of this network.
func (net Network) ReadModel(b []byte, tasks int) (*Model, error) {
	neurons := 0
	for l := range net.Layers {
		neurons += net.Layers[l].Out
	}
	if tasks < 0 || tasks*neurons*taskBytes > len(b) {
		return nil, &ModelError{fmt.Sprintf("has no normalizations of %d tasks in %d bytes", tasks, len(b))}
	}
	m, behind := &Model{Net: net}, b[len(b)-tasks*neurons*taskBytes:]
	b = b[:len(b)-len(behind)]
	for l := range net.Layers {
		y := &net.Layers[l]
		if len(b) < y.WeightBytes()+neuronBytes*y.Out {
			return nil, &ModelError{fmt.Sprintf("has %d bytes left for layer %d", len(b), l+1)}
		}
		m.Signs = append(m.Signs, y.ReadWeights(b).rows)
		b = b[y.WeightBytes():]
		frozen, running := y.NewNorms(), y.NewNorms()
		for o := range frozen {
			n, run := &frozen[o], &running[o]
			b = readFloats(b, &n.Bias, &n.Gamma, &n.Beta, &n.Mean, &n.Inv)
			*run = *n
			b = readFloats(b, &run.Mean, &run.Inv)
		}
		m.Norms, m.Running = append(m.Norms, frozen), append(m.Running, running)
	}
	if len(b) != 0 {
		return nil, &ModelError{fmt.Sprintf("has %d bytes too many", len(b))}
	}
	for range tasks {
		var layers [][]kernel.Norm
		for l := range net.Layers {
			norms := net.Layers[l].NewNorms()
			for o := range norms {
				n := &norms[o]
				behind = readFloats(behind, &n.Bias, &n.Gamma, &n.Beta, &n.Mean, &n.Inv)
			}
			layers = append(layers, norms)
		}
		m.Tasks = append(m.Tasks, layers)
	}
	return m, nil
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
