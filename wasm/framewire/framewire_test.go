package framewire

import (
	"bytes"
	"errors"
	"testing"

	"arraylab/sim/cellmap"
	"arraylab/wasm/codec"
	"arraylab/wasm/codec/codectest"
)

// picture is as it arrives: cells and flips are parts of the body.
func picture() Picture {
	p := Picture{Snapshot: cellmap.Snapshot{Layer: 1, View: cellmap.ViewPulses, Rows: 3, Cols: 5, Step: 7, Lo: -1,
		Mid: 2, Hi: 3, Unit: "u", Ternary: true}}
	p.Body = []byte("0123456789abcdeFL")
	p.Cells, p.Flips = p.Body[:15], p.Body[15:]
	return p
}

func TestRoundTrip(t *testing.T) { codectest.RoundTrip(t, Table(), picture()) }

func TestTableHasEachMessageOnce(t *testing.T) { codectest.Complete(t, Table(), "messages.go") }

func FuzzDecode(f *testing.F) { codectest.Fuzz(f, Table(), picture()) }

func TestPictureGoesOutInTwoParts(t *testing.T) {
	p := picture()
	whole, err := Table().Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	p.Body = nil
	parts, err := Table().Parts(p)
	if err != nil {
		t.Fatal(err)
	}
	if &parts[1][0] != &p.Cells[0] {
		t.Error("Parts copied the cells")
	}
	if got := bytes.Join(parts, nil); !bytes.Equal(got, whole) {
		t.Errorf("Cells and Flips are spelled %q, the same as one Body %q", got, whole)
	}
}

func TestPictureWhoseBodyDoesNotFit(t *testing.T) {
	var sizeErr *codec.SizeError
	var formatErr *codec.FormatError
	p := picture()
	p.Body = p.Body[:14]
	short, err := Table().Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Table().Decode(short); !errors.As(err, &formatErr) {
		t.Errorf("a picture with a cell missing: %v", err)
	}
	p.Rows = MaxSide + 1
	wide, err := Table().Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Table().Decode(wide); !errors.As(err, &sizeErr) {
		t.Errorf("a picture too high: %v", err)
	}
}
