package gallery

import (
	"os"
	"path/filepath"
	"testing"

	"arraylab/sim/lab"
)

// TestNetworksAreTrainedByTheirLinks: the file of each is a model of its link by today's numerics, and every scenario
// that only programs a network programs one of them.
func TestNetworksAreTrainedByTheirLinks(t *testing.T) {
	for _, n := range Networks() {
		file, err := os.ReadFile(filepath.Join("..", "..", "assets", n.File))
		if err != nil {
			t.Fatal(err)
		}
		link, err := lab.FileLink(file)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := lab.ParseLink(n.Link)
		if got, err := lab.ParseLink(link); err != nil || got.Experiment.Training() != want.Experiment.Training() {
			t.Errorf("%s is trained by #%s, not by #%s: %v", n.File, link, n.Link, err)
		}
		if of, ok := NetworkOf(want.Experiment); !ok || of != n {
			t.Errorf("#%s has %v", n.Link, of)
		}
	}
	for _, s := range Scenarios() {
		l, err := lab.ParseLink(s.Link)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := NetworkOf(l.Experiment); ok != s.Model {
			t.Errorf("%s: a network is there: %v, the row says %v", s.Name, ok, s.Model)
		}
	}
}

// TestADataSetBegins with the training of its network, which leaves again with the data set; what an experiment says
// itself is kept.
func TestADataSetBegins(t *testing.T) {
	for _, c := range []struct{ from, task, want string }{
		{"v=1", "cifar10", quickTraining},
		{"memory=st-mram&seed=7", "cifar10", quickTraining + "&memory=st-mram&seed=7"},
		{quickTraining + "&memory=st-mram", "mnist", "memory=st-mram"},
		{quickTraining + "&lr=0.01", "fashion", "task=fashion&lr=0.01"},
		{mapsTraining, "mnist", "net=32c-32cp-64c-64cp-128c-128cp-256&epochs=60&augment=none&schedule=step"},
		{"hidden=256", "cifar10", "task=cifar10&hidden=256"},
		{"epochs=3&seed=2", "cifar10", "task=cifar10&epochs=3&seed=2"},
		{"task=fashion&loss=mhl", "mnist", "loss=mhl"},
		{"task=cifar10", "mnist", "v=1"},
		{quickTraining, "cifar10", quickTraining},
	} {
		from, err := lab.ParseLink(c.from)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := lab.ParseLink(c.want)
		if got, err := Begin(from.Experiment, c.task); err != nil || got != want.Experiment {
			t.Errorf("%s, then %s: #%s, want #%s: %v", c.from, c.task, got.Link(), want.Experiment.Link(), err)
		}
	}
	if _, err := Begin(lab.Default(), "cifar11"); err == nil {
		t.Error("a data set that there is not begins")
	}
}
