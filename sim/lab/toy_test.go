package lab

import (
	"slices"
	"sync"

	"arraylab/sim/data"
	"arraylab/sim/rng"
)

// toySet makes images of ten classes that a small network learns in a few steps: a prototype
// of random grey pixels each, of which every image shows three quarters.
func toySet(part string, n int) *data.Set {
	prototypes := rng.New(1, "prototypes").Source(0)
	var shapes [10][784]byte
	for c := range shapes {
		for i := range shapes[c] {
			if prototypes.Below(100) < 19 {
				shapes[c][i] = byte(40 + prototypes.Below(216))
			}
		}
	}
	draw := rng.New(2, part).Source(0)
	s := &data.Set{Task: "mnist", Part: part, Shape: data.Tasks()[0].Shape, N: n}
	for range n {
		c := draw.Below(10)
		s.Labels = append(s.Labels, byte(c))
		for _, p := range shapes[c] {
			if draw.Below(4) == 0 {
				p = byte(draw.Below(60))
			}
			s.Images = append(s.Images, p)
		}
	}
	return s
}

// toySets are made once: nothing writes to images.
var toySets = sync.OnceValue(makeToySets)

func makeToySets() Sets {
	train, test := toySet("train", 600), toySet("test", 1200)
	other := Sets{Train: &data.Set{}, Test: &data.Set{}} // the same images upside down
	*other.Train, *other.Test = *train, *test
	for _, s := range []*data.Set{other.Train, other.Test} {
		s.Task, s.Images = "fashion", slices.Clone(s.Images)
		slices.Reverse(s.Images)
		s.Labels = slices.Clone(s.Labels)
		slices.Reverse(s.Labels)
	}
	return Sets{Train: train, Test: test, Second: &other}
}

// toyLinks are short runs of each memory on the toy sets.
var toyLinks = map[string]string{
	"ideal": "train=600&test=1200&hidden=40-30&epochs=2&batch=50",
	"ber":   "train=600&test=1200&hidden=40&memory=ber&ber=0.05&epochs=1&batch=64&bias=1",
	"ber read": "train=600&test=1200&hidden=40&input=binary&stats=batch&memory=ber&ber=0.02&when=read&epochs=1&" +
		"batch=64",
	"programmed": "train=600&test=1200&hidden=32&memory=rram-weak-reset&learn=latent&epochs=1",
	"devices":    "train=600&test=1200&hidden=40-20&memory=rram-weak-reset&epochs=3&batch=60",
	"stationary": "train=600&test=1200&hidden=40-20&memory=rram-weak-reset&noiselaw=stationary&reprogram=1&epochs=3&" +
		"batch=60",
	"stochastic": "train=600&test=1200&hidden=32&input=stochastic&streams=5&memory=ber&ber=0.01&when=read&epochs=2&" +
		"batch=50",
	"unadapted":   "train=600&test=1200&hidden=32&input=stochastic&streams=9&adapt=0&epochs=2&batch=50",
	"long stream": "train=300&test=1200&hidden=20&input=stochastic&streams=256&epochs=2&batch=50",
	"junctions":   "train=300&test=1200&hidden=20&input=stochastic&streams=3&source=smtj&epochs=2&batch=50",
	"st-mram": "train=600&test=1200&hidden=40-20&memory=st-mram&hours=300&delta=40&i=2&tau=4&sdra=10&sdhk=5&readv=0.1&" +
		"epochs=1&batch=60",
	"verified pulses": "train=600&test=1200&hidden=32&memory=rram-weak-reset&learn=latent&pulses=200&verifypulses=50&" +
		"epochs=1",
	"pulses read": "train=600&test=1200&hidden=32&memory=rram-weak-reset&learn=latent&pulses=300&readrtn=0.2&" +
		"readpink=0.02&readthermal=0.02&epochs=1",
	"verified": "train=600&test=1200&hidden=40-20&memory=rram-2t2r&sensing=1t1r&condition=limit&ecc=secded&verify=2&" +
		"verifymargin=0.1&epochs=1&batch=60",
	"conductance": "train=600&test=1200&hidden=30&memory=rram-conductance&epochs=2&batch=60",
	"measured":    "train=600&test=1200&hidden=30&memory=measured&form=line&learn=device&epochs=2&batch=60",
	"errors": "train=600&test=1200&hidden=40-30&memory=ber&ber=0.04&epochs=2&batch=50&trainerr=ber&" +
		"trainber10=0.02&acterr=0.01",
	"writes":    "train=600&test=1200&net=5cs2-8cp-20&memory=st-mram&strength=0.75&epochs=2&batch=50&trainerr=writes",
	"their own": "train=600&test=1200&hidden=40-30&memory=fefet&epochs=2&batch=50&trainerr=memory",
	"augmented": "train=600&test=1200&hidden=60&epochs=6&batch=50&augment=crop&schedule=cosine",
	"mirrored":  "train=600&test=1200&hidden=40&epochs=3&batch=60&augment=flip&schedule=cosine&memory=rram-weak-reset",
	"by layer":  "train=600&test=1200&net=40t-30bt-20-yt&memory=ber&ber=0.01&epochs=2&batch=50",
	"hinge":     "train=600&test=1200&hidden=40-30&memory=ber&ber=0.02&loss=mhl&batch=50&lr=0.005&epochs=2",
	"permuted":  "train=600&test=1200&sequence=permuted&tasks=3&hidden=40-30&epochs=2&batch=50&meta=1.35",
	"anchored":  "train=600&test=1200&sequence=both&hidden=40&memory=ber&ber=0.01&epochs=2&batch=60&ewc=5000",
	"binarized": "train=600&test=1200&sequence=both&hidden=40&epochs=2&batch=60&ewc=5000&ewcof=read",
	"kept rate": "train=600&test=1200&hidden=40&memory=rram-weak-reset&bias=1&epochs=3&every=1&keeplr=1&batch=60",
	"split":     "train=600&test=1200&sequence=split&hidden=30&epochs=10&batch=50&bias=1",
	"stream":    "train=600&test=1200&sequence=stream&tasks=4&hidden=30&input=binary&epochs=3&batch=40&meta=2.5",
	"interleaved": "train=600&test=1200&sequence=permuted&tasks=2&interleave=1&hidden=30&memory=rram-weak-reset&" +
		"epochs=3&batch=60",
	"ternary": "train=600&test=1200&hidden=90-30&weights=ternary&activations=ternary&memory=ternary-2t2r&" +
		"condition=limit&epochs=2&batch=64",
	"trits read": "train=600&test=1200&hidden=40-20&input=stochastic&streams=3&weights=ternary&memory=ber&ber=0.02&" +
		"when=read&epochs=2&batch=50",
	"trits out": "train=600&test=1200&hidden=40-20&activations=ternary&ternary=0.3&memory=rram-weak-reset&" +
		"stats=batch&epochs=3&batch=60",
	"trits wrong": "train=600&test=1200&hidden=40-30&weights=ternary&activations=ternary&memory=ber&ber=0.04&" +
		"epochs=2&batch=50&trainerr=ber&acterr=0.02",
	"trits known": "train=600&test=1200&hidden=40&weights=ternary&memory=ternary-2t2r&separation=2.5&epochs=2&" +
		"batch=50&trainerr=memory",
	"maps":         "train=600&test=1200&net=8cs2-12cp-20&epochs=2&batch=50",
	"maps devices": "train=600&test=1200&net=8c5s3-24&memory=rram-weak-reset&epochs=4&batch=60&gain=100",
	"maps trits": "train=600&test=1200&net=8c5x4s2x3tb-20c3x2z0x1p2x1bt-16&input=stochastic&streams=4&memory=ber&" +
		"ber=0.01&when=read&epochs=2&batch=50&trainerr=ber&acterr=0.01&bias=1",
	"maps depthwise": "train=600&test=1200&net=6cs2p-12dt-24d5x3s2tb-20&epochs=4&batch=50&memory=ber&ber=0.01",
	"maps averaged":  "train=600&test=1200&net=6cs2a3s2-a2s1-12d-20cat-16&epochs=4&batch=50&bias=1",
	"digital":        "train=600&test=1200&net=40e-30e-ye&epochs=2&batch=50",
	"classifier":     "train=600&test=1200&net=8c5s3pe-40e&memory=ber&ber=0.05&epochs=2&batch=50",
	"beside digital": "train=600&test=1200&net=40e-30be-24eb-20&memory=rram-weak-reset&bias=1&epochs=3&batch=60",
	"maps anchored":  "train=300&test=1200&sequence=both&net=6c5s4-12&epochs=4&batch=60&ewc=500",
	"reprogram":      "train=600&test=1200&hidden=33&memory=rram-weak-reset&reprogram=1&epochs=2&batch=60&stats=running",
}

// toyRuns are the toy runs by one worker alone, each carried out once, for what other ways must equal.
var toyRuns = func() map[string]func() *Run {
	runs := map[string]func() *Run{}
	for name, link := range toyLinks {
		runs[name] = sync.OnceValue(func() *Run {
			r, err := NewRun(experimentOf(link), toySets())
			if err != nil {
				panic(err)
			}
			r.Parallel(1)
			finish(r)
			return r
		})
	}
	return runs
}()

// toyResult is what a toy run gives.
func toyResult(name string) Result {
	r, _ := toyRuns[name]().Result()
	return r
}
