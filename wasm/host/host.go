// Package host is the browser as the programs of the page need it: messages between them,
// the address, downloads, storage, the clipboard. Thin wrappers, with errors as values and
// every callback guarded against panics; where there is no browser all of it answers
// ErrNoBrowser, so that what uses it also compiles and is tested natively.
package host

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoBrowser says that the program does not run in a browser.
var ErrNoBrowser = errors.New("host: there is no browser here")

// Host is the browser. Its zero value is of use: panics in callbacks are then only logged.
type Host struct {
	panicked func(error)
	beat     time.Duration // between two questions for a sign of life; 0 for two seconds
}

// New returns the browser. Whatever panics in a callback or in Go is given to panicked as a
// *PanicError, and the program goes on.
func New(panicked func(error)) *Host { return &Host{panicked: panicked} }

// PanicError is a panic that was caught at the edge of the program.
type PanicError struct {
	Value any    // what was panicked with
	Stack string // where, for the console
}

func (e *PanicError) Error() string { return fmt.Sprintf("host: the program failed: %v", e.Value) }

// Caps says what the browser offers here.
type Caps struct {
	Secure bool // a secure context: clipboard, shared memory and service workers may exist
	Cores  int  // logical processors; 1 where the browser does not say
}

// Failure comes over a line in the place of a message: one could not be read, or the program at the
// other end died.
type Failure struct {
	What  string // What went wrong: one sentence for the visitor.
	Do    string // Do says what the visitor can do.
	Where string // Where is "engine", or what the loader of a worker says: "memory".
	Fatal bool   // Fatal says that the other end is gone or unusable.
}

// FetchError says that a file could not be downloaded.
type FetchError struct {
	URL    string
	Status int    // HTTP status of the last try; 0 where none came
	Reason string // in words
	Tries  int
}

func (e *FetchError) Error() string {
	return fmt.Sprintf("host: %s could not be downloaded: %s (tries: %d)", e.URL, e.Reason, e.Tries)
}

// StorageProblem tells apart the ways in which storage fails, for what the visitor can do.
type StorageProblem string

// The ways in which storage fails.
const (
	StorageForbidden StorageProblem = "forbidden" // switched off, or a private window
	StorageFull      StorageProblem = "full"      // the browser's quota is used up
	StorageFailed    StorageProblem = "failed"    // anything else
)

// StorageError says that something could not be stored or read back.
type StorageError struct {
	Op      string // "get" | "put" | "delete"
	Key     string
	Problem StorageProblem
	Reason  string // the browser's words
}

func (e *StorageError) Error() string {
	return fmt.Sprintf("host: storage: %s of %s %s: %s", e.Op, e.Key, e.Problem, e.Reason)
}

// ClipboardError says that the browser did not let a text be copied.
type ClipboardError struct{ Reason string }

func (e *ClipboardError) Error() string { return "host: the clipboard refused the text: " + e.Reason }

// ScriptError is an exception that JavaScript threw.
type ScriptError struct{ Reason string }

func (e *ScriptError) Error() string { return "host: " + e.Reason }
