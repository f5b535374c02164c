package lab

import (
	"arraylab/devices"
	"arraylab/sim/signal"
)

// NumericVersion is part of every fingerprint. It is raised only when the bits of some result
// change, so that an old link can say which numerics it was made with.
const NumericVersion = 2

// Names of the choices, as they stand in links.
const (
	InputReal   = "real"
	InputBinary = "binary"
	InputStream = "stochastic"

	SourcePseudo   = "prng"
	SourceJunction = "smtj"

	MemoryIdeal     = "ideal"
	MemoryBER       = "ber"
	MemoryWeakReset = "rram-weak-reset"

	LearnLatent = "latent"
	LearnDevice = "device"

	LossCrossEntropy = "ce"
	LossHinge        = "mhl"

	TrainErrNone   = "none"
	TrainErrBER    = "ber"
	TrainErrMemory = "memory"
	TrainErrWrites = "writes"

	AugmentNone = "none"
	AugmentFlip = "flip"
	AugmentCrop = "crop"

	ScheduleStep   = "step"
	ScheduleCosine = "cosine"

	AnchorHidden = "hidden"
	AnchorRead   = "read"

	LevelsBinary  = "binary"
	LevelsTernary = "ternary"

	StatsFrozen  = "frozen"
	StatsBatch   = "batch"
	StatsRunning = "running"
)

// Factors are numbers by layer, input side first, spelled with "_" between them; the last one holds for all
// layers that follow.
type Factors string

// Experiment is one comparable value that decides a run entirely: two equal experiments give
// the same bits everywhere. Make one with Default or ParseLink, change it with Field.Set.
type Experiment struct {
	Task  string // data set: the name of one of Tasks
	Train int    // images used for training, the first ones of the file
	Test  int    // images used for testing, the first ones of the file

	Own     Own               // what is said of the visitor's own data
	Signals signal.Parameters // of the models that make synthetic data sets

	Sequence   string // tasks that are learnt one after the other: single | permuted | both | split | stream
	Tasks      int    // number of them, or of the parts of a stream
	Interleave bool   // a sequence's tasks are learnt together, batch by batch in turn

	Net     string  // hidden layers, input side first: widths, "1024-1024", or what package topology reads
	Input   string  // real: pixels in [0,1]; binary: pixels thresholded to +-1; stochastic: streams of bits
	Streams int     // stochastic: presentations of an image
	Adapt   bool    // stochastic: streams in training, too; else they are read in at test only
	Source  string  // stochastic: where the random bits come from: prng | smtj
	Bias    bool    // a bias before each batch normalization
	Weights string  // levels of the weights: binary | ternary
	Outputs string  // levels of the hidden activations: binary | ternary
	Ternary float64 // ternary: magnitude from which on a number counts as other than 0
	Stats   string  // batch-norm statistics behind the reported accuracy: frozen | batch | running

	Memory  string         // ideal, or the name of a technology of package devices
	Device  devices.Values // parameters of all technologies
	ByLayer Factors        // on the strength of programming, by layer

	Learn  string  // latent: real hidden weights; device: the device pair is the weight
	Loss   string  // ce: softmax and cross-entropy; mhl: modified hinge loss
	HingeB float64 // mhl: b, the margin that outputs are to have
	Epochs int     // passes over the training images
	Batch  int     // images a step, 1..2000
	// Changes of the training images by chance, in each epoch anew: none | flip | crop, which flips too.
	Augment  string
	Schedule string  // how LR and Gain fall: step | cosine
	LR       float64 // Adam's step for latent weights and batch-norm parameters
	Gain     float64 // learn device: Adam's normalized gradient to pulses
	Decay    float64 // factor on LR and Gain at each decay step
	Every    int     // epochs between two decay steps
	KeepLR   bool    // learn device: the decay is on the gain alone
	Meta     float64 // m of metaplasticity: latent weights move the less towards zero the larger they are
	L2       float64 // decay of latent weights, added to the gradient
	EWC      float64 // strength of elastic weight consolidation
	EWCOf    string  // what it holds: hidden | read

	TrainErr   string  // wrong weights in the forward passes of the training: none | ber | memory | writes
	TrainBER01 float64 // ber: probability that a -1 is taken for a +1
	TrainBER10 float64 // ber: the other way round
	ActErr     float64 // probability that a hidden activation is wrong there

	Seed uint32 // of everything but the devices
	Chip uint32 // of the devices alone
}
