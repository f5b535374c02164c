package lab

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/data"
)

// Task is a data set, Part one of its parts, Shape what all of its images have in common, and Grid what one of them is
// made of; Word is what one of its samples is called.
type (
	Task  = data.Task
	Part  = data.Part
	Shape = data.Shape
	Grid  = data.Grid
	Word  = data.Word
)

// OwnTask is the name of the task that a visitor's own data are.
const OwnTask = data.Own

// Tasks returns the data sets that an experiment can be about, the one that the page opens with first.
func Tasks() []Task { return data.Tasks() }

// TaskOf returns the data set of a name; an empty row for a name that none has. The row of the visitor's own data has
// the shape that an experiment says: see Experiment.TaskOf.
func TaskOf(name string) Task {
	t, _ := data.TaskOf(name)
	return t
}

// Data returns the row of the experiment's data set.
func (e Experiment) Data() Task { return e.TaskOf(e.Task) }

// TaskOf returns the row of a data set as the experiment has it.
func (e Experiment) TaskOf(name string) Task { return TaskOf(name).Shaped(e.Own.shape()) }

// DataSets are the names of the data sets that the experiment needs, in the order in which they are learnt.
func (e Experiment) DataSets() []string {
	names := []string{e.Task}
	if e.Sequence == SequenceBoth {
		for _, other := range e.Data().Others() {
			return append(names, other.Name)
		}
	}
	return names
}

// Gather puts together what the experiment needs of the images that of gives, by the name of their data set.
func (e Experiment) Gather(of func(task string) (Sets, error)) (Sets, error) {
	names := e.DataSets()
	sets, err := of(names[0])
	if err != nil || len(names) < 2 {
		return sets, err
	}
	second, err := of(names[1])
	sets.Second = &second
	return sets, err
}

// taskChoices are the choices of the field "task".
func taskChoices() (choices []knob.Choice) {
	for _, t := range data.Tasks() {
		help := fmt.Sprintf("%s, %s for training, %s for testing, %s pixels of 8 bits, %d classes",
			t.Shows, thousands(t.Count("train")), thousands(t.Count("test")), t.Grid, t.Classes)
		if t.Own() {
			help = fmt.Sprintf("%s, up to %s for training and %s for testing, of 2 to %d classes; they stay on your machine",
				t.Shows, thousands(t.Count("train")), thousands(t.Count("test")), mostClasses)
		}
		choices = append(choices, knob.Choice{Value: t.Name, Label: t.Title, Help: help})
	}
	return choices
}

// thousands spells a number as texts have it: 60,000.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// taskSources are the sources of all data sets.
func taskSources() string {
	var sources []string
	for _, t := range data.Tasks() {
		sources = append(sources, t.Title+": "+t.Source)
	}
	return strings.Join(sources, "; ")
}

// taskPairs tells which data sets are learnt one after the other.
func taskPairs() string {
	var pairs []string
	for _, t := range data.Tasks() {
		for _, other := range t.Others() {
			pairs = append(pairs, t.Title+", then "+other.Title)
			break
		}
	}
	return strings.Join(pairs, "; ")
}

// largest is the number of images of a part of the data set that has most.
func largest(part string) float64 {
	n := 0
	for _, t := range data.Tasks() {
		n = max(n, t.Count(part))
	}
	return float64(n)
}

// taken is the default of a part: as many of its images as the data set's row says.
func taken(part string) func(*Experiment) string {
	return func(e *Experiment) string { return strconv.Itoa(e.Data().Taken(part)) }
}

// checkData tells whether the data set has what the experiment asks for.
func (e Experiment) checkData(t Task) error {
	for _, n := range []struct {
		part   string
		images int
	}{{"train", e.Train}, {"test", e.Test}} {
		if most := t.Count(n.part); n.images > most {
			return knob.Refuse(n.part, strconv.Itoa(n.images), fmt.Sprintf("at most %d of %s", most, t.Title))
		}
	}
	if e.Sequence == SequenceBoth && len(t.Others()) == 0 {
		return knob.Refuse("sequence", e.Sequence, "any other for "+t.Title+": no data set but it has its shape")
	}
	return nil
}
