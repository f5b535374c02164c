package own

import "arraylab/sim/npy"

func isNPY(f File) bool { return npy.Is(f.Body) }

// readNPY reads an NPY file.
func readNPY(f File) (*array, error) {
	h, body, err := npy.Parse(f.Body)
	if err != nil {
		return nil, wrong(f.Name, "is an array %v", err)
	}
	if len(h.Dims) < 1 || len(h.Dims) > mostDims {
		return nil, wrong(f.Name, "has %d dimensions: allowed are 1 to %d", len(h.Dims), mostDims)
	}
	a := &array{name: f.Name, dims: h.Dims}
	if err := a.fill(h.Number, body); err != nil || !h.Fortran {
		return a, err
	}
	a.bytes, a.reals, a.texts = turned(a.bytes, h.Dims), turned(a.reals, h.Dims), turned(a.texts, h.Dims)
	return a, nil
}

// turned puts values that stand in Fortran's order into C's; nil stays nil.
func turned[T any](values []T, dims []int) []T {
	if values == nil {
		return nil
	}
	return npy.Turned(values, dims)
}
