package lab

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
)

// TestPrints: bare digits are of numerics 1 and stay bare; from numerics 2 on the version stands in front.
func TestPrints(t *testing.T) {
	const hex = "0123456789abcdef"
	for text, want := range map[string]Print{
		hex: {1, hex}, "1-" + hex: {1, hex}, "2-" + hex: {2, hex}, "12-" + strings.ToUpper(hex): {12, hex},
		"9999-01234567": {9999, "01234567"},
	} {
		got, err := ParsePrint("fp", text)
		if err != nil || got != want {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
		l, err := ParseLink("#v=1&fp=" + text)
		if err != nil || l.Fingerprint != want {
			t.Errorf("a link with %q holds %+v, %v", text, l.Fingerprint, err)
		}
		if back, err := ParsePrint("fp", got.String()); err != nil || back != got {
			t.Errorf("%+v is spelled %q, which is %+v, %v", got, got, back, err)
		}
	}
	for p, want := range map[Print]string{{1, hex}: hex, {2, hex}: "2-" + hex, {}: ""} {
		if p.String() != want {
			t.Errorf("%+v is spelled %q, want %q", p, p, want)
		}
	}
	for _, bad := range []string{"", "-", "0-" + hex, "10000-" + hex, "x-" + hex, "2-0123",
		"2-" + hex + "g", "2--" + hex,
		"-2-" + hex, "2-" + strings.Repeat("0", 65), "2-3-" + hex} {
		var wrong *knob.ValueError
		if p, err := ParsePrint("fp", bad); !errors.As(err, &wrong) || wrong.Key != "fp" {
			t.Errorf("%q is read as %+v, %v", bad, p, err)
		}
	}
}

// TestOtherNumericsAreNoFailure: only bits of the same numerics are compared.
func TestOtherNumericsAreNoFailure(t *testing.T) {
	const hex = "0123456789abcdef"
	for _, c := range []struct {
		link, result int
		came         string
		want         Verdict
		says         string
	}{
		{1, 1, hex, VerdictExact, "Reproduced exactly: fingerprint " + hex + "."},
		{2, 2, hex, VerdictExact, "Reproduced exactly: fingerprint " + hex + "."},
		{2, 2, "f" + hex, VerdictDiffers,
			"Not reproduced: the link expects fingerprint " + hex + ", here came f0123456789abcde."},
		{1, 2, hex, VerdictOlder, "made with numerics 1: accuracy can be compared, bits cannot"},
		{1, 2, "f" + hex, VerdictOlder, "made with numerics 1: accuracy can be compared, bits cannot"},
		{3, 2, hex, VerdictNewer, "this page or program may be old"},
	} {
		p := Print{Numerics(c.link), hex}
		r := Result{Numerics: c.result, Fingerprint: c.came + strings.Repeat("0", 64-len(c.came))}
		if got := p.Judge(&r); got != c.want {
			t.Errorf("%+v against %s of numerics %d: %q, want %q", p, r.Fingerprint, c.result, got, c.want)
		}
		words := p.Words(&r)
		if !strings.Contains(words, c.says) {
			t.Errorf("the words are %q, want %q in them", words, c.says)
		}
		if c.link != c.result && (strings.Contains(words, "reproduced") || p.Notice(Numerics(c.result)) != words) {
			t.Errorf("of other numerics it says %q", words)
		}
		if PrintOf(&r) != (Print{Numerics(c.result), r.Fingerprint[:FingerprintDigits]}) {
			t.Errorf("a link tells %v of it", PrintOf(&r))
		}
	}
	if PrintOf(&Result{Numerics: 2}) != (Print{}) {
		t.Error("a result without a fingerprint is told of")
	}
}

// TestSpellingsOfNumbers: from numerics 2 on links have no plus; either spelling is read by any.
func TestSpellingsOfNumbers(t *testing.T) {
	for today, next := range map[string]string{
		"v=1&ewc=1e+06":                                  "v=1&ewc=1e06",
		"v=1&cycles=1e+05~1e+10&ewc=1e+100":              "v=1&cycles=1e05~1e10&ewc=1e100",
		"v=1&memory=ber&ber=1e-07":                       "v=1&memory=ber&ber=1e-07",
		"v=1&hidden=1024-1024&gain=2.5e+06&memory=ideal": "v=1&hidden=1024-1024&gain=2.5e06&memory=ideal",
	} {
		if got := Numerics(1).Spelled(today); got != today {
			t.Errorf("numerics 1 spell %q as %q", today, got)
		}
		if got := Numerics(2).Spelled(today); got != next {
			t.Errorf("numerics 2 spell %q as %q, want %q", today, got, next)
		}
	}
	var all []string
	for _, text := range []string{"1e+06", "1e6", "1e06", "1000000", "1e%2B06", "1e 06"} {
		l, err := ParseLink("v=1&sequence=permuted&ewc=" + text)
		if err != nil || l.EWC != 1e6 {
			t.Errorf("%q is read as %g, %v", text, l.EWC, err)
		}
		all = append(all, l.Experiment.Link())
	}
	if len(slices.Compact(all)) != 1 {
		t.Errorf("one experiment has the links %q", all)
	}
}

// TestTablesTellNumerics: from 2 on the file of a study says which made it, and one of others is not gone on with.
func TestTablesTellNumerics(t *testing.T) {
	l, err := ParseLink("v=1&memory=ber&ber=0.1~0.2")
	if err != nil {
		t.Fatal(err)
	}
	var tables [3]*Table
	for n := 1; n < 3; n++ {
		if tables[n], err = l.tableBy(Numerics(n)); err != nil {
			t.Fatal(err)
		}
	}
	if h := tables[1].Head(); !strings.HasPrefix(h, "# #v=1&memory=ber&ber=0.1~0.2\nseries,") {
		t.Errorf("by numerics 1 a table begins with %q", h)
	}
	if h := tables[2].Head(); !strings.HasPrefix(h, "# #v=1&memory=ber&ber=0.1~0.2\n# numerics 2\nseries,") {
		t.Errorf("by numerics 2 a table begins with %q", h)
	}
	for n := 1; n < 3; n++ {
		line, err := tables[n].Line(0, Result{BER: []float64{0.1}, Fingerprint: strings.Repeat("ab", 32)})
		if err != nil {
			t.Fatal(err)
		}
		file := []byte(tables[n].Head() + line)
		if points, size, err := tables[n].Done(file); err != nil || len(points) != 1 || size != len(file) {
			t.Errorf("numerics %d find %d points of theirs, %v", n, len(points), err)
		}
		var wrong *LinkError
		_, _, err = tables[3-n].Done(file)
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), fmt.Sprintf("made with numerics %d", n)) {
			t.Errorf("numerics %d go on with those of %d: %v", 3-n, n, err)
		}
	}
}

// TestFilesHeedNumerics: the training of a checkpoint goes on with the numerics that began it alone; a model goes with
// any.
func TestFilesHeedNumerics(t *testing.T) {
	for _, c := range []struct {
		kind       string
		made, here int
		says       string
	}{
		{kindCheckpoint, 1, 1, ""}, {kindCheckpoint, 2, 2, ""}, {kindModel, 1, 2, ""}, {kindModel, 3, 2, ""},
		{kindCheckpoint, 1, 2, "made with numerics 1: numerics 2 cannot go on with the same bits"},
		{kindCheckpoint, 3, 2, "made with numerics 3, and this is numerics 2: it may be old"},
		{kindModel, 0, 1, "allowed are 1 to"}, {kindCheckpoint, -1, 1, "allowed are 1 to"},
		{kindModel, maxNumerics + 1, 1, "allowed are 1 to"},
	} {
		h := fileHead{Kind: c.kind, Numerics: c.made}
		if got := h.heed(Numerics(c.here)); (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("a %s of numerics %d under %d: %q, want %q", c.kind, c.made, c.here, got, c.says)
		}
	}
}

// asMadeWith is a file with other numerics in its head.
func asMadeWith(t *testing.T, file []byte, numerics int) []byte {
	t.Helper()
	h, _, body, err := readFile(file)
	if err != nil {
		t.Fatal(err)
	}
	h.Numerics = numerics
	if file, err = writeFile(h, body); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestAModelOfOtherNumerics opens with a note and without a fingerprint, keeps its numerics when it is saved again, and
// serves no sweep.
func TestAModelOfOtherNumerics(t *testing.T) {
	const other = NumericVersion + 1
	run := mustRun(t, "train=400&test=200&hidden=16&epochs=1&memory=ber&ber=0.01", 1)
	own := finish(run)
	model, err := run.Model()
	if err != nil {
		t.Fatal(err)
	}
	opened, err := Open(asMadeWith(t, model, other), toySets())
	if err != nil {
		t.Fatal(err)
	}
	r := finish(opened)
	if r.Fingerprint != "" || r.Trained != other || r.Numerics != NumericVersion || r.Correct != own.Correct ||
		!strings.Contains(r.TrainedNote(), fmt.Sprintf("trained with numerics %d", other)) {
		t.Errorf("%q, trained with %d, %d right of %d: %q", r.Fingerprint, r.Trained, r.Correct, own.Correct,
			r.TrainedNote())
	}
	if own.Trained != 0 || own.TrainedNote() != "" {
		t.Errorf("of today's it says %q", own.TrainedNote())
	}
	if again, err := opened.Model(); err != nil || !bytes.Equal(again, asMadeWith(t, model, other)) {
		t.Errorf("saved again it is another file, %v", err)
	}
	trained := 0
	for _, numerics := range []int{NumericVersion, other} {
		c := Carrier{Workers: 1, Models: [][]byte{asMadeWith(t, model, numerics)}, Sets: func(string, int, int) (Sets, error) {
			return toySets(), nil
		}}
		if err := c.Carry([]Experiment{run.Experiment()}, func(_ int, r Result) error {
			trained = r.Trained
			if r.Fingerprint != own.Fingerprint {
				t.Errorf("with a model of numerics %d a point is %q, want %q", numerics, r.Fingerprint, own.Fingerprint)
			}
			return nil
		}); err != nil || trained != 0 {
			t.Errorf("a point of a model of numerics %d is trained with %d, %v", numerics, trained, err)
		}
	}
	checkpoint, err := writeFile(fileHead{Kind: kindCheckpoint, Link: "v=1", Numerics: other}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	says := fmt.Sprintf("numerics %d", other)
	if _, err := Open(checkpoint, toySets()); !errors.As(err, &wrong) || !strings.Contains(err.Error(), says) {
		t.Errorf("a checkpoint of other numerics: %v", err)
	}
}

// TestTrainingOfBothNumerics: from numerics 2 on gradients are of 8 bits, and no batch is of one image that is left
// over.
func TestTrainingOfBothNumerics(t *testing.T) {
	e := experimentOf("train=1001&batch=100")
	for n, want := range map[Numerics]struct {
		bnn.Gradients
		steps, largest int
	}{1: {bnn.Reals, 11, 100}, 2: {bnn.EightBits, 10, 101}, 3: {bnn.EightBits, 10, 101}} {
		b := n.batches(e, e.Train)
		if n.gradients() != want.Gradients || b.Steps() != want.steps || b.Largest() != want.largest {
			t.Errorf("numerics %d: gradients %v, %d steps of up to %d images, want %+v", n, n.gradients(), b.Steps(),
				b.Largest(), want)
		}
	}
}
