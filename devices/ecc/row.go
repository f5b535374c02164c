package ecc

// Tally counts the words of decoded rows against the truth.
type Tally struct {
	Clean        int64 // no error seen, none there
	Corrected    int64 // one wrong bit, mended
	Detected     int64 // errors seen, read as they are
	Miscorrected int64 // a bit turned over, and the data are wrong
	Undetected   int64 // no error seen, and the data are wrong
}

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Clean += o.Clean
	t.Corrected += o.Corrected
	t.Detected += o.Detected
	t.Miscorrected += o.Miscorrected
	t.Undetected += o.Undetected
}

// RowWords is how many code words hold a row of so many data bits. The last one is filled up with zeros,
// which are stored, too.
func (c *Code) RowWords(dataBits int) int { return (dataBits + c.k - 1) / c.k }

// RowCells is how many bits a row takes when stored: N() for each of its code words, one after the
// other without gaps.
func (c *Code) RowCells(dataBits int) int { return c.RowWords(dataBits) * c.n }

// EncodeRow writes the RowCells(dataBits) bits to store for the first dataBits bits of a row. Both are
// packed; bits of the last word of cells that no code word covers become 0.
func (c *Code) EncodeRow(cells, data []uint64, dataBits int) {
	clear(cells[:(c.RowCells(dataBits)+63)/64])
	for i := range c.RowWords(dataBits) {
		var w word
		load(&w, data, i*c.k, min(c.k, dataBits-i*c.k))
		w = c.encode(w)
		store(cells, &w, i*c.n, c.n)
	}
}

// DecodeRow writes the dataBits data bits that the decoder makes of the stored bits, and counts what it did
// against the truth. Bits of the last word of dst beyond dataBits become 0. dst and cells may not overlap;
// dst and truth may be the same.
func (c *Code) DecodeRow(dst, cells, truth []uint64, dataBits int) (t Tally) {
	for i := range c.RowWords(dataBits) {
		var w, want, got word
		load(&w, cells, i*c.n, c.n)
		place, outcome := c.examine(&w)
		if outcome == Corrected {
			w[place>>6] ^= 1 << (place & 63)
		}
		// The data tell right from wrong, even where only zeros that fill the row up are wrong: two
		// code words differ in their data.
		bits := min(c.k, dataBits-i*c.k)
		load(&want, truth, i*c.k, bits)
		got = w.below(c.k)
		t.judge(outcome, got == want)
		replace(dst, &got, i*c.k, bits)
	}
	if over := dataBits & 63; over != 0 {
		dst[dataBits>>6] &= 1<<over - 1
	}
	return t
}

func (t *Tally) judge(outcome Outcome, right bool) {
	switch {
	case outcome == Detected:
		t.Detected++
	case outcome == Corrected && right:
		t.Corrected++
	case outcome == Corrected:
		t.Miscorrected++
	case right:
		t.Clean++
	default:
		t.Undetected++
	}
}

// load reads n packed bits from place at on.
func load(w *word, src []uint64, at, n int) {
	shift := at & 63
	for i := 0; 64*i < n; i++ {
		j, left := at>>6+i, n-64*i
		x := src[j] >> shift
		if shift+left > 64 && shift > 0 {
			x |= src[j+1] << (64 - shift)
		}
		if left < 64 {
			x &= 1<<left - 1
		}
		w[i] = x
	}
}

// store ORs n packed bits into place at on. Bits of w from n on must be 0.
func store(dst []uint64, w *word, at, n int) {
	shift := at & 63
	for i := 0; 64*i < n; i++ {
		j, left := at>>6+i, n-64*i
		dst[j] |= w[i] << shift
		if shift+left > 64 && shift > 0 {
			dst[j+1] |= w[i] >> (64 - shift)
		}
	}
}

// replace writes n packed bits to place at on.
func replace(dst []uint64, w *word, at, n int) {
	shift := at & 63
	for i := 0; 64*i < n; i++ {
		j, left := at>>6+i, min(64, n-64*i)
		mask := ^uint64(0) >> (64 - left)
		dst[j] = dst[j]&^(mask<<shift) | w[i]&mask<<shift
		if shift+left > 64 && shift > 0 {
			dst[j+1] = dst[j+1]&^(mask>>(64-shift)) | w[i]&mask>>(64-shift)
		}
	}
}
