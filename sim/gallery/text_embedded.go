//go:build !fetched

package gallery

import _ "embed" // the stored results

//go:embed scenarios.json
var storedJSON []byte

// storedText is the file of the stored results. With the build tag fetched it is no part of the program, which then
// calls Supply.
func storedText() []byte { return storedJSON }
