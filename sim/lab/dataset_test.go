package lab

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

// TestFieldTaskIsMadeOfTheRows: each data set can be chosen, says what it is, and is asked for in full.
func TestFieldTaskIsMadeOfTheRows(t *testing.T) {
	f, _ := FieldOf("task")
	if len(f.Choices) != len(Tasks()) {
		t.Fatalf("%d choices for %d data sets", len(f.Choices), len(Tasks()))
	}
	for i, row := range Tasks() {
		c := f.Choices[i]
		if c.Value != row.Name || c.Label != row.Title || !strings.Contains(c.Help, row.Shows) {
			t.Errorf("choice %+v of %s", c, row.Title)
		}
		e := experimentOf("hidden=100&task=" + row.Name)
		if e.Train != row.Taken("train") || e.Test != row.Taken("test") {
			t.Errorf("%s: %d and %d images by default", row.Title, e.Train, e.Test)
		}
		if y := e.Stored(); y[0].Inputs != row.Grid.Values() || y[len(y)-1].Rows != row.Classes {
			t.Errorf("%s: layers %v", row.Title, y)
		}
	}
	want := "handwritten digits, 60,000 for training, 10,000 for testing, 28x28 pixels of 8 bits, 10 classes"
	if f.Choices[0].Help != want {
		t.Errorf("%q, want %q", f.Choices[0].Help, want)
	}
}

// TestTheOtherDataSet: a sequence of two data sets goes on with one that has the same shape.
func TestTheOtherDataSet(t *testing.T) {
	for _, row := range Tasks() {
		if len(row.Others()) == 0 {
			continue
		}
		names := experimentOf("sequence=both&task=" + row.Name).DataSets()
		if len(names) != 2 || names[0] != row.Name || names[1] == row.Name || TaskOf(names[1]).Shape != row.Shape {
			t.Errorf("%s: %v", row.Title, names)
		}
	}
	e := experimentOf("sequence=both")
	alone := e.Data()
	alone.Grid.C = 3
	var value *knob.ValueError
	if err := e.checkData(alone); !errors.As(err, &value) || value.Key != "sequence" {
		t.Errorf("another shape: error %v", err)
	}
}

func TestDataSetsHaveSoManyImages(t *testing.T) {
	e, row := experimentOf("train=500&test=90"), Tasks()[0]
	row.Parts = slices.Clone(row.Parts)
	if err := e.checkData(row); err != nil {
		t.Error(err)
	}
	row.Parts[1].Images = 499
	var value *knob.ValueError
	err := e.checkData(row)
	if !errors.As(err, &value) || value.Key != "train" || !strings.Contains(err.Error(), "at most 499 of "+row.Title) {
		t.Errorf("error %v", err)
	}
}

// TestImagesOfAnotherShape are refused before they are read.
func TestImagesOfAnotherShape(t *testing.T) {
	sets := toySets()
	wrong := *sets.Test
	wrong.Grid.H, wrong.Grid.W = 14, 56
	_, err := NewRun(experimentOf(toyLinks["ideal"]), Sets{Train: sets.Train, Test: &wrong})
	var need *NeedError
	const want = "in 28x28 of 10 classes: these are of 14x56 of 10 classes"
	if !errors.As(err, &need) || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v", err)
	}
}

func TestGather(t *testing.T) {
	asked := []string{}
	of := func(task string) (Sets, error) {
		asked = append(asked, task)
		return toySets(), nil
	}
	one, err := experimentOf("").Gather(of)
	if err != nil || one.Second != toySets().Second {
		t.Errorf("%v, %v", one, err)
	}
	e := experimentOf("sequence=both")
	if two, err := e.Gather(of); err != nil || two.Second == nil || !slices.Equal(asked[1:], e.DataSets()) {
		t.Errorf("%v of %v, %v", two, asked, err)
	}
	none := errors.New("none")
	if _, err := e.Gather(func(string) (Sets, error) { return Sets{}, none }); err != none {
		t.Errorf("error %v", err)
	}
}
