// Package ui is the page of the laboratory: the Store holds all that it shows and has one method
// for everything that a visitor can do; the components (.vugu) draw it. Neither knows a browser:
// what the page asks of one is the interface Desk, and the whole package runs natively. What the engine
// is asked to do is the session's, a package of its own; README.md is the map.
package ui

//go:generate go tool vugugen -skip-main -skip-go-mod .
