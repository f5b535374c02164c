package lab

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"arraylab/devices/knob"
)

// smallLinks train in three steps, on few images, networks with each kind of hidden weights.
var smallLinks = []string{
	"train=30&test=20&hidden=2&epochs=1&batch=10&bias=1",
	"train=30&test=20&hidden=2&epochs=1&batch=10&memory=rram-weak-reset",
	"train=30&test=20&hidden=2&epochs=1&batch=10&memory=measured&form=line&learn=device",
	"train=30&test=20&hidden=2&epochs=1&batch=10&weights=ternary",
	"train=30&test=20&sequence=both&hidden=1&epochs=1&batch=15&ewc=5000",
	"train=30&test=20&sequence=permuted&tasks=2&hidden=1&epochs=1&batch=15&meta=1.35",
	"train=30&test=20&hidden=2&epochs=1&batch=10&memory=st-mram&strength=0.6&trainerr=writes",
}

// parts are the head and the body of a file.
type parts struct{ head, body []byte }

// smallFiles are a checkpoint after two steps and a model of each of the links.
var smallFiles = sync.OnceValue(func() (all []parts) {
	for _, link := range smallLinks {
		r, err := NewRun(experimentOf(link), toySets())
		if err != nil {
			panic(err)
		}
		for r.Step() < 2 || !r.StepDone() {
			r.Advance()
		}
		all = append(all, partsOf(r.Save()))
		finish(r)
		all = append(all, partsOf(r.Model()))
	}
	return all
})

func partsOf(file []byte, err error) parts {
	if err != nil {
		panic(err)
	}
	h, _, body, err := readFile(file)
	if err != nil {
		panic(err)
	}
	head, err := json.Marshal(h)
	if err != nil {
		panic(err)
	}
	return parts{head, body}
}

// file is the file of a head and a body, with its lengths and its checksum.
func (p parts) file() []byte { return assemble(p.head, p.body) }

// TestFilesThatMeanHarm: a file whose checksum is right and whose content is none of a training is refused in words,
// before anything is made of it.
func TestFilesThatMeanHarm(t *testing.T) {
	latent, model := smallFiles()[0], smallFiles()[1]
	devices, measured := smallFiles()[2], smallFiles()[4]
	looping, written := smallFiles()[12], smallFiles()[13]
	float := func(x float64) []byte { return binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(x))) }
	double := func(x float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)) }
	// Places in a body: the head's 24 bytes, 52 a neuron, the events' 32, weights, hidden weights and their moments.
	const neurons, events, weights, hidden = 24, 24 + 2*52, 24 + 2*52 + 32, 24 + 2*52 + 32 + 2*13*8
	const plane = 784 * 16 * 4
	for name, c := range map[string]struct {
		of   parts
		head [2]string // what is written for what
		at   int       // of the body; -1 for its end, which is cut
		put  []byte
		says string
	}{
		"step below zero":    {of: latent, put: bytes.Repeat([]byte{255}, 8), says: "step -1"},
		"step too large":     {of: latent, put: []byte{4}, says: "step 4"},
		"another step":       {of: latent, put: []byte{1}, says: "powers"},
		"powers that are 1":  {of: latent, at: 8, put: append(double(1), double(1)...), says: "powers"},
		"powers of NaN":      {of: latent, at: 8, put: double(math.NaN()), says: "powers"},
		"gamma of NaN":       {of: latent, at: neurons, put: float(math.NaN()), says: "gamma NaN"},
		"huge beta":          {of: latent, at: neurons + 4, put: float(1e30), says: "beta 1e+30"},
		"infinite bias":      {of: latent, at: neurons + 8, put: float(math.Inf(-1)), says: "bias -Inf"},
		"moment below 0":     {of: latent, at: neurons + 16, put: float(-1), says: "moments"},
		"a lone moment":      {of: latent, at: neurons + 12, put: float(1), says: "moments 1 and"},
		"running mean":       {of: latent, at: neurons + 36, put: double(1e9), says: "running mean 1e+09"},
		"running variance":   {of: latent, at: neurons + 44, put: double(-1), says: "variance -1"},
		"events":             {of: latent, at: events + 7, put: []byte{0x80}, says: "events"},
		"weights behind":     {of: latent, at: weights + 12*8 + 7, put: []byte{0x80}, says: "behind its 784 inputs"},
		"a large weight":     {of: latent, at: hidden, put: float(1.5), says: "hidden weight 1.5"},
		"a weight of NaN":    {of: latent, at: hidden + 400, put: float(math.NaN()), says: "hidden weight NaN"},
		"moment of a weight": {of: latent, at: hidden + plane, put: float(9), says: "moments 9 and"},
		"no moment":          {of: latent, at: hidden + 2*plane, put: float(math.Inf(1)), says: "moments"},
		"a device's moment":  {of: devices, at: hidden + 16*784, put: float(9), says: "moments 9 and"},
		"a device's state":   {of: measured, at: hidden, put: float(-1), says: "state -1"},
		"cut to 24 bytes":    {of: latent, at: -1, put: make([]byte, 24), says: "has 24 bytes"},
		"a body longer":      {of: latent, at: len(latent.body), put: []byte{0}, says: "bytes: that of this network"},
		"a wide network": {of: latent, head: [2]string{"hidden=2", "hidden=4096-4096"}, at: -1, put: make([]byte, 24),
			says: "has 24 bytes"},
		"head's step": {of: latent, head: [2]string{`"step":2`, `"step":3`}, says: "says that it does at step 3"},
		"head's -1":   {of: latent, head: [2]string{`"step":2`, `"step":-1`}, says: "step -1"},
		"a past":      {of: latent, head: [2]string{`"step":2`, `"step":2,"past":[{}]`}, says: "a past of 1 layers"},
		"tasks":       {of: latent, head: [2]string{`"step":2`, `"step":2,"tasks":1`}, says: "of 1 tasks"},
		"recent": {of: latent, head: [2]string{`"step":2,`, `"step":2,"recent":{"correct":99},`},
			says: "images since the last point"},
		"point":                 {of: latent, head: [2]string{`{"step":1,`, `{"step":9,`}, says: "step 9"},
		"points":                {of: latent, head: [2]string{`"points":[`, `"points":[{},`}, says: "3 points"},
		"model's past":          {of: model, head: [2]string{`"ber":0`, `"ber":7`}, says: "the share 7"},
		"model's events":        {of: model, head: [2]string{`"flips":`, `"flips":-9`}, says: "events"},
		"model's layers":        {of: model, head: [2]string{`"past":[`, `"past":[{},`}, says: "past of 3 layers"},
		"model's tasks":         {of: model, head: [2]string{`"past":`, `"tasks":9,"past":`}, says: "of 9 tasks"},
		"model's weight":        {of: model, at: 12*8 + 7, put: []byte{0x80}, says: "behind its 784 inputs"},
		"model's gamma":         {of: model, at: 2*13*8 + 4, put: float(1e20), says: "gamma 1e+20"},
		"model's 1/sd":          {of: model, at: 2*13*8 + 16, put: float(0), says: "1/sd 0"},
		"meant by ideal memory": {of: model, head: [2]string{`"past":`, `"meant":true,"past":`}, says: "its link has none"},
		"meant in a checkpoint": {of: looping, head: [2]string{`"step":2`, `"step":2,"meant":true`}, says: "were meant"},
		"meant and not there":   {of: written, at: -1, put: written.body[:len(written.body)-1], says: "bytes: that of this network"},
		"meant behind a row":    {of: written, at: len(written.body) - 9, put: []byte{0x80}, says: "was to be written"},
		"model's size":          {of: model, at: -1, put: make([]byte, 24), says: "has 24 bytes"},
	} {
		head := strings.Replace(string(c.of.head), c.head[0], c.head[1], 1)
		if c.head[0] != "" && head == string(c.of.head) {
			t.Fatalf("%s: nothing of %q is in %s", name, c.head[0], head)
		}
		body := append(append(bytes.Clone(c.of.body[:max(c.at, 0)]), c.put...),
			c.of.body[min(len(c.of.body), max(c.at, 0)+len(c.put)):]...)
		if c.at < 0 {
			body = c.put
		}
		file := parts{[]byte(head), body}.file()
		r, err := refused(t, file)
		var bad *FileError
		if r != nil || !errors.As(err, &bad) || !strings.Contains(bad.Reason, c.says) {
			t.Errorf("%s: %v: want %q", name, err, c.says)
		}
	}
	for i, p := range smallFiles() {
		if _, err := Open(p.file(), toySets()); err != nil {
			t.Errorf("file %d as it was: %v", i, err)
		}
	}
}

// refused opens a file, of which much may be made only where it is good.
func refused(t *testing.T, file []byte) (*Run, error) {
	t.Helper()
	const link = 1 << 20 // what reading a link and laying the tasks of the smallest experiment take
	var before, after runtime.MemStats
	sets := toySets()
	runtime.ReadMemStats(&before)
	r, err := Open(file, sets)
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; err != nil && n > uint64(10*len(file)+link) {
		t.Errorf("%d bytes are made of a file of %d, which is refused: %v", n, len(file), err)
	}
	return r, err
}

// FuzzOpen changes files of each kind behind their checksum: the head, or a piece of the body. A file is refused in
// words; or it is opened, saved as it was, and comes to a result of numbers.
func FuzzOpen(f *testing.F) {
	files := smallFiles()
	for i, p := range files {
		f.Add(uint8(i), string(p.head), uint32(0), []byte{})
		f.Add(uint8(i), "", uint32(8), []byte{0, 0, 0, 0, 0, 0, 0xf8, 0x7f})
		f.Add(uint8(i), "", uint32(24), []byte{0, 0, 0x80, 0x7f})
		f.Add(uint8(i), "", uint32(1<<31), []byte("cut"))
	}
	f.Add(uint8(0), strings.Replace(string(files[0].head), "hidden=2", "hidden=4096-4096", 1), uint32(0), []byte{})
	f.Fuzz(func(t *testing.T, which uint8, head string, at uint32, put []byte) {
		p := files[int(which)%len(files)]
		p.body = bytes.Clone(p.body)
		if cut := 1 << 31; at >= uint32(cut) {
			p.body = append(p.body[:(int(at)-cut)%(len(p.body)+1)], put...)
		} else {
			copy(p.body[int(at)%(len(p.body)+1):], put)
		}
		if head != "" {
			p.head = []byte(head)
		}
		r, err := refused(t, p.file())
		if (err == nil) != (r != nil) {
			t.Fatalf("run %v, error %v", r, err)
		}
		if err != nil {
			known(t, err)
			return
		}
		if r.exp.Train > 60 || r.exp.Test > 60 || len(r.exp.Net) > 2 || r.exp.Epochs > 2 || r.Steps() > 60 {
			return // it is allowed, and would take long
		}
		goesOn(t, r, p)
	})
}

// known makes sure that an error is one of those that Open gives.
func known(t *testing.T, err error) {
	t.Helper()
	var file *FileError
	var need *NeedError
	var value *knob.ValueError
	if !errors.As(err, &file) && !errors.As(err, &need) && !errors.As(err, &value) || len(err.Error()) > 4000 {
		t.Errorf("%.5000v", err)
	}
}

// goesOn saves an opened run, and carries it out.
func goesOn(t *testing.T, r *Run, p parts) {
	t.Helper()
	if r.trainer != nil {
		again, err := r.Save()
		if err != nil {
			t.Fatal(err)
		}
		back, err := Open(again, toySets())
		if err != nil {
			t.Fatalf("it was saved, and is refused: %v", err)
		}
		twice, err := back.Save()
		if err != nil || !bytes.Equal(again, twice) {
			t.Errorf("it is saved as another file, %v", err)
		}
	}
	result := finish(r)
	if _, err := json.Marshal(result); err != nil {
		t.Errorf("its result holds no numbers: %v", err)
	}
	if math.IsNaN(result.Accuracy) || reflect.DeepEqual(result, Result{}) {
		t.Errorf("its result is %+v", result)
	}
}
