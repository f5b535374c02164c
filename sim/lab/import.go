package lab

import (
	"bytes"

	"arraylab/sim/bnn"
	"arraylab/sim/npz"
	"arraylab/sim/onnx"
)

// ImportError says why a trained network of another program cannot be taken.
type ImportError struct{ Reason string }

func (e *ImportError) Error() string { return "lab: " + e.Reason }

// Foreign tells whether a file is none of Arraylab's own: it may be a trained network of another program.
func Foreign(file []byte) bool { return !bytes.HasPrefix(file, []byte(fileMagic)) }

// Import makes an .arraylab file of a trained network of another program: ONNX as Run.ONNX writes it, or an NPZ archive
// (package npz). It must be the network of the experiment, whose memory it is put on; nothing of the training is known,
// so that a result has no fingerprint. The error says what in the file is not that of the network, and where.
func Import(file []byte, e Experiment) ([]byte, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	switch {
	case e.Learn != LearnLatent:
		return nil, &ImportError{"a trained network cannot be put into devices that learn: allowed is learn=" + LearnLatent}
	case e.Several():
		return nil, &ImportError{"a file holds the normalizations of one task: allowed is no sequence of several"}
	case e.Stats != StatsFrozen:
		return nil, &ImportError{"a file holds the statistics of its training: allowed is stats=" + StatsFrozen}
	}
	decode := onnx.Decode
	if bytes.HasPrefix(file, []byte("PK")) {
		decode = npz.Decode
	}
	m, err := decode(e.net(), file)
	if err != nil {
		return nil, &ImportError{err.Error()}
	}
	h := fileHead{Kind: kindModel, Link: e.Link(), Numerics: NumericVersion, Imported: true,
		Past: make([]past, len(m.Net.Layers))}
	body := m.Append(nil)
	if _, err := m.Net.ReadModel(body, bnn.Parts{}, bnn.MostBrought); err != nil {
		return nil, &ImportError{err.Error()}
	}
	return writeFile(h, body)
}
