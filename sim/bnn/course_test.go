package bnn

import (
	"bytes"
	"math"
	"slices"
	"sync"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// permuted are the toy images under a permutation of their own.
func permuted(images, labels []byte, task int) Images {
	from := Of(images, labels)
	from.Places = make([]int32, Pixels)
	rng.New(uint32(task), "places of the test").Source(0).Perm(from.Places)
	return from
}

// courses are rules of several lessons that between them use every branch.
func courses(images, labels []byte) map[string]Rule {
	rule := Rule{Batch: 30, LR: 0.005, Gain: 8, Decay: 0.5, Every: 1, Seed: 2, Free: true, Meta: 1.35, L2: 1e-7}
	for task := range 3 {
		rule.Course = append(rule.Course,
			Lesson{Images: permuted(images, labels, task), Epochs: 2, Task: task, Fresh: true})
	}
	anchored := rule
	anchored.EWC, anchored.Meta = 5000, 0
	binarized := anchored
	binarized.Binarized = true
	mixed := rule
	mixed.Mixed = true
	devices := rule
	devices.Devices, devices.Free = weakReset, false
	parts := rule
	parts.Course = nil
	for i := range 3 { // of different sizes
		part := Of(images, labels)
		for k := 5 * i; k < 40*(i+1) && k < len(labels); k += 2 {
			part.Index = append(part.Index, int32(k))
		}
		part.N = len(part.Index)
		parts.Course = append(parts.Course, Lesson{Images: part, Epochs: 2})
	}
	eight := anchored
	eight.Gradients, eight.Join, eight.Batch = EightBits, true, 33
	return map[string]Rule{"metaplastic": rule, "anchored": anchored, "binarized": binarized, "mixed": mixed,
		"devices": devices, "parts": parts,
		"8 bits": eight}
}

var courseShape = perceptron(Layer{}, 40, 33)

// with gives a crew's members what they have of a course: the images are with the leader.
func (r Rule) with(c crew.Crew) Rule {
	if c.Rank() == 0 {
		return r
	}
	r.Course = append([]Lesson{}, r.Course...)
	for i := range r.Course {
		m := &r.Course[i].Images
		m.Pixels, m.Labels, m.Index = nil, nil, nil
	}
	return r
}

// TestCoursesGiveTheSameBits: any number of workers and members, and a training that is saved and restored at any step,
// boundaries of lessons included.
func TestCoursesGiveTheSameBits(t *testing.T) {
	images, labels := toySet(100, 2)
	for name, rule := range courses(images, labels) {
		w := Workers(1)
		tr := NewTrainer(crew.Alone{}, courseShape, rule, Images{})
		var states [][]byte
		for tr.Step() < tr.Length() {
			if tr.Between() && tr.Started() {
				states = append(states, tr.AppendState(nil))
			}
			stepOnce(tr, w)
		}
		want := tr.AppendState(nil)
		if len(states) != tr.Length() {
			t.Fatalf("%s: %d states of %d steps", name, len(states), tr.Length())
		}
		for _, workers := range []int{2, 3, 4} {
			again := NewTrainer(crew.Alone{}, courseShape, rule, Images{})
			for w := Workers(workers); again.Step() < again.Length(); {
				again.Advance(w)
			}
			if !bytes.Equal(again.AppendState(nil), want) {
				t.Errorf("%s: %d workers give another state than one", name, workers)
			}
		}
		for at := 0; at < len(states); at += 3 {
			again := NewTrainer(crew.Alone{}, courseShape, rule, Images{})
			if err := again.Restore(states[at], w); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !bytes.Equal(again.AppendState(nil), states[at]) {
				t.Errorf("%s: the state of step %d is restored to another", name, at)
			}
			for again.Step() < again.Length() {
				again.Advance(w)
			}
			if !bytes.Equal(again.AppendState(nil), want) {
				t.Errorf("%s: going on from step %d gives other bits", name, at)
			}
		}
		var wait sync.WaitGroup
		for _, c := range crew.Local(2) {
			wait.Add(1)
			go func() {
				defer wait.Done()
				m := NewTrainer(c, courseShape, rule.with(c), Images{})
				for w := Workers(1); m.Step() < m.Length(); {
					m.Advance(w)
				}
				if state := m.AppendState(nil); c.Rank() == 0 && !bytes.Equal(state, want) {
					t.Errorf("%s: a crew of two gives another state than one alone", name)
				}
			}()
		}
		wait.Wait()
	}
}

// TestPlacesInACourse counts the steps of lessons that follow each other, and that take turns.
func TestPlacesInACourse(t *testing.T) {
	images, labels := toySet(100, 2)
	tr := NewTrainer(crew.Alone{}, courseShape, courses(images, labels)["parts"], Images{})
	// 20, 38 and 45 images in batches of 30: 1, 2 and 2 steps an epoch, two epochs each.
	if n := tr.Length(); n != 10 {
		t.Errorf("%d steps in all: want 10", n)
	}
	for step, want := range []position{{0, 0, 0, 1}, {0, 1, 0, 1}, {1, 0, 0, 2}, {1, 0, 1, 2}, {1, 1, 0, 2},
		{1, 1, 1, 2}, {2, 0, 0, 2}} {
		if got := tr.place(step); got != want {
			t.Errorf("step %d stands at %+v: want %+v", step, got, want)
		}
	}
	mixed := NewTrainer(crew.Alone{}, courseShape, courses(images, labels)["mixed"], Images{})
	for step, want := range []position{{0, 0, 0, 4}, {1, 0, 0, 4}, {2, 0, 0, 4}, {0, 0, 1, 4}} {
		if got := mixed.place(step); got != want {
			t.Errorf("mixed, step %d stands at %+v: want %+v", step, got, want)
		}
	}
	if n := mixed.Length(); n != 24 {
		t.Errorf("mixed: %d steps in all: want 24", n)
	}
}

// TestMovedImages: images of a part of a set, with their pixels permuted, are what the network gets.
func TestMovedImages(t *testing.T) {
	images, labels := toySet(20, 2)
	from := permuted(images, labels, 1)
	from.Index, from.N = []int32{3, 17, 8}, 3
	f := newFeed(crew.Alone{}, from, Pixels)
	f.bring(2, place{order: []int32{2, 0, 1}}, 0)
	for b, k := range []int{8, 3} {
		if f.labels[b] != labels[k] {
			t.Errorf("image %d has label %d: want %d", b, f.labels[b], labels[k])
		}
		for i, j := range from.Places {
			if got, want := f.pixels[f.place.at(b)*Pixels+i], images[k*Pixels+int(j)]; got != want {
				t.Fatalf("image %d, pixel %d is %d: want %d", b, i, got, want)
			}
		}
	}
}

// hardSet makes images that share little with the prototype of their class: a task that takes a good part of a small
// network.
func hardSet(n int) (images, labels []byte) {
	draw := rng.New(9, "hard").Source(0)
	var prototypes [Classes][Pixels]byte
	pixel := func() byte { return byte(255 * draw.Below(2)) }
	for c := range prototypes {
		for i := range prototypes[c] {
			prototypes[c][i] = pixel()
		}
	}
	for range n {
		c := draw.Below(Classes)
		labels = append(labels, byte(c))
		for _, p := range prototypes[c] {
			if draw.Below(100) >= hardShare {
				p = pixel()
			}
			images = append(images, p)
		}
	}
	return images, labels
}

const hardShare = 20 // of the pixels, in percent

// TestMetaplasticityHoldsWhatWasLearnt trains three tasks one after the other: without metaplasticity the first one is
// forgotten; with it, with anchors, or when the tasks take turns, it is not.
func TestMetaplasticityHoldsWhatWasLearnt(t *testing.T) {
	images, labels := hardSet(1000)
	first := func(change func(*Rule)) float64 {
		rule := Rule{Batch: 50, LR: 0.005, Decay: 1, Every: 1, Seed: 2, Free: true, L2: 1e-7}
		for task := range 3 {
			rule.Course = append(rule.Course,
				Lesson{Images: permuted(images, labels, task), Epochs: 8, Task: task, Fresh: true})
		}
		change(&rule)
		tr, w := NewTrainer(crew.Alone{}, perceptron(Layer{}, 64), rule, Images{}), Workers(1)
		for tr.Step() < tr.Length() {
			tr.Advance(w)
		}
		m := tr.Snapshot()
		if len(m.Tasks) != 3 {
			t.Fatalf("%d tasks have normalizations: want 3", len(m.Tasks))
		}
		p := NewPass(crew.Alone{}, m.Net, Fixed(m.Signs), m.Tasks[0], true, rule.Course[0].Images)
		for p.Advance(w) {
		}
		return float64(p.Tally.Correct()) / float64(p.Tally.Images)
	}
	plain := first(func(*Rule) {})
	meta := first(func(r *Rule) { r.Meta = 20 })
	anchored := first(func(r *Rule) { r.EWC = 5000 })
	binarized := first(func(r *Rule) { r.EWC, r.Binarized = 5000, true })
	mixed := first(func(r *Rule) { r.Mixed = true })
	if plain > 0.5 || meta < 0.7 || anchored < 0.9 || binarized < 0.8 || mixed < 0.95 {
		t.Errorf("first task after the third: plain %.3f, metaplastic %.3f, anchored %.3f, with "+
			"binarized weights %.3f, interleaved %.3f", plain, meta, anchored, binarized, mixed)
	}
}

// TestFisherInformation compares with the squared gradients of single images of a textbook network.
func TestFisherInformation(t *testing.T) {
	for _, binarized := range []bool{false, true} {
		fisherInformation(t, binarized)
	}
}

func fisherInformation(t *testing.T, binarized bool) {
	t.Helper()
	images, labels := toySet(60, 3)
	shape := perceptron(Layer{}, 20, 17)
	rule := Rule{Batch: 20, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Free: true, EWC: 1, Binarized: binarized}
	for task := range 2 {
		rule.Course = append(rule.Course, Lesson{Images: Of(images, labels), Epochs: 1, Task: task, Fresh: true})
	}
	tr, w := NewTrainer(crew.Alone{}, shape, rule, Images{}), Workers(1)
	for tr.Step() < 3 || !tr.Between() {
		tr.Advance(w)
	}
	stepOnce(tr, w) // anchors, then a step
	// The weights have moved since; the information is of those before, which the state of a second trainer holds.
	again := NewTrainer(crew.Alone{}, shape, rule, Images{})
	for again.Step() < 3 || !again.Between() {
		again.Advance(w)
	}
	ref := plainOf(again)
	for l := range ref.gamma {
		for o := range ref.gamma[l] {
			ref.gamma[l][o], ref.beta[l][o] = float64(again.layers[l].norms[o].Gamma),
				float64(again.layers[l].norms[o].Beta)
		}
	}
	want := ref.fisher(images, labels, 20)
	for l := range want {
		h, in := tr.layers[l].hidden.(*latent), shape.Layers[l].FanIn()
		for o := range want[l] {
			for i, f := range want[l][o] {
				at := (o/kernel.Lanes*in+i)*kernel.Lanes + o%kernel.Lanes
				if got := float64(h.anchors.f[at]); math.Abs(got-f) > 1e-3*f+1e-9 {
					t.Fatalf("layer %d, weight %d to %d: information %v, want %v", l, i, o, got, f)
				}
				held := ref.w[l][o][i]
				if binarized {
					held = math.Copysign(1, held)
				}
				if got, f := float64(h.anchors.fw[at]), f*held; math.Abs(got-f) > 1e-3*math.Abs(f)+1e-9 {
					t.Fatalf("layer %d, weight %d to %d: information times weight %v, want %v", l, i, o, got, f)
				}
			}
		}
	}
}

// TestBinarizedAnchors: what is pulled is what is read, so that a weight whose sign is that of the anchor is left alone
// and one that has flipped is pulled by twice the information, whatever its size.
func TestBinarizedAnchors(t *testing.T) {
	for _, levels := range []Levels{{}, {Kind: Ternary, Threshold: 0.05}} {
		a := anchors{f: make([]float32, 5), fw: make([]float32, 5), read: &levels}
		w := []float32{0.3, -0.2, 0, 0.04, -1e-9}
		a.add([]float32{1, 2, 3, 4, 5}, w, 0)
		g := make([]float32, 5)
		a.pull(g, []float32{7, -0.06, 0, 0.01, -0.001}, 0, 10)
		if slices.ContainsFunc(g, func(x float32) bool { return x != 0 }) {
			t.Errorf("%v: weights that read the same are pulled by %v", levels, g)
		}
		a.pull(g, []float32{-0.1, 4, 0, 0.01, -0.001}, 0, 10)
		if g[0] != -20 || g[1] != 40 {
			t.Errorf("%v: weights that have flipped are pulled by %v, want -20 and 40", levels, g[:2])
		}
	}
}

// fisher is the mean square of each weight's gradient of log p, image by image, in batches.
func (p *plain) fisher(images, labels []byte, batch int) [][][]float64 {
	sums := make([][][]float64, len(p.w))
	for l := range sums {
		sums[l] = make([][]float64, len(p.w[l]))
		for o := range sums[l] {
			sums[l][o] = make([]float64, len(p.w[l][o]))
		}
	}
	for from := 0; from < len(labels); from += batch {
		p.fisherBatch(sums, images[from*Pixels:][:batch*Pixels], labels[from:][:batch], float64(len(labels)))
	}
	return sums
}

func (p *plain) fisherBatch(sums [][][]float64, images, labels []byte, n float64) {
	B, layers := len(labels), len(p.w)
	x := make([][][]float64, layers+1)
	y, scale := make([][][]float64, layers), make([][]float64, layers)
	for b := range B {
		row := make([]float64, Pixels)
		for i := range row {
			row[i] = float64(images[b*Pixels+i]) / 255
		}
		x[0] = append(x[0], row)
	}
	for l := range layers {
		x[l+1], y[l], scale[l] = make([][]float64, B), make([][]float64, B), make([]float64, len(p.w[l]))
		for b := range B {
			x[l+1][b], y[l][b] = make([]float64, len(p.w[l])), make([]float64, len(p.w[l]))
		}
		for o, w := range p.w[l] {
			z := make([]float64, B)
			mean, variance := 0.0, 0.0
			for b := range B {
				for i := range w {
					z[b] += sign(w[i]) * x[l][b][i]
				}
				mean += z[b] / float64(B)
			}
			for b := range B {
				variance += (z[b] - mean) * (z[b] - mean) / float64(B)
			}
			scale[l][o] = p.gamma[l][o] / math.Sqrt(variance+1e-5)
			for b := range B {
				y[l][b][o] = (z[b]-mean)*scale[l][o] + p.beta[l][o]
				x[l+1][b][o] = sign(y[l][b][o])
			}
		}
	}
	for b := range B {
		d := make([]float64, Classes)
		sum := 0.0
		for _, v := range y[layers-1][b] {
			sum += math.Exp(v)
		}
		for c, v := range y[layers-1][b] {
			d[c] = math.Exp(v) / sum
		}
		d[labels[b]]--
		for l := layers - 1; l >= 0; l-- {
			below := make([]float64, len(p.w[l][0]))
			for o, w := range p.w[l] {
				if l < layers-1 && math.Abs(y[l][b][o]) > 1 {
					continue
				}
				for i := range w {
					g := d[o] * scale[l][o] * x[l][b][i]
					sums[l][o][i] += g * g / n
					below[i] += d[o] * scale[l][o] * sign(w[i])
				}
			}
			d = below
		}
	}
}
