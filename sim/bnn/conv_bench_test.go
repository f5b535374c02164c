package bnn

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"arraylab/sim/crew"
	"arraylab/sim/rng"
)

// convolutional is a network of 3x3 windows and pools of 2x2 on images of 32x32 in three colours:
// w-w-p-2w-2w-p-4w-4w-p-8w (the form of BinaryNet, arXiv:1602.02830, of another width).
func convolutional(w int) Network {
	three, two, one := Span{3, 3}, Span{2, 2}, Span{1, 1}
	layer := func(out int, pool Span) Layer {
		return Layer{Kind: Convolution, Out: out, Kernel: three, Pad: one, Pool: pool}
	}
	return NewNetwork(Input{Grid{C: 3, H: 32, W: 32}, Levels{Kind: Grey}}, Loss{},
		layer(w, one), layer(w, two), layer(2*w, one), layer(2*w, two), layer(4*w, one), layer(4*w, two),
		Layer{Out: 8 * w}, Layer{Out: Classes})
}

// stageNames are those of the stages of a step, in their order.
func (t *Trainer) stageNames() []string {
	names := []string{"load"}
	for l := range t.layers {
		if t.layers[l].whole() {
			names = append(names, fmt.Sprint("pair", l))
		}
		names = append(names, fmt.Sprint("sums", l), fmt.Sprint("fire", l))
		if t.layers[l].Hidden() {
			names = append(names, fmt.Sprint("turn", l))
		}
	}
	names = append(names, "loss")
	for l := len(t.layers) - 1; l >= 0; l-- {
		for i := range t.backStages(l) {
			names = append(names, fmt.Sprint("back", l, string(rune('a'+i))))
		}
		if l > 0 && t.layers[l].whole() {
			names = append(names, fmt.Sprint("pair", l))
		}
		if l > 0 {
			names = append(names, fmt.Sprint("below", l))
		}
		names = append(names, fmt.Sprint("weights", l))
	}
	names = append(names, "share")
	for range t.layers[1:] {
		names = append(names, "turned")
	}
	return names
}

// BenchmarkConvolutionStep is a step of a convolutional network, batch 100, one worker. Of each stage it counts the
// best time: other work on the machine drops out.
func BenchmarkConvolutionStep(b *testing.B) {
	for _, width := range []int{16, 32} {
		b.Run(fmt.Sprint("N=", width), func(b *testing.B) { benchmarkSteps(b, convolutional(width), 100) })
	}
}

func benchmarkSteps(b *testing.B, net Network, batch int) {
	draw := rng.New(1, "images").Source(0)
	images, labels := make([]byte, 4*batch*net.Input.Values()), make([]byte, 4*batch)
	for i := range images {
		images[i] = byte(draw.Below(256))
	}
	for i := range labels {
		labels[i] = byte(draw.Below(Classes))
	}
	t := NewTrainer(crew.Alone{}, net, Rule{Batch: batch, LR: 0.005, Decay: 1, Every: 1, Gradients: EightBits},
		Of(images, labels))
	w := Workers(1)
	for t.Step() < 5 {
		stepOnce(t, w)
	}
	names := t.stageNames()
	best := make([]time.Duration, len(names))
	for i := range best {
		best[i] = time.Hour
	}
	b.ResetTimer()
	for range b.N {
		for i, stage := range t.work.Stages {
			start := time.Now()
			stage.run(w[0])
			best[i] = min(best[i], time.Since(start))
		}
		t.step++
	}
	report(b, names, best)
	products := 0
	for l := range net.Layers {
		products += 3 * net.Layers[l].Products() * batch
	}
	products -= net.Layers[0].Products() * batch
	sum := time.Duration(0)
	for _, d := range best {
		sum += d
	}
	b.ReportMetric(float64(sum.Microseconds())/1000, "ms")
	b.ReportMetric(float64(products)/float64(sum.Nanoseconds()), "GMAC/s")
}

// report tells the time of each stage, in milliseconds, eight a line.
func report(b *testing.B, names []string, times []time.Duration) {
	var text strings.Builder
	for i, d := range times {
		if i%8 == 0 {
			text.WriteByte('\n')
		}
		fmt.Fprintf(&text, "%9s%7.2f", names[i], float64(d.Microseconds())/1000)
	}
	b.Log(text.String())
}
