// Package lab is the façade of the laboratory: an Experiment decides everything, a link spells it, a Run carries it out
// and a Result says what came of it. The page, the tests and the command call the same functions.
//
//	link, err := lab.ParseLink(address)       // or lab.Default(), changed by With
//	run, err := lab.NewRun(link.Experiment, sets)
//	for run.Advance() {                       // a short piece of work each time
//	}
//	result, _ := run.Result()
//
// # Where things are
//
// Six subjects, each of which knows those above it.
//
// The experiment: one comparable value, and the table of its fields. To add a knob is to add a row.
//
//	experiment.go     Experiment, the names of choices, NumericVersion
//	numerics.go       Numerics, what hangs on the version, and Print: a fingerprint with its own
//	fields.go         Field, a knob (package devices/knob) with its place, its default and its phase; With, Plain
//	table.go          the order of the rows; table_network, table_memory and table_learning are the rows
//	place.go          where an Experiment keeps what a field sets
//	rules.go          defaults and phases that follow other fields
//	dataset.go        the data set that an experiment is about, a row of package data; synthetic.go makes one
//	own.go            what is said of a visitor's own data
//	network.go        the network that it describes; netfields.go are the two fields that say it
//	memory.go         the memory: fields of its parameters, and when each of them acts
//	input.go          what the first layer receives: pixels, signs or streams of random bits
//	augment.go        how the images of the training are changed by chance
//	sequence.go       tasks that are learnt one after the other
//	trainerrors.go    wrong weights in training
//	plan.go           what a run takes, before it starts
//
// The link: how an experiment is told, and what it means.
//
//	link.go           ParseLink, Sound, Link.String, and Check: do the fields go together
//	linkflags.go      the parts of a link that are no fields; panels.go, the parts of the page that it can hide
//	handed.go         what mailers and chat programs do to a link, undone
//
// The run: from a seed to a result, in pieces, by one engine or a crew.
//
//	begin.go          NewRun, Lead, Sets: what a run needs
//	run.go            Run and its stages: Advance, Stop, Reinfer
//	tasks.go          the tasks of a sequence: images, course, tests
//	evaluate.go       live tests, the passes over the test set, the fingerprint
//	progress.go       where a run stands; result.go is what is told of it, Result first
//	follow.go         Follow: a crew's member does its part
//
// Files: what outlives a run.
//
//	file.go           Save, Model, Open: a checkpoint or a trained network as an .arraylab file
//	filehead.go       what the head of a file may say of its experiment
//	import.go         trained networks of other programs
//	onnx.go           the network for other runtimes
//	weights.go        the weights of a run, packed, and the differences of two networks
//
// Sweeps: many experiments around one.
//
//	sweep.go          Sweep: values, series, seeds, chips; sweeplink.go spells it in a link
//	ablate.go         Ablation: which imperfection costs most
//	design.go         the points of either, computed when asked for; limits.go bounds them
//	points.go         points as CSV; studytable.go is the Table of a study, which can be gone on with
//	units.go          Unit: points that one worker computes; the whole table is cut into them
//	shard.go          a part of a study with a file of its own, and such files read again
//	carry.go          Carrier carries experiments or units out, those of one trained network together; carrying.go
//	                  is how its workers share them; pointserror.go says what failed
//	collector.go      Collector brings results from any workers together into the table
//
// Inspection: what a run looks like from inside, and what it costs.
//
//	snapshot.go       the picture of a layer's array; cell.go tells of one cell of it
//	inspect.go        one image through the network, one neuron at work; maps.go has the maps and kernels of a layer
//	layers.go         what each layer is and costs, for who builds a network
//	hidden.go         histograms of hidden weights; margins.go has distances from thresholds
//	predictions.go    what is said of each test image
//	ledger.go         energy, time and area of a result, by package ledger; claims.go has what papers say of them
//
// Errors are typed and name what is allowed: *knob.ValueError for a value, *KeyError and *LinkError for a link,
// *NeedError for what a run lacks, *FileError for a file, *RangeError for a place that is not there, *ShapeError for
// two networks.
package lab
