// Package brought makes a visitor's own data of files that the page hands over, for the engine and for the help of a
// class alike.
package brought

import (
	"arraylab/sim/data/own"
	"arraylab/wasm/wire"
)

// Find reads files so that they are the data of the hash that is wanted, where they can be. The errors are those of
// own.Find.
func Find(o wire.Bring) (*own.Pool, error) {
	return own.Find(Files(o.Names, o.Sizes, o.Body), own.Options(o.Reading), o.Hash)
}

// Files are files whose bodies lie side by side.
func Files(names []string, sizes []int, body []byte) (files []own.File) {
	for i, name := range names[:min(len(names), len(sizes))] {
		size := min(max(sizes[i], 0), len(body))
		files, body = append(files, own.File{Name: name, Body: body[:size:size]}), body[size:]
	}
	return files
}
