package lab

import (
	"fmt"
	"slices"
	"strconv"

	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// The sequences of tasks that a network can learn.
const (
	SequenceSingle   = "single"
	SequencePermuted = "permuted"
	SequenceBoth     = "both"
	SequenceSplit    = "split"
	SequenceStream   = "stream"
)

// A network that learns several tasks, one after the other, has batch normalizations for each of them, with the
// statistics of the batch also at test: averages that were gathered while one task was learnt do not hold once the
// weights have moved on, and with a wide network the early tasks break (arXiv:2003.03533). In a stream all parts are of
// one task.

// task is what a network learns and is tested on.
type task struct {
	name        string
	train, test bnn.Images
	lessons     []bnn.Images // parts of train that are learnt one after the other; nil for all of it at once
}

// TaskResult is what a network says of one task of a sequence.
type TaskResult struct {
	Name     string  `json:"name"`
	Accuracy float64 `json:"accuracy"` // 0..1
	Correct  int     `json:"correct"`
	Total    int     `json:"total"`
}

// Several tells whether the experiment is a sequence of tasks, or of parts of one.
func (e Experiment) Several() bool { return e.Sequence != SequenceSingle }

// Free tells whether the hidden weights move without bounds, by the metaplastic Adam.
func (e Experiment) Free() bool {
	return e.Learn == LearnLatent && (e.Several() || e.Meta > 0 || e.L2 > 0)
}

// DataSets are the names of the data sets that the experiment needs, in the order in which they are learnt.
func (e Experiment) DataSets() []string {
	other := map[string]string{TaskMNIST: TaskFashion, TaskFashion: TaskMNIST}
	if e.Sequence == SequenceBoth {
		return []string{e.Task, other[e.Task]}
	}
	return []string{e.Task}
}

// passes is how often the images of a set are learnt, in epochs of a task.
func (e Experiment) passes() int {
	switch e.Sequence {
	case SequencePermuted:
		return e.Tasks
	case SequenceBoth:
		return 2
	}
	return 1
}

// lessons is the number of stretches of training, one after the other.
func (e Experiment) lessons() int {
	switch e.Sequence {
	case SequenceSingle:
		return 1
	case SequenceBoth:
		return 2
	}
	return e.Tasks
}

// TaskNames are the tasks of a sequence; nil for an experiment of a single one.
func (e Experiment) TaskNames() (names []string) {
	switch e.Sequence {
	case SequencePermuted:
		for k := range e.Tasks {
			names = append(names, fmt.Sprintf("permutation %d", k+1))
		}
	case SequenceBoth:
		names = e.DataSets()
	case SequenceSplit:
		for k := range e.Tasks {
			lo, hi := e.classes(k)
			names = append(names, fmt.Sprintf("classes %d to %d", lo, hi-1))
		}
	case SequenceStream:
		names = []string{"stream"}
	}
	return names
}

// classes lo <= c < hi are those of a task of a split set.
func (e Experiment) classes(task int) (lo, hi int) {
	return bnn.Classes * task / e.Tasks, bnn.Classes * (task + 1) / e.Tasks
}

// checkTasks tells whether the fields of a sequence go together.
func (e Experiment) checkTasks() error {
	switch {
	case !e.Several():
		return nil
	case e.Stats != StatsBatch:
		return &ValueError{"stats", e.Stats, StatsBatch + " for a sequence of tasks: other statistics do not hold for what was learnt before"}
	case e.Sequence == SequenceSplit && e.Tasks > bnn.Classes/2:
		return &ValueError{"tasks", fmt.Sprint(e.Tasks), "2 to 5 for split classes: two classes a task at least"}
	case e.Sequence == SequenceStream && e.Tasks > e.Train:
		return &ValueError{"tasks", fmt.Sprint(e.Tasks), fmt.Sprintf("at most %d: a training image a part", e.Train)}
	case e.EWC > 0 && e.Input == InputStream:
		return &ValueError{"ewc", fmt.Sprint(e.EWC), "0 for stochastic input"}
	case e.EWC > 0 && (e.TrainErr != TrainErrNone || e.Loss == LossHinge):
		return &ValueError{"ewc", fmt.Sprint(e.EWC), "0 with errors in training or the hinge loss"}
	}
	return nil
}

// places is the permutation of the pixels of a task, of which every member of a crew has its own copy.
func (e Experiment) places(task int) []int32 {
	p := make([]int32, bnn.Pixels)
	rng.New(e.Seed, rng.Places).Source(uint64(task)).Perm(p)
	return p
}

// setsOf are the images of the data set that a task belongs to.
func (s Sets) of(number int) Sets {
	if number == 0 || s.Second == nil {
		return s
	}
	return *s.Second
}

// layTasks makes the tasks of a sequence. The sizes of those that take some classes of a set are the leader's to tell.
func (r *Run) layTasks() []task {
	e := r.exp
	if !e.Several() {
		return nil
	}
	names := e.TaskNames()
	all := make([]task, len(names))
	for k := range all {
		t := &all[k]
		t.name = names[k]
		sets := r.sets
		if e.Sequence == SequenceBoth {
			sets = r.sets.of(k)
		}
		t.train, t.test = r.images(sets.Train, e.Train, ofTraining), r.images(sets.Test, e.Test, ofTest)
		switch e.Sequence {
		case SequencePermuted:
			t.train.Places = e.places(k)
			t.test.Places = t.train.Places
		case SequenceSplit:
			lo, hi := e.classes(k)
			r.some(&t.train, lo, hi)
			r.some(&t.test, lo, hi)
		case SequenceStream:
			for i := range e.Tasks {
				t.lessons = append(t.lessons, partOf(t.train, e.Train*i/e.Tasks, e.Train*(i+1)/e.Tasks))
			}
		}
	}
	return all
}

// some keeps the images of the classes lo <= c < hi.
func (r *Run) some(m *bnn.Images, lo, hi int) {
	for i, c := range m.Labels {
		if int(c) >= lo && int(c) < hi {
			m.Index = append(m.Index, int32(i))
		}
	}
	n := [1]int64{int64(len(m.Index))}
	crew.Lead(r.crew, crew.Bytes(n[:]))
	m.N = int(n[0])
}

// partOf are the images lo <= i < hi.
func partOf(m bnn.Images, lo, hi int) bnn.Images {
	m.N = hi - lo
	if m.Labels != nil {
		m.Pixels, m.Labels = m.Pixels[lo*bnn.Pixels:hi*bnn.Pixels], m.Labels[lo:hi]
	}
	return m
}

// course are the lessons of the tasks.
func (r *Run) course() (c []bnn.Lesson) {
	for k, t := range r.tasks {
		if t.lessons == nil {
			c = append(c, bnn.Lesson{Images: t.train, Epochs: r.exp.Epochs, Task: k, Fresh: true})
		}
		for _, images := range t.lessons {
			c = append(c, bnn.Lesson{Images: images, Epochs: r.exp.Epochs, Task: k})
		}
	}
	return c
}

// underWay is the task whose normalizations the network now uses; 0 for a run of a single one.
func (r *Run) underWay() int {
	switch {
	case r.tasks == nil:
		return 0
	case r.trainer != nil:
		return r.trainer.Task()
	}
	return max(0, len(r.model.Tasks)-1)
}

// probeTasks lists the live tests that are due after a step of a sequence, the task under way last: of all tasks so far,
// at the end of an epoch, or, in a stream, of a part.
func (r *Run) probeTasks() (due []int) {
	_, epoch, batch, batches := r.trainer.Lesson()
	end := batch == batches-1 && (r.exp.Sequence != SequenceStream || r.exp.Interleave || epoch == r.exp.Epochs-1)
	if r.exp.interleaved() {
		lesson, _, _, _ := r.trainer.Lesson()
		end = end && lesson == len(r.tasks)-1
	}
	if !end && r.Step() != r.Steps() {
		return nil
	}
	now := r.trainer.Task()
	for k := range r.trainer.Seen() {
		if k != now {
			due = append(due, k)
		}
	}
	return append(due, now)
}

// interleaved tells whether all tasks are learnt together.
func (e Experiment) interleaved() bool {
	return e.Interleave && e.Several() && e.Sequence != SequenceStream
}

// second cuts the sets of the second data set.
func (s Sets) second(e Experiment, train bool) (*Sets, error) {
	names := e.DataSets()
	if len(names) < 2 {
		return nil, nil
	}
	var have, out Sets
	if s.Second != nil {
		have = *s.Second
	}
	if _, err := cut(have.Test, names[1], "test", e.Test); err != nil {
		return nil, err
	}
	out.Test = have.Test
	if train {
		var err error
		if out.Train, err = cut(have.Train, names[1], "training", e.Train); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// checkImages names a task of a split set that no image belongs to, of the sets that are here.
func (e Experiment) checkImages(sets Sets) error {
	if e.Sequence != SequenceSplit {
		return nil
	}
	for k, name := range e.TaskNames() {
		lo, hi := e.classes(k)
		of := func(c byte) bool { return int(c) >= lo && int(c) < hi }
		if !slices.ContainsFunc(sets.Test.Labels[:e.Test], of) {
			return &NeedError{"test images of " + name + ": test=" + strconv.Itoa(e.Test) + " has none"}
		}
		if sets.Train != nil && !slices.ContainsFunc(sets.Train.Labels, of) {
			return &NeedError{"training images of " + name + ": train=" + strconv.Itoa(e.Train) + " has none"}
		}
	}
	return nil
}

// stepsOfTasks are the optimizer steps of a sequence; of a model without training state, those behind it.
func (r *Run) stepsOfTasks() int {
	if r.trainer == nil {
		return r.step
	}
	return r.trainer.Length()
}

// learnt are the images that the network has learnt last.
func (r *Run) learnt() bnn.Images {
	if r.tasks != nil {
		return r.tasks[r.underWay()].train
	}
	return r.images(r.sets.Train, r.trained.Train, ofTraining)
}

// probeNext begins the next of the live tests that are due.
func (r *Run) probeNext() {
	s, task := r.exp.shape(), r.due[0]
	signs, norms := make(bnn.Fixed, s.Layers()), make([][]kernel.Norm, s.Layers())
	for l := range signs {
		signs[l], norms[l] = r.trainer.Weights(l), r.trainer.NormsOf(task, l)
	}
	s, norms = r.exp.atTest(s, norms)
	r.probe = bnn.NewPass(r.crew, s, signs, norms, true, r.tasks[task].test).Borrow(r.trainer.Sums())
}

// endProbe ends a live test and goes on to the next; the last one makes a point.
func (r *Run) endProbe() {
	if r.tasks != nil {
		r.probed[r.due[0]] = float64(r.probe.Tally.Correct()) / float64(r.probe.Tally.Images)
		if r.due = r.due[1:]; len(r.due) > 0 {
			r.probeNext()
			return
		}
	}
	r.addPoint()
}

// epochs counts those done, over all lessons.
func (r *Run) epochs() float64 {
	if r.tasks == nil {
		return float64(r.Step()) / float64(r.Steps()/r.trained.Epochs)
	}
	lesson, epoch, batch, batches := r.trainer.Lesson()
	done := float64(epoch) + float64(batch+1)/float64(batches)
	if !r.trained.interleaved() {
		done += float64(lesson * r.trained.Epochs)
	}
	return done
}

// progressOfTasks tells where a sequence stands.
func (r *Run) progressOfTasks(p *Progress) {
	e := r.trained
	p.Tasks, p.Task = len(r.tasks), r.underWay()+1
	p.Images = int64(p.Step) * int64(min(e.Batch, e.Train))
	if !e.interleaved() {
		p.Epochs = e.Epochs * e.lessons()
	}
	if e.Sequence == SequenceStream {
		p.Tasks, p.Task = e.Tasks, e.Tasks
	}
	p.Epoch, p.Batch, p.Batches = p.Epochs, 1, 1
	if r.trainer == nil {
		return
	}
	lesson, epoch, batch, batches := r.trainer.Lesson()
	p.Epoch, p.Batch, p.Batches = epoch+1, batch+1, batches
	if !e.interleaved() {
		p.Epoch += lesson * e.Epochs
	}
	if e.Sequence == SequenceStream {
		p.Task = lesson + 1
	}
}

// bookTask enters a finished pass over the test images of a task into the result.
func (r *Run) bookTask(t *test) {
	r.chip.ShareReads()
	tally, res := &t.pass.Tally, &r.result
	if t.ideal {
		r.idealOf[0] += tally.Correct()
		r.idealOf[1] += tally.Images
		r.ideal[t.stats] = float64(r.idealOf[0]) / float64(r.idealOf[1])
		return
	}
	for c := range tally.Confusion {
		for p, n := range tally.Confusion[c] {
			res.Confusion[c][p] += n
		}
	}
	res.Loss = (float64(res.Loss*float64(res.Total)) + tally.Loss) / float64(res.Total+tally.Images)
	res.Correct += tally.Correct()
	res.Total += tally.Images
	res.Accuracy = float64(res.Correct) / float64(res.Total)
	res.Accuracies[t.stats] = res.Accuracy
	if r.exp.Memory == MemoryIdeal {
		r.ideal[t.stats] = res.Accuracy
	}
	res.Tasks = append(res.Tasks, TaskResult{r.tasks[t.task].name, float64(tally.Correct()) / float64(tally.Images), tally.Correct(), tally.Images})
	res.BER = nil // that of the last reads
	for l := range r.model.Shape.Layers() {
		res.BER = append(res.BER, r.errorRate(l))
	}
}

// presented is one image as the network of the task under way gets it.
func (r *Run) presented(pixels []byte) []byte {
	if r.exp.Sequence == SequencePermuted {
		moved := make([]byte, len(pixels))
		for i, j := range r.tasks[r.underWay()].test.Places {
			moved[i] = pixels[j]
		}
		pixels = moved
	}
	return r.exp.presented(pixels)
}
