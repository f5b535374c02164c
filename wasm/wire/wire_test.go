package wire

import (
	"testing"

	"arraylab/wasm/codec/codectest"
	"arraylab/wasm/framewire"
)

// picture is an example of the one message whose body must fit its head.
func picture() Picture {
	p := Picture{Body: []byte("0123456789abcdeFL")}
	p.Rows, p.Cols, p.Cells, p.Flips = 3, 5, p.Body[:15], p.Body[15:]
	return p
}

func TestRoundTrip(t *testing.T) { codectest.RoundTrip(t, Table(), picture()) }

func TestTableHasEachMessageOnce(t *testing.T) { codectest.Complete(t, Table(), "messages.go") }

// TestPictureIsPassedOn: what the worker sends can be sent to the frame, unchanged.
func TestPictureIsPassedOn(t *testing.T) {
	for _, msg := range []any{picture(), CellInfo{}} {
		if _, err := framewire.Table().Encode(msg); err != nil {
			t.Error(err)
		}
	}
}

func FuzzDecode(f *testing.F) { codectest.Fuzz(f, Table(), picture()) }

// TestJobOf: what begins a job or comes of one tells which; a question and its answer are of none.
func TestJobOf(t *testing.T) {
	for _, msg := range []any{
		Load{Job: 7}, Start{Job: 7}, Control{Job: 7}, Reinfer{Job: 7}, Sweep{Job: 7}, Status{Job: 7}, Progress{Job: 7},
		CurvePoint{Job: 7}, Result{Job: 7}, SweepPoint{Job: 7}, Failure{Job: 7}, Save{Job: 7}, Saved{Job: 7},
	} {
		if got := JobOf(msg); got != 7 {
			t.Errorf("%T is of job %d", msg, got)
		}
	}
	for _, msg := range []any{Data{}, Classify{}, Scores{}, Save{}, Saved{}, Failure{}, Picture{}, 7} {
		if got := JobOf(msg); got != 0 {
			t.Errorf("%T is of job %d", msg, got)
		}
	}
}
