package lab

import "arraylab/sim/onnx"

// ONNX returns the trained network, with its intended weights and frozen statistics, as an ONNX
// file (see package onnx). A *NeedError says that there is none yet.
func (r *Run) ONNX() ([]byte, error) {
	if r.model == nil || r.at < atProgramming {
		return nil, &NeedError{"a trained network to be exported"}
	}
	if why := onnx.Exportable(&r.model.Net); why != "" {
		return nil, &NeedError{why + ", to be exported as ONNX"}
	}
	return onnx.Encode(r.model), nil
}
