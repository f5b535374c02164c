package lab

import (
	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/cellmap"
)

// Point is one point of the learning curves. A quantity that was not measured there is -1.
type Point struct {
	Step      int     `json:"step"`      // optimizer steps done
	Epoch     float64 `json:"epoch"`     // the same in epochs
	TrainLoss float64 `json:"trainLoss"` // mean cross-entropy (nat) of the steps since the last point
	TrainAcc  float64 `json:"trainAcc"`  // 0..1, of the same steps
	TestLoss  float64 `json:"testLoss"`  // mean cross-entropy (nat) on the test images, batch statistics
	TestAcc   float64 `json:"testAcc"`   // 0..1, batch statistics
	// TestImages is the number of test images behind it: all at the end of an epoch, the first
	// thousand in between.
	TestImages int `json:"testImages"`
	// Tasks are the accuracies, 0..1, of all tasks of a sequence that were learnt so far, by batch statistics.
	Tasks []float64 `json:"tasks,omitempty"`
}

// NewConfusion returns the counts of no image: classes rows of as many.
func NewConfusion(classes int) [][]int { return bnn.NewTally(classes).Confusion }

// Progress tells where a run stands.
type Progress struct {
	Phase  string `json:"phase"`  // "train", "freeze", "program", "test", "done"
	Step   int    `json:"step"`   // optimizer steps done
	Steps  int    `json:"steps"`  // optimizer steps of the whole run
	Epoch  int    `json:"epoch"`  // epoch under way, from 1
	Epochs int    `json:"epochs"` // epochs of the whole run
	Batch  int    `json:"batch"`  // batch under way within the epoch, from 1
	// Batches is the number of batches an epoch has.
	Batches int `json:"batches"`
	// Images counts the training images passed so far.
	Images int64 `json:"images"`
	// Fraction of the whole run's work that is done, 0..1, for the progress bar.
	Fraction float64 `json:"fraction"`
	// Pulses spent so far by layer (devices only).
	Pulses []int64 `json:"pulses"`
	// Flips of weights in the last step, by layer.
	Flips []int64 `json:"flips"`
	// Live is the last live test while training, nil before the first one.
	Live *Live `json:"live,omitempty"`
	// SoFar is what the final test has told so far, of the first images or of all, nil before it has any; of one task.
	SoFar *Live `json:"sofar,omitempty"`
	// Task is the task under way of a sequence, from 1, and Tasks their number; 0 for a single one.
	Task  int `json:"task,omitempty"`
	Tasks int `json:"tasks,omitempty"`
}

// Live is what a test while training found, by batch statistics: on the first thousand test
// images, or on all of them at the end of an epoch. Or it is what the final test has told so far.
type Live struct {
	Epoch     float64   `json:"epoch"`     // of the test
	Confusion [][]int   `json:"confusion"` // images by [true class][predicted class]
	Correct   int       `json:"correct"`
	Total     int       `json:"total"`
	BER       []float64 `json:"ber"` // by layer, as in Result
	// Hidden are histograms of the hidden weights, by layer, where they move without bounds.
	Hidden []Histogram `json:"hidden,omitempty"`
}

// Result says what came of a run.
type Result struct {
	Link     string `json:"link"`     // canonical link of the experiment
	Numerics int    `json:"numerics"` // NumericVersion
	// Trained are the numerics that trained the weights, where a file brought them and those were others; 0 where they
	// are Numerics. Such a result has no fingerprint, for its link alone does not lead to it.
	Trained int `json:"trained,omitempty"`
	// Imported tells that a file of another program brought the weights: its link does not lead to them either.
	Imported bool `json:"imported,omitempty"`
	Step     int  `json:"step"` // optimizer steps behind it

	Accuracy float64 `json:"accuracy"` // test set, 0..1, by the statistics that the link asks for
	Correct  int     `json:"correct"`
	Total    int     `json:"total"`
	// Accuracies by the kind of statistics, where computed: frozen, batch, running.
	Accuracies map[string]float64 `json:"accuracies"`
	// IdealAccuracy is that of the same weights without errors (latent learning) or of the
	// ideal run where it is known; -1 where it is not.
	IdealAccuracy float64 `json:"idealAccuracy"`

	Confusion [][]int `json:"confusion"` // images by [true class][predicted class]
	// Kinds are the right answers by kind of image, where the data set tells them apart: data.Task.Kinds.
	Kinds []TaskResult `json:"kinds,omitempty"`
	Loss  float64      `json:"loss"` // mean cross-entropy (nat) on the test set

	// BER by layer: share of weights whose sign differs from the intended one. For devices
	// that learn, the intended sign is what ideal linear devices would hold after the same
	// pulses.
	BER    []float64 `json:"ber"`
	Pulses []int64   `json:"pulses"` // by layer
	Flips  []int64   `json:"flips"`  // sign flips of weights over the run, by layer
	// Beyond is the share of devices past the measured 2,000 pulses, by layer.
	Beyond []float64 `json:"beyond"`

	// Ones are the trained weights of +1, of 8 bits those above 0, by layer.
	Ones []int64 `json:"ones"`
	// Zeros are those of 0, by layer; nil where all weights are binary.
	Zeros []int64 `json:"zeros,omitempty"`
	// Tallies tell what error correction and verification did, by layer; nil without.
	Tallies []devices.Tally `json:"tallies,omitempty"`
	// Sets counts the SETs of devices, by layer.
	Sets []int64 `json:"sets"`

	// Tasks of a sequence that were learnt, in their order; the accuracy above is that over all their test images.
	Tasks []TaskResult `json:"tasks,omitempty"`

	Curve       []Point `json:"curve"`
	Fingerprint string  `json:"fingerprint"` // SHA-256 in hex; "" for none, see Trained
}

// Scores is what the network says of one image.
type Scores struct {
	Class  int       `json:"class"`  // the winner
	Scores []float64 `json:"scores"` // softmax of the output layer, by class; sums to 1
	Margin float64   `json:"margin"` // winner minus runner-up, before the softmax
	Label  int       `json:"label"`  // the true class, -1 where unknown
	Pixels []byte    `json:"pixels"` // the values of the image as the network got them
	// Bits are by hidden layer, one byte 0|1 a neuron; a ternary 0 is 2; an output of 8 bits is 128 and up to 127 more or
	// less.
	Bits  [][]byte `json:"bits"`
	Eight []bool   `json:"eight"` // by hidden layer: its outputs have 8 bits
}

// EightLevels are the levels of an output of 8 bits.
const EightLevels = 255

// Neuron is one neuron at work on the current digit: everything that its equation needs.
type Neuron struct {
	Layer int `json:"layer"` // from 0
	Index int `json:"index"` // from 0; of a layer of maps it counts places, those of a map side by side
	// layer 0: the pixels 0..255 (or 0|1 when binary); else the bits 0|1; a ternary 0 is 2; 3 is a bit outside of the
	// map
	Inputs  []byte `json:"inputs"`
	Grey    bool   `json:"grey,omitempty"` // Inputs are pixels
	Weights []byte `json:"weights"`        // 0 for -1, 1 for +1, 2 for 0, one an input
	// Inputs, or Weights, of 8 bits are 128 and up to 127 more or less; 0 is an input outside of the map. Then there is no
	// Popcount.
	EightInputs  bool `json:"eightInputs,omitempty"`
	EightWeights bool `json:"eightWeights,omitempty"`
	// Totals are the inputs where averages make each of several numbers, Terms of them, added up: outputs of the layer
	// below, or what comes in at all places of the layer's own average. Inputs are as those of 8 bits then, the largest
	// of all as 127.
	Totals    []int32 `json:"totals,omitempty"`
	Terms     int     `json:"terms,omitempty"`
	Popcount  int     `json:"popcount"`  // XNOR matches (binary inputs), or sum of pixels under +1 (8-bit inputs)
	Sum       int     `json:"sum"`       // the signed sum that goes into the threshold
	Threshold int     `json:"threshold"` // folded threshold on the sum
	// Ternary weights or inputs: Sum is Popcount less Differ, which are the products of -1 (or the pixels under -1).
	Ternary bool `json:"ternary,omitempty"`
	Differ  int  `json:"differ,omitempty"`
	// Levels of the output, 3 or else 2. Of three, Threshold is that of +1, and Zero that from which on it is at least
	// 0. EightLevels are those of 8 bits, which have no thresholds.
	Levels int `json:"levels,omitempty"`
	Zero   int `json:"zero,omitempty"`
	// Flipped: the neuron fires at sums of Threshold or below, not at or above.
	Flipped bool `json:"flipped"`
	// 0 | 1, of three levels 2 for 0, of 8 bits -127 to 127; for the output layer the class's rank, 0 the winner
	Output int     `json:"output"`
	Score  float64 `json:"score"`  // after batch normalization
	Final  bool    `json:"final"`  // it belongs to the output layer, which has no threshold
	Window Grid    `json:"window"` // the form of Inputs and Weights
	Sees   Area    `json:"sees"`   // what of the image it sees, by way of all layers before
}

// Views of the array, as Snapshot takes them: see package cellmap.
const (
	ViewWeight     = cellmap.ViewWeight
	ViewResistance = cellmap.ViewResistance
	ViewPulses     = cellmap.ViewPulses
	ViewHidden     = cellmap.ViewHidden
	ViewError      = cellmap.ViewError
)

// Snapshot is the picture of one layer's array.
type Snapshot = cellmap.Snapshot

// Cell is one cell of an array.
type Cell = cellmap.Cell

// Cost is what a run takes, known before it starts.
type Cost struct {
	Bytes   int64 `json:"bytes"`   // memory of all engines together
	Engine  int64 `json:"engine"`  // of the one that leads them, which has most
	Steps   int   `json:"steps"`   // optimizer steps
	MACs    int64 `json:"macs"`    // multiply-adds of the whole run
	Work    int64 `json:"work"`    // the same, by the time that they take: one of signs by table is one
	Devices int64 `json:"devices"` // memory devices simulated, two a weight
	Draws   int64 `json:"draws"`   // random bytes of a stochastic input
}
