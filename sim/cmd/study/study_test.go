package study

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
)

// TestFile: points in any order, on the disk and in memory; the spool is there while points wait in it.
func TestFile(t *testing.T) {
	l, err := lab.ParseStudy("memory=ber&ber=0.1~0.2&chips=2")
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "x.csv")
	for _, where := range []string{name, ""} {
		f, err := Open(where, table, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, point := range []int{2, 0, 3, 1} {
			r := lab.Result{Accuracy: float64(point), Fingerprint: "0123456789abcdef"}
			if err := f.Add(point, r); err != nil {
				t.Fatal(err)
			}
			_, err := os.Stat(name + SpoolEnding)
			if where != "" && err != nil {
				t.Errorf("there is no spool: %v", err)
			}
			if where == "" || point != 0 {
				continue
			}
			if err := f.Close(); err != nil { // point 2 waits
				t.Fatal(err)
			}
			if f, err = Open(where, table, Wait); err != nil || f.Held() != 2 {
				t.Fatalf("%d points, %v", f.Held(), err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		points, err := f.Points()
		if err != nil || len(points) != 4 || points[2].Accuracy != 2 {
			t.Errorf("%v, %v", points, err)
		}
	}
	if left, _ := filepath.Glob(name + ".*"); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
	if _, err := Open(filepath.Join(name, "x.csv"), table, 0); !errors.As(err, &TryError{}) {
		t.Errorf("a file in a file: %v", err)
	}
}

func TestPace(t *testing.T) {
	var log strings.Builder
	p := Begin(&log, 10, 30)
	p.start = p.start.Add(-100 * time.Second)
	if p.Left(10) != "time left unknown" || p.Left(20) != "about 100 s left" || int(p.Rate(20)*1000) != 99 {
		t.Errorf("%s, %s, %v", p.Left(10), p.Left(20), p.Rate(20))
	}
	p.Tell(20, lab.Result{Accuracy: 0.5, Link: "v=1"})
	p.Fail(3, errors.New("why"))
	p.Fail(4, errors.New("why"))
	if want := "  20 of 30   50.00 %  100 s, about 100 s left  #v=1\npoint 3 failed: why\n"; log.String() != want {
		t.Errorf("%q, want %q", log.String(), want)
	}
	for seconds, want := range map[float64]string{3: "3 s", 600: "10 min", 3 * 3600: "3 h", 86400 * 4: "4 days"} {
		if got := roughly(time.Duration(seconds * float64(time.Second))); got != want {
			t.Errorf("%v s are %s, want %s", seconds, got, want)
		}
	}
}
