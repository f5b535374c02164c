//go:build fetched

package gallery

// storedText is the file of the stored results.
var storedText func() []byte

// Supply tells the gallery where its stored results (scenarios.json) come from, before anything of them is asked for:
// 90 kB with brotli, which a page fetches beside its program. They are asked for once.
func Supply(file func() []byte) { storedText = file }
