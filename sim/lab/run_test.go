package lab

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

func mustRun(t *testing.T, link string, workers int) *Run {
	t.Helper()
	l, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRun(l.Experiment, toySets())
	if err != nil {
		t.Fatal(err)
	}
	r.Parallel(workers)
	return r
}

func finish(r *Run) Result {
	for r.Advance() {
	}
	res, _ := r.Result()
	return res
}

// golden are the fingerprints of the toy runs under numerics 1. They must be the same natively,
// with and without vector instructions, and under js/wasm. Change them only together with
// NumericVersion.
var golden = map[string]string{
	"ideal":       "1d19ed37aa81eb61abb4427430d97ac402d7494b4173d886d781a3c7cfca5e7e",
	"ber":         "97130a92d013c1a761503e4544018a799d29e68d31bc99a63a53f9860bd6d6a8",
	"ber read":    "3b62db956f94472b6f44acbe3d0c9b3b76b5c24f2af4ac5129c8ad6213444214",
	"programmed":  "ad67223414f2ce7ed465457804f97ad20fe9d462455489b2a3c178e90534e87e",
	"devices":     "42273cc33d67fd17c2135c33790a54e22dc71b2d5ec2e114e97a55b9e6c7b308",
	"conductance": "29bc296f6ca3b9437f60d19349944486b3167e1f51dd772a58934ebcdf9b78d8",
	"junctions":   "e9784b76795e67207a6e961421a540ed90d0bc87ff25ad84aa8e3bac85b5e75d",
	"measured":    "5de0cee3a1c6a31a3063338ec27707b42a8a4ca2bf98d47a234403612e7f839a",
	"unadapted":   "898d59984453753e1be67266f5135a3f1522c324c5cb81f8afbf3a19d18f3ed5",
	"stochastic":  "f553bc1121bf4358a5b14c42a5691c32b12f1745046def9f96b3ab78e80f6570",
	"split":       "5e028163f5eda4f2a9270e1f58098be3a5eaca856dafdb2c37b47858b3fa96a1",
	"interleaved": "3f20eceba7f22d06cbc8922b2e9d5cd2d84b5723b049b9d10701ab238b065143",
	"anchored":    "edf12e85b154740aa9c60b8b40ea833ebd7abcd0f120fff8137318ef88e4d074",
	"binarized":   "aaaf641affe3e3a732fd66d98626549651d5d3d2eac88d5344ea62368e67b70b",
	"kept rate":   "561f8e7fbaaf77e44d0eacb2c47d0efd71ecaf8ccdbfcaa299c536a6136ffd57",
	"permuted":    "9f1adc7bebedfc6a81cb4c771969c9c54c7dc18f72b3b61e48aaaead56eae702",
	"stream":      "7f5e08643c86a36c4102db5c49028c92719a6c8734026d4f6a6bdecb102e7ad6",
	"ternary":     "e6483ccf28270c87fa6d6af24db3e6cdda6facacd8a3f624a67a023f91d1876a",
	"trits read":  "8b5e69238aed3918adb224abbd8712f2d61eb2948863376554199851cdc8b5ef",
	"trits out":   "1261c8e40e51522112c0b4efa8fc9080d79b4fcf83f083d13839665ca9c23a03",
	"trits wrong": "569c10bad53c1251de1b22de22c4635c2ab02f5e9c16f8a77c32ab4fc1ee123c",
	"trits known": "a5f2f77c0f1739235448a43ce2e74e4c8a4d83a41a9ec09c29d4c062cac8197e",
	"long stream": "e2e30e4fd3603f4f19983a9bac59e36d3e2040fc28e6c8e118fb81495892fba5",
	"stationary":  "83a837493ecf06980995134be48b67065baba679689f9095997575d0b0a2c029",
	"reprogram":   "53c7f28ebb46eaf05c56ec49fb63bc249667464f8eb2c053e4b08ad38a3780c5",
	"errors":      "e2877b342f012f20d49590ba877c168ad391aeb955f4f2d9246c8460da332e6b",
	"their own":   "a0bdb604b3547a5d9fc432ddce9489ba258c5522d8128e367b0884336a38884f",
	"hinge":       "c599fa8f15df4936cb686d8efb1a6faf1f4795eb69037c19e0f651fcace4a130",
}

func TestToyRunsGiveTheirFingerprints(t *testing.T) {
	for name := range toyLinks {
		res := toyResult(name)
		if res.Fingerprint != golden[name] {
			t.Errorf("%s: fingerprint %s, want %s", name, res.Fingerprint, golden[name])
		}
		if res.Accuracy < 0.65 { // what is forgotten in between counts too
			t.Errorf("%s: accuracy %.3f: it learns nothing", name, res.Accuracy)
		}
		sum := 0
		for c := range res.Confusion {
			for _, n := range res.Confusion[c] {
				sum += n
			}
		}
		total := 1200
		if name == "permuted" {
			total *= 3
		} else if name == "anchored" || name == "binarized" || name == "interleaved" {
			total *= 2
		}
		if sum != res.Total || res.Total != total || float64(res.Correct)/float64(res.Total) != res.Accuracy {
			t.Errorf("%s: counts do not add up: %d in the matrix, %d of %d, %v", name, sum, res.Correct,
				res.Total, res.Accuracy)
		}
	}
}

func TestWorkersGiveTheSameResult(t *testing.T) {
	for name, link := range toyLinks {
		want := toyResult(name)
		workers := []int{3}
		if name == "devices" {
			workers = []int{2, 3, 4}
		}
		for _, workers := range workers {
			if got := finish(mustRun(t, link, workers)); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %d workers: %+v\nwant %+v", name, workers, got, want)
			}
		}
	}
}

func TestCheckpointGoesOnWithTheSameBits(t *testing.T) {
	for name, link := range toyLinks {
		whole := mustRun(t, link, 1)
		for whole.Step() < 5 || !whole.StepDone() {
			whole.Advance()
		}
		file, err := whole.Save()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Open(file, toySets())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if again.Step() != 5 || again.Experiment() != whole.Experiment() {
			t.Errorf("%s: opened at step %d of %s", name, again.Step(), again.Experiment().Link())
		}
		if got, want := finish(again), toyResult(name); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: going on gives %+v\nwant %+v", name, got, want)
		}
	}
}

func TestModelInfersWithoutTrainingImages(t *testing.T) {
	for name := range toyLinks {
		want := toyResult(name)
		file, err := toyRuns[name]().Model()
		if err != nil {
			t.Fatal(err)
		}
		m, err := Open(file, Sets{Test: toySets().Test, Second: &Sets{Test: toySets().Second.Test}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := finish(m)
		got.Accuracies = want.Accuracies // a model only makes the pass that its link asks for
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the model gives %+v\nthe run %+v", name, got, want)
		}
		if again, err := m.Model(); err != nil || !bytes.Equal(again, file) {
			t.Errorf("%s: a model that was opened saves as another one: %v", name, err)
		}
	}
}

func TestReinferTakesKnobsOfTheChipOnly(t *testing.T) {
	r := mustRun(t, "train=600&test=1200&hidden=40&epochs=1&batch=64", 1)
	clean := finish(r)
	change := func(key, value string) error {
		e, err := r.Experiment().With(key, value)
		if err != nil {
			t.Fatal(err)
		}
		return r.Reinfer(e)
	}
	if err := change("memory", "ber"); err != nil {
		t.Fatal(err)
	}
	if err := change("ber", "0.3"); err != nil {
		t.Fatal(err)
	}
	noisy := finish(r)
	if noisy.Accuracy >= clean.Accuracy || noisy.IdealAccuracy != clean.Accuracy {
		t.Errorf("BER 0.3: accuracy %v, ideal %v; without errors %v", noisy.Accuracy, noisy.IdealAccuracy,
			clean.Accuracy)
	}
	// The same link from the start gives the same bits as turning the knobs.
	if fresh := finish(mustRun(t, r.Experiment().Link(), 1)); fresh.Fingerprint != noisy.Fingerprint {
		t.Errorf("turned knobs give %s, a fresh run %s", noisy.Fingerprint, fresh.Fingerprint)
	}
	before := r.Experiment()
	var bad *knob.ValueError
	if err := change("seed", "9"); !errors.As(err, &bad) || bad.Key != "seed" || r.Experiment() != before {
		t.Errorf("seed: %v", err)
	}
	if err := change("ber", "0"); err != nil {
		t.Fatal(err)
	}
	if again := finish(r); again.Accuracy != clean.Accuracy || !reflect.DeepEqual(again.Confusion, clean.Confusion) {
		t.Errorf("BER 0 gives %v, the ideal memory %v", again.Accuracy, clean.Accuracy)
	}
}

func TestProgressNeverGoesBack(t *testing.T) {
	for _, name := range []string{"programmed", "devices"} {
		r := mustRun(t, toyLinks[name], 1)
		watch := func() {
			last := -1.0
			for r.Advance() {
				f := r.Progress().Fraction
				if f < last || f < 0 || f > 1 {
					t.Fatalf("%s: progress went from %v to %v in %s", name, last, f, r.Progress().Phase)
				}
				last = f
			}
			if r.Progress().Fraction != 1 {
				t.Errorf("%s: ended at %v", name, r.Progress().Fraction)
			}
		}
		watch()
		if err := r.Reinfer(r.Experiment()); err != nil {
			t.Fatal(err)
		}
		watch()
	}
}

// TestLiveTestsTellWhatTheFinalOneDoes: the last live test of a training stands behind the last
// weights, on all test images.
func TestLiveTestsTellWhatTheFinalOneDoes(t *testing.T) {
	for _, name := range []string{"ideal", "devices"} {
		r := mustRun(t, toyLinks[name], 1)
		var live *Live
		for r.Advance() {
			if l := r.Progress().Live; l != nil {
				live = l
			}
		}
		res, _ := r.Result()
		if got := float64(live.Correct) / float64(live.Total); live.Total != 1200 || got != res.Accuracies[StatsBatch] {
			t.Errorf("%s: live %d of %d, batch statistics give %v in the end", name, live.Correct, live.Total,
				res.Accuracies[StatsBatch])
		}
		if !reflect.DeepEqual(live.BER, res.BER) {
			t.Errorf("%s: live BER %v, in the end %v", name, live.BER, res.BER)
		}
	}
}

func TestStopEvaluatesWhatIsThere(t *testing.T) {
	r := mustRun(t, toyLinks["ideal"], 1)
	for r.Step() < 3 {
		r.Advance()
	}
	r.Stop()
	res := finish(r)
	if res.Step != 3 || res.Total != 1200 {
		t.Errorf("stopped at step %d with %d images", res.Step, res.Total)
	}
	// What was stopped can be saved and goes on to the end.
	file, err := r.Save()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(file, toySets())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := finish(again), toyResult("ideal"); got.Fingerprint != want.Fingerprint {
		t.Errorf("going on after a stop gives %s, want %s", got.Fingerprint, want.Fingerprint)
	}
}

func TestMissingSetsAreNamed(t *testing.T) {
	e := Default()
	var need *NeedError
	if _, err := NewRun(e, Sets{}); !errors.As(err, &need) {
		t.Errorf("no sets: %v", err)
	}
	if _, err := NewRun(e, toySets()); !errors.As(err, &need) {
		t.Errorf("sets too small for %d images: %v", e.Train, err)
	}
	e.Task = "fashion"
	if _, err := NewRun(e, toySets()); !errors.As(err, &need) {
		t.Errorf("sets of another task: %v", err)
	}
}

func TestDamagedFilesAreRefused(t *testing.T) {
	r := mustRun(t, toyLinks["devices"], 1)
	for r.Step() < 2 || !r.StepDone() {
		r.Advance()
	}
	file, err := r.Save()
	if err != nil {
		t.Fatal(err)
	}
	var bad *FileError
	for name, b := range map[string][]byte{
		"empty": nil, "foreign": []byte("PNG and more bytes that are not ours"),
		"cut": file[:len(file)/2], "longer": append(append([]byte{}, file...), 0),
		"version": append([]byte("ARRAYLAB\x09\x00"), file[10:]...),
	} {
		if _, err := Open(b, toySets()); !errors.As(err, &bad) {
			t.Errorf("%s file: %v", name, err)
		}
	}
	for _, at := range []int{0, 20, 100, len(file) / 2, len(file) - 1} {
		b := bytes.Clone(file)
		b[at] ^= 0x40
		if _, err := Open(b, toySets()); !errors.As(err, &bad) {
			t.Errorf("byte %d changed: %v", at, err)
		}
	}
}

// TestUnadaptedNetworkMeetsOtherStreams: a network that was trained without streams is tested with another number
// of presentations without training, and comes to what a fresh run with that number does.
func TestUnadaptedNetworkMeetsOtherStreams(t *testing.T) {
	const link = "train=300&test=600&hidden=24&input=stochastic&adapt=0&epochs=2&batch=50"
	r := mustRun(t, link+"&streams=20", 1)
	finish(r)
	if err := r.Reinfer(experimentOf(link + "&streams=3")); err != nil {
		t.Fatal(err)
	}
	got, want := finish(r), finish(mustRun(t, link+"&streams=3", 2))
	if got.Fingerprint != want.Fingerprint || !reflect.DeepEqual(got.Confusion, want.Confusion) ||
		got.IdealAccuracy != want.IdealAccuracy {
		t.Errorf("%v %v, want %v %v", got.Correct, got.Fingerprint, want.Correct, want.Fingerprint)
	}
	if err := r.Reinfer(experimentOf(strings.Replace(link, "&adapt=0", "", 1) + "&streams=3")); err == nil {
		t.Error("a network trained on streams comes without training")
	}
}

// TestOneImageCannotBeTrained: batch normalization over one image says nothing of it.
func TestOneImageCannotBeTrained(t *testing.T) {
	for _, link := range []string{"batch=1&hidden=8&train=20&test=20", "hidden=8&train=1&test=20"} {
		l, err := ParseLink(link)
		if err != nil {
			t.Fatalf("%s does not open: %v", link, err)
		}
		_, err = NewRun(l.Experiment, Sets{Train: toySet("train", 20), Test: toySet("test", 20)})
		var value *knob.ValueError
		if !errors.As(err, &value) || value.Value != "1" || !strings.Contains(err.Error(), "batch normalization") {
			t.Errorf("%s: %v", link, err)
		}
	}
}
