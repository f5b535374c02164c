package fit

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// heavy are files that make much of each byte. n is about their size.
var heavy = map[string]func(n int) string{
	"one row of commas":   func(n int) string { return strings.Repeat(",", n) },
	"rows of commas":      func(n int) string { return "lrs,hrs\n" + strings.Repeat(",\n", n/2) },
	"empty rows":          func(n int) string { return "lrs,hrs\n" + strings.Repeat("\n", n) },
	"carriage returns":    func(n int) string { return strings.Repeat("\r", n) },
	"short samples":       func(n int) string { return "lrs,hrs\n" + strings.Repeat("1,2\n", min(n/4, MaxValues/2)) },
	"too many samples":    func(n int) string { return "lrs,hrs\n" + strings.Repeat("1,2\n", n/4) },
	"a title of brackets": func(n int) string { return strings.Repeat("(", n) + ",a" },
	"titles of brackets":  func(n int) string { return strings.Repeat("(ohm)(mm),", n/10) },
	"titles of words":     func(n int) string { return "pulses," + strings.Repeat("a b c d e f g h i j ", n/20) },
	"5,000 devices": func(n int) string {
		return "pulses" + strings.Repeat(",d", 5000) + "\n" + wideRows(n, 5000)
	},
	"quotes":             func(n int) string { return strings.Repeat(`"`, n) },
	"a quoted cell":      func(n int) string { return `"` + strings.Repeat("a\n", n/2) + `"` },
	"comments":           func(n int) string { return strings.Repeat("# k ohm S uS\n", n/13) },
	"a long number":      func(n int) string { return "lrs,hrs\n" + strings.Repeat("1", n) + ",2\n" },
	"a number of groups": func(n int) string { return "lrs;hrs\n1" + strings.Repeat(".000", n/4) + ";2\n" },
	"a number of blanks": func(n int) string { return "lrs;hrs\n1" + strings.Repeat(" 000", n/4) + ";2\n" },
	"many devices":       func(n int) string { return "device,pulses,resistance\n" + longRows(n) },
	"UTF-16":             func(n int) string { return "\xff\xfe" + strings.Repeat("1\x00,\x00", n/4) },
	"no encoding":        func(n int) string { return strings.Repeat("\xb5", n) },
	"a list":             func(n int) string { return `{"lrs": [` + strings.Repeat("1,", n/2) + `1]}` },
	"lists": func(n int) string {
		return `{"pulses": [], "resistance": [` + strings.Repeat("[],", n/3) + `[]]}`
	},
	"deep lists": func(n int) string {
		return `{"a": ` + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + `}`
	},
	"many keys":         func(n int) string { return "{" + keys(n) + `"": 1}` },
	"a long key":        func(n int) string { return `{"` + strings.Repeat("k", n) + `": 1}` },
	"an unused list":    func(n int) string { return `{"a": [` + strings.Repeat("1,", n/2) + `1]}` },
	"error rates":       func(n int) string { return "t (ns),wer\n" + strings.Repeat("1,.1\n", n/5) },
	"a separator's row": func(n int) string { return "sep=" + strings.Repeat(";", n) },
	"a choice of 5,000": func(n int) string {
		return strings.Repeat("a,", 5000) + "b\n" + strings.Repeat("1,", 5000) + "2\n"
	},
	"names of one device":  func(n int) string { return "pulses" + strings.Repeat(",a", 5000) + "\n" },
	"a row of long titles": func(n int) string { return strings.Repeat(strings.Repeat("t", 100)+",", n/101) },
}

func wideRows(n, devices int) string {
	var b strings.Builder
	for p := 0; b.Len() < n; p++ {
		fmt.Fprintf(&b, "%d%s\n", p, strings.Repeat(",9", devices))
	}
	return b.String()
}

func longRows(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "d%d,%d,5\n", i%MaxDevices, i/MaxDevices)
	}
	return b.String()
}

func keys(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, `"%d":1,`, i)
	}
	return b.String()
}

// peak is the most memory in use while f runs, above what was before, and how long it took.
func peak(f func()) (bytes uint64, took time.Duration) {
	var before, now runtime.MemStats
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that what is left for the collector hardly counts
	runtime.GC()
	runtime.ReadMemStats(&before)
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		for {
			runtime.ReadMemStats(&now)
			top = max(top, now.HeapAlloc)
			select {
			case <-done:
				most <- top
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	f()
	took = time.Since(start)
	done <- struct{}{}
	if top := <-most; top > before.HeapAlloc {
		bytes = top - before.HeapAlloc
	}
	return bytes, took
}

// TestHeavyFiles: reading takes at most ten times the file in memory, or 16 MiB
// for a small one, and a time that a visitor waits for. With quadratic times a file of this size would take hours.
// What is read counts garbage too, more of it where other work starves the collector: the least of some
// measurements is still more than what is in use, so one that is within the limit shows that the limit holds.
func TestHeavyFiles(t *testing.T) {
	const size, patience = 2 << 20, 30 * time.Second
	for name, make := range heavy {
		body := []byte(make(size))
		limit := uint64(max(10*len(body), 16<<20))
		readIt := func() {
			if _, err := read(body, "data.csv", ""); err != nil {
				var bad *FileError
				var unclear *ColumnsError
				if !errors.As(err, &bad) && !errors.As(err, &unclear) || len(err.Error()) > 2000 {
					t.Errorf("%s: %.200v", name, err)
				}
			}
		}
		bytes, took := peak(readIt)
		for again := 0; again < 9 && bytes > limit; again++ {
			least, _ := peak(readIt)
			bytes = min(bytes, least)
		}
		if bytes > limit || took > patience {
			t.Errorf("%s: %d bytes take %.1f times as many, in %v", name, len(body),
				float64(bytes)/float64(len(body)), took)
		}
		t.Logf("%-22s %5.1f times, %v", name, float64(bytes)/float64(len(body)), took.Round(time.Millisecond))
	}
}

// FuzzRead: the reader alone, which is fast enough for large files.
func FuzzRead(f *testing.F) {
	for _, make := range heavy {
		f.Add([]byte(make(300)), "")
	}
	for _, s := range []string{
		"lrs (k\u03a9);hrs/kohm\n4,9;61,3\n5;58.000,5\n", "sep=\t\npulses\td0 [uS]\n0\t1'000\n",
		"\xfe\xff\x00l\x00,\x00h",
		"lrs,hrs\nkohm,V/uA\n1,2\n", `{"unit": "kohm", "lrs": [1], "hrs": [2], "x": {"y": [null]}}`,
		"# in kohm\nlrs,hrs,lrs,hrs\n1,2,3,4\n", "t_us|ber (%)|n|errors|delta (kT)\n1|2|3|4|5\n",
		"\u2212" + "1 234,5;1\u202f234.5",
	} {
		f.Add([]byte(s), "")
	}
	f.Add([]byte("a,b,c\n1,2,3\n"), "lrs=1+2,hrs=c")
	f.Add([]byte("a,b,c\n1,2,3\n"), "pulses=1,devices=*")
	f.Fuzz(func(t *testing.T, body []byte, columns string) {
		table, err := read(body, "data.csv", Columns(columns))
		var bad *FileError
		var unclear *ColumnsError
		switch {
		case err == nil && len(table.devices) == 0 && len(table.low) == 0 && len(table.rates) == 0:
			t.Error("a table without anything")
		case err != nil && !errors.As(err, &bad) && !errors.As(err, &unclear):
			t.Errorf("%v", err)
		case err == nil && len(table.said) == 0 && len(table.rates) == 0:
			t.Error("nothing is said of the units")
		}
	})
}
