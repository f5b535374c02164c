//go:build e2e && many

package e2e

import "testing"

// TestManyPagesComputeASweep is TestAClassComputesASweep with thirty pages and 300 points, five of which are closed. It
// takes minutes and gigabytes, and is run on purpose: go test -tags e2e,many.
func TestManyPagesComputeASweep(t *testing.T) {
	link := "v=1&train=20000&test=2000&hidden=64&epochs=1&memory=ber&ber=0.001~0.01~0.1&seeds=20&chips=5"
	want, points := nativeTable(t, link)
	classComputes(t, link, want, points, 30, 5)
}
