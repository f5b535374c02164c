package lab

import (
	"slices"
	"strconv"

	"arraylab/sim/bnn"
	"arraylab/sim/crew"
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

// TaskResult is what a network says of one task of a sequence, or of one kind of images.
type TaskResult struct {
	Name     string  `json:"name"`
	Accuracy float64 `json:"accuracy"` // 0..1
	Correct  int     `json:"correct"`
	Total    int     `json:"total"`
}

// of is the data set that a task belongs to.
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
		values := len(m.Pixels) / len(m.Labels)
		m.Pixels, m.Labels = m.Pixels[lo*values:hi*values], m.Labels[lo:hi]
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

// probeTasks lists the live tests that are due after a step of a sequence, the task under way last: of all tasks so
// far, at the end of an epoch, or, in a stream, of a part.
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
	if _, err := e.cut(have.Test, names[1], "test", e.Test); err != nil {
		return nil, err
	}
	out.Test = have.Test
	if train {
		var err error
		if out.Train, err = e.cut(have.Train, names[1], "training", e.Train); err != nil {
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
	many := e.Data().Word.Many()
	for k, name := range e.TaskNames() {
		lo, hi := e.classes(k)
		of := func(c byte) bool { return int(c) >= lo && int(c) < hi }
		if !slices.ContainsFunc(sets.Test.Labels[:e.Test], of) {
			return &NeedError{"test " + many + " of " + name + ": test=" + strconv.Itoa(e.Test) + " has none"}
		}
		if sets.Train != nil && !slices.ContainsFunc(sets.Train.Labels, of) {
			return &NeedError{"training " + many + " of " + name + ": train=" + strconv.Itoa(e.Train) + " has none"}
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
	task := r.due[0]
	r.probe = r.newProbe(task, r.tasks[task].test)
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
	for c, row := range tally.Confusion {
		for p, n := range row {
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
	res.Tasks = append(res.Tasks, TaskResult{r.tasks[t.task].name, float64(tally.Correct()) / float64(tally.Images),
		tally.Correct(), tally.Images})
	res.BER = nil // that of the last reads
	for l := range r.model.Net.Layers {
		res.BER = append(res.BER, r.errorRate(l))
	}
}

// presented is one image as the network of the task under way gets it.
func (r *Run) presented(pixels []byte) []uint16 {
	if r.exp.Sequence == SequencePermuted {
		moved := make([]byte, len(pixels))
		for i, j := range r.tasks[r.underWay()].test.Places {
			moved[i] = pixels[j]
		}
		pixels = moved
	}
	return r.exp.presented(pixels)
}
