// Package devices holds the physics of memory cells: laws of their parameters, their response
// to pulses, their noise, and the errors of the bits that they store. It knows nothing of
// networks. Inside are SI units; a preset carries its source.
//
// # Where things are
//
// A memory is a Technology: a row in registry.go and a file that is named like it, with its parameters, sources and
// costs. Files that begin like that one hold the rest of it: _sheet its numbers, _charts its charts, others its
// physics.
//
//	biterrors.go      a mere rate of errors; flip.go turns bits over
//	weakreset.go      weak-RESET RRAM: _law one device's equations and population, _single one device followed, _pairs
//	                  millions of them, _apply their pulses, _survey and _vectors the fast path of that,
//	                  _state what is stored and saved, _noise and _pink noise, _streams random numbers,
//	                  _estimate errors from the laws
//	rram2t2r.go       2T2R and 1T1R RRAM; rram_population, rram_cells, rram_margins and rram_wires serve
//	                  ternary.go, too
//	ternary.go        ternary weights in the same cells: _array the cells, _errors a mere rate of errors
//	stmram.go         ST-MRAM: _device from geometry and pulse, _path of its current, _laws of its errors, _sense of
//	                  its states, _area of a cell and limits of the picture, _array of bits
//	sotmram.go        SOT-MRAM, and fefet.go FeFET; asymmetric.go holds what both share
//	conductance.go    the older form of the weak RESET
//	measured.go       a device fitted to a table by package fit: _knobs its parameters, _law under pulses,
//	                  _cells with two states
//	smtj.go           superparamagnetic junctions, which give random bits: _size how reads disturb small ones;
//	                  stochastic.go makes images of bits
//
// What they are made of:
//
//	macro.go          published macros as presets, macrotable.go their table; rram_macros and stmram_macros say what
//	                  follows from their figures
//	readnoise.go      noise of resistive cells from read to read; rram_reads.go such reads, storedreads.go those of
//	                  weights that pulses have stored
//	technology.go     Technology, Array, Pulsed, Costs: what the lab asks of a memory
//	param.go          a knob of a memory, by package knob; parse.go reads them; shared.go has those of several
//	                  memories
//	sheet.go          Sheet, Plot, Picture: what a characterisation is made of; plots.go makes the common ones
//	ask.go            what a sheet is asked about: the population, and the layers that the memory is to hold
//	responses.go      pairs of devices under any law of pulses, for conductance.go and measured.go
//	coded.go          error correction around any Array, by package ecc
//	verify.go         write and verify: its law; verify_cells.go in resistive cells, verify_trits.go of ternary
//	                  weights, verify_sheet.go what it leaves, beside codes and pairs; verify_pulses.go of pairs that
//	                  move by pulses
//	refresh.go        refreshes; spares.go stuck cells of magnetic memory and spare rows; level.go uneven wear and its
//	                  levelling
//	pcsa.go           the precharge sense amplifier
//	tiles.go          a layer cut into tiles, whose wires package mesh solves
//	normals.go        normal numbers and their laws, without drawing what bounds decide
//
// Rooms of their own: knob (what a knob is, for parameters here and for the fields of the lab), ecc (codes), macrospin
// (switching of a magnet), junction (telegraph noise of a magnet), mesh (resistances of wires) and fit (tables to
// parameters).
//
// # Weak RESET of resistive memory
//
// A device in its low-resistance state R0 that receives t weak RESET pulses has the resistance
// (arXiv:2107.06064)
//
//	R(t)  = R0 exp(w(t))
//	w(t)  = wMean(t) + wRTN + 0.025 wPink
//	wMean = M1 t + C1                         t <  TStar
//	      = M2 t + TStar (M1 - M2) + C1       t >= TStar
//	wRTN  = trap U1 U2 Amp                    trap 0 or 1, U1 and U2 uniform, new at each evaluation
//	wPink = sum over k = 0..14 of b_k u_(t-k) u uniform, one a pulse, 0 before the first
//
// The noise is not integrated: R follows from the number of pulses and fresh noise. R0, M1,
// M2, TStar, C1 and Amp differ from device to device and are a function of its place. The trap is
// a two-state Markov chain in the pulses.
//
// That is the published form. In the other one (Switches.Stationary) noise is from the start what it is after very many
// pulses: the filter is full before the first pulse and its mean is taken off, and traps start high with the
// probability LowToHigh/(LowToHigh + HighToLow), also after a SET.
//
// The very first resistances are R0 alone. After a SET a device is at t = 0 with its trap low and
// its filter empty; its resistance is then R0 exp(C1), as the equations say for t = 0.
//
// Single follows one device by these equations. Pairs holds millions of them, two a binary
// weight, in float32 and 26 bytes a device.
//
// # Bit errors
//
// Package biterr turns bits over independently with one probability: at a read, and for good
// at programming. At programming the probability may depend on the bit, as in FeFET and SOT-MRAM.
//
// # 2T2R and 1T1R cells
//
// A device that was programmed has a normal ln R in either state, with a part that stays with the device (D2D) and
// one of each write (C2C). A precharge sense amplifier compares a device with the other one of its pair, or with a
// reference, with an offset of its own. With a gap of the means and the spreads sL, sH and sO of ln R
//
//	BER(2T2R) = Phi(-gap / sqrt(sL^2 + sH^2 + sO^2))
//	BER(1T1R) = Phi(-gap / (2 s))                    sL = sH = s, sO = 0, best reference
//
// The programming condition sets the gap, the energy of a write and the endurance. Cells are never drawn in full
// where bounds on their random numbers are enough to know what is read; what is stored is the same.
// TernaryRRAM reads -1, 0 and +1 of the same pairs by an amplifier near threshold. Any array may store its rows as
// words of a code of package ecc, check bits included.
//
// # Write and verify
//
// A write that reads wrong is repeated, n times at most. In a cell whose write fails with the probability f, by what
// stays with its devices and its amplifier,
//
//	BER = E[f^(n+1)],  writes = E[1 + f + ... + f^n],  checks = E[1 + ... + f^(n-1)]
//
// the means taken over the cells. In resistive cells f is Phi((v - m)/sC) of a margin m, with the spread sC of writes
// alone and the margin v of the check; what passed lies above v until it drifts.
//
// # Random bits
//
// A superparamagnetic junction turns over by itself; package junction follows it. BitGenerator XORs several
// of them into random bits, and StochasticInput makes images of random bits from them or from PseudoRandom.
package devices
