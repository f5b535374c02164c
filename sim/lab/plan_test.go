package lab

import (
	"runtime"
	"testing"
)

func TestPlanCountsStepsWorkAndDevices(t *testing.T) {
	l, err := ParseLink("hidden=100-20&train=1050&batch=100&epochs=3&memory=rram-weak-reset")
	if err != nil {
		t.Fatal(err)
	}
	c := Plan(l.Experiment, 1)
	if want := 3 * 11; c.Steps != want { // ten batches of 100 and one of 50
		t.Errorf("%d steps, want %d", c.Steps, want)
	}
	if want := int64(2 * (784*100 + 100*20 + 20*10)); c.Devices != want {
		t.Errorf("%d devices, want %d", c.Devices, want)
	}
	if want := int64(3*1050) * (2*784*100 + 3*100*20 + 3*20*10); c.MACs != want {
		t.Errorf("%d multiply-adds, want %d", c.MACs, want)
	}
}

// TestPlanOfEightBits: such layers have no devices, take a byte a weight and engine, and longer for a product.
func TestPlanOfEightBits(t *testing.T) {
	const rest = "&train=1000&epochs=1&memory=rram-weak-reset&learn=latent"
	c, b := Plan(experimentOf("net=100e-20"+rest), 1), Plan(experimentOf("hidden=100-20"+rest), 1)
	if want := int64(2 * (100*20 + 20*10)); c.Devices != want {
		t.Errorf("%d devices, want %d", c.Devices, want)
	}
	if c.MACs != b.MACs || b.Work != b.MACs || c.Work != c.MACs+5*1000*(2*784*100+3*100*20) {
		t.Errorf("%d multiply-adds take the time of %d, and %d that of %d", c.MACs, c.Work, b.MACs, b.Work)
	}
}

// TestPlanOfMaps: each weight has a product at each place, and nothing that is kept of a map grows with the set.
func TestPlanOfMaps(t *testing.T) {
	const net = "task=cifar10&net=32c-32cp-64c-64cp-128c-128cp-256&epochs=3"
	few, many := Plan(experimentOf(net+"&train=1000"), 1), Plan(experimentOf(net+"&train=50000"), 1)
	first, all := int64(27*32*32*32), int64(39_160_320)
	if want := 3 * 1000 * (3*all - first); few.MACs != want {
		t.Errorf("%d multiply-adds, want %d", few.MACs, want)
	}
	if grown := many.Bytes - few.Bytes - 49_000*3*32*32; grown < 0 || grown > 100e6 {
		t.Errorf("with 49,000 images more it takes %d bytes more beside them", grown)
	}
	two := Plan(experimentOf(net), 2)
	if images := int64(60_000 * 3 * 32 * 32); 2*(two.Engine-images) > (many.Engine-images)*5/3 {
		t.Errorf("one of two engines takes %d bytes, a single one %d", two.Engine, many.Engine)
	}
}

func TestPlanCountsRandomBytes(t *testing.T) {
	for link, want := range map[string]int64{
		"train=1000&test=500&epochs=2":                                         0,
		"train=1000&test=500&epochs=2&input=stochastic&streams=8":              1500 * 2 * 145 * 8,
		"train=1000&test=500&epochs=2&input=stochastic&streams=256&adapt=0":    500 * 2 * 145 * 256,
		"task=fashion&train=1000&test=500&epochs=1&input=stochastic&streams=1": 1500 * 384,
	} {
		if got := Plan(experimentOf(link), 1).Draws; got != want {
			t.Errorf("%s: %d random bytes, want %d", link, got, want)
		}
	}
}

// TestMemoryOfCIFAR10: beside the images, a network of 32 maps takes 60 MB at most, of 64 twice that.
func TestMemoryOfCIFAR10(t *testing.T) {
	for net, most := range map[string]int64{
		"32c-32cp-64c-64cp-128c-128cp-256":   60e6,
		"64c-64cp-128c-128cp-256c-256cp-512": 120e6,
	} {
		c := Plan(experimentOf("task=cifar10&train=50000&epochs=60&batch=100&net="+net), 1)
		if bytes := c.Engine - 60_000*3*32*32; bytes > most {
			t.Errorf("%s takes %d bytes beside the images, %d at most are wanted", net, bytes, most)
		}
	}
}

// live is what lives of the heap.
func live() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestPlanTellsTheMemoryThatARunTakes compares the promise with what a whole run holds: the engine's arrays, without the
// images, that live at the end of the training, and no more of them live later.
func TestPlanTellsTheMemoryThatARunTakes(t *testing.T) {
	for _, link := range []string{
		"train=600&test=1200&hidden=512-256&epochs=1&batch=300",
		"train=600&test=1200&hidden=700&memory=rram-weak-reset&epochs=1&batch=300",
		"train=600&test=600&net=16c-16cp-32c-32cp-64&epochs=1&batch=100",
		"train=300&test=300&net=16c-16cp-32c-32cp-64c-64cp-128&epochs=1&batch=100",
		"train=600&test=600&net=16cs2-32c1b-16t&epochs=1&batch=60&augment=crop&input=binary",
		"train=600&test=300&net=16c-16c-32cp-16&epochs=1&batch=100&memory=rram-2t2r",
	} {
		l, err := ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		sets := toySets()
		before := live()
		r, err := NewRun(l.Experiment, sets)
		if err != nil {
			t.Fatal(err)
		}
		for r.Step() < r.Steps() && r.Advance() {
		}
		took := live() - before
		promised := Plan(l.Experiment, 1).Bytes - int64(l.Experiment.Train+10000)*784
		if ratio := float64(took) / float64(promised); ratio < 0.85 || ratio > 1.1 {
			t.Errorf("%s: the run takes %d bytes, promised are %d: %.2f of them", link, took, promised, ratio)
		}
		for i := 0; r.Advance(); i++ {
			if i%64 == 0 {
				if later := live() - before; later > promised*11/10 {
					t.Errorf("%s: %s takes %d bytes, promised are %d", link, r.Progress().Phase, later, promised)
				}
			}
		}
		runtime.KeepAlive(r)
		runtime.KeepAlive(sets)
	}
}
