// Package wire is what the page and its worker say to each other: typed messages, spelled as
// package codec does. It is pure Go and knows no browser. What the page and the array frame say
// to each other is package framewire.
package wire

import (
	"arraylab/devices"
	"arraylab/devices/fit/forms"
	"arraylab/sim/lab"
	"arraylab/sim/ledger"
	"arraylab/wasm/framewire"
)

// Job numbers a piece of work that the page orders. An order that begins or controls one carries its
// number, and so does every report that comes of it: a report of a job that is over is known by it.
// 0 is no job.
type Job int

// Of is the job itself: what carries one tells it by this method.
func (j Job) Of() Job { return j }

// JobOf is the job that a message is of; 0 for one that is of none.
func JobOf(msg any) Job {
	if m, ok := msg.(interface{ Of() Job }); ok {
		return m.Of()
	}
	return 0
}

// Orders, from the page to the worker that holds the engine.
type (
	// Data hands over the bytes of a file that was downloaded, as served (packed): a part of a data set, or the next
	// piece of it.
	Data struct {
		Task   string // the name of one of lab.Tasks
		Part   string // "test" | "train"
		Images int    // how many images of the part there will be with all pieces that are on their way
		Body   []byte
	}
	// Load replaces the run with a saved one (an .arraylab file). Experiment link "" keeps the
	// file's own; else the network of the file is programmed as the link says.
	Load struct {
		Job
		Link string
		Body []byte
	}
	// Start begins a fresh run of a link, or, with Body, goes on with a checkpoint of it.
	Start struct {
		Job
		Link string
		Body []byte
	}
	// Control acts on its job while that is under way: "pause", "resume", "step" (one optimizer step), "stop"
	// (ends training; the result is that of the weights as they are).
	Control struct {
		Job
		Do string
	}
	// Reinfer programs the chip as the link says (only fields that act at programming or at
	// reading may differ from the run's) and infers the test set. It cancels one under way.
	Reinfer struct {
		Job
		Link string
	}
	// Sweep carries out each point of a sweep, or of an ablation, around an experiment, then goes back to the run that
	// stood there. Points that need another network train it. "stop" ends it early, another Reinfer overtakes it.
	Sweep struct {
		Job
		lab.Sweep
		Ablate bool   // an ablation over the seeds and chips
		Link   string // of the experiment around which; "" for the run's
		From   int    // the point to begin with: those before it are there already
		Only   []int  // numbers of the points, in the order in which they are carried out; nil for all from From on
	}
	// Classify asks what the network says of an image: of the test set when Body is empty,
	// else of as many pixels as an image of the data set has.
	Classify struct {
		Index int // of the test set; -1 with a Body
		Body  []byte
	}
	// AskNeuron asks for a neuron at work on the last classified image.
	AskNeuron struct {
		Layer int
		Index int
	}
	// AskMapSums asks for the sums of a layer for the last classified image.
	AskMapSums struct {
		Layer int
	}
	// AskKernels asks for the weights of a layer as they are now: of all maps where few maps come in, else of one.
	AskKernels struct {
		Layer int
		Map   int
	}
	// AskMargins asks how far neurons are from their thresholds; there is no answer while a run is under way.
	AskMargins struct{}
	// AskPredictions asks what is said of each test image, as a table where it is to be saved.
	AskPredictions struct {
		Table bool
	}
	// AskWeights asks for the weights of one of the worker's last results.
	AskWeights struct{ Named }
	// AskImages asks for test images by their numbers.
	AskImages struct {
		Images []int
	}
	// Watch chooses what the array view shows; a Picture follows at once, then whenever the
	// array changed, at most Rate times a second while training. Layer -1 stops it.
	Watch struct {
		Layer int
		View  string
		Rate  float64
	}
	// AskCell asks for one cell of the watched layer.
	AskCell struct {
		Layer int
		Row   int
		Col   int
	}
	// AskSheet asks for the characterisation of a memory, with its charts; one that comes before the
	// last was answered takes its place.
	AskSheet struct {
		Name   string          // of a technology
		Texts  []string        // key=value, n and seed included: see devices.Parse
		Layers []devices.Layer // that the memory is to hold
	}
	// AskClaims asks for what papers say of the energy behind a result (lab.Claims), where a bit error rate costs a point
	// of accuracy.
	AskClaims struct {
		Result lab.Result
		Bears  float64
	}
	// Lend has a worker that does nothing else compute for the class that the page is in: it reports Lent. A second one
	// says whether it is to rest.
	Lend struct {
		Token string            // of the page in the class
		Files map[string]string // addresses of the packed data sets, by name
		Rest  bool              // the visitor's own run comes first
		Own   Bring             // the visitor's own data, where the class computes over such; no Names for none
	}
	// AskFit asks for the device that fits a table of measurements, a CSV or JSON file.
	AskFit struct {
		Name    string // of the file
		Columns string // what its columns are, as fit.Columns spells it; "" as its header says
		Body    []byte
	}
	// Bring hands over files of the visitor's own, for a task to be made of them: see Understood. A run whose link names
	// their hash then works on them.
	Bring struct {
		Names []string // of the files, with their folders
		Sizes []int    // their lengths in Body, side by side
		lab.Reading
		Hash  string // that a link names, where one does: other readings are tried for it
		Split uint32 // the seed by which samples are held back for testing
		Body  []byte
	}
	// Record hands over a recording of a person, whose samples the network is to see: see Recorded.
	Record struct {
		Task  string // synthetic, whose samples it is cut into
		Names []string
		Sizes []int // lengths of the files in Body, side by side
		Body  []byte
	}
	// AskSample asks what the network says of a sample of the recording, with two electrodes exchanged; the same one
	// twice exchanges none. Scores answer, with an index of -1.
	AskSample struct {
		Sample int
		A, B   int
	}
	// Save asks for a checkpoint of the run as an .arraylab file. An Autosave that comes too
	// soon after the one before is passed over.
	Save struct {
		Job
		Reason string // echoed: SaveDownload, Autosave, ...
	}
)

// Reports, from the worker to the page.
type (
	// Ready is the worker's first word.
	Ready struct {
		Numerics int
		SIMD     bool
		Workers  int  // engines that work together
		Shared   bool // they share memory
		// Slow is how long an exchange between several took, in ms, where that was too long: the leader stayed alone.
		// Else 0.
		Slow float64
	}
	// DataState tells what data sets the worker holds.
	DataState struct {
		Task string
		Part string
		// Images is the number of images now held of that part.
		Images int
	}
	// Status follows every change of state and every Control.
	Status struct {
		Job
		State string // StateIdle, ...
		Link  string // of the run
	}
	// Progress comes a few times a second while training or inferring.
	Progress struct {
		Job
		lab.Progress
	}
	// CurvePoint is a new point of the learning curves.
	CurvePoint struct {
		Job
		lab.Point
	}
	// Result comes when a run ended, a model was loaded or an inference is through. Its weights come when they are
	// asked for.
	Result struct {
		Job
		lab.Result
		Reason string // "train" | "load" | "reinfer" | "stop"
	}
	// SweepPoint is one inference of a Sweep.
	SweepPoint struct {
		Job
		lab.SweepPoint
	}
	// Scores answers Classify.
	Scores struct {
		lab.Scores
		Index int // as asked
	}
	// NeuronInfo answers AskNeuron.
	NeuronInfo struct {
		lab.Neuron
	}
	// MapSums answers AskMapSums; its body are the shades.
	MapSums struct {
		lab.MapSums
	}
	// Kernels answers AskKernels; its body are the weights.
	Kernels struct {
		lab.Kernels
	}
	// Margins answers AskMargins.
	Margins struct {
		Layers []lab.Margins
	}
	// Predictions answers AskPredictions: the classes that were told, then the true ones, a byte an image; or the table.
	Predictions struct {
		Table bool
		Link  string // of the run
		Body  []byte
	}
	// Weights answers AskWeights. Its body are the weights (lab.UnpackWeights); it is empty where they are no longer kept.
	Weights struct {
		Named
		Body []byte
	}
	// Images answers AskImages: their values, image after image.
	Images struct {
		Images []int
		Body   []byte
	}
	// Picture is a snapshot for the array view, to which the page passes it on.
	Picture = framewire.Picture
	// CellInfo answers AskCell; it, too, is passed on.
	CellInfo = framewire.CellInfo
	// Sheet answers the last AskSheet.
	Sheet struct {
		devices.Sheet
		Name  string
		Texts []string
		Wrong string // why there is none: one sentence
		// Charted: it is whole. Before, the same without charts has come, as soon as it was there.
		Charted bool
	}
	// Claims answers AskClaims; there are none where the paper's numbers cannot be counted.
	Claims struct {
		Link        string // of the result
		Fingerprint string
		Claims      []ledger.Claim
	}
	// Fitted answers AskFit.
	Fitted struct {
		devices.Sheet // goodness of fit, the data against it
		File          string
		Memory        string        // the technology of the device
		Texts         []string      // key=value of it
		Words         string        // what was read, what became of it, and what was not used
		Doubts        []string      // what must be said in front, and answered before the device is used
		Wrong         string        // why there is none: one sentence
		Choice        *forms.Choice // what there is to choose before there can be one; nil for nothing
	}
	// Lent is how a worker stands that computes for a class.
	Lent struct {
		State  string // LentWaits, ...
		Points int    // that it has computed in all
		Why    string // why it computes no more, or not now
	}
	// Understood answers Bring.
	Understood struct {
		lab.Shape
		lab.Reading          // how they were read: nothing is left to find
		Wrong       string   // why no task can be made of them: one sentence
		Hash        string   // as links have it
		Source      string   // the format
		Names       []string // of the classes
		Counts      []int    // samples of each class
		Train       int      // samples for training
		Test        int      // samples held back for testing
		Given       bool     // the files have a test part of their own
		Recorded    int      // recordings that they are of; 0 where that is not known
		Columns     []string // of a table, where its first line names them
		Table       bool     // it is one
		Notes       []string // what was done to them, in sentences
	}
	// Recorded answers Record.
	Recorded struct {
		Wrong      string // why it cannot be shown: one sentence
		Task       string
		Samples    int
		Electrodes []string // that can be exchanged
	}
	// Saved answers Save.
	Saved struct {
		Job
		Reason string
		Link   string
		Step   int
		Body   []byte
	}
	// Failure says what went wrong in words for the visitor, with what to do. It is of the job that it ends; of none
	// where it answers a question about the run, which goes on.
	Failure struct {
		Job
		What  string // one sentence
		Do    string // what the visitor can do
		Where string // "data" | "link" | "memory" | "file" | "engine" | "sweep" | WhereView | WhereDigit
		// Fatal: the worker is gone or unusable; the page must start a new one.
		Fatal bool
	}
)

// MostBrought bounds the bytes of the files of a Bring: package own takes no more.
const MostBrought = 1 << 28

// States of the engine, as Status tells them.
const (
	StateIdle    = "idle"    // there is no run
	StateWaiting = "waiting" // for the images that the run needs
	StateRunning = "running" // training, programming or testing
	StatePaused  = "paused"
	StateDone    = "done" // the run is through; its network still answers
)

// States of Lent.
const (
	LentWaits   = "waits"   // there is nothing to compute
	LentWorks   = "works"   // it computes
	LentFailed  = "failed"  // it could not compute what it got
	LentRefused = "refused" // the class wants no help of it
)

// Reasons of a Save.
const (
	Autosave     = "autosave" // the page asks by itself
	SavePause    = "pause"    // it is to be paused, and may be left in that
	SaveDownload = "download" // for the visitor, as a file
	SaveONNX     = "onnx"     // the trained network for the visitor, as a file for other runtimes
	SaveReset    = "reset"    // another network is to take its place
	SaveIdeal    = "ideal"    // it gives way to the ideal reference for a while
	SaveTrained  = "trained"  // it took long: the browser keeps it
	SaveMove     = "workers"  // others are to go on with it
)

// Where a Failure is of a question about the run, which goes on untouched.
const (
	WhereView  = "view"  // of the array
	WhereDigit = "digit" // at work
)
