package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// elsewhere is where the word is a name that nobody reads, or about another data set: the choice of one, and networks
// that were published for one.
var elsewhere = regexp.MustCompile(`\bid="[^"]*"|<lab-tip[^>]*term="task"[^>]*>|<option[^>]*>`)

// anImage is the word for what a heartbeat is not.
var anImage = regexp.MustCompile(`(?i)[^<>]{0,60}\bimages?\b[^<>]{0,40}`)

// TestBeatsAreNoImages: of a data set of heartbeats the page says beats, in every panel of the result and in the knobs.
func TestBeatsAreNoImages(t *testing.T) {
	s, _ := opened(t, "task=ecg-beats&memory=rram-2t2r&level=all")
	link := s.link.Experiment.Link()
	confusion := [][]int{{398, 2, 0, 0, 0}, {0, 400, 0, 0, 0}, {0, 0, 400, 0, 0}, {0, 0, 0, 400, 0}, {0, 0, 0, 0, 400}}
	points := []lab.Point{{Epoch: 1, TrainAcc: 0.9, TestAcc: 0.91}, {Epoch: 2, TrainAcc: 0.95, TestAcc: 0.94}}
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning, Link: link})
	s.hears(wire.Result{Reason: "run", Result: lab.Result{Link: link, Accuracy: 0.999, Correct: 1998, Total: 2000,
		IdealAccuracy: 0.999, BER: []float64{0, 0, 0, 0, 0}, Step: 40, Fingerprint: print("abcd"), Confusion: confusion,
		Curve: points}})
	s.hears(wire.Status{State: wire.StateDone, Link: link})
	for _, detail := range append(slices.Clone(detailNames[:]), [2]string{"mistakes", ""}) {
		if s.Show(""); detail[1] != "" {
			s.showDetail(detail[0])
		} else {
			s.Show(detail[0])
		}
		page := elsewhere.ReplaceAllString(drawn(t, s), "")
		for id, text := range s.Charts() {
			if !strings.Contains(text, `"pixels"`) {
				page += "\n" + id + " " + text
			}
		}
		for _, want := range []string{"Training beats", "µJ/beat", "1,998 of 2,000"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page does not say %q", detail[0], want)
			}
		}
		for _, found := range anImage.FindAllString(page, -1) {
			t.Errorf("%s: %q", detail[0], found)
		}
	}
}
