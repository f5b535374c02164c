package bnn

import (
	"slices"

	"arraylab/sim/kernel"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Lesson is a stretch of training on the images of one task.
type Lesson struct {
	Images Images
	Epochs int
	Task   int  // whose batch normalizations learn; tasks are numbered in the order of their first lessons
	Fresh  bool // Adam begins anew, and elastic weight consolidation keeps what was learnt before
}

// affines are the batch normalizations of a layer as one task has them.
type affines struct {
	norms   []kernel.Norm
	moments [][3]affine  // gamma, beta, bias of each neuron
	running [][2]float64 // running mean and variance of each neuron's sum
}

func (y *Layer) newAffines() affines {
	a := affines{norms: y.NewNorms(), moments: make([][3]affine, y.Out), running: make([][2]float64, y.Out)}
	for o := range a.running {
		a.running[o][1] = 1
	}
	return a
}

// position is a step's place in a course.
type position struct {
	lesson, epoch, batch int
	batches              int // of an epoch of the lesson
}

// deck is the order of the images in one epoch of a lesson.
type deck struct {
	round int // it was drawn for, from 1
	order []int32
}

// course makes the lessons of a rule: where it has none, a single one.
func (r Rule) course(images Images) []Lesson {
	if r.Course != nil {
		return r.Course
	}
	const endless = 1 << 30
	if r.Epochs == 0 {
		r.Epochs = endless
	}
	return []Lesson{{Images: images, Epochs: r.Epochs}}
}

// tasks is the number of tasks of a course.
func tasks(course []Lesson) (n int) {
	for _, y := range course {
		n = max(n, y.Task+1)
	}
	return n
}

// batches are the batches of an epoch of a lesson.
func (t *Trainer) batches(lesson int) Batches { return t.rule.batches(&t.course[lesson]) }

func (r Rule) batches(y *Lesson) Batches {
	return Batches{Images: y.Images.N, Size: r.Batch, Join: r.Join}
}

// stepsOf is the number of steps of such an epoch.
func (t *Trainer) stepsOf(lesson int) int { return t.batches(lesson).Steps() }

// place finds step number n, from 0, in the course.
func (t *Trainer) place(n int) position {
	lesson := 0
	if t.rule.Mixed {
		lesson, n = n%len(t.course), n/len(t.course)
	} else {
		for ; lesson < len(t.course)-1 && n >= t.course[lesson].Epochs*t.stepsOf(lesson); lesson++ {
			n -= t.course[lesson].Epochs * t.stepsOf(lesson)
		}
	}
	steps := t.stepsOf(lesson)
	return position{lesson: lesson, epoch: n / steps, batch: n % steps, batches: steps}
}

// Length is the number of steps of the whole course. Where lessons take turns, one with fewer images has more epochs.
func (t *Trainer) Length() int { return t.rule.length(t.course) }

func (r Rule) length(course []Lesson) (n int) {
	most := 0
	for i := range course {
		steps := course[i].Epochs * r.batches(&course[i]).Steps()
		n += steps
		most = max(most, steps)
	}
	if r.Mixed {
		return most * len(course)
	}
	return n
}

// Lesson tells the place of the last step that was done: its lesson, the epoch within it and the batch, all from 0,
// and the batches of such an epoch.
func (t *Trainer) Lesson() (lesson, epoch, batch, batches int) {
	p := t.place(max(t.step-1, 0))
	return p.lesson, p.epoch, p.batch, p.batches
}

// Seen is the number of tasks that were learnt so far, the one under way included.
func (t *Trainer) Seen() int {
	if t.rule.Mixed {
		return tasks(t.course)
	}
	return tasks(t.course[:t.lesson+1])
}

// Task is the task under way.
func (t *Trainer) Task() int { return t.course[t.lesson].Task }

// shuffled draws the order of the images of an epoch.
func (t *Trainer) shuffled(p position) []int32 {
	d := &t.decks[p.lesson%len(t.decks)]
	d.order = grown(d.order, t.course[p.lesson].Images.N)
	if round := t.round(p); d.round != round+1 {
		d.round = round + 1
		rng.New(t.rule.Seed, rng.Order).Source(uint64(round)).Perm(d.order)
	}
	return d.order
}

// round tells the epochs of all lessons apart.
func (t *Trainer) round(p position) int { return p.epoch*len(t.course) + p.lesson }

// turnTo begins or resumes a lesson: the batch normalizations of its task take their place. Those of a task that is
// new go on from where the last one's are (assumed), with moments of their own.
func (t *Trainer) turnTo(lesson int) {
	fresh := t.course[lesson].Fresh && !t.rule.Mixed
	isNew := !t.rule.Mixed && t.course[lesson].Task >= tasks(t.course[:lesson])
	t.lesson = lesson
	for l := range t.layers {
		y := &t.layers[l]
		last := y.affines
		y.affines = y.byTask[t.course[lesson].Task]
		if isNew {
			copy(y.norms, last.norms)
			copy(y.running, last.running)
		}
		if fresh {
			clear(y.moments)
			y.hidden.anew()
		}
	}
	if fresh {
		t.powers = kernel.Powers{}
	}
}

// standAt makes the task of the step before the current one the task under way, without changing anything of it.
func (t *Trainer) standAt() {
	t.lesson = t.place(max(t.step-1, 0)).lesson
	for l := range t.layers {
		t.layers[l].affines = t.layers[l].byTask[t.course[t.lesson].Task]
	}
}

// setRates sets the rates of a step.
func (t *Trainer) setRates(p position) {
	t.lr, t.gain = t.rule.LR, t.rule.Gain
	for _, factor := range t.rule.factors(p, t.course[p.lesson].Epochs) {
		if !t.rule.Keep {
			t.lr *= factor
		}
		t.gain *= factor
	}
}

// factors are those on the rates at a place of a lesson of so many epochs.
func (r Rule) factors(p position, epochs int) []float64 {
	if r.Cosine {
		done := float64(p.epoch*p.batches+p.batch) / float64(epochs*p.batches)
		return []float64{(1 + num.CosPi(done)) / 2}
	}
	return slices.Repeat([]float64{r.Decay}, p.epoch/r.Every)
}
