package lab

import (
	"reflect"
	"runtime"
	"testing"
)

// FuzzTable: whatever stands in a file of points is refused, or its points are those that it would be written with.
func FuzzTable(f *testing.F) {
	l, err := ParseLink("memory=ber&ber=0.01~0.02&chips=2")
	if err != nil {
		f.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		f.Fatal(err)
	}
	text := table.Head()
	f.Add(text)
	for i := range table.Size() {
		line, err := table.Line(i, Result{Accuracy: 0.5, Fingerprint: "0123456789abcdef0123"})
		if err != nil {
			f.Fatal(err)
		}
		text += line
		f.Add(text)
	}
	f.Add(text[len(table.Head()):])
	f.Add(text + "\"\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		const some = 1 << 16
		for _, file := range []string{text, table.Head() + text} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			points, size, err := table.Done([]byte(file))
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > uint64(10*len(file)+some) {
				t.Errorf("%d bytes are made of %d", n, len(file))
			}
			if err != nil {
				continue
			}
			again, n, err := table.Done([]byte(file[:size]))
			if err != nil || n != size || len(points) > table.Size() || !samePoints(points, again) {
				t.Fatalf("%q: %d points in %d bytes, then %d in %d, %v", file, len(points), size, len(again), n, err)
			}
		}
		var p, back Points
		if p.UnmarshalText([]byte(text)) != nil {
			return
		}
		again, err := p.MarshalText()
		if err != nil || back.UnmarshalText(again) != nil || len(back) != len(p) {
			t.Fatalf("%q is written as %q, %v", text, again, err)
		}
	})
}

func samePoints(a, b Points) bool { return reflect.DeepEqual(a, b) }
