// Package fit turns a table of measurements into the parameters of a device: resistances into those of
// devices.MeasuredDevice, error rates of writes into those of devices.STMRAM, rounded to four digits, so that a link
// carries them to every machine. Its results are no part of a run; a run is a function of the numbers in its link.
//
// # Files
//
// Package forms lists the shapes of a file, with a sample of each, and the rules that hold for all of them. A bad
// file gives a *FileError with row, column, value and what is allowed; one whose header leaves open which columns are
// what, a *ColumnsError with what there is to choose.
//
// All of a table is accounted for. What a file says of itself (units, decimal marks, an encoding) is used or refused;
// what is not used (columns of other quantities, notes, comments) is named in the words of the fit. What may well be
// meant otherwise (states that have changed places, numbers with three decimals, a unit in a comment) is a doubt,
// which is said in front of the fit and answered before the device is used.
//
// The way of a file: decode.go makes text of its bytes; csv.go and json.go find columns, column.go names, units
// (unit.go) and roles, choose.go the plan of what is used as what; csvrows.go, jsonuse.go and rates.go read the
// numbers (number.go) into a table.
//
// # Forms
//
// Over pulses, three forms are fitted: the kinked line of ln R for each device (the weak RESET of arXiv:2107.06064),
// its older conductance form with one shape for all devices, and, without a formula, the median curve with an offset
// and a factor for each device. One of the first two is taken where its R2 of ln R within the devices is 0.95 or more
// and its residual at most twice that of the curve; of two such forms the one with the lower Bayesian information
// criterion; else the curve. Samples of states are log-normal where Lilliefors' test of ln R does not refuse it at 1
// % for either state; else they are used by their quantiles.
//
// Error rates of writes make a device of devices.STMRAM: junction.go says which of its numbers they tell.
package fit
