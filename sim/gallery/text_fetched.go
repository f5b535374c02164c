//go:build fetched

package gallery

// supplied is the file of the stored results, once it is there.
var supplied []byte

// Supply gives the gallery the file of its stored results (scenarios.json), before anything of them is asked for: 79 kB
// with brotli, which a page fetches beside its program.
func Supply(file []byte) { supplied = file }

func storedText() []byte { return supplied }
