package ui

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// booked is a page with a result whose energy can be booked.
func booked(t *testing.T, link string) (*Store, *desk) {
	t.Helper()
	s, d := opened(t, link)
	e := s.link.Experiment
	r := lab.Result{Link: e.Link(), Accuracy: 0.97, IdealAccuracy: 0.98, Step: 600}
	for _, y := range e.Stored() {
		r.Ones = append(r.Ones, int64(y.Weights()/2))
		r.Pulses, r.Sets, r.BER = append(r.Pulses, 1000), append(r.Sets, 10), append(r.BER, 0)
	}
	s.hears(wire.Result{Result: r, Reason: "load"})
	d.take()
	s.chrome.detail = "energy"
	return s, d
}

const pulsedLink = "v=1&memory=rram-weak-reset"

func TestEnergyStandsBesideTheAccuracy(t *testing.T) {
	s, _ := booked(t, pulsedLink)
	l, err := lab.Ledger(*s.result)
	if err != nil {
		t.Fatal(err)
	}
	page := drawn(t, s)
	for _, want := range []string{`id="energy">` + s.imageEnergy(), "of it in the array", spell.SI(l.Image, "J"),
		"Programming", "<th scope=\"row\">1-bit weights in SRAM</th>", "of which in the array", "layer 2",
		"10 fJ*</td>", "Horowitz", "Accuracy 97.00 %"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	var c chart.Spec
	for _, id := range []string{"chart-energy", "chart-machines"} {
		if err := json.Unmarshal([]byte(s.Charts()[id]), &c); err != nil || c.Words == "" {
			t.Errorf("%s: %v %q", id, err, c.Words)
		}
	}
	if !strings.Contains(c.Words, "this memory "+spell.SI(l.Image, "J")) ||
		!strings.Contains(c.Words, spell.SI(l.Baselines[0].Image, "J")+" ×") {
		t.Errorf("machines: %s", c.Words)
	}
}

// TestPlacesWeighOnReading: the lesson of a convolution stands beside its energy, and beside no other.
func TestPlacesWeighOnReading(t *testing.T) {
	for link, want := range map[string]bool{pulsedLink: false, pulsedLink + "&net=4cp-8c-20": true} {
		s, _ := booked(t, link)
		page := drawn(t, s)
		if strings.Contains(page, "at up to 784 places: what a read costs") != want {
			t.Errorf("%s: that an image senses an array at many places is said or not: want %v", link, want)
		}
		if strings.Contains(page, "comparison of sums in a pool") != want {
			t.Errorf("%s: comparisons in pools are booked or not: want %v", link, want)
		}
	}
}

// TestUnknownEnergyIsADash: an ideal memory is no device.
func TestUnknownEnergyIsADash(t *testing.T) {
	s, _ := booked(t, "v=1&memory=ideal")
	if got := s.imageEnergy(); got != "–" {
		t.Errorf("an ideal memory takes %s", got)
	}
	page := drawn(t, s)
	for _, want := range []string{"this memory is no device", "not known", "over "} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestEnergyWithoutCounts(t *testing.T) {
	s, _ := opened(t, "")
	s.chrome.detail = "energy"
	if page := drawn(t, s); s.energyLedger() != nil || !strings.Contains(page, "train, and it is booked") {
		t.Error("a result without counts is booked, or nothing says why it is not")
	}
}

// TestClaimsStandBesideTheLedger: the RRAM's factor of thirty, when it is asked for.
func TestClaimsStandBesideTheLedger(t *testing.T) {
	s, d := booked(t, "v=1&memory=rram-2t2r")
	if page := drawn(t, s); !s.canClaim() || strings.Contains(page, "chart-claim-0") {
		t.Error("the claims come unasked")
	}
	s.CompareClaims()
	ask := wire.AskClaims{Result: *s.result, Bears: gallery.PointBER()}
	ordered(t, d, ask)
	claims, err := lab.Claims(ask.Result, ask.Bears)
	if err != nil {
		t.Fatal(err)
	}
	if s.hears(wire.Claims{Link: "#v=1", Claims: claims}); s.canClaim() || s.energyClaims() != nil {
		t.Error("the claims of another result are shown, or it can be asked for them twice")
	}
	s.hears(wire.Claims{Link: ask.Result.Link, Fingerprint: ask.Result.Fingerprint, Claims: claims})
	page := drawn(t, s)
	for _, want := range []string{"chart-claim-0", "Holds.", "arXiv:1904.03652, abstract",
		"Counted from a BER of 0.0001 the factor 30 holds"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if c := s.Charts()["chart-claim-0"]; !strings.Contains(c, "programming energy saved by a factor") {
		t.Errorf("chart %s", c)
	}
	if s.chrome.detail = "ber"; s.Charts()["chart-claim-0"] != "" {
		t.Error("a chart that is hidden is drawn")
	}
}

func TestLedgerIsSaved(t *testing.T) {
	s, d := booked(t, pulsedLink)
	s.SaveLedger()
	if len(d.saved) != 1 || d.saved[0] != "arraylab-energy.csv" {
		t.Fatalf("saved %v", d.saved)
	}
	r := csv.NewReader(strings.NewReader(string(d.bodies[0])))
	r.Comment = '#'
	if rows, err := r.ReadAll(); err != nil || len(rows) < 40 {
		t.Errorf("%d rows: %v", len(rows), err)
	}
}

// TestManyLayersFitAText: a text of the page may not pass 16 KB.
func TestManyLayersFitAText(t *testing.T) {
	s, _ := booked(t, "v=1&memory=rram-weak-reset&hidden="+strings.Repeat("64-", lab.MaxLayers-1)+"64")
	c := &EnergyPanel{S: s}
	for i := range phaseNames {
		if n := len(c.phase(i)); n > 16000 {
			t.Errorf("table %d has %d bytes", i, n)
		}
	}
	if !strings.Contains(string(c.phase(0)), "all 17 layers") {
		t.Error("the layers are not added up")
	}
	// Added up or not, the total is that of the rows.
	l, sum := s.energyLedger(), 0.0
	for _, r := range shortened(l.Rows) {
		sum += r.Joules
	}
	for _, r := range l.Rows {
		sum -= r.Joules
	}
	if sum > 1e-9*l.Training || sum < -1e-9*l.Training {
		t.Errorf("adding layers up changes the sum by %g J", sum)
	}
}

// TestErrorCorrectionIsCounted: what the code did stands below the bit error rates.
func TestErrorCorrectionIsCounted(t *testing.T) {
	s, _ := opened(t, "v=1&memory=st-mram&ecc=secded")
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97,
		Tallies: []devices.Tally{{Corrected: 1200, Detected: 3}, {Corrected: 34, Miscorrected: 2}}}, Reason: "load"})
	s.chrome.detail = "ber"
	if page := drawn(t, s); !strings.Contains(page,
		"mended 1,234 words, met 3 with an even number of errors, which it read as they are, and miscorrected 2.") {
		t.Error("the page does not count what the code did")
	}
}

// TestStrengthComesFirst: the strength of programming stands right below the memory, then its parameters in their
// order.
func TestStrengthComesFirst(t *testing.T) {
	s, _ := opened(t, "v=1&memory=st-mram")
	for _, g := range s.Groups() {
		if g.Name == lab.GroupMemory &&
			(g.Knobs[0].Key != "memory" || g.Knobs[1].Key != "strength" || g.Knobs[2].Key != "mrammacro") {
			t.Errorf("the knobs are %s, %s, %s", g.Knobs[0].Key, g.Knobs[1].Key, g.Knobs[2].Key)
		}
	}
}
