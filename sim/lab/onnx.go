package lab

import (
	"fmt"

	"arraylab/sim/bnn"
	"arraylab/sim/onnx"
)

// ONNX returns the trained network, with its intended weights and frozen statistics, as an ONNX
// file (see package onnx). A *NeedError says that there is none yet.
func (r *Run) ONNX() ([]byte, error) {
	if r.model == nil || r.at < atProgramming {
		return nil, &NeedError{"a trained network to be exported"}
	}
	for _, y := range r.model.Net.Layers {
		if y.Weights.HasZero() || y.Outputs.HasZero() {
			return nil, &NeedError{"weights and activations that are binary or have 8 bits to be exported as ONNX"}
		}
		if !onnx.Exact(&y) {
			return nil, &NeedError{fmt.Sprintf("fewer inputs than the %d of a layer of 8-bit weights to be exported as ONNX: "+
				"sums of more are not exact in other runtimes", y.FanIn())}
		}
		if none := (bnn.Mean{}); y.Mean != none || y.OutputMean != none {
			return nil, &NeedError{"a network without averages to be exported as ONNX"}
		}
	}
	return onnx.Encode(r.model), nil
}
