package kernel

// Vectorized tells whether the kernels use vector instructions in this build and on this
// processor; the bits are the same either way.
func Vectorized() bool { return vectors }
