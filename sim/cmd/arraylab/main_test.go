package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"arraylab/sim/data"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/sim/rng"
)

// toyData writes small packed sets of ten noisy prototypes and returns their folder.
func toyData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	prototypes := rng.New(1, "prototypes").Source(0)
	var shapes [10][784]byte
	for c := range shapes {
		for i := range shapes[c] {
			if prototypes.Below(5) == 0 {
				shapes[c][i] = byte(40 + prototypes.Below(216))
			}
		}
	}
	for part, n := range map[string]int{"train": 300, "test": 200} {
		draw := rng.New(2, part).Source(0)
		s := &data.Set{Task: lab.Tasks()[0].Name, Part: part, Shape: data.Tasks()[0].Shape, N: n}
		for range n {
			c := draw.Below(10)
			s.Labels = append(s.Labels, byte(c))
			for _, p := range shapes[c] {
				if draw.Below(4) == 0 {
					p = 0
				}
				s.Images = append(s.Images, p)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, data.PackedName(s.Task, part, 0)), data.Pack(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestVersion: the numeric version is the engine's, for a fingerprint is of one; the rest is put in by build.sh.
func TestVersion(t *testing.T) {
	out, err := call(t, "-version")
	if want := fmt.Sprintf(", numerics %d, %s ", lab.NumericVersion, runtime.Version()); err != nil ||
		!strings.HasPrefix(out, "arraylab: commit ") || !strings.Contains(out, want) {
		t.Errorf("%q, %v: want %q", out, err, want)
	}
}

func call(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, log bytes.Buffer
	err := command(t.Context(), args, &out, &log)
	return out.String(), err
}

func result(t *testing.T, out string) (r report) {
	t.Helper()
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("not one JSON object: %v in %q", err, out)
	}
	return r
}

const link = "train=300&test=200&hidden=30&memory=rram-weak-reset&epochs=2&batch=50"

func TestRunPrintsOneObject(t *testing.T) {
	dir := toyData(t)
	out, err := call(t, "run", "-data", dir, "-workers", "1", "#"+link)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(out), &fields); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"accuracy", "correct", "total", "ber", "pulses", "fingerprint", "seconds", "confusion",
		"curve", "link"} {
		if _, ok := fields[key]; !ok {
			t.Errorf("the object has no %q", key)
		}
	}
	r := result(t, out)
	if r.Total != 200 || len(r.BER) != 2 || r.Pulses[0] == 0 || len(r.Fingerprint) != 64 || r.Accuracy < 0.5 {
		t.Errorf("%+v", r)
	}
	if l, err := lab.Ledger(r.Result); err != nil || r.JoulesImage == nil || *r.JoulesImage != l.Image ||
		*r.AreaM2 != l.Area || *r.JoulesTraining != l.Training {
		t.Errorf("energy %+v beside the ledger: %v", r.energy, err)
	}
	// The whole address, another number of workers, the same bits.
	again, err := call(t, "run", "-data", dir, "-workers", "3", "https://example.org/lab/#v=1&"+link)
	if err != nil {
		t.Fatal(err)
	}
	if got := result(t, again); got.Fingerprint != r.Fingerprint {
		t.Errorf("three workers give %s, one %s", got.Fingerprint, r.Fingerprint)
	}
}

// TestUnknownEnergyIsNull: an ideal memory is no device.
func TestUnknownEnergyIsNull(t *testing.T) {
	out, err := call(t, "run", "-data", toyData(t), "train=300&test=200&hidden=30&epochs=1&batch=50")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"joulesProgramming", "joulesImage", "areaM2"} {
		if !strings.Contains(out, `"`+key+`":null`) {
			t.Errorf("%s is not null", key)
		}
	}
	if r := result(t, out); r.JoulesTraining == nil || !(*r.JoulesTraining > 0) {
		t.Error("training on a computer takes no energy")
	}
}

// TestAnswersTheLink: what came of the fingerprint that a link expects is told beside the result.
func TestAnswersTheLink(t *testing.T) {
	dir := toyData(t)
	out, err := call(t, "run", "-data", dir, link)
	if err != nil {
		t.Fatal(err)
	}
	came := result(t, out).Fingerprint[:lab.FingerprintDigits]
	other := strings.Repeat("0", lab.FingerprintDigits)
	today := lab.Print{Numerics: lab.NumericVersion, Digits: came}
	for print, says := range map[lab.Print]string{
		{}:    "",
		today: "Reproduced exactly: fingerprint " + came + ".",
		{Numerics: lab.NumericVersion, Digits: other}:     "Not reproduced: the link expects fingerprint " + other,
		{Numerics: lab.NumericVersion + 1, Digits: other}: "this page or program may be old",
	} {
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		l.Fingerprint = print
		var out, log bytes.Buffer
		if err := command(t.Context(), []string{"run", "-data", dir, l.String()}, &out, &log); err != nil {
			t.Fatal(err)
		}
		told := strings.Contains(log.String(), "eproduced") || strings.Contains(log.String(), "numerics")
		if told != (says != "") || !strings.Contains(log.String(), says) {
			t.Errorf("%s: %s", l, &log)
		}
	}
}

func TestSaveResumeAndExport(t *testing.T) {
	dir := toyData(t)
	file, model := filepath.Join(dir, "run.arraylab"), filepath.Join(dir, "net.arraylab")
	said := filepath.Join(dir, "said.csv")
	out, err := call(t, "run", "-data", dir, "-save", file, "-model", model, "-predictions", said, link)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(said); strings.Count(string(b), "\n") != 2+result(t, out).Total {
		t.Errorf("-predictions writes %d bytes", len(b))
	}
	again, err := call(t, "run", "-data", dir, "-resume", file)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := result(t, out), result(t, again); a.Fingerprint != b.Fingerprint {
		t.Errorf("resumed %s, want %s", b.Fingerprint, a.Fingerprint)
	}
	exported, err := call(t, "export", "-data", dir, file)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(model); exported != string(b) {
		t.Error("export and -model write different models")
	}
	if exported, err = call(t, "export", "-data", dir, "-onnx", model); err != nil ||
		!strings.Contains(exported, "ArgMax") {
		t.Errorf("export -onnx: %v, %d bytes without an ArgMax", err, len(exported))
	}
	brought, foreign := filepath.Join(dir, "brought.arraylab"), filepath.Join(dir, "net.onnx")
	if err := os.WriteFile(foreign, []byte(exported), 0o600); err != nil {
		t.Fatal(err)
	}
	latent := link + "&learn=latent"
	model, err = call(t, "import", foreign, latent)
	if err == nil {
		err = os.WriteFile(brought, []byte(model), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	again, err = call(t, "run", "-data", dir, "-resume", brought)
	if a, b := result(t, out), result(t, again); err != nil || !b.Imported || b.Total != a.Total || b.Fingerprint != "" {
		t.Errorf("imported: %+v; %v", b, err)
	}
	if _, err := call(t, "import", foreign, strings.Replace(latent, "hidden=", "hidden=7-", 1)); err == nil {
		t.Error("imported as another network")
	}
	if _, err := call(t, "run", "-data", dir, "-resume", file, link+"&seed=9"); !errors.As(err, &badUse{}) {
		t.Errorf("a checkpoint of another link: %v", err)
	}
}

func TestErrorsSayWhatAndEndWithTheRightStatus(t *testing.T) {
	dir := toyData(t)
	for _, c := range []struct {
		args []string
		use  bool // exit status 2, else 1
		says string
	}{
		{[]string{}, true, "which command"},
		{[]string{"fly"}, true, "fly"},
		{[]string{"run"}, true, "link"},
		{[]string{"run", "epochs=0"}, true, "epochs=0"},
		{[]string{"run", "epochs=NaN&depth=3"}, true, "depth"},
		{[]string{"run", "learn=device"}, true, "rram-weak-reset"},
		{[]string{"run", "-workers", "0", link}, true, "-workers 0"},
		{[]string{"run", "-data", dir, "train=5000&test=200"}, false, "5000"},
		{[]string{"run", "-data", filepath.Join(dir, "none"), link}, false, "./build.sh data"},
		{[]string{"run", "-data", dir, "-resume", filepath.Join(dir, "none")}, false, "none"},
		{[]string{"export", dir}, false, ""},
	} {
		_, err := call(t, c.args...)
		if err == nil || errors.As(err, &badUse{}) != c.use || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v (bad use %v), want one that says %q (bad use %v)", c.args, err,
				errors.As(err, &badUse{}), c.says, c.use)
		}
	}
}

func TestTablesListEverything(t *testing.T) {
	out, err := call(t, "fields")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lab.Fields() {
		if !strings.Contains(out, "\n"+f.Key+" ") || !strings.Contains(out, f.Allowed()) {
			t.Errorf("fields does not tell about %s", f.Key)
		}
	}
	if out, err = call(t, "scenarios"); err != nil {
		t.Fatal(err)
	}
	for _, s := range gallery.Scenarios() {
		if !strings.Contains(out, s.Link) || s.Stored == nil {
			t.Errorf("scenario %s: not listed, or without a stored result", s.Name)
		}
	}
}
