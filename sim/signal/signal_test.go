package signal

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"testing"

	"arraylab/sim/data"
	"arraylab/sim/rng"
)

// usual are the parameters where a link says nothing.
func usual() Parameters {
	return Parameters{Cohort: 1, Heart: 75, Artefacts: 1, Variation: 1, Depth: .6}
}

// synthetic are the rows of the data sets that are made.
func synthetic() (all []data.Task) {
	for _, t := range data.Tasks() {
		if t.Synthetic() {
			all = append(all, t)
		}
	}
	return all
}

// made is the first n records of a part.
func made(t *testing.T, task data.Task, part string, p Parameters, n int) *data.Set {
	t.Helper()
	m := New(task, part, p, n)
	if m == nil {
		t.Fatalf("nothing makes %s", task.Name)
	}
	s, err := m.Set()
	if err != nil || s.N != n || s.Part != part || s.Made != p.Text(task) || s.Shape != task.Shape {
		t.Fatalf("%s %s: %+v, %v", task.Name, part, s, err)
	}
	if err := s.Check(task.Name); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestKnown: the same bits on every machine, natively and in wasm, and of any record alone.
func TestKnown(t *testing.T) {
	want := map[string]string{
		data.Beats:     "6aa4af90b72144f2502a50eca78b82877adf01a803d73b40a23465e25ba779f5",
		data.Inversion: "c04a89c7658a731d1425a6c5a3516a3cce9ec8d7f75d49a33636fcc88e143d2c",
		data.EEG:       "97037e49be6e0d37979beb4512c6ffbb0d9d5618b7e74a86d17712d4048921d7",
	}
	for _, task := range synthetic() {
		sum := sha256.New()
		for _, part := range []string{"train", "test"} {
			s := made(t, task, part, usual(), 40)
			sum.Write(s.Images)
			sum.Write(s.Labels)
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != want[task.Name] {
			t.Errorf("%s: %q", task.Name, got)
		}
	}
}

// TestRecordsStandAlone: a record is a function of its part and number, whatever was made before.
func TestRecordsStandAlone(t *testing.T) {
	for _, task := range synthetic() {
		s, record := made(t, task, "train", usual(), 30), modelOf(task.Name).recipe(usual())
		alone := make([]byte, task.Grid.Values())
		for _, i := range []int{29, 3} {
			if label, _ := record(alone, place{false, i}); label != s.Labels[i] || string(alone) != string(s.Image(i)) {
				t.Errorf("%s: record %d is another one alone", task.Name, i)
			}
		}
	}
}

// TestPartsShareNobody: no person is in both parts, and no two records are the same.
func TestPartsShareNobody(t *testing.T) {
	for _, task := range synthetic() {
		seen := map[string]bool{}
		for _, part := range []string{"train", "test"} {
			s := made(t, task, part, usual(), 60)
			for i := range s.N {
				if seen[string(s.Image(i))] {
					t.Errorf("%s: %s %d is there twice", task.Name, part, i)
				}
				seen[string(s.Image(i))] = true
			}
		}
	}
	for _, records := range []int{1, 4, 20} {
		most := place{false, data.MaxImages - 1}.of(records)
		if least := (place{true, 0}).of(records); most >= least {
			t.Errorf("%d is in training, %d in the test", most, least)
		}
	}
}

// TestClassesAreEven: as many records of each class, person by person.
func TestClassesAreEven(t *testing.T) {
	for _, task := range synthetic() {
		const rounds = 40
		s, count := made(t, task, "test", usual(), rounds*task.Classes), make([]int, task.Classes)
		for _, label := range s.Labels {
			count[label]++
		}
		for c, n := range count {
			if n != rounds {
				t.Errorf("%s: %d records of %s, want %d", task.Name, n, task.Names[c], rounds)
			}
		}
	}
}

// TestParametersAct: each parameter that a model takes changes its records, and no other does.
func TestParametersAct(t *testing.T) {
	changes := map[string]func(*Parameters){
		Cohort: func(p *Parameters) { p.Cohort = 2 }, Heart: func(p *Parameters) { p.Heart = 90 },
		Artefacts: func(p *Parameters) { p.Artefacts = 2 }, Variation: func(p *Parameters) { p.Variation = .5 },
		Depth: func(p *Parameters) { p.Depth = .9 },
	}
	for _, task := range synthetic() {
		s := made(t, task, "train", usual(), 12)
		for key, change := range changes {
			p := usual()
			change(&p)
			other := made(t, task, "train", p, 12)
			differ := string(other.Images) != string(s.Images)
			if differ != Takes(task, key) || differ == (other.Made == s.Made) {
				t.Errorf("%s: %s is taken: %v, and changes the records: %v (%s)", task.Name, key, Takes(task, key), differ,
					other.Made)
			}
		}
	}
}

// TestFewValuesAreCutOff: 8 bits hold the signals.
func TestFewValuesAreCutOff(t *testing.T) {
	for _, task := range synthetic() {
		s, cut, far := made(t, task, "train", usual(), 200), 0, 0
		for _, v := range s.Images {
			if v == 0 || v == 255 {
				cut++
			}
			if v < 108 || v > 148 {
				far++
			}
		}
		if share := float64(cut) / float64(len(s.Images)); share > .01 {
			t.Errorf("%s: %.2f %% of the values are cut off", task.Name, 100*share)
		}
		if share := float64(far) / float64(len(s.Images)); share < .02 {
			t.Errorf("%s: only %.2f %% of the values leave the middle", task.Name, 100*share)
		}
	}
}

// TestHeartRate: without differences and artefacts the beats of the record come at the cohort's rate: R peaks of lead II
// are 60/75 of a second apart, give or take the sway of 4.5 %.
func TestHeartRate(t *testing.T) {
	task, _ := data.TaskOf(data.Beats)
	s := made(t, task, "test", Parameters{Cohort: 3, Heart: 75, Artefacts: 0, Variation: 0}, 50)
	for i := 0; i < s.N; i += kindsOfBeats {
		var peaks []int
		for n := 1; n < beatsValues-1; n++ {
			if v := s.Image(i)[2*n]; v > 152 && v > s.Image(i)[2*n-2] && v >= s.Image(i)[2*n+2] {
				peaks = append(peaks, n)
			}
		}
		if len(peaks) < 2 {
			t.Fatalf("record %d: peaks at %v", i, peaks)
		}
		for k := range peaks[1:] {
			if gap := float64(peaks[k+1]-peaks[k]) / beatsRate; math.Abs(gap-.8) > .8*.045+.02 {
				t.Errorf("record %d: a beat after %.2f s, want 0.80", i, gap)
			}
		}
	}
}

// TestLeadAlgebra: Einthoven's and Goldberger's laws hold whatever the potentials, and a common potential is not seen.
func TestLeadAlgebra(t *testing.T) {
	v := [electrodes]float64{.3, -.7, 1.9, .2, .4, -.6, 1.1, .8, -.5}
	l := Twelve(&v)
	for i := range v {
		v[i] += 7
	}
	again := Twelve(&v)
	near := func(what string, a, b float64) {
		if math.Abs(a-b) > 1e-12 {
			t.Errorf("%s: %g and %g", what, a, b)
		}
	}
	near("I + III = II", l[leadI]+l[leadIII], l[leadII])
	near("aVR + aVL + aVF = 0", l[leadAVR]+l[leadAVL]+l[leadAVF], 0)
	near("aVF = (II + III) / 2", l[leadAVF], (l[leadII]+l[leadIII])/2)
	for i := range l {
		near("a common potential", l[i], again[i])
	}
	lead := [measured]float64{.5, .9, -1, -.4, .3, 1.2, 1.1, .7}
	p := potentials(&lead)
	back := Twelve(&p)
	near("I", back[leadI], lead[0])
	near("II", back[leadII], lead[1])
	for i := range 6 {
		near("V", back[leadV1+i], lead[2+i])
	}
}

// TestWave: the area of a wave is that of its Gaussian wherever it falls between two values, however narrow it is.
func TestWave(t *testing.T) {
	for _, at := range []float64{.5, .503, .5061} {
		trace := newTrace(100, 100)
		trace.wave(trace.dipole[0], 2, .004, at)
		sum := 0.0
		for _, x := range trace.dipole[0] {
			sum += x / trace.rate
		}
		if want := 2 * .004 * math.Sqrt(2*math.Pi); math.Abs(sum-want) > .02*want {
			t.Errorf("at %g: area %g, want %g", at, sum, want)
		}
	}
}

// TestSwaps: what is swapped exchanges the leads as the textbooks have it, and each kind comes as often as it is to.
func TestSwaps(t *testing.T) {
	v := [electrodes]float64{.3, -.7, 1.9, .2, .4, -.6, 1.1, .8, -.5}
	right := Twelve(&v)
	v[RA], v[LA] = v[LA], v[RA]
	l := Twelve(&v)
	if l[leadI] != -right[leadI] || l[leadII] != right[leadIII] || l[leadAVR] != right[leadAVL] || l[leadV1] != right[leadV1] {
		t.Errorf("RA and LA swapped: %v, before %v", l, right)
	}
	task, _ := data.TaskOf(data.Inversion)
	s, count := made(t, task, "train", usual(), 2000), make([]int, len(task.Kinds))
	for i, kind := range s.Kinds {
		if (kind == unswapped) != (s.Labels[i] == 0) {
			t.Fatalf("record %d is %s and %s", i, task.Kinds[kind], task.Names[s.Labels[i]])
		}
		count[kind]++
	}
	for kind, share := range swapShare() {
		want := 10 * float64(share)
		if got := float64(count[kind]); kind != unswapped && math.Abs(got-want) > 4*math.Sqrt(want) {
			t.Errorf("%g records of %s, want about %g", got, task.Kinds[kind], want)
		}
	}
}

// TestRhythmsGo: the hand's own side keeps most of its rhythm, the other side loses it. Without noise the mean square at
// C4 is the smaller one when the left hand is imagined, and at C3 when the right one is.
func TestRhythmsGo(t *testing.T) {
	task, _ := data.TaskOf(data.EEG)
	s := made(t, task, "train", Parameters{Cohort: 1, Artefacts: 0, Variation: 0, Depth: .9}, 200)
	const c3, c4 = 5, 7
	var power [2][2]float64 // By label and side.
	for i := range s.N {
		for n := eegValues / 2; n < eegValues; n++ {
			for side, lead := range []int{c3, c4} {
				x := float64(s.Image(i)[n*task.Grid.C+lead]) - 128
				power[s.Labels[i]][side] += x * x
			}
		}
	}
	if power[0][rightSide] > .5*power[0][leftSide] || power[1][leftSide] > .5*power[1][rightSide] {
		t.Errorf("power at C3 and C4: left hand %v, right hand %v", power[0], power[1])
	}
}

// TestResonance: noise of a narrow band has an amplitude of one, and its spectrum is highest where it is to be.
func TestResonance(t *testing.T) {
	r, d := newResonance(10, 2), draws{rng.New(1, "resonance").Source(0)}
	var square, ahead float64
	const n, lag = 200000, eegRate / 10 // One turn later.
	var x [n]float64
	for i := range x {
		x[i] = r.next(d)
	}
	for i := lag; i < n; i++ {
		square += x[i] * x[i]
		ahead += x[i] * x[i-lag]
	}
	want := math.Exp(-math.Pi * 2 / eegRate * lag)
	if got := square / n; math.Abs(got-1) > .05 {
		t.Errorf("variance %g, want 1", got)
	}
	if got := ahead / square; math.Abs(got-want) > .05 {
		t.Errorf("correlation a turn later %g, want %g", got, want)
	}
}
