package ui

import (
	"errors"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

const (
	ownHash   = "0123456789abcdef"
	otherHash = "fedcba9876543210"
)

// iris is what the engine understands of a table.
func iris(hash string) wire.Understood {
	return wire.Understood{Shape: lab.Shape{Grid: lab.Grid{C: 1, H: 1, W: 4}, Classes: 3},
		Reading: lab.Reading{Label: "last", Header: "yes", Scale: "each"}, Hash: hash, Source: "CSV", Table: true,
		Names: []string{"setosa", "versicolor", "virginica"}, Counts: []int{50, 50, 50}, Train: 120, Test: 30,
		Columns: []string{"sepal", "w", "petal", "pw", "species"}, Notes: []string{"The lowest value becomes 0."}}
}

// broughtTo is the order that the desk got last, which must be to read files.
func broughtTo(t *testing.T, d *desk) wire.Bring {
	t.Helper()
	for _, o := range d.take() {
		if b, ok := o.(wire.Bring); ok {
			return b
		}
	}
	t.Fatal("nothing was brought")
	return wire.Bring{}
}

// TestOwnData: own data are chosen, what was understood is shown, another column can be said, and only then they are
// the settings'.
func TestOwnData(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("task", lab.OwnTask)
	shows(t, s, "own-ask", "They stay on this machine")
	if s.Train(); s.Busy() || !strings.Contains(s.CostText(), "Bring your own data first") {
		t.Errorf("own data that are not here are trained on: %s", s.CostText())
	}
	if s.PickData(true); d.picked[len(d.picked)-1] != "data, folder true" {
		t.Errorf("picked %v", d.picked)
	}
	s.OpenData([]string{"iris.csv"}, []int{6}, []byte("a,b\n1,"), nil)
	if b := broughtTo(t, d); b.Hash != "" || b.Split != 1 || b.Names[0] != "iris.csv" || string(b.Body) != "a,b\n1," {
		t.Errorf("brought %+v", b)
	}
	shows(t, s, "own-doing", "Reading iris.csv")
	s.hears(wire.Understood{Wrong: "Iris.csv: line 2 is short."})
	shows(t, s, "own-wrong", "line 2 is short")
	s.OpenData([]string{"iris.csv"}, []int{6}, []byte("a,b\n1,"), nil)
	s.hears(iris(otherHash))
	for _, want := range []string{"a row of 4 values", "versicolor: 50", "120 for training, 30 for testing", "petal",
		otherHash} {
		holds(t, s, want)
	}
	d.take()
	s.ReadAs("label", "petal")
	if b := broughtTo(t, d); b.Label != "petal" || b.Scale != "each" {
		t.Errorf("brought %+v", b)
	}
	s.hears(iris(ownHash))
	s.KeepData(true)
	s.UseData()
	want := "v=1&task=own&shape=1x4&classes=3&data=" + ownHash + "&train=120&test=30"
	if got := s.link.Experiment.Link(); got != want || s.chrome.dialog != "" || s.lacksOwn() {
		t.Errorf("settings %s, dialog %q", got, s.chrome.dialog)
	}
	shows(t, s, "own-task", "iris.csv: 150 samples of 1x4 of 3 classes")
	if names := s.lastOf(s.link.Experiment).Names; names[1] != "versicolor" {
		t.Errorf("classes %v", names)
	}
	if note, kept := d.browser.notes()[keyOwn]; !kept || !strings.Contains(note, ownHash) {
		t.Errorf("kept %v", d.browser.notes())
	}
	d.take()
	s.Knob("task", "mnist")
	s.Knob("task", lab.OwnTask)
	if got := s.link.Own.Data; got != ownHash {
		t.Errorf("turned back to data %s", got)
	}
	s.restart()
	s.hears(wire.Ready{Workers: 1})
	if b := broughtTo(t, d); b.Hash != ownHash || b.Label != "last" {
		t.Errorf("another engine got %+v", b)
	}
}

// TestDroppedDataTakeTheSettings: data that are dropped while another data set is chosen take its place.
func TestDroppedDataTakeTheSettings(t *testing.T) {
	s, _ := opened(t, "hidden=64&train=500")
	s.OpenData([]string{"iris.csv"}, []int{1}, []byte("x"), nil)
	s.hears(iris(ownHash))
	s.UseData()
	want := "v=1&task=own&shape=1x4&classes=3&data=" + ownHash + "&train=120&test=30&hidden=64"
	if got := s.link.Experiment.Link(); got != want {
		t.Errorf("settings %s, want %s", got, want)
	}
}

// TestLinkOfOwnDataAsks: a link of own data asks for the file, and says whether it is the same. Kept data are offered.
func TestLinkOfOwnDataAsks(t *testing.T) {
	d := newDesk()
	s := openedAt(t, d, "task=own&shape=1x4&classes=3&train=120&test=30&data="+ownHash)
	shows(t, s, "own-ask", "made with data that are not in it: "+ownHash)
	s.OpenData([]string{"other.csv"}, []int{1}, []byte("x"), nil)
	if b := broughtTo(t, d); b.Hash != ownHash {
		t.Errorf("brought for %q", b.Hash)
	}
	s.hears(iris(otherHash))
	holds(t, s, "not the data that the link was made with, "+ownHash)
	shows(t, s, "own-use", "instead")
	s.OpenData([]string{"iris.csv"}, []int{1}, []byte("x"), nil)
	s.hears(iris(ownHash))
	holds(t, s, "the very data that the link was made with")
	before := s.link.Experiment
	if s.UseData(); s.link.Experiment != before || s.lacksOwn() {
		t.Error("the very data change the settings")
	}

	again := openedAt(t, newDesk(), "task=own&shape=1x4&classes=3&train=120&test=30&data="+ownHash)
	again.RecordsFound(map[string]string{
		keyOwn: `{"names":["iris.csv"],"sizes":[3],"hash":"` + ownHash + `","Label":"petal"}`}, nil)
	shows(t, again, "own-kept", "iris.csv, 1 kB, the very data of the link")
	again.RecordRead(keyOwn, "", []byte("abc"), nil)
	if b := again.data().last; b.Names[0] != "iris.csv" || b.Hash != ownHash || len(b.Body) != 3 {
		t.Errorf("brought %+v", b)
	}
	again.hears(iris(ownHash))
	again.RecordRead(keyOwn, "", nil, errors.New("no"))
	again.RecordRead(keyOwn, "", []byte("ab"), nil)
	if again.ReadKept(); again.data().kept != nil || !strings.Contains(again.data().wrong, "no longer kept") {
		t.Errorf("%+v", again.data())
	}
	again.ForgetData()
}

// TestDataBeforeTheEngine: what is brought before the engine is there is read when it is.
func TestDataBeforeTheEngine(t *testing.T) {
	s, d := atBoot("")
	d.take()
	s.OpenData([]string{"iris.csv"}, []int{1}, []byte("x"), nil)
	ordered(t, d)
	shows(t, s, "own-doing", "Reading iris.csv")
	s.hears(wire.Ready{Workers: 1})
	if b := broughtTo(t, d); b.Names[0] != "iris.csv" {
		t.Errorf("brought %+v", b)
	}
}

func TestWhatIsDroppedIsData(t *testing.T) {
	s, _ := opened(t, "")
	for name, want := range map[string]bool{"a.npy": true, "a.npz": false, "x/1.png": true, "t10k-images-idx3-ubyte": true, "a.csv": false,
		"run.arraylab": false, "100.hea": true, "notes.md": false} {
		if got := s.DropsData([]string{name}); got != want {
			t.Errorf("%s is data: %v", name, got)
		}
	}
	s.OpenFile("a.npz", []byte("PK x_train.npy"), nil)
	if b := s.data().last; len(b.Names) != 1 || s.chrome.dialog != ownDialog {
		t.Errorf("arrays are no data: %+v", b)
	}
	if !s.DropsData([]string{"a.csv"}) || s.DropsData([]string{"run.arraylab"}) {
		t.Error("where data are asked for, a table is none")
	}
}
