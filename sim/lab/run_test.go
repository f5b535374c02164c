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

// golden are the fingerprints of the toy runs under numerics 2. They must be the same natively,
// with and without vector instructions, and under js/wasm. Change them only together with
// NumericVersion.
var golden = map[string]string{
	"ideal":           "a534ec191b0e8e6cec56b6e994b19d149bce24df46af68be986b04b622f26a8c",
	"ber":             "05d705ef405c1fe0bff99e3527feaace9a0a5519c901a494a08f76ebc685dcad",
	"ber read":        "1b60642e1be694d15857935932b993b3678ba38bea852113ef02c06aae020630",
	"programmed":      "3b0b2736b3c29694675f75ba7332b6479f59bf00c5c9ef007f11c6bde980fff7",
	"devices":         "224793370261dccb4854875ecbc53eff89722514d87ea67de8e0953ca3c8b843",
	"st-mram":         "381f0583796378ead99aea2a62b085af7be10dc819d2d5171abb832993a67467",
	"verified pulses": "fc7a5b853abb2f088795c9aee4da3dd2acebea10626cd807422c04545c2ca6a8",
	"pulses read":     "9873e4d689053f7222ae9fa404613641256a5bf1de7fa3acccd49dd0c9cbbc57",
	"verified":        "52114719ecdbcb059080a16cc8e3bf5bbd2652fbfe6c2835eb6b0631756029b0",
	"conductance":     "e8e3a45fa1cd2d3e77ac5a9b528dc600e59be68c8cb9e654ba92f9ae673d7db5",
	"junctions":       "31a85288e56d06f48014dd5009c7d086ea5c472a06c57a82b2d4eca500199e4c",
	"measured":        "cd2bd1ab9cb886a2bd89f04ec2d85a750df8cd18d7a622459aa91c05aba5fd0c",
	"unadapted":       "576537db8c189797547e76b9bbecd00c3646fa0978f134ea320d47d4b567680e",
	"stochastic":      "8fa138f8bea5fec126104e775a1b8e4117e388c3659307a25c8017d51dab4945",
	"split":           "00e33cd81b92b4205ee84c49d4281cf20a0cd3c650a7fa073ba7f7d9a0f0371f",
	"interleaved":     "eeb038223a1d520913bcad1b03114ad54c207bcd2fcfc9f87d3247440f5a19d3",
	"anchored":        "ad6f6144c74e1e7478f875d515f202eabe031123dda800b96b8cac6506b7f1e6",
	"binarized":       "da689840d23213f198e64f5c0061cb78bcb3a484d51ed35c97ae0a3de8da7bb3",
	"kept rate":       "3d53bf6912dd190702808d8d9c8a0dd25efd65da29461df89d614baf77513de1",
	"permuted":        "675bfe1fa6297f7f9bb3b01e3a308750a3b4991679f2e5ebc8960aa953ab2370",
	"stream":          "2e4d5c0a9c8ab5f60a68c8def843f4e05e82253777e3786a0b4b177176214bdf",
	"ternary":         "f025b535d5c79f54538622df1102298b6ddf84659134e4626aeaf83b8565cc1a",
	"trits read":      "4b7c7399252bee1805a3b0a4d2f8e9e62481ed3f7d2291c25125c6d3ca832c26",
	"trits out":       "f24be1e5e63c92fed0c60055e0c03f265134eece475bd80434ae2e795f42512c",
	"trits wrong":     "9fcd7126ecd52ec5af21840554fcae909dad610274f1c151bede47544289e560",
	"trits known":     "e84f2a4902e3a326c626af3f742783e2ef16ddf5bbf8fcc105e78fce136bb5ca",
	"long stream":     "ef6ad716d98d6f015c33bb44d2eaf5f200a57dceea56b75020a2fc4474876e38",
	"stationary":      "7ba336c46f93d5136a9361d1b8f5b658357b68c0a4bfbae6144ae7309c761103",
	"reprogram":       "6f383ef039021daf0ec6fe0e38509e441128fe328ee7755175070c2f18ce23be",
	"errors":          "497dbbcdd55a77b506032570d14bc6794ecb88e09c3542d2a4496bdb52ff993d",
	"writes":          "0b5f8aeed1926315fede4577f530ebbd477ffe5a0057f622b254d2b5254e38b6",
	"their own":       "2275c5a16fc4df55142d8d3fb6179f0a5f1660df266d8f15e2f2763e9ea7d2e7",
	"maps":            "11c72795930780bc5dd2fef5ce164c53d10b0f9b2902a440e226c4d7aa63d7af",
	"maps devices":    "1e94db956ae48c1af1cc2e881bb397c6bee5b088f5e6f144c69228ac84ff0807",
	"maps trits":      "038b50a1544420a6ff061f32992124d1160f6524cfb6b688d856747249d9239a",
	"maps depthwise":  "c4d3ef6102d37eaa7a52ccd0ee183270b488ad611cece3e88baed5feebe346f9",
	"maps averaged":   "360d2fae325968508eb877297ee1c69f236915081ce822308ae4a67c2f74b2ad",
	"digital":         "a57a42953dee79f5246c8c6b4f54e64d037ee291569cce065a01105b7782adc5",
	"classifier":      "b6543f60564a5052a76daf5131d29e5f1ed27348e43eb4d36e68b06d61ce3a2f",
	"beside digital":  "3d310643904bd2aafa2728317bff7a8d1c9812148890f3a3d910c2b99d7428a7",
	"maps anchored":   "51087c5c2c0e30a72fb21d31dd1f5fe259c22e8a445ad5ecf7a047ac29286df9",
	"hinge":           "64778a9f00dc684c1a43e82ddd52c8cc08b098d8d4aa7c206cf7302d05cee816",
	"by layer":        "a965e6c8345d4ecc188096e5e4bd48cfb8512a43791c5dba998fc7a8138b4a4b",
	"augmented":       "93ca35eb9367d292edcefff0a750abe5aa0ea8828860a7bf5fd65f684a8509a6",
	"mirrored":        "e1d59bc43171b39a3c7b1ef6f77f24142b4f4f60fd68769e7d43159fac8de94c",
}

func TestToyRunsGiveTheirFingerprints(t *testing.T) {
	for name := range toyLinks {
		res := toyResult(name)
		if res.Fingerprint != golden[name] {
			t.Errorf("%s: fingerprint %s, want %s", name, res.Fingerprint, golden[name])
		}
		// Chance is 0.1. What is forgotten in between counts too: over seeds "split" comes to 0.59 to 0.80, and two
		// short epochs of "ternary" to 0.55 to 0.84.
		if res.Accuracy < 0.5 {
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
		} else if name == "anchored" || name == "maps anchored" || name == "binarized" || name == "interleaved" {
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
		if m.exp.inLoop() && !bytes.Equal(m.Weights(), toyRuns[name]().Weights()) {
			t.Errorf("%s: a model that was opened has other weights, or they were meant to be others", name)
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

// TestTestsTellTheirFirstImages: what a test has told so far never takes back an answer, and ends as the result. The
// first 1,000 of its 1,200 images are a batch.
func TestTestsTellTheirFirstImages(t *testing.T) {
	r := mustRun(t, toyLinks["programmed"], 1)
	finish(r)
	if err := r.Reinfer(r.Experiment()); err != nil {
		t.Fatal(err)
	}
	var last Live
	var totals []int
	for r.Advance() {
		l := r.Progress().SoFar
		if l == nil || l.Total == last.Total {
			continue
		}
		if l.Total < last.Total || l.Correct < last.Correct {
			t.Fatalf("%d of %d right so far, then %d of %d", last.Correct, last.Total, l.Correct, l.Total)
		}
		last, totals = *l, append(totals, l.Total)
	}
	if res, _ := r.Result(); len(totals) == 0 || totals[0] >= res.Total || last.Correct > res.Correct {
		t.Errorf("told of the first %v images, %d of them right; in the end %d of %d", totals, last.Correct, res.Correct,
			res.Total)
	}
	if p := r.Progress().SoFar; p != nil {
		t.Errorf("the test is through, and has told %d images so far", p.Total)
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
