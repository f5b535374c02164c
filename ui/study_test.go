package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// heads are the lines that stand before the points of a table.
func heads() int {
	return strings.Count(lab.Numerics(lab.NumericVersion).TableHead(""), "\n") + 1
}

// keyOf is the key of the study of a link by today's numerics.
func keyOf(link string) string { return (&shelf{here: lab.NumericVersion}).keyOf(link) }

// studied is what the engine would report of the points of a study: numbers that differ from point to point.
func studied(t *testing.T, hash string) (points []lab.SweepPoint, file string) {
	t.Helper()
	l, err := lab.ParseLink(hash)
	if err != nil {
		t.Fatal(err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	file = table.Head()
	for i := range table.Size() {
		r := lab.Result{Accuracy: 0.9 + float64(i)/700, BER: []float64{0.01},
			Fingerprint: print(fmt.Sprintf("%016x", i))}
		line, err := table.Line(i, r)
		if err != nil {
			t.Fatal(err)
		}
		points, file = append(points, table.Point(i, r)), file+line
	}
	return points, file
}

// atStudy is a page that opens the link of a study and has the network for it.
func atStudy(t *testing.T, d *desk, hash string) *Store {
	t.Helper()
	s := openedAt(t, d, hash)
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97, IdealAccuracy: 0.98},
		Reason: "load"})
	d.take()
	return s
}

// takes reports some points of a study.
func (s *Store) takes(points []lab.SweepPoint) {
	for _, p := range points {
		s.hears(wire.SweepPoint{SweepPoint: p})
	}
}

// through ends the study under way.
func (s *Store) through() {
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97}, Reason: "reinfer"})
	s.hears(wire.Status{State: wire.StateDone})
}

var studyLinks = map[string]bool{ // and whether it is an ablation
	"v=1&memory=ber&ber=0.001..0.1..3&chips=2":                       false,
	"v=1&memory=ber&ber=0.001~0.1&when=program~read&seeds=2&chips=2": false,
	"v=1&memory=sot-mram&ber=0.01&seeds=2&chips=1&ablate=1":          true,
}

func begin(s *Store, ablate bool) {
	if ablate {
		s.RunAblation()
	} else {
		s.RunSweep()
	}
}

func tableOf(s *Store, d *desk, ablate bool) string {
	if ablate {
		s.SaveAblation()
	} else {
		s.SaveSweep()
	}
	return string(d.bodies[len(d.bodies)-1])
}

// TestAStudyGoesOnAfterAReload: the page is closed in the middle; opened again, it shows the points that are there,
// asks the engine for the others alone, and its table is that of the command, to the byte.
func TestAStudyGoesOnAfterAReload(t *testing.T) {
	for hash, ablate := range studyLinks {
		points, file := studied(t, hash)
		for _, cut := range []int{1, 5, len(points) - 1} {
			d := newDesk()
			s := atStudy(t, d, hash)
			begin(s, ablate)
			s.takes(points[:cut])
			s.Leave()
			d.take()

			s = atStudy(t, d, d.address)
			id := map[bool]string{false: "sweep", true: "ablate"}[ablate]
			want := fmt.Sprintf("%d of %d points are there.", cut, len(points))
			if page := drawn(t, s); !strings.Contains(page, want) {
				t.Errorf("%s, cut at %d: the page does not say %q", hash, cut, want)
			}
			shows(t, s, id+"-go-on", "Go on")
			if got := tableOf(s, d, ablate); !strings.HasPrefix(file, got) || strings.Count(got, "\n") != cut+heads() {
				t.Errorf("%s, cut at %d: what is shown is %q", hash, cut, got)
			}
			s.ResumeStudy(ablate)
			o := d.take()
			if len(o) != 1 || o[0].(wire.Sweep).From != cut || o[0].(wire.Sweep).Ablate != ablate ||
				!s.session.Sweeping() {
				t.Fatalf("%s, cut at %d: orders %+v", hash, cut, o)
			}
			if got, want := s.EpochText(), fmt.Sprintf("sweep %d/%d", cut, len(points)); got != want {
				t.Errorf("the page says %q, want %q", got, want)
			}
			s.takes(points[cut:])
			s.through()
			if got := tableOf(s, d, ablate); got != file {
				t.Errorf("%s, cut at %d: saved\n%s\nwant\n%s", hash, cut, got, file)
			}
			if page := drawn(t, s); strings.Contains(page, "points are there") {
				t.Error("what is shown whole is offered")
			}
			s.Leave()

			s = atStudy(t, d, d.address) // whole: it is shown
			if got := tableOf(s, d, ablate); got != file {
				t.Errorf("%s: after another visit %q", hash, got)
			}
		}
	}
}

// TestAStoppedStudyGoesOn in the same visit, and one that is whole comes back when its form is filled in again.
func TestAStoppedStudyGoesOn(t *testing.T) {
	const hash = "v=1&memory=ber&ber=0.001..0.1..3&chips=2"
	points, file := studied(t, hash)
	d := newDesk()
	s := atStudy(t, d, hash)
	s.RunSweep()
	s.takes(points[:2])
	s.through()
	shows(t, s, "sweep-go-on", "Go on")
	s.ResumeStudy(false)
	s.takes(points[2:])
	s.through()
	if got := tableOf(s, d, false); got != file {
		t.Errorf("saved %q", got)
	}
	s.SweepText("chips", "1")
	s.RunSweep()
	s.through()
	s.SweepText("chips", "2")
	if page := drawn(t, s); !strings.Contains(page, "All 6 points are there.") {
		t.Error("a study that is whole is not offered")
	}
	shows(t, s, "sweep-go-on", "Show them")
	d.take()
	s.ResumeStudy(false)
	if got := tableOf(s, d, false); got != file || len(d.take()) != 0 {
		t.Errorf("shown again it is %q", got)
	}
	s.RunSweep() // anew
	if o := d.take(); len(o) != 1 || o[0].(wire.Sweep).From != 0 || len(s.sweep.points) != 0 {
		t.Errorf("orders %+v", o)
	}
}

// TestFewStudiesAreKept: the last three, each for its own link, for the numerics that made them, and only where it can
// be read.
func TestFewStudiesAreKept(t *testing.T) {
	d := newDesk()
	link := func(i int) string { return fmt.Sprintf("v=1&memory=ber&ber=0.001~0.%d", i) }
	for i := 1; i <= places+1; i++ {
		points, _ := studied(t, link(i))
		s := atStudy(t, d, link(i))
		if len(s.sweep.points) > 0 {
			t.Fatalf("study %d picks up %v", i, s.sweep.points)
		}
		s.RunSweep()
		s.takes(points[:1])
		d.clock += ofLate
		s.Leave()
	}
	shown := func(i int) int { return len(atStudy(t, d, link(i)).sweep.points) }
	for i := 1; i <= places+1; i++ {
		if got, want := shown(i), min(i-1, 1); got != want {
			t.Errorf("of study %d %d points are there, want %d", i, got, want)
		}
	}
	if n := len(d.kept); n > places+3 { // and what the page keeps besides
		t.Errorf("%d texts are kept: %v", n, d.kept)
	}
	for key, text := range d.kept {
		if key == keyOf(link(4)) {
			d.kept[key] = strings.Replace(text, "0.001,1,", "0.002,1,", 1)
		}
	}
	if got := shown(4); got != 0 {
		t.Errorf("of a table of other points %d are there", got)
	}
	d.kept[keyOf(link(3))] = strings.Replace(d.kept[keyOf(link(3))], fmt.Sprintf(`"numerics":%d`, lab.NumericVersion),
		`"numerics":0`, 1)
	if got := shown(3); got != 0 {
		t.Errorf("of other numerics %d points are there", got)
	}
	for _, bad := range []string{"", "{}", "\n", "7\n", `{"numerics":"x"}` + "\n# #v=1\n"} {
		d.kept[keyOf(link(2))] = bad
		shown(2)
	}
}

// TestTabsKeepTheirOwnStudies: each under its link, and of the same one the longer table stays.
func TestTabsKeepTheirOwnStudies(t *testing.T) {
	const first = "v=1&memory=ber&ber=0.001..0.1..3&chips=2"
	const second = "v=1&memory=ber&ber=0.001~0.1&when=program~read&seeds=2&chips=2"
	b := newBrowser()
	one, other, same := tabOf(b, "one"), tabOf(b, "other"), tabOf(b, "same")
	s1, s2, s3 := atStudy(t, one, first), atStudy(t, other, second), atStudy(t, same, first)
	points, file := studied(t, first)
	others, othersFile := studied(t, second)
	for _, s := range []*Store{s1, s2, s3} {
		s.RunSweep()
	}
	keep := func(s *Store, d *desk, some []lab.SweepPoint) {
		d.clock += keepEvery
		s.takes(some)
		s.Leave()
	}
	keep(s1, one, points[:4])
	keep(s2, other, others[:2])
	keep(s3, same, points[:1]) // less than the first tab has: it stays
	keep(s2, other, others[2:])
	four := strings.Join(strings.SplitAfter(file, "\n")[:heads()+4], "")
	if got := b.kept[keyOf(s1.sweep.link)]; !strings.HasSuffix(got, four) {
		t.Errorf("of the first tab's study %q is kept", got)
	}
	if got := b.kept[keyOf(s2.sweep.link)]; !strings.HasSuffix(got, "\n"+othersFile) {
		t.Errorf("of the second tab's study %q is kept", got)
	}
	s3.through()
	same.take()
	s3.ResumeStudy(false)
	if o := same.take(); len(o) != 1 || o[0].(wire.Sweep).From != 1 {
		t.Errorf("it goes on by %+v: its own table is in front", o)
	}
	s4 := atStudy(t, tabOf(b, "fourth"), first)
	if n := len(s4.sweep.points); n != 4 {
		t.Errorf("another visit finds %d points, want 4", n)
	}
}

// TestStudiesMakeRoom: where the browser is full the oldest go, one by one.
func TestStudiesMakeRoom(t *testing.T) {
	d := newDesk()
	for i := range 3 {
		d.kept[keyOf(fmt.Sprintf("v=1&seed=%d", i))] = volume{Numerics: lab.NumericVersion, At: int64(i)}.text()
	}
	const hash = "v=1&memory=ber&ber=0.001..0.1..3&chips=2"
	points, _ := studied(t, hash)
	s := atStudy(t, d, hash)
	s.RunSweep()
	s.takes(points[:1])
	d.room = 2 // texts of studies
	s.Leave()
	if n := len(d.Kept(keyStudy)); n != 2 || d.kept[keyOf(s.sweep.link)] == "" || d.kept[keyOf("v=1&seed=2")] == "" {
		t.Errorf("kept are %v", d.Kept(keyStudy))
	}
	if len(s.notices) > 0 {
		t.Errorf("the page says %v", s.notices)
	}
}

// TestStudiesOfOtherNumerics are handed over as they are, gone on with never, and stay when the study is begun anew.
func TestStudiesOfOtherNumerics(t *testing.T) {
	const hash = "v=1&memory=ber&ber=0.001..0.1..3&chips=2"
	points, file := studied(t, hash)
	d := newDesk()
	l, _ := lab.ParseLink(hash)
	d.kept[keyStudy+l.String()] = volume{Numerics: 1, table: []byte(file)}.text()
	s := New(d, false)
	s.shelf.here = 2
	if s.shelf.find(l.String()) != nil {
		t.Error("points of numerics 1 are gone on with")
	}
	s.shelf.begin(l.String(), []byte("# new\n"))
	s.shelf.add(points[0])
	s.Leave()
	if v, ok := volumeOf(d.kept[keyStudy+"2/"+l.String()]); !ok || v.Numerics != 2 {
		t.Errorf("kept are %v", d.Kept(keyStudy))
	}
	if v, ok := s.shelf.older(l.String()); !ok || v.Numerics != 1 || string(v.table) != file {
		t.Errorf("what numerics 1 have left is %+v, %v", v, ok)
	}

	d = newDesk()
	d.kept[keyStudy+"x"] = "no volume"
	d.kept["study/9/"+l.String()] = volume{Numerics: 9, table: []byte(file)}.text()
	s = atStudy(t, d, hash)
	const says = "Points made with numerics 9 are kept: 6. They are not mixed with new ones."
	if page := drawn(t, s); !strings.Contains(page, says) || len(s.sweep.points) > 0 {
		t.Errorf("the page does not say %q, or shows %d points", says, len(s.sweep.points))
	}
	s.SaveOlder(false)
	if got := string(d.bodies[len(d.bodies)-1]); got != file || d.saved[0] != "arraylab-numerics9.csv" {
		t.Errorf("saved %v: %q", d.saved, got)
	}
}

// TestIdealsOfOtherNumerics are not taken for today's.
func TestIdealsOfOtherNumerics(t *testing.T) {
	if idealsKey(1) != keyIdeals || idealsKey(2) == idealsKey(1) || idealsKey(3) == idealsKey(2) {
		t.Errorf("the keys are %q, %q, %q", idealsKey(1), idealsKey(2), idealsKey(3))
	}
}

// TestEarlierStudiesAreMoved from numbered places under their links.
func TestEarlierStudiesAreMoved(t *testing.T) {
	const link = "v=1&memory=ber&ber=0.001..0.1..3&chips=2"
	file := "# #" + link + "\nseries,\n"
	d := newDesk()
	d.kept["studies"] = `{"numerics":1,"order":[2,0,1]}`
	d.kept["study2"], d.kept["study0"], d.kept["study1"] = file, "# #v=1&seed=2\n", "no table"
	s := New(d, false)
	if v := s.shelf.all[keyStudy+link]; v.Numerics != 1 || string(v.table) != file {
		t.Errorf("it is moved to %+v", v)
	}
	for key := range d.kept {
		if strings.HasPrefix(key, "stud") && !strings.HasPrefix(key, keyStudy) {
			t.Errorf("%q is still there", key)
		}
	}
	if h := s.shelf.behind(); len(h) != 2 || h[0] != keyStudy+"v=1&seed=2" {
		t.Errorf("in the order %v", h)
	}
}

// TestAStudyIsWrittenNowAndThen, not at each point, and not at all where nothing came.
func TestAStudyIsWrittenNowAndThen(t *testing.T) {
	const hash = "v=1&memory=ber&ber=0.001..0.1..3&chips=20"
	points, file := studied(t, hash)
	d := newDesk()
	s := atStudy(t, d, hash)
	d.writes = nil
	s.RunSweep()
	for _, p := range points {
		d.clock += 100 * time.Millisecond
		s.takes([]lab.SweepPoint{p})
	}
	s.through()
	tables := func() (n int) {
		for _, key := range d.writes {
			if strings.HasPrefix(key, keyStudy) {
				n++
			}
		}
		return n
	}
	if n := tables(); n < 2 || n > 4 {
		t.Errorf("60 points in six seconds are written %d times", n)
	}
	d.clock += keepEvery
	s.Tick()
	if got := d.kept[keyOf(s.sweep.link)]; !strings.HasSuffix(got, "\n"+file) {
		t.Errorf("what is written in the end is %q", got)
	}
	n := len(d.writes)
	d.clock += time.Minute
	s.Tick()
	s.Leave()
	if len(d.writes) != n {
		t.Error("nothing new is written")
	}

	d.keeps = errors.New("denied")
	s.RunSweep()
	s.takes(points)
	s.Leave()
	if len(s.sweep.points) != len(points) || len(s.notices) != 1 {
		t.Errorf("without storage %d points and %d notices", len(s.sweep.points), len(s.notices))
	}
}

// TestAQuestionThatFailsEndsNoSweep: a view that the memory has not, or an image that is not there, is told beside it.
// What fails the sweep itself ends it; its points stay.
func TestAQuestionThatFailsEndsNoSweep(t *testing.T) {
	const hash = "v=1&memory=ber&ber=0.001..0.1..3&chips=3"
	points, _ := studied(t, hash)
	s := atStudy(t, newDesk(), hash)
	s.RunSweep()
	s.takes(points[:1])
	s.hears(wire.Failure{What: "There is no such view.", Do: "Choose another.", Where: wire.WhereView})
	s.hears(wire.Failure{What: "There is no such image.", Do: "Choose another.", Where: wire.WhereDigit})
	s.takes(points[1:2])
	if len(s.sweep.points) != 2 || len(s.notices) != 2 {
		t.Errorf("%d points and the notices %+v", len(s.sweep.points), s.notices)
	}
	s.hears(wire.Failure{What: "The point cannot be computed.", Do: "Choose others.", Where: "sweep"})
	if s.session.Sweeping() {
		t.Error("a sweep that failed goes on")
	}
	s.hears(wire.Status{State: wire.StateDone})
	s.ResumeStudy(false)
	s.takes(points[2:3])
	s.hears(wire.Failure{What: "The engine failed.", Do: "Start it again.", Where: "engine", Fatal: true})
	if page := drawn(t, s); s.session.Sweeping() || !strings.Contains(page, "3 of 9 points are there.") {
		t.Error("after the end of the engine the sweep is not offered")
	}
}
