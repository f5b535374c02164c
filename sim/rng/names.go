package rng

import "strconv"

// Names of the streams of a run. Those of the devices are drawn under the seed of the chip, the
// others under the seed of the run; each layer has streams of its own (see Layer).
const (
	Weights = "weights" // first latent weights
	Bias    = "bias"    // first biases
	Order   = "order"   // order of the images in each epoch
	Augment = "augment" // changes of the images in each epoch
	Signs   = "signs"   // first random signs of device pairs
	D2D     = "d2d"     // parameters of each device
	Trap    = "trap"    // random telegraph noise
	Pink    = "pink"    // pink noise
	Traps   = "traps"   // traps of fresh devices, where they are not all low
	Errors  = "errors"  // bit errors

	PulseNoise = "pulse-noise" // noise of pulses that stays in the state of a device
	PulsedRead = "pulsed-read" // read noise of devices that move by pulses
	Samples    = "samples"     // resistances drawn from measured distributions
	Junction   = "junction"    // reads of each superparamagnetic junction
	Stray      = "stray"       // parameters of each of them
	Input      = "input"       // random numbers of stochastic inputs
	CellD2D    = "celld2d"     // resistances of each device in its states
	CellC2C    = "cellc2c"     // resistances of each write
	Stuck      = "stuck"       // devices stuck in a state
	Offset     = "offset"      // offsets of sense amplifiers
	Fall       = "fall"        // the side to which metastable amplifiers fall

	Places      = "places"       // permutations of the pixels, by task
	Retention   = "retention"    // bits lost in storage
	ReadDisturb = "read-disturb" // bits that a read turns over

	ReadTrap    = "read-trap"    // traps of resistive devices at each read
	ReadPink    = "read-pink"    // their 1/f noise from read to read
	ReadThermal = "read-thermal" // noise of sense amplifiers at each read

	SenseCell = "sense-cell" // resistances of magnetic junctions as they are read
	SenseRef  = "sense-ref"  // their references

	TrainErrors = "train-errors" // wrong weights in the forward passes of the training
	Activations = "activations"  // wrong activations there
	Calibration = "calibration"  // weights and chips on which a memory's error rates are counted
	Quadratic   = "quadratic"    // quadratic problems of many weights

	People     = "people"     // who is recorded in synthetic signals
	Recordings = "recordings" // what is recorded of them

	Split = "split" // which of a visitor's own samples test
)

// Names lists the names above.
func Names() []string {
	return []string{
		Weights,
		Bias,
		Order,
		Augment,
		Signs,
		D2D,
		Trap,
		Pink,
		Traps,
		Errors,
		PulseNoise,
		PulsedRead,
		Samples,
		Junction,
		Stray,
		Input,
		CellD2D,
		CellC2C,
		Stuck,
		Offset,
		Fall,
		Places,
		Retention,
		ReadDisturb,
		ReadTrap,
		ReadPink,
		ReadThermal,
		SenseCell,
		SenseRef,
		TrainErrors,
		Activations,
		Calibration,
		Quadratic,
		People,
		Recordings,
		Split,
	}
}

// Layer is the name of a layer's own stream: "d2d/0" for the first layer.
func Layer(name string, layer int) string { return name + "/" + strconv.Itoa(layer) }
