package lab

import (
	"errors"
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/ledger"
)

// sumOf adds up the rows of a phase and event.
func sumOf(l ledger.Ledger, phase, event string) (count, joules float64) {
	for _, r := range l.Rows {
		if r.Phase == phase && r.Event == event {
			count, joules = count+r.Count, joules+r.Joules
		}
	}
	return count, joules
}

// TestLedgerBooksWhatTheRunCounted checks each memory's events against the result.
func TestLedgerBooksWhatTheRunCounted(t *testing.T) {
	v := devices.WeakResetRRAM.Defaults()
	trit := ternaryValues()
	zero := devices.TernaryRRAM.Costs(&trit).WriteZ.Joules
	pulse := devices.WeakResetRRAM.Costs(&v).Pulse.Joules
	weak := valuesIn(t, toyLinks["writes"])
	magnetic := devices.STMRAM.Costs(&weak)
	rewrite := (magnetic.Write0.Joules + magnetic.Write1.Joules) / 2
	for name, c := range map[string]struct {
		phase, event string
		count        func(Result) int64
		each         float64
		known        bool
	}{
		"devices": {ledger.Training, "pulse", func(r Result) int64 {
			return r.Pulses[0] + r.Pulses[1] + r.Pulses[2]
		}, pulse, true},
		"programmed": {ledger.Programming, "pulse", func(r Result) int64 {
			return r.Pulses[0] + r.Pulses[1]
		}, pulse, true},
		"reprogram": {ledger.Training, "set", func(r Result) int64 {
			return r.Sets[0] + r.Sets[1]
		}, devices.WeakResetRRAM.Costs(&v).Set.Joules, true},
		"ternary": {ledger.Programming, "write0", func(r Result) int64 {
			return r.Zeros[0] + r.Zeros[1] + r.Zeros[2]
		}, zero, true},
		"writes": {ledger.Training, "rewrite", func(r Result) int64 {
			return r.Flips[0] + r.Flips[1] + r.Flips[2] + r.Flips[3]
		}, rewrite, true},
		"ber": {ledger.Programming, "write+", func(r Result) int64 { return r.Ones[0] + r.Ones[1] }, 0, false},
	} {
		r := toyResult(name)
		l, err := Ledger(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		count, joules := sumOf(l, c.phase, c.event)
		if want := c.count(r); want == 0 || count != float64(want) || math.Abs(joules-count*c.each) > 1e-9*joules ||
			l.Known != c.known {
			t.Errorf("%s: %g events of %d, %g J of %g each, known %v", name, count, want, joules, c.each, l.Known)
		}
		if plus, _ := sumOf(l, ledger.Programming, "write+"); name == "ber" {
			minus, _ := sumOf(l, ledger.Programming, "write-")
			if plus+minus != 784*40+40*10 {
				t.Errorf("%g weights are written", plus+minus)
			}
		}
	}
}

// TestLedgerBooksVerification: bits that were written again, and those that were sensed for it, cost what a device's
// write and a sense operation do; the writes of the weights stay what they are.
func TestLedgerBooksVerification(t *testing.T) {
	r := toyResult("verified")
	l, err := Ledger(r)
	if err != nil {
		t.Fatal(err)
	}
	tally := r.Tallies[0]
	for _, o := range r.Tallies[1:] {
		tally.Add(o)
	}
	v := valuesIn(t, r.Link)
	costs := devices.DifferentialRRAM.Costs(&v)
	write, sense := costs.Write1.Joules/2, costs.Read.Joules/2 // of a bit of an (8,4) code
	for event, want := range map[string][2]float64{
		"again0": {float64(tally.Again0), write}, "again1": {float64(tally.Again1), write},
		"check": {float64(tally.Checks), sense},
	} {
		count, joules := sumOf(l, ledger.Programming, event)
		if want[0] == 0 || count != want[0] || math.Abs(joules-want[0]*want[1]) > 1e-9*joules {
			t.Errorf("%g times %s, %g J; want %g of %g J", count, event, joules, want[0], want[1])
		}
	}
	minus, _ := sumOf(l, ledger.Programming, "write-")
	plus, _ := sumOf(l, ledger.Programming, "write+")
	if cells := 2 * (minus + plus); minus+plus != 784*40+40*20+20*10 || float64(tally.Checks) < cells ||
		float64(tally.Checks) > cells+float64(tally.Again0+tally.Again1) {
		t.Errorf("%g weights are written, %+v", minus+plus, tally)
	}
}

// TestLedgerBooksRefreshes: each takes the writes of the weights and the checks and further writes of programming once
// more, and no time of programming.
func TestLedgerBooksRefreshes(t *testing.T) {
	r := toyResult("verified")
	once, err := Ledger(r)
	if err != nil {
		t.Fatal(err)
	}
	r.Link += "&hours=100&refresh=30"
	l, err := Ledger(r)
	if err != nil {
		t.Fatal(err)
	}
	for refresh, write := range map[string]string{"refresh-": "write-", "refresh+": "write+"} {
		count, joules := sumOf(l, ledger.Programming, refresh)
		n, each := sumOf(once, ledger.Programming, write)
		if count != 3*n || math.Abs(joules-3*each) > 1e-9*joules {
			t.Errorf("%g times %s, of %g writes", count, refresh, n)
		}
	}
	if d := l.Programming/once.Programming - 4; math.Abs(d) > 1e-9 || l.Write != once.Write {
		t.Errorf("programming takes %g J and %g s, without refreshes %g J and %g s", l.Programming, l.Write,
			once.Programming, once.Write)
	}
}

// valuesIn are those of a link's memory.
func valuesIn(t *testing.T, link string) devices.Values {
	t.Helper()
	l, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	return l.Experiment.Device
}

// TestLedgerCountsTheTraining: MACs of the images passed, a run that was stopped early included.
func TestLedgerCountsTheTraining(t *testing.T) {
	r := Result{Link: "train=600&hidden=40-30&epochs=2&batch=50", Step: 15, Ones: []int64{1, 2, 3}}
	l, err := Ledger(r)
	if err != nil {
		t.Fatal(err)
	}
	// One epoch of 12 steps and 3 steps of 50 images.
	macs, _ := sumOf(l, ledger.Training, "mac")
	if want := 750.0 * (2*784*40 + 3*40*30 + 3*30*10); macs != want {
		t.Errorf("%g multiply-adds, want %g", macs, want)
	}
	// Pixels come in 8 bit planes, signs in one.
	if reads, _ := sumOf(l, ledger.Inference, "read"); reads != 8*784*40+40*30+30*10 {
		t.Errorf("%g reads an image", reads)
	}
}

// TestLedgerCountsThePlaces: an array is sensed at each place of a window, but for what is outside of the map; a
// threshold is met once a position.
func TestLedgerCountsThePlaces(t *testing.T) {
	l, err := Ledger(Result{Link: "net=4cp-8cs2z0-20&input=binary", Step: 15, Ones: []int64{1, 2, 3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	// 82 of the 84 taps of a line of 28 with a margin of one lie on it, 6 places of 3 taps fit a line of 14 by twos.
	const first, second = 82 * 82 * 4, 18 * 18 * 4 * 8
	for event, want := range map[string]float64{
		"read":      first + second + 8*36*20 + 20*10,
		"input":     784 + 14*14*4 + 8*36 + 20,
		"pool":      14 * 14 * 4 * 3,
		"threshold": 14*14*4 + 36*8 + 20 + 10,
		"output":    14*14*4 + 36*8 + 20 + 10,
	} {
		if got, _ := sumOf(l, ledger.Inference, event); got != want {
			t.Errorf("%g times %s, want %g", got, event, want)
		}
	}
	if minus, _ := sumOf(l, ledger.Programming, "write-"); minus != 9*4+36*8+288*20+20*10-10 || l.Places != 784 {
		t.Errorf("%g weights are written as -1, used at up to %d places", minus, l.Places)
	}
}

func TestLedgerSaysWhatIsMissing(t *testing.T) {
	var need *NeedError
	if _, err := Ledger(Result{Link: "hidden=40"}); !errors.As(err, &need) {
		t.Errorf("no counts: %v", err)
	}
	if _, err := Ledger(Result{Link: "depth=3"}); err == nil {
		t.Error("a bad link is booked")
	}
}

// TestEveryMemoryIsBooked: each memory of the menu has a ledger of finite numbers, and its energy of an image lies
// where that of a chip can: above that of its logic, where it is known.
func TestEveryMemoryIsBooked(t *testing.T) {
	ideal, err := Ledger(Result{Link: "", Ones: []int64{784 * 512, 1024 * 512, 5120}})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range memories() {
		e, err := Default().With("memory", m.Value)
		if err != nil {
			t.Fatal(err)
		}
		zeros := []int64{0, 0, 0}
		l, err := Ledger(Result{Link: e.Link(), Step: 10, Ones: []int64{784 * 512, 1024 * 512, 5120},
			Pulses: zeros, Sets: zeros})
		if err != nil {
			t.Errorf("%s: %v", m.Value, err)
			continue
		}
		for _, x := range []float64{l.Image, l.Programming, l.Training, l.Latency, l.Write, l.Area, l.Cells} {
			if !(x >= 0) || math.IsInf(x, 0) {
				t.Errorf("%s: %+v", m.Value, l.Totals)
			}
		}
		if l.PhaseKnown(ledger.Inference) && m.Value != MemoryIdeal &&
			!(l.Image > ideal.Image && l.Latency > ideal.Latency && l.Cells > 0 && l.Area > ideal.Area) {
			t.Errorf("%s: %+v, the logic alone %+v", m.Value, l.Totals, ideal.Totals)
		}
	}
}
