package lab

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"arraylab/devices"
	"arraylab/sim/bnn"
)

// Live tests while training: a tenth of an epoch apart on the first thousand test images, and
// at the end of each epoch on all of them.
const probesPerEpoch = 10

// beginProbe starts a live test where one is due.
func (r *Run) beginProbe() {
	if r.tasks != nil {
		if r.due = r.probeTasks(); r.due != nil {
			r.probed = make([]float64, r.trainer.Seen())
			r.probeNext()
		}
		return
	}
	step, batches := r.Step(), r.Steps()/r.trained.Epochs
	every := max(1, batches/probesPerEpoch)
	whole := step%batches == 0
	if !whole && (step%batches)%every != 0 {
		return
	}
	n := r.exp.Test
	if !whole {
		n = min(n, bnn.TestBatch) // of any network
	}
	r.probe = r.newProbe(r.trainer.Task(), r.images(r.sets.Test, n, ofTest))
}

// newProbe prepares a live test with the normalizations of a task.
func (r *Run) newProbe(task int, images bnn.Images) *bnn.Pass {
	m := r.exp.atTest(*r.trainer.Live(task))
	return bnn.NewPass(r.crew, m.Net, bnn.Fixed(m.Signs), m.Norms, true, images).BorrowFrom(r.trainer)
}

// addPoint ends a live test.
func (r *Run) addPoint() {
	t := &r.probe.Tally
	epoch := r.epochs()
	r.points = append(r.points, Point{
		Step: r.Step(), Epoch: epoch, Tasks: r.probed,
		TrainLoss: r.recent.Loss / float64(r.recent.Seen), TrainAcc: float64(r.recent.Correct) / float64(r.recent.Seen),
		TestLoss: t.Loss / float64(t.Images), TestAcc: float64(t.Correct()) / float64(t.Images), TestImages: t.Images,
	})
	r.live = &Live{Epoch: epoch, Confusion: t.Confusion, Correct: t.Correct(), Total: t.Images}
	for l := range r.exp.net().Layers {
		r.live.BER = append(r.live.BER, r.liveErrors(l))
	}
	r.live.Hidden = r.Hidden()
	r.recent, r.probe, r.probed = recent{}, nil, nil
}

// liveErrors is the share of a layer's weights that differ from what ideal devices would hold
// after the same pulses, or from what was written; zero for latent weights, which are on no chip yet.
func (r *Run) liveErrors(l int) float64 {
	if r.exp.inLoop() {
		return r.trainer.Astray(l)
	}
	p := r.pairs(l)
	if p == nil {
		return 0
	}
	return float64(p.Wrong()) / float64(r.exp.net().Layers[l].Size())
}

// beginTests lists the passes that the result needs; after training all kinds of statistics.
func (r *Run) beginTests() {
	r.result = Result{Link: r.exp.Link(), Numerics: NumericVersion, Step: r.step, IdealAccuracy: -1,
		Accuracies: map[string]float64{}, Confusion: NewConfusion(r.exp.Data().Classes)}
	kinds := []string{r.exp.Stats}
	for _, k := range []string{StatsFrozen, StatsBatch, StatsRunning} {
		if r.afterTraining && k != r.exp.Stats && r.tasks == nil {
			kinds = append(kinds, k)
		}
	}
	r.tests = nil
	r.idealOf = [2]int{}
	for task := range max(1, len(r.model.Tasks)) {
		for _, k := range kinds {
			r.tests = append(r.tests, test{stats: k, task: task})
		}
		if r.exp.Learn == LearnLatent && r.exp.Memory != MemoryIdeal && !r.exp.inLoop() {
			if _, known := r.ideal[r.exp.Stats]; !known {
				r.tests = append(r.tests, test{stats: r.exp.Stats, ideal: true, task: task})
			}
		}
	}
	r.at, r.passes = atTesting, len(r.tests)
}

func (r *Run) advanceTests() {
	t := &r.tests[0]
	if t.pass == nil {
		t.pass = r.newPass(t)
	}
	if t.pass.Advance(r.workers) {
		return
	}
	if r.tasks == nil {
		r.book(t)
	} else {
		r.bookTask(t)
	}
	if r.tests = r.tests[1:]; len(r.tests) == 0 {
		r.finish()
	}
}

func (r *Run) newPass(t *test) *bnn.Pass {
	var weights bnn.Reader = r.chip
	if t.ideal {
		weights = bnn.Fixed(r.model.Signs)
	}
	m := *r.model
	if t.stats == StatsRunning {
		m.Norms = m.Running
	}
	images, sums := r.images(r.sets.Test, r.exp.Test, ofTest), &r.sums
	if r.tasks != nil {
		images = r.tasks[t.task].test
	}
	if m.Tasks != nil {
		m.Norms = m.Tasks[t.task]
	}
	if r.trainer != nil {
		sums = r.trainer.Sums()
	}
	m = r.exp.atTest(m)
	return bnn.NewPass(r.crew, m.Net, weights, m.Norms, t.stats == StatsBatch, images).Borrow(sums)
}

// book enters a finished pass into the result.
func (r *Run) book(t *test) {
	r.chip.ShareReads()
	tally := &t.pass.Tally
	accuracy := float64(tally.Correct()) / float64(tally.Images)
	if t.ideal || r.exp.Memory == MemoryIdeal {
		r.ideal[t.stats] = accuracy
	}
	if t.ideal {
		return
	}
	r.result.Accuracies[t.stats] = accuracy
	if t.stats == r.exp.Stats {
		r.result.Accuracy, r.result.Correct, r.result.Total = accuracy, tally.Correct(), tally.Images
		r.result.Confusion, r.result.Loss = tally.Confusion, tally.Loss/float64(tally.Images)
		r.said, r.result.Kinds = t.pass.Said, r.kinds(t.pass.Said)
		// The error rate is that of the reads behind this accuracy.
		for l := range r.model.Net.Layers {
			r.result.BER = append(r.result.BER, r.errorRate(l))
		}
	}
}

// kinds counts the right answers by kind of image, where the data set tells them apart; they are in the order of the
// test set.
func (r *Run) kinds(said []byte) []TaskResult {
	test := r.sets.Test
	if test == nil || test.Kinds == nil {
		return nil
	}
	var all []TaskResult
	for _, name := range r.exp.Data().Kinds {
		all = append(all, TaskResult{Name: name})
	}
	for i, class := range said {
		of := &all[test.Kinds[i]]
		of.Total++
		if class == test.Labels[i] {
			of.Correct++
		}
	}
	for i := range all {
		all[i].Accuracy = float64(all[i].Correct) / float64(max(all[i].Total, 1))
	}
	return all
}

// finish completes the result.
func (r *Run) finish() {
	res := &r.result
	if ideal, ok := r.ideal[r.exp.Stats]; ok && r.exp.Learn == LearnLatent {
		res.IdealAccuracy = ideal
	}
	for l, p := range r.pasts() {
		res.Pulses = append(res.Pulses, p.Pulses+r.chip.Pulses(l))
		res.Flips, res.Beyond, res.Sets = append(res.Flips, p.Flips), append(res.Beyond, p.Beyond),
			append(res.Sets, p.Sets)
		plus, zeros := r.model.Weights(l).Count()
		res.Ones, res.Zeros = append(res.Ones, plus), append(res.Zeros, zeros)
		res.Tallies = append(res.Tallies, r.chip.Tally(l))
	}
	if !slices.ContainsFunc(res.Tallies, func(t devices.Tally) bool { return t != devices.Tally{} }) {
		res.Tallies = nil
	}
	if signsAlone(r.model.Net.Layers) {
		res.Zeros = nil
	}
	res.Curve = r.points
	switch {
	case r.imported:
		res.Imported = true
	case r.made != NumericVersion:
		res.Trained = r.made
	case r.crew.Rank() == 0:
		res.Fingerprint = r.fingerprint()
	}
	r.at = atDone
}

// signsAlone tells whether the weights of all layers are binary.
func signsAlone(layers []bnn.Layer) bool {
	return !slices.ContainsFunc(layers, func(y bnn.Layer) bool { return y.Weights.Kind != bnn.Binary })
}

// errorRate is the share of wrong weights of a layer. Where only the signs are left of devices
// that learnt, or of a memory in the loop, their model tells it.
func (r *Run) errorRate(l int) float64 {
	if r.past != nil && r.learntInMemory() {
		return r.past[l].BER
	}
	return r.chip.BER(l)
}

// learntInMemory tells whether the weights on the chip are those that learnt there.
func (r *Run) learntInMemory() bool { return r.exp.Learn == LearnDevice || r.exp.inLoop() }

// pasts tells what the training came to, by layer, and the share of devices beyond the
// measured pulses on the chip. All members of a crew ask together.
func (r *Run) pasts() []past {
	all := make([]past, len(r.model.Net.Layers))
	for l := range all {
		p := &all[l]
		if r.past != nil {
			*p = r.past[l]
		} else if r.trainer != nil {
			total, _ := r.trainer.Events(l)
			p.Pulses, p.Flips, p.Sets = total.Pulses, total.Flips, total.Sets
		}
		if r.learntInMemory() {
			p.BER = r.errorRate(l)
		}
		if share, there := r.chip.Beyond(l); there {
			p.Beyond = share
		}
	}
	return all
}

// fingerprint is the SHA-256 over the canonical link, the numeric version, the steps, the
// weights' bits as trained and as stored, and the integer counts of the result.
func (r *Run) fingerprint() string {
	h := sha256.New()
	put := func(n int64) {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
	h.Write([]byte(r.result.Link))
	put(NumericVersion)
	put(int64(r.step))
	for l := range r.model.Signs {
		h.Write(r.model.Weights(l).Bytes())
		h.Write(r.chip.Stored(l).Bytes())
		put(r.result.Pulses[l])
		put(r.result.Flips[l])
		if r.result.Tallies != nil && r.result.Tallies[l].Checks > 0 { // of what is verified alone: others keep theirs
			put(r.result.Tallies[l].Again0)
			put(r.result.Tallies[l].Again1)
			put(r.result.Tallies[l].Checks)
		}
	}
	for _, row := range r.result.Confusion {
		for _, n := range row {
			put(int64(n))
		}
	}
	for _, t := range r.result.Tasks {
		put(int64(t.Correct))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Result returns what came of the run once it is through.
func (r *Run) Result() (Result, bool) { return r.result, r.at == atDone }
