package rng_test

import (
	"math"
	"slices"
	"testing"

	"arraylab/sim/rng"
)

// TestStreamsPinned pins the first block of each stream: results depend on them.
func TestStreamsPinned(t *testing.T) {
	want := map[string][4]uint32{
		"weights": {0xca6e9f5e, 0x5e48f28c, 0xc50229d4, 0x748398e5},
		"bias":    {0x4aafcaa0, 0xb1fd4826, 0xb51f190, 0xb01e6443},
		"order":   {0x24228e2, 0x3b139c04, 0x9921cdd3, 0x9020fd7c},
		"augment": {0xa52f0ba9, 0x264f4a29, 0xb3ce7134, 0x6bd8f70f},
		"signs":   {0x1581814, 0x209c7c73, 0x82932d85, 0x7e9e2482},
		"d2d":     {0x9582f3b2, 0xe30468cc, 0xb32f86f, 0xe598be44},
		"trap":    {0xcd207894, 0x40289b3c, 0x322d3f85, 0x6c64ab72},
		"pink":    {0x80b08172, 0xe0e2bfe8, 0xecdb9b62, 0xb528b201},
		"traps":   {0x2d28b716, 0xd98bd6c5, 0x88f394fb, 0x500df9bb},
		"errors":  {0xa83071a9, 0x30391d43, 0x5d50b2bc, 0x27931ca8},

		"pulse-noise":  {0x27a426b2, 0xd7b7b3cc, 0x9af382af, 0x3023a001},
		"pulsed-read":  {0xc4ef43b4, 0x949fa627, 0x2de727f2, 0xd04cbf0b},
		"samples":      {0x1f04f8ab, 0xfcab3632, 0x536b6213, 0x9315d3c},
		"junction":     {0x2831b461, 0xba8b4b93, 0x3ce964ae, 0x1cdfb5e6},
		"stray":        {0x8880e17, 0x519809b8, 0xa3acff7f, 0x8a1fcac5},
		"input":        {0x2e977456, 0xab6ee183, 0xfa9ef615, 0xf1bd93b2},
		"celld2d":      {0xfc99bca, 0x4987561c, 0x1c96144b, 0x634a3877},
		"cellc2c":      {0x5831b09c, 0x7c25fbc8, 0x35f5990c, 0xe1a5a306},
		"stuck":        {0x2c303319, 0xc414c714, 0x4afdd057, 0x19444d21},
		"offset":       {0xdf5979d, 0x5f70975f, 0x4df40caa, 0xdbb3b667},
		"fall":         {0x9709884d, 0xfbce0d05, 0xcaf7023b, 0xd193f5f5},
		"places":       {0xd4be9e92, 0xae1944dd, 0x32817786, 0xdf8431de},
		"retention":    {0xd00ff544, 0x12d4f775, 0x32cd7c85, 0xe644667a},
		"read-disturb": {0xf451650e, 0xd49eed8f, 0x61e233c8, 0xd56f6e33},
		"read-trap":    {0x573e1f2, 0x3f20f3ee, 0x7c052e50, 0x299dbb6},
		"read-pink":    {0x7b541af9, 0x6d6ae4af, 0xfde9b2b9, 0x8622a11a},
		"read-thermal": {0xb16381ae, 0x25dc1230, 0x6e45d55b, 0x97bf15ae},
		"sense-cell":   {0xdbc9cef4, 0x1f925b14, 0x65f741ef, 0x9392027c},
		"sense-ref":    {0x925104c3, 0x80b52028, 0x283fd27f, 0x972e958e},
		"train-errors": {0xa8e7976e, 0x7aade6f7, 0xc7126838, 0xa0eca35c},
		"activations":  {0xb7b544ee, 0x58422ee0, 0x6c169ffe, 0x6e94e4dd},
		"calibration":  {0x52b07e8, 0xb9d62177, 0xbef003c1, 0x48643d80},
		"quadratic":    {0x18ab7553, 0xa5778275, 0x5ab149d2, 0x293ef457},
		"people":       {0x19556665, 0xbca2643d, 0x41e6a70c, 0x7661caac},
		"recordings":   {0x735157ee, 0x261ba1cd, 0x97a8c9a9, 0xe7149bfd},
		"split":        {0xc61de084, 0x12743aa9, 0xb8b2b9d2, 0x434d2d},
	}
	for _, name := range rng.Names() {
		if got := rng.New(1, name).Block(0, 0); got != want[name] {
			t.Errorf("%q: {%#x, %#x, %#x, %#x},", name, got[0], got[1], got[2], got[3])
		}
	}
}

// TestStreamsDiffer compares the first blocks of all the streams that a run can have: with
// 32-bit hashes of names a collision is possible, and would show here.
func TestStreamsDiffer(t *testing.T) {
	names := rng.Names()
	for _, n := range rng.Names() {
		for layer := range 64 {
			names = append(names, rng.Layer(n, layer))
		}
	}
	first := map[[4]uint32]string{}
	for _, n := range names {
		for seed := range uint32(4) {
			b := rng.New(seed, n).Block(0, 0)
			if other, ok := first[b]; ok {
				t.Fatalf("the streams %q and %q are the same", n, other)
			}
			first[b] = n
		}
	}
}

func TestIndicesDiffer(t *testing.T) {
	s := rng.New(1, "indices")
	seen := map[[4]uint32]bool{}
	for _, i := range []uint64{0, 1, 1 << 31, 1 << 32, 1<<32 + 1, 1 << 63} {
		for _, j := range []uint64{0, 1, 1 << 31, 1 << 32, 1<<32 + 1, 1 << 63} {
			b := s.Block(i, j)
			if seen[b] {
				t.Fatalf("the block at (%d, %d) occurs twice", i, j)
			}
			seen[b] = true
		}
	}
}

func TestUniformsStayInside(t *testing.T) {
	const top = math.MaxUint32
	if lo, hi := rng.Uniform32(0), rng.Uniform32(top); lo != 1.0/(1<<24) || hi != 1-1.0/(1<<24) {
		t.Errorf("Uniform32 goes from %g to %g", lo, hi)
	}
	if lo, hi := rng.Uniform64(0, 0), rng.Uniform64(top, top); lo != 0.5/(1<<52) || hi != 1-0.5/(1<<52) {
		t.Errorf("Uniform64 goes from %g to %g", lo, hi)
	}
	if lo, hi := rng.Uniform(0), rng.Uniform(top); lo != 0.5/(1<<32) || hi != 1-0.5/(1<<32) {
		t.Errorf("Uniform goes from %g to %g", lo, hi)
	}
	if got := rng.Uniform64(0x80000000, 0); got <= 0.5 || got > 0.5+1e-15 {
		t.Errorf("Uniform64 of half the range is %v", got)
	}
}

func TestSourcePinned(t *testing.T) {
	src := rng.New(1, "source").Source(0)
	got := []uint64{src.Uint64(), src.Uint64(), src.Uint64()}
	want := []uint64{0x5b6a6096caf85026, 0x2f6fae54f4a23d54, 0xd4e96eaf6ab90466}
	if !slices.Equal(got, want) {
		t.Errorf("first words %#x: want %#x", got, want)
	}
	// The reader gives the words of the blocks in order.
	a, b := rng.New(1, "source").Block(0, 0), rng.New(1, "source").Block(1, 0)
	if got[0] != uint64(a[0])<<32|uint64(a[1]) || got[1] != uint64(a[2])<<32|uint64(a[3]) ||
		got[2] != uint64(b[0])<<32|uint64(b[1]) {
		t.Errorf("the source does not read the blocks %x, %x", a, b)
	}
}

func TestPermPinned(t *testing.T) {
	p := make([]int32, 10)
	rng.New(1, rng.Order).Source(0).Perm(p)
	if want := []int32{8, 1, 5, 6, 7, 9, 3, 4, 2, 0}; !slices.Equal(p, want) {
		t.Errorf("permutation %v: want %v", p, want)
	}
}

// TestPermIsUniform counts each of the 24 permutations of four things: chi-squared with 23
// degrees of freedom has mean 23 and standard deviation sqrt(46).
func TestPermIsUniform(t *testing.T) {
	const draws = 24000
	count := map[[4]int32]int{}
	src := rng.New(3, "perm").Source(0)
	p := make([]int32, 4)
	for range draws {
		src.Perm(p)
		count[[4]int32(p)]++
	}
	chi2 := 0.0
	for _, n := range count {
		d := float64(n) - draws/24
		chi2 += d * d / (draws / 24)
	}
	if z := (chi2 - 23) / math.Sqrt(46); len(count) != 24 || math.Abs(z) > 4 {
		t.Errorf("%d permutations, chi-squared %.1f: %.1f standard deviations from its mean", len(count), chi2, z)
	}
}

// TestBelowIsUnbiased uses a bound for which the plain remainder or the plain product would
// favour a third of the results two to one.
func TestBelowIsUnbiased(t *testing.T) {
	const bound, draws = 3 << 30, 60000
	src := rng.New(4, "below").Source(0)
	thirds := [3]int{}
	for range draws {
		thirds[src.Below(bound)%3]++
	}
	for k, n := range thirds {
		sd := math.Sqrt(draws * (1.0 / 3) * (2.0 / 3))
		if z := (float64(n) - draws/3) / sd; math.Abs(z) > 4 {
			t.Errorf("remainder %d occurs %d times: %.1f standard deviations from a third", k, n, z)
		}
	}
	for range 1000 {
		if n := src.Below(7); n >= 7 {
			t.Fatalf("Below(7) gave %d", n)
		}
	}
}

// TestWords: the planes hold the words of the blocks, also where an index crosses 32 bits.
func TestWords(t *testing.T) {
	s := rng.New(5, "words")
	for _, n := range []int{0, 1, 7, 8, 16, 40, 41} {
		for _, i0 := range []uint64{0, 1<<32 - 9, 1<<40 + 3} {
			at, dst := make([]uint32, n), make([]uint32, 4*n)
			for i := range at {
				at[i] = uint32(3 * i)
			}
			s.Words(dst, i0, at, 1<<33+7)
			for i, a := range at {
				b := s.Block(i0+uint64(a), 1<<33+7)
				if got := [4]uint32{dst[i], dst[n+i], dst[2*n+i], dst[3*n+i]}; got != b {
					t.Fatalf("%d blocks from %d: number %d is %x: want %x", n, i0, i, got, b)
				}
			}
		}
	}
}
