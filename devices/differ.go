package devices

import "math/bits"

// differ counts the bits in which packed rows differ.
func differ(a, b []uint64) (n int) {
	for i := range a {
		n += bits.OnesCount64(a[i] ^ b[i])
	}
	return n
}
