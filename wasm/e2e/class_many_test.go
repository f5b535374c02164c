//go:build e2e && many

package e2e

import "testing"

// crowd is how much longer all takes that the browser does, with thirty pages on two cores.
const crowd = 10

// manySweep is of 300 units, networks of a point each, which take the command a third of a second of a core.
const manySweep = "v=1&train=20000&test=2000&hidden=48~56~64&epochs=1&memory=ber&ber=0.1&seeds=100"

// TestManyPagesComputeASweep is TestAClassComputesASweep with thirty pages and 300 units, five of which are closed. It
// takes minutes and gigabytes, and is run on purpose: go test -tags e2e,many.
func TestManyPagesComputeASweep(t *testing.T) {
	want, points := nativeTable(t, manySweep)
	classComputes(t, manySweep, want, points, 30, 5)
}
