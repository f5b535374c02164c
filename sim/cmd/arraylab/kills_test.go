package main

import (
	"bufio"
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"time"

	"arraylab/sim/cmd/study"
	"arraylab/sim/gallery"
	"arraylab/sim/kernel"
	"arraylab/sim/lab"
)

// asCommand makes the test program the command itself, so that a process of its own can be killed.
const asCommand = "ARRAYLAB_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

// kills is how often each long verb is killed: twice, or as often as ARRAYLAB_KILLS asks for.
func kills() int {
	n, err := strconv.Atoi(os.Getenv("ARRAYLAB_KILLS"))
	if err != nil {
		return 2
	}
	return n
}

// killed starts the command and kills it with no warning, at a random moment after one of its first lines. It tells
// whether the command was through before, and what its last line was.
func killed(t *testing.T, first int, args ...string) (through bool, last string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Env = append(os.Environ(), asCommand+"=1")
	log, err := c.StderrPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(log)
	for range 1 + rand.IntN(first) {
		if lines.Scan() {
			last = lines.Text()
		}
	}
	moment := time.AfterFunc(time.Duration(rand.IntN(100))*time.Millisecond, func() { c.Process.Kill() })
	for lines.Scan() { // its pipe must not run full
		last = lines.Text()
	}
	moment.Stop()
	return c.Wait() == nil, last
}

// killAgain kills a command, given by its arguments, after one of its first lines, until it was killed as often as is
// asked for. One that was through is checked, and begins anew.
func killAgain(t *testing.T, first int, args func() []string, check, anew func()) {
	t.Helper()
	for n := 0; n < kills(); {
		through, last := killed(t, first, args()...)
		if through {
			t.Log("through")
			check()
			anew()
			continue
		}
		n++
		t.Logf("killed after %q", last)
	}
	if _, err := call(t, args()...); err != nil {
		t.Fatal(err)
	}
	check()
}

// TestKilledRunGoesOn kills a run again and again: it goes on from its last checkpoint, to the bits of an undisturbed
// one. At no moment the file is half a file.
func TestKilledRunGoesOn(t *testing.T) {
	dir := toyData(t)
	file, model := filepath.Join(dir, "run.arraylab"), filepath.Join(dir, "net.arraylab")
	want, step := fingerprintOf(t, dir, long), 0
	args := func() []string {
		args := []string{"run", "-data", dir, "-workers", "1", "-save", file, "-model", model}
		body, err := os.ReadFile(file)
		if err != nil {
			return append(args, long)
		}
		r, err := lab.Open(body, setsOf(t, dir, long))
		if err != nil {
			t.Fatal(err)
		}
		if r.Step() < step {
			t.Errorf("it was at step %d, and goes on from step %d", step, r.Step())
		}
		step = r.Step()
		t.Logf("goes on from step %d", step)
		return append(args, "-resume", file)
	}
	check := func() {
		out, err := call(t, "run", "-data", dir, "-resume", file)
		if err != nil {
			t.Fatal(err)
		}
		if got := result(t, out).Fingerprint; got != want {
			t.Errorf("killed run: %s, want %s", got, want)
		}
	}
	killAgain(t, 40, args, check, func() { step = 0; os.Remove(file) })
}

// setsOf are the sets of a link in a folder.
func setsOf(t *testing.T, dir, link string) lab.Sets {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	sets, err := (&study.Sources{Data: dir}).Sets(l.Experiment)
	if err != nil {
		t.Fatal(err)
	}
	return sets
}

// TestKilledStudiesGoOn kills sweeps and ablations again and again: no point that was told of is lost, and the file
// comes to that of an undisturbed one, byte for byte.
func TestKilledStudiesGoOn(t *testing.T) {
	dir := toyData(t)
	for verb, link := range map[string]string{
		"sweep":  long + "&memory=ber&ber=0~0.1~0.2&chips=10",
		"ablate": long + "&memory=rram-2t2r&chips=3",
	} {
		name, whole := filepath.Join(dir, verb+".csv"), filepath.Join(dir, verb+"-whole.csv")
		args := func(out string) []string { return []string{verb, "-data", dir, "-workers", "1", "-out", out, link} }
		if _, err := call(t, args(whole)...); err != nil {
			t.Fatal(err)
		}
		want, _ := os.ReadFile(whole)
		points := 0
		growing := func() []string {
			text, _ := os.ReadFile(name)
			if n := bytes.Count(text, []byte("\n")); n < points {
				t.Errorf("%s: %d lines, there were %d", verb, n, points)
			} else {
				points = n
			}
			t.Logf("%s goes on after %d of %d lines", verb, points, bytes.Count(want, []byte("\n")))
			return args(name)
		}
		check := func() {
			if got, _ := os.ReadFile(name); !bytes.Equal(got, want) {
				t.Errorf("killed %s:\n%s\nat once:\n%s", verb, got, want)
			}
		}
		killAgain(t, 8, growing, check, func() { points = 0; os.Remove(name) })
	}
}

// TestKilledRenewalGoesOn kills the renewal of a stored result again and again: it comes to what is stored.
func TestKilledRenewalGoesOn(t *testing.T) {
	const name = "factor-two"
	want := today(name)
	if !kernel.Vectorized() || testing.Short() || !gallery.StoredResults()[name].By(lab.NumericVersion) {
		t.Skip("samples are taken natively, with vectors")
	}
	file := filepath.Join(t.TempDir(), "results.json")
	args := []string{"scenarios", "-write", file, "-only", name, "-data", realData(t), "-trained", "../../../assets"}
	check := func() {
		got := stored(t, file)[name]
		if got == nil {
			t.Fatal("there is no result")
		}
		got.Seconds, got.Factors, got.PointBER = want.Seconds, want.Factors, want.PointBER // of other scenarios
		if !reflect.DeepEqual(got, want) {
			t.Errorf("killed, it came to %+v, want %+v", got, want)
		}
	}
	killAgain(t, 16, func() []string { return args }, check, func() { os.Remove(file) })
}
