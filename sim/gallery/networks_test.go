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
