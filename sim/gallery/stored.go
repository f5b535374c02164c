package gallery

import "arraylab/sim/lab"

// Outcome is what is kept of the result of one run.
type Outcome struct {
	Link        string    `json:"link"`     // canonical, without a fingerprint
	Numerics    int       `json:"numerics"` // lab.NumericVersion as it was
	Accuracy    float64   `json:"accuracy"` // test set, 0..1; of a sequence, over the test images of all its tasks
	Correct     int       `json:"correct"`
	Total       int       `json:"total"` // test images
	Ideal       float64   `json:"ideal"` // accuracy of the same weights without errors; -1 where it is not known
	BER         []float64 `json:"ber"`   // share of wrong weights, by layer
	Fingerprint string    `json:"fingerprint"`
	Seconds     float64   `json:"seconds"` // that the command took on two cores, with the sweep
	// Curve is how the accuracy on the test images rose; none where nothing was trained.
	Curve Curve `json:"curve,omitempty"`
}

// Stored is the result of a scenario as the command wrote it. It embeds the outcome of the scenario's link, which is
// what is shown and compared with a fingerprint.
type Stored struct {
	Outcome
	// Seeds are the outcomes of the seeds after the link's own, in their order; none where the scenario asks for no
	// others. What is said of the scenario (Results) is the mean over all of them.
	Seeds []Outcome `json:"seeds,omitempty"`
	// Factors are those by which energy or area is saved, by the key of the claim (lab.Claims), counted from each of
	// its starting points in turn.
	Factors map[string][]float64 `json:"factors,omitempty"`
	// PointBER is the bit error rate that one of the Factors was counted from; 0 where it was not known, or none is.
	PointBER float64 `json:"pointBER,omitempty"`
	// Sweep is what Points are the results of, in the order of its Experiments; of the same numerics as the outcome.
	Sweep  *lab.Sweep `json:"sweep,omitempty"`
	Points lab.Points `json:"points,omitempty"`
	// Measured are the numbers that the scenario asks for (Scenario.Measures) at each of the Points, in their order.
	Measured []Measured `json:"measured,omitempty"`
	// Form is StoredForm as it was when this was written.
	Form int `json:"form"`
}

// Measured are numbers of the memory, or of the random bits, behind a point of a sweep, by their keys: no network plays
// a part in them.
type Measured struct {
	Series  string             `json:"series,omitempty"`
	Value   string             `json:"value"`
	Chip    uint32             `json:"chip"`
	Numbers map[string]float64 `json:"numbers"`
}

// Keys of numbers that come from tests of random bits by NIST SP 800-22 (package nist); all others are those of the
// memory's data sheet.
const (
	BitsFailed = "nist_failed" // how many of the six tests the bits fail, over BitSequences sequences
	BitsOnes   = "nist_ones"   // share of ones in all of them
)

// BitSequences of a million bits are tested for each point: the publication asks for 55 at least, to tell whether
// P-values are uniform.
const BitSequences = 60

// StoredForm tells what a stored result holds: it is raised when something is added. Form 3 added numerics, seeds and
// the bit error rate of a point.
const StoredForm = 3

// oldestForm is the oldest form that is still read. It had no numerics: all was made with the first.
const oldestForm = 2

// By tells whether a result was made with numerics: its bits can be compared with what is made here.
func (s *Stored) By(here lab.Numerics) bool { return lab.Numerics(s.Numerics) == here }

// Runs are the outcomes of all seeds, that of the scenario's link first.
func (s *Stored) Runs() []Outcome { return append([]Outcome{s.Outcome}, s.Seeds...) }

// Accuracies are those of all seeds, 0..1.
func (s *Stored) Accuracies() (all []float64) {
	for _, o := range s.Runs() {
		all = append(all, o.Accuracy)
	}
	return all
}

// outcomeOf is what is kept of a result that took so long.
func outcomeOf(r lab.Result, seconds float64) Outcome {
	return Outcome{Link: r.Link, Numerics: r.Numerics, Accuracy: r.Accuracy, Correct: r.Correct, Total: r.Total,
		Ideal: r.IdealAccuracy, BER: r.BER, Fingerprint: r.Fingerprint, Seconds: seconds}
}
