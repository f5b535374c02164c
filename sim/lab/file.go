package lab

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
)

// The .arraylab file, all numbers little-endian:
//
//	"ARRAYLAB"             8 bytes
//	version                2 bytes
//	length of the head     4 bytes, then the head: JSON of fileHead
//	length of the body     8 bytes, then the body: training state or model, by the head's kind
//	SHA-256 of all before  32 bytes
const (
	fileMagic   = "ARRAYLAB"
	fileVersion = 1
)

// Kinds of files.
const (
	kindCheckpoint = "checkpoint" // training state: goes on with the same bits
	kindModel      = "model"      // weights and normalizations only: small
)

type fileHead struct {
	Kind     string  `json:"kind"`
	Link     string  `json:"link"` // of the experiment that trained the weights
	Numerics int     `json:"numerics"`
	Step     int     `json:"step"`
	Points   []Point `json:"points,omitempty"`
	Recent   recent  `json:"recent,omitzero"` // training since the last point
	// Past is what a model keeps of its training, by layer.
	Past []past `json:"past,omitempty"`
	// Imported tells that the weights came from a file of another program: the link did not train them.
	Imported bool `json:"imported,omitempty"`
	// Tasks is the number of tasks whose normalizations a model has, where there are several.
	Tasks int `json:"tasks,omitempty"`
	// Meant tells that a model has what was last to be written, beside what a memory in the loop came to hold.
	Meant bool `json:"meant,omitempty"`
}

// past is what the training of a layer came to: what a result needs of it when only the
// weights are left.
type past struct {
	Pulses int64   `json:"pulses"`
	Flips  int64   `json:"flips"`
	Sets   int64   `json:"sets"`
	BER    float64 `json:"ber"`    // of devices that learnt, or a memory in the loop
	Beyond float64 `json:"beyond"` // of devices that learnt
}

// FileError says why a file cannot be opened. Nothing was changed by trying.
type FileError struct{ Reason string }

func (e *FileError) Error() string { return "lab: this .arraylab file " + e.Reason }

// Save writes a checkpoint of the run, or the model where there is no training state. It must
// be called where StepDone holds.
func (r *Run) Save() ([]byte, error) {
	if !r.StepDone() {
		return nil, &NeedError{"to stand between two optimizer steps to be saved"}
	}
	if r.trainer == nil {
		return r.Model()
	}
	r.Rest()
	crew.Tell(r.crew, crew.Order{Kind: orderState})
	return writeFile(fileHead{Kind: kindCheckpoint, Link: r.trained.Link(), Numerics: NumericVersion, Step: r.Step(),
		Points: r.points, Recent: r.recent},
		r.trainer.AppendState(nil))
}

// Model writes the trained network without its training state.
func (r *Run) Model() ([]byte, error) {
	if r.model == nil || r.at < atProgramming {
		return nil, &NeedError{"a trained network to be saved as a model"}
	}
	r.Rest()
	crew.Tell(r.crew, crew.Order{Kind: orderPasts})
	return writeFile(fileHead{Kind: kindModel, Link: r.trained.Link(), Numerics: r.made, Step: r.step,
		Points: r.points, Past: r.pasts(), Tasks: len(r.model.Tasks),
		Meant: r.model.Meant != nil, Imported: r.imported}, r.model.Append(nil))
}

func writeFile(h fileHead, body []byte) ([]byte, error) {
	head, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("lab: writing a file: %w", err)
	}
	return assemble(head, body), nil
}

// assemble is the file of a head and a body.
func assemble(head, body []byte) []byte {
	b := append([]byte(fileMagic), fileVersion, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)))
	b = append(b, head...)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(body)))
	b = append(b, body...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// readFile checks a file and returns its parts; a *FileError says what is wrong.
func readFile(b []byte) (h fileHead, e Experiment, body []byte, err error) {
	fail := func(format string, a ...any) (fileHead, Experiment, []byte, error) {
		return fileHead{}, Experiment{}, nil, &FileError{fmt.Sprintf(format, a...)}
	}
	const fixed = len(fileMagic) + 2 + 4
	if len(b) < fixed || string(b[:len(fileMagic)]) != fileMagic {
		return fail("is not one: it does not begin with %s", fileMagic)
	}
	if v := binary.LittleEndian.Uint16(b[8:]); v != fileVersion {
		return fail("has version %d: this program reads version %d", v, fileVersion)
	}
	if len(b) < fixed+8+sha256.Size {
		return fail("is cut off after %d bytes", len(b))
	}
	sum := sha256.Sum256(b[:len(b)-sha256.Size])
	if !bytes.Equal(sum[:], b[len(b)-sha256.Size:]) {
		return fail("is damaged: its checksum is %x, expected %x", sum[:8], b[len(b)-sha256.Size:][:8])
	}
	rest := b[fixed : len(b)-sha256.Size]
	n := uint64(binary.LittleEndian.Uint32(b[10:]))
	if n+8 > uint64(len(rest)) {
		return fail("has a head of %d bytes in %d", n, len(rest))
	}
	if err := json.Unmarshal(rest[:n], &h); err != nil {
		return fail("has an unreadable head: %v", err)
	}
	rest = rest[n:]
	if size := binary.LittleEndian.Uint64(rest); size != uint64(len(rest)-8) {
		return fail("has a body of %d bytes, expected %d", len(rest)-8, size)
	}
	link, err := ParseLink(h.Link)
	if err != nil {
		return fail("holds a bad link: %v", err)
	}
	if h.Kind != kindCheckpoint && h.Kind != kindModel {
		return fail("is of kind %q: allowed are %s and %s", knob.Clip(h.Kind), kindCheckpoint, kindModel)
	}
	if wrong := h.heed(NumericVersion); wrong != "" {
		return fail("%s", wrong)
	}
	return h, link.Experiment, rest[8:], nil
}

// heed says why a file cannot be used by numerics; "" where it can. A model goes with any: it is weights, and what is
// made of them is told apart (Result.Trained). The training of a checkpoint can only go on with the same.
func (h *fileHead) heed(here Numerics) string {
	made := Numerics(h.Numerics)
	switch {
	case made < 1 || made > maxNumerics:
		return fmt.Sprintf("says that it was made with numerics %d: allowed are 1 to %d", made, maxNumerics)
	case h.Kind == kindModel || made == here:
		return ""
	case made > here:
		return fmt.Sprintf("holds a training under way that was made with numerics %d, and this is "+
			"numerics %d: it may be old, and cannot go on with the same bits", made, here)
	}
	return fmt.Sprintf("holds a training under way that was made with numerics %d: numerics %d cannot go on with the "+
		"same bits. Train its link anew, or go on where it was made", made, here)
}

// FileLink returns the canonical link inside a file.
func FileLink(file []byte) (string, error) {
	_, e, _, err := readFile(file)
	if err != nil {
		return "", err
	}
	return e.Link(), nil
}

// Open goes on with a saved run: with the training of a checkpoint, or with the inference of a
// model. A *FileError, *NeedError or *knob.ValueError says why it cannot.
func Open(file []byte, sets Sets) (*Run, error) { return OpenWith(crew.Alone{}, file, sets) }

// OpenWith is Open for the leader of a crew whose other members Follow it.
func OpenWith(c crew.Crew, file []byte, sets Sets) (*Run, error) {
	h, e, body, err := readFile(file)
	if err != nil {
		return nil, err
	}
	if err := h.check(&e); err != nil {
		return nil, &FileError{err.Error()}
	}
	r, err := newRun(c, e, sets, h.Kind == kindCheckpoint)
	if err != nil {
		return nil, err
	}
	if c.Rank() == 0 {
		crew.Tell(c, crew.Order{Kind: orderOpen, Body: file})
	}
	if err := r.restore(h, body); err != nil {
		if c.Rank() == 0 {
			r.Abandon()
		}
		return nil, err
	}
	return r, nil
}

// restore takes what a file of the run's own experiment holds.
func (r *Run) restore(h fileHead, body []byte) (err error) {
	r.points, r.step, r.past, r.recent, r.made = h.Points, h.Step, h.Past, h.Recent, h.Numerics
	r.imported = h.Imported
	net := r.exp.net()
	r.tasks = r.layTasks()
	if h.Kind == kindCheckpoint {
		r.trainer, err = bnn.Resume(r.crew, net, r.rule(), r.images(r.sets.Train, r.exp.Train, ofTraining),
			body, r.workers)
		if err != nil {
			return &FileError{"does not fit its link: " + err.Error()}
		}
		if s := r.trainer.Step(); s != h.Step {
			return &FileError{fmt.Sprintf("stands at step %d and says that it does at step %d", s, h.Step)}
		}
		return nil
	}
	if r.model, err = net.ReadModel(body, bnn.Parts{Tasks: h.Tasks, Meant: h.Meant}, h.mostLearnt(r.exp.LR)); err != nil {
		return &FileError{"does not fit its link: " + err.Error()}
	}
	r.beginChip()
	return nil
}
