package lab

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// tableOf is the table of a study's link.
func tableOf(t *testing.T, link string) *Table {
	t.Helper()
	l, err := ParseStudy(link)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// randomStudies are links of studies of many shapes: with few and many networks, short and long ones.
func randomStudies(n int) (links []string) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	for len(links) < n {
		parts := []string{pick("train=300&test=200", "train=2000", "epochs=20"),
			pick("memory=ber&ber=0.001..0.1..9", "memory=ber&ber=0.1~0.01", "memory=ber&ber=0.1&lr=0.001~0.01",
				"memory=ber&ber=0~0.1&lr=0.001~0.01&batch=20~50", "memory=rram-weak-reset&learn=device&hidden=30~40",
				"memory=sot-mram&sot01=0.3&sot10=0.01&ablate=1"),
			pick("", "seeds=3", "seeds=11"), pick("chips=1", "chips=7", "chips=130")}
		links = append(links, strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "&"))
	}
	return links
}

// TestUnitsCoverTheTableOnce: each point is in one unit, units are short where they can be, and who cuts the same study
// has the same units.
func TestUnitsCoverTheTableOnce(t *testing.T) {
	for _, link := range randomStudies(25) {
		table := tableOf(t, link)
		seen, ids := make([]int, table.Size()), map[string]bool{}
		var again []Unit
		for _, u := range tableOf(t, "#"+table.Study()).Units() {
			again = append(again, u)
		}
		for i, u := range table.Units() {
			networks := map[string]bool{}
			for j, p := range u.Points {
				seen[p]++
				if j > 0 && p <= u.Points[j-1] {
					t.Errorf("%s: unit %d has %v", link, i, u.Points)
				}
				if len(u.Points) <= 20 { // spelling takes a while
					networks[table.Experiment(p).Training()] = true
				}
			}
			if len(u.Points) > mostPoints || u.Seconds > mostMicros/1e6 && len(networks) > 1 {
				t.Errorf("%s: unit %d has %d points of %d networks and takes %.1f s", link, i, len(u.Points),
					len(networks), u.Seconds)
			}
			if i > 0 && u.Points[0] < table.Units()[i-1].Points[0] {
				t.Errorf("%s: unit %d stands behind one that begins later", link, i)
			}
			if ids[u.ID()] || again[i].ID() != u.ID() || table.owns(u) != nil {
				t.Errorf("%s: unit %d is %s, then %s: %v", link, i, u.ID(), again[i].ID(), table.owns(u))
			}
			ids[u.ID()] = true
		}
		if i := slices.IndexFunc(seen, func(n int) bool { return n != 1 }); i >= 0 {
			t.Errorf("%s: point %d is in %d units", link, i, seen[i])
		}
	}
}

// TestUnitsAreOfOneSize: short networks are joined, one with many points is split, a long training is a unit by itself.
func TestUnitsAreOfOneSize(t *testing.T) {
	for link, want := range map[string]int{
		"train=300&test=200&hidden=20&epochs=1&memory=ber&ber=0.1&seeds=300":  1,
		"train=300&test=200&hidden=20&epochs=1&memory=ber&ber=0.1&chips=2000": 5, // of at most 400 points
		"train=60000&epochs=50&hidden=512&memory=ber&ber=0.1&seeds=3&chips=2": 3,
	} {
		if got := tableOf(t, link).Units(); len(got) != want {
			t.Errorf("%s has %d units, want %d", link, len(got), want)
		}
	}
	// Machines agree on names, or no result would find its place: this one is of amd64, and of numerics 2.
	units := tableOf(t, manyUnits).Units()
	if got := units[19].ID(); NumericVersion == 2 && got != "1c7bf98beb68c600" || len(units) != 20 {
		t.Errorf("the last of %d units is %s", len(units), got)
	}
}

// TestUnitsOfOthersAreRefused by who is to compute them.
func TestUnitsOfOthersAreRefused(t *testing.T) {
	table := tableOf(t, "memory=ber&ber=0.1~0.2&chips=3")
	good := table.Units()[0]
	for says, change := range map[string]func(*Unit){
		"of the study":     func(u *Unit) { u.Study = "v=1" },
		"of numerics":      func(u *Unit) { u.Numerics++ },
		"has point 6":      func(u *Unit) { u.Points = []int{6} },
		"has point -1":     func(u *Unit) { u.Points = []int{-1} },
		"has point 2: all": func(u *Unit) { u.Points = []int{2, 2} },
	} {
		u := good
		change(&u)
		if _, err := (Carrier{Workers: 1}).Unit(table, u, nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
		if u.ID() == good.ID() {
			t.Errorf("%s: it has the name of another unit", says)
		}
	}
}

// TestAMillionPoints: a table of a million points and its units are far below 100 MB.
func TestAMillionPoints(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("takes seconds, in wasm many")
	}
	for _, link := range []string{
		"hidden=64&memory=ber&ber=0..0.4..100&seeds=100&chips=100",
		"hidden=64&memory=ber&ber=0..0.4..50&lr=0.001..0.1..20&batch=20~50&seeds=5&chips=100",
	} {
		before := heap()
		table := tableOf(t, link)
		points := 0
		for _, u := range table.Units() {
			points += len(u.Points)
		}
		if mb := heap() - before; points != 1_000_000 || mb > 100 {
			t.Errorf("%s: %d points of a table with %.1f MB", link, points, mb)
		} else {
			t.Logf("%s: %d units, %.1f MB", link, len(table.Units()), mb)
		}
		runtime.KeepAlive(table)
	}
}

// heap is what is alive, in MB.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}
