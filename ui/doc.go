// Package ui is the page of the laboratory: the Store holds all that it shows and has one method
// for everything that a visitor can do; the components (.vugu) draw it. Neither knows a browser:
// what the page asks of one is the interface Desk, and the whole package runs natively. What the engine
// is asked to do is the session's, a package of its own; README.md is the map.
//
// What the page knows of the engine is what package lab offers, and beside it the values that lab hands out or takes:
//
//	sim/gallery       named experiments with their stored results
//	sim/ledger        the tables of energy, time and area
//	sim/cellmap       the picture of an array, for ui/memory
//	sim/topology      the grammar of networks
//	sim/quadratic     the quadratic task, which the page computes itself
//	devices           memories, their sheets and their parameters
//	devices/knob      what a knob is: each control of the page shows one
//	devices/fit/forms the forms of tables that package fit reads
//	wasm/wire         the messages between page and engine; wasm/framewire those between page and array view
//
// A test of the imports (sim/imports_test.go) holds this list.
package ui

//go:generate go tool vugugen -skip-main -skip-go-mod .
//go:generate sh -c "go run ../server/cmd/tighten *_gen.go"
