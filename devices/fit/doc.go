// Package fit turns a table of measured resistances into the parameters of a device: those of
// devices.MeasuredDevice, rounded to four digits, so that a link carries them to every machine. Its
// results are no part of a run; a run is a function of the numbers in its link.
//
// # Files
//
// A CSV file, with commas, semicolons or tabs, a header, and lines of comment that begin with #:
//
//	pulses,device1,device2,...      resistance in ohm of each device after so many pulses
//	device,pulses,resistance        the same, one reading a line; devices may have different pulses
//	lrs,hrs                         samples of both states in ohm; either column may be longer
//	state,resistance                the same, one sample a line; state is lrs or hrs
//
// A JSON file:
//
//	{"pulses": [0, 10, ...], "resistance": [[7012, 7034, ...], ...]}     a list for each device
//	{"lrs": [5100, 4900, ...], "hrs": [61000, ...]}
//
// Pulses are whole numbers in ascending order, resistances from 1 to 1e12 ohm. A bad file gives a *FileError
// with row, column, value and what is allowed.
//
// # Forms
//
// Over pulses, three forms are fitted: the kinked line of ln R for each device (the weak RESET of
// arXiv:2107.06064), its older conductance form with one shape for all devices, and, without a formula, the
// median curve with an offset and a factor for each device. One of the first two is taken where its R2 of
// ln R within the devices is 0.95 or more and its residual at most twice that of the curve; of two such
// forms the one with the lower Bayesian information criterion; else the curve. Samples of states are log-normal where
// Lilliefors' test of ln R does not refuse it at 1 % for either state; else they are used by their quantiles.
package fit

// Help says in plain words which files are read: for the page and for the command.
const Help = `A CSV file with commas, semicolons or tabs, a header and, where you like, lines that begin with #:
  pulses,device1,device2,...     resistances in ohm after so many pulses, a column for each device
  device,pulses,resistance       the same, one reading a line
  lrs,hrs                        samples of both states in ohm; one column may be longer
  state,resistance               the same, one sample a line; state is lrs or hrs
or a JSON file:
  {"pulses": [0, 10], "resistance": [[7012, 7034], [6980, 7011]]}
  {"lrs": [5100, 4900], "hrs": [61000, 58000]}
Pulses are whole numbers in ascending order, 5 or more for each device; of each state 10 samples or more.
Resistances go from 1 to 1e12 ohm.`
