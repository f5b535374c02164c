//go:build !js

// The host where there is no browser: the page's logic compiles and is tested natively.

package host

import (
	"context"

	"arraylab/wasm/codec"
)

// Go runs f in a goroutine; a panic in it is caught.
func (h *Host) Go(f func()) {
	go func() {
		defer func() {
			if v := recover(); v != nil && h.panicked != nil {
				h.panicked(&PanicError{Value: v})
			}
		}()
		f()
	}()
}

// A Port is one end of a line to another program of the page.
type Port struct{}

// Post sends a message of the line's table.
func (p *Port) Post(any) error { return ErrNoBrowser }

// Close ends the line.
func (p *Port) Close() {}

// Module is a compiled program.
type Module struct{}

// Compile downloads and compiles a program.
func (h *Host) Compile(context.Context, string, int64, func(done, total int64)) (Module, error) {
	return Module{}, ErrNoBrowser
}

// Spawn starts a crew of workers.
func (h *Host) Spawn(script, exec string, m Module, size int, table codec.Table, on func(msg any)) (*Port, error) {
	return nil, ErrNoBrowser
}

// Caps tells what the browser offers here.
func (h *Host) Caps() Caps { return Caps{Cores: 1} }

// Address of the page without its hash.
func (h *Host) Address() string { return "" }

// Hash returns what stands after the '#' of the address.
func (h *Host) Hash() string { return "" }

// SetHash changes what stands after the '#'.
func (h *Host) SetHash(string, bool) {}

// OnHash calls f when the visitor changes the address: here never.
func (h *Host) OnHash(func(hash string)) {}

// Copy puts a text on the clipboard.
func (h *Host) Copy(context.Context, string) error { return ErrNoBrowser }

// Download lets the visitor keep bytes as a file.
func (h *Host) Download(name, mime string, data []byte) error { return ErrNoBrowser }

// Fetch downloads a file.
func (h *Host) Fetch(context.Context, string, int64, func(done, total int64)) ([]byte, error) {
	return nil, ErrNoBrowser
}

// GetText reads a short text that was kept.
func (h *Host) GetText(string) (text string, ok bool, err error) { return "", false, ErrNoBrowser }

// Texts are all short texts whose keys begin so.
func (h *Host) Texts(string) (map[string]string, error) { return nil, ErrNoBrowser }

// PutText keeps a short text.
func (h *Host) PutText(key, text string) error { return ErrNoBrowser }

// DeleteText forgets a text.
func (h *Host) DeleteText(string) error { return ErrNoBrowser }

// Record reads a record that was kept.
func (h *Host) Record(context.Context, string) (note string, body []byte, ok bool, err error) {
	return "", nil, false, ErrNoBrowser
}

// PutRecord keeps a record.
func (h *Host) PutRecord(ctx context.Context, key, note string, body []byte) error {
	return ErrNoBrowser
}

// DeleteRecord forgets a record.
func (h *Host) DeleteRecord(context.Context, string) error { return ErrNoBrowser }

// Notes are those of all records.
func (h *Host) Notes(context.Context) (map[string]string, error) { return nil, ErrNoBrowser }

// Locks tells whether names can be held: here never.
func (h *Host) Locks() bool { return false }

// Hold takes a name for as long as the page lives.
func (h *Host) Hold(context.Context, string) (bool, error) { return false, ErrNoBrowser }

// Held are the names that pages of this site hold.
func (h *Host) Held(context.Context) (map[string]bool, error) { return nil, ErrNoBrowser }

// Ask is not there outside of a browser.
func (h *Host) Ask(context.Context, string, string, []byte) (status int, answer []byte) {
	return 0, nil
}
