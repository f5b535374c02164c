package lab

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"runtime"
	"testing"
)

// fuzzedStudy is a small study, with the lines of its points.
func fuzzedStudy(f *testing.F) (t *Table, lines []string) {
	l, err := ParseLink("memory=ber&ber=0.01~0.02&chips=3")
	if err == nil {
		t, err = l.Table()
	}
	for i := 0; err == nil && i < t.Size(); i++ {
		var line string
		line, err = t.Line(i, Result{Accuracy: float64(i) / 100, Fingerprint: fmt.Sprintf("%016x", i)})
		lines = append(lines, line)
	}
	if err != nil {
		f.Fatal(err)
	}
	return t, lines
}

// FuzzCollector: whatever stands in the two files of a study, and whatever a worker hands in, the table begins with its
// head and holds points in their order, or all is refused.
func FuzzCollector(f *testing.F) {
	table, lines := fuzzedStudy(f)
	head := table.Head()
	f.Add(head+lines[0], head+"3:"+lines[3], "2:"+lines[2], 1, lines[1])
	f.Add(head+lines[0]+lines[1][:9], head+"1:"+lines[1]+"4:", "-1:x\n99999999999999999999:y\n", -7, "")
	f.Add("", "", "5:"+lines[5]+"5:"+lines[4], 6, lines[0]+lines[1])
	f.Add(head, head[:5], "0"+lines[0], 0, "\n")
	f.Fuzz(func(t *testing.T, csv, spool, more string, point int, line string) {
		const some = 1 << 17
		var before, after runtime.MemStats
		var kept, waits memoryFile
		kept.bytes, waits.bytes = []byte(csv), []byte(spool+more)
		runtime.ReadMemStats(&before)
		c, err := NewCollector(table, &kept, &waits)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > uint64(10*(len(csv)+len(spool)+len(more))+some) {
			t.Errorf("%d bytes are made of %d", n, len(csv)+len(spool)+len(more))
		}
		if err != nil {
			return
		}
		held := c.Held()
		news, err := c.PutLines(map[int]string{point: line})
		if err == nil && news == 1 && (!c.Has(point) || c.Held() != held+1) || err != nil && c.Held() != held {
			t.Errorf("%d points, %d news, then %d: %v", held, news, c.Held(), err)
		}
		for _, u := range table.Units() {
			if _, err := c.Put(UnitResult{Unit: u.ID(), Lines: []string{line}}); err != nil {
				wordy(t, err)
			}
		}
		points, size, err := table.Done(kept.bytes)
		if err != nil || size != len(kept.bytes) || len(points) != c.Told() {
			t.Errorf("a table of %d bytes holds %d points in %d, %d are told: %v", len(kept.bytes), len(points), size,
				c.Told(), err)
		}
	})
}

// wordy makes sure that what a worker hands in is refused in words.
func wordy(t *testing.T, err error) {
	t.Helper()
	var foreign *LinkError
	var doubt *DoubtError
	if !errors.As(err, &foreign) && !errors.As(err, &doubt) || len(err.Error()) > 4000 {
		t.Errorf("%.5000v", err)
	}
}

// FuzzUnit: a unit that is not one of the study is refused before anything is computed.
func FuzzUnit(f *testing.F) {
	table, _ := fuzzedStudy(f)
	for _, u := range table.Units() {
		text, err := json.Marshal(u)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(fmt.Sprintf(`{"study":%q,"numerics":%d,"points":[0,6]}`, table.Study(), NumericVersion))
	f.Add(fmt.Sprintf(`{"study":%q,"numerics":%d,"points":[-1,0,0]}`, table.Study(), NumericVersion))
	refused := errors.New("no images")
	carrier := Carrier{Workers: 1, Sets: func(string, int, int) (Sets, error) { return Sets{}, refused }}
	f.Fuzz(func(t *testing.T, text string) {
		var u Unit
		if json.Unmarshal([]byte(text), &u) != nil {
			return
		}
		_, one := carrier.Unit(table, u, nil)
		many := carrier.Units(table, []Unit{u}, func(int) bool { return true }, func(int, Result, error) error { return nil })
		if (one == nil) != (many == nil) || one == nil && len(u.Points) > 0 {
			t.Errorf("%q: %v, %v", text, one, many)
		}
	})
}

// FuzzLedger: whatever is said to be a result, its books are refused, or are numbers.
func FuzzLedger(f *testing.F) {
	for _, link := range []string{"train=60&test=40&hidden=8&epochs=1&memory=st-mram",
		"train=60&test=40&hidden=8&epochs=1&memory=rram-weak-reset", "train=60&test=40&hidden=8&epochs=1&memory=rram-2t2r"} {
		e := experimentOf(link)
		text, err := json.Marshal(Result{Link: e.Link(), Step: 2, Pulses: []int64{5, 6}, Sets: []int64{1, 2},
			Ones: []int64{3, 4}, BER: []float64{0, 0.1}, Accuracy: 0.5})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add(`{"link":"v=1","step":-9223372036854775808,"ones":[-1,9223372036854775807]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var r Result
		if json.Unmarshal([]byte(text), &r) != nil {
			return
		}
		books, err := Ledger(r)
		claims, claimed := Claims(r, 0.03)
		if err != nil && claimed == nil && len(claims) > 0 {
			t.Errorf("no books (%v), and %d claims", err, len(claims))
		}
		if err != nil {
			return
		}
		if _, err := json.Marshal(books); err != nil {
			t.Errorf("books of %q: %v", text, err)
		}
		for _, x := range []float64{books.Training, books.Programming, books.Image} {
			if x < 0 || math.IsInf(x, 0) {
				t.Errorf("%q costs %g J", text, x)
			}
		}
	})
}
