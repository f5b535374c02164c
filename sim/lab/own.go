package lab

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/data"
)

// Bounds of the visitor's own data: a colour image of 64x64, and as many classes as can be told apart in a table.
const (
	mostInputs  = 12288
	mostClasses = 100
)

// NoData stands in place of a hash where nothing was chosen yet.
const NoData = "none"

// Own is what a link says of the visitor's own data. The data themselves never stand in it.
type Own struct {
	Grid    Grid   // of a sample
	Classes int    // 2 to 100
	Data    string // the first hexadecimal digits of the SHA-256 over them, or NoData
	Split   uint32 // seed of what is held back for testing; 0 for the last ones of the file
}

func (o Own) shape() data.Shape { return data.Shape{Grid: o.Grid, Classes: o.Classes} }

// Reading is how the visitor's own files are read; "" is for the reader to find.
type Reading struct {
	Label  string // the column of the labels in a table: "first", "last" or its name
	Header string // whether a table's first line has names: "yes", "no"
	Scale  string // how numbers become bytes: "kept", "all", "each"
}

// Keys of the fields of own data.
const (
	KeyShape   = "shape"
	KeyClasses = "classes"
	KeyData    = "data"
	KeySplit   = "split"
)

// onlyOwn: what is said of the visitor's own data.
func onlyOwn(e *Experiment) Phase { return trainIf(e.Task == data.Own) }

// ownFields are those of the visitor's own data.
func ownFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: KeyShape, Label: "Sample", Kind: knob.Spelled, Example: "3x32x32", Read: readShape,
			Takes: fmt.Sprintf("rows x columns or channels x rows x columns, of at most %d values; a signal has one row and "+
				"its leads are channels", mostInputs),
			Help: "What one of your samples is made of; it is read from your file.", Source: "your file",
		}, Group: GroupTask, at: place{
			get: func(_ *knob.Knob, e *Experiment) string { return e.Own.Grid.String() },
			set: func(k *knob.Knob, e *Experiment, text string) error {
				canonical, err := k.Canon(text)
				if err == nil {
					e.Own.Grid, _ = data.ParseGrid(canonical)
				}
				return err
			},
		}, def: fixed("28x28"), acts: onlyOwn},
		{Knob: knob.Knob{
			Key: KeyClasses, Label: "Classes", Kind: knob.Whole, Min: 2, Max: mostClasses, Def: 10,
			Help: "How many classes your samples have; it is read from your file.", Source: "your file",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *int { return &e.Own.Classes }), acts: onlyOwn},
		{Knob: knob.Knob{
			Key: KeyData, Label: "Your data", Kind: knob.Spelled, Example: "0123456789abcdef", Read: readHash,
			Takes: fmt.Sprintf("%d hexadecimal digits, or %s", FingerprintDigits, NoData),
			Help: "The first digits of the SHA-256 over your data: whoever opens the link is asked for the file, and told " +
				"whether it is the same. The data never leave your machine.",
			Source: "your file",
		}, Group: GroupTask, at: textAt(func(e *Experiment) *string { return &e.Own.Data }), def: fixed(NoData),
			acts: onlyOwn},
		{Knob: knob.Knob{
			Key: KeySplit, Label: "Split", Kind: knob.Seed, Max: 1<<32 - 1, Def: 1,
			Help: "Which samples are held back for testing: a fifth of each class, drawn by this seed; of recordings, whole " +
				"ones. 0 takes the last fifth of the file. A test part of the file's own is taken as it is.",
			Source: "a fifth: assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *uint32 { return &e.Own.Split }), acts: onlyOwn},
	}
}

// readShape spells a shape canonically.
func readShape(text string) (string, error) {
	g, ok := data.ParseGrid(text)
	if !ok {
		return "", errors.New("two or three whole numbers with x between them are expected")
	}
	if g.Values() > mostInputs {
		return "", fmt.Errorf("%d values are too many", g.Values())
	}
	return g.String(), nil
}

// readHash spells the digits of a hash canonically.
func readHash(text string) (string, error) {
	if text != NoData && (len(text) != FingerprintDigits || strings.Trim(text, "0123456789abcdef") != "") {
		return "", errors.New("small letters a to f and digits are expected")
	}
	return text, nil
}

// OnOwn is the experiment about the visitor's own data of a hash, of which so many are there to train and to test; what
// was said of others goes. Errors are *knob.ValueError.
func (e Experiment) OnOwn(s data.Shape, hash string, train, test int) (Experiment, error) {
	row := TaskOf(data.Own).Shaped(s)
	given := e.given()
	if e.Task != data.Own || e.Own.shape() != s {
		for _, f := range table {
			if f.Group == GroupTask || f.Key == anyNetwork.Key {
				delete(given, f.Key)
			}
		}
	}
	for key, text := range map[string]string{
		"task": data.Own, KeyShape: s.Grid.String(), KeyClasses: strconv.Itoa(s.Classes), KeyData: hash,
		"train": strconv.Itoa(min(train, row.Count("train"))), "test": strconv.Itoa(min(test, row.Count("test"))),
	} {
		f, _ := FieldOf(key)
		canonical, err := f.Canon(text)
		if err != nil {
			return e, err
		}
		given[key] = canonical
	}
	next := build(given)
	return next, next.Check()
}

// Lacks says in words what of the visitor's own data a run lacks, where those of another hash are there, or none, "";
// nil where they are the ones.
func (e Experiment) Lacks(hash string) error {
	switch {
	case e.Task != data.Own || hash != "" && e.Own.Data == hash:
		return nil
	case e.Own.Data == NoData:
		return &NeedError{"your own data: choose a file"}
	case hash == "":
		return &NeedError{"the data that its link was made with, data=" + e.Own.Data + ": bring the file"}
	}
	return &NeedError{fmt.Sprintf("the data that its link was made with, data=%s: the file that is here is another one, "+
		"data=%s", e.Own.Data, hash)}
}

// Brought are the visitor's own data as the experiment has them, those of a hash that split makes two parts of by a
// seed. The error is that of Lacks.
func (e Experiment) Brought(hash string, split func(seed uint32) (train, test *data.Set)) (Sets, error) {
	if err := e.Lacks(hash); err != nil {
		return Sets{}, err
	}
	train, test := split(e.Own.Split)
	train.Made, test.Made = e.Made(data.Own), e.Made(data.Own)
	return Sets{Train: train, Test: test}, nil
}

// Made says of which parameters, or of which data and split, the images of a data set are; "" for published ones.
func (e Experiment) Made(task string) string {
	if task == data.Own {
		return MadeOwn(e.Own.Data, e.Own.Split)
	}
	return e.Signals.Text(TaskOf(task))
}

// MadeOwn is what a set says that was split from the visitor's own data.
func MadeOwn(hash string, split uint32) string {
	return fmt.Sprintf("%s=%s %s=%d", KeyData, hash, KeySplit, split)
}
