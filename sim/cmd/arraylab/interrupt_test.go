package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// long trains for some seconds, with a checkpoint every few tenths of one.
const long = "train=300&test=200&hidden=300&epochs=40&batch=20"

// onLine calls do once a line written to it holds text.
type onLine struct {
	text string
	do   func()
	seen bytes.Buffer
}

func (w *onLine) Write(b []byte) (int, error) {
	w.seen.Write(b)
	if do := w.do; do != nil && strings.Contains(w.seen.String(), w.text) {
		w.do = nil
		do()
	}
	return len(b), nil
}

// fingerprintOf is that of a run which nothing disturbed.
func fingerprintOf(t *testing.T, dir, link string) string {
	t.Helper()
	out, err := call(t, "run", "-data", dir, link)
	if err != nil {
		t.Fatal(err)
	}
	return result(t, out).Fingerprint
}

func TestInterruptedRunSavesAndGoesOn(t *testing.T) {
	dir := toyData(t)
	file := filepath.Join(dir, "run.arraylab")
	interrupted := func(args ...string) (error, string) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var out bytes.Buffer
		log := &onLine{text: "epoch   2.00", do: func() { cancel(interruption{syscall.SIGTERM}) }}
		err := command(ctx, append([]string{"run", "-data", dir, "-workers", "1"}, args...), &out, log)
		if out.Len() > 0 {
			t.Errorf("half a run printed %q", out.String())
		}
		return err, log.seen.String()
	}
	err, _ := interrupted("-save", file, long)
	if err == nil || status(err) != 143 || !strings.Contains(err.Error(), "-resume "+file) {
		t.Fatalf("%v, status %d", err, status(err))
	}
	out, err := call(t, "run", "-data", dir, "-resume", file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := result(t, out).Fingerprint, fingerprintOf(t, dir, long); got != want {
		t.Errorf("interrupted and gone on: %s, want %s", got, want)
	}
	if err, _ := interrupted(long); status(err) != 143 || !strings.Contains(err.Error(), "nothing is saved") {
		t.Errorf("without a file: %v", err)
	}
}

// TestInterruptedScenarioGoesOn within its run, and within its sweep without training anew; a checkpoint that cannot be
// used is told, and the run begins anew. All come to the same.
func TestInterruptedScenarioGoesOn(t *testing.T) {
	dir := toyData(t)
	s := gallery.Scenario{Name: "long", Link: long,
		Sweep: &lab.Sweep{Key: "ber", Values: []string{"0", "0.1"}, Chips: 2}}
	l, err := lab.ParseLink("memory=ber&" + long)
	if err != nil {
		t.Fatal(err)
	}
	due := gallery.Due{Link: l.Experiment.Link(), Sweep: true}
	files := besideOf(filepath.Join(dir, "results.json"), s)
	carry := func(until string) (gallery.Done, string, error) {
		ctx, cancel := context.WithCancelCause(t.Context())
		log := &onLine{text: until, do: func() { cancel(interruption{syscall.SIGTERM}) }}
		d, err := carryOut(ctx, s, due, dir, "", files, log)
		return d, log.seen.String(), err
	}
	want, _, err := carry("never")
	if err != nil {
		t.Fatal(err)
	}
	if err := files.remove(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := carry("epoch   2.00"); status(err) != 143 {
		t.Fatalf("in the run: %v, status %d", err, status(err))
	}
	_, log, err := carry("   1 of 4")
	if status(err) != 143 || !strings.Contains(log, "epoch   3.00") || strings.Contains(log, "epoch   1.00") {
		t.Fatalf("in the sweep: %v, status %d\n%s", err, status(err), log)
	}
	got, log, err := carry("never")
	if err != nil || strings.Contains(log, "epoch  39.") { // the last point is told again
		t.Fatalf("the network was trained anew: %v\n%s", err, log)
	}
	same := func(got gallery.Done) bool {
		return got.Result.Fingerprint == want.Result.Fingerprint && reflect.DeepEqual(got.Points, want.Points)
	}
	if !same(got) {
		t.Errorf("gone on: %s %v, want %s %v", got.Result.Fingerprint, got.Points, want.Result.Fingerprint, want.Points)
	}
	if err := os.WriteFile(files.run(), []byte("no checkpoint"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, log, err := carry("never"); err != nil || !same(got) || !strings.Contains(log, "begins anew") {
		t.Errorf("with a damaged file: %v, %s\n%s", err, got.Result.Fingerprint, log)
	}
}

func TestInterruptedSweepKeepsItsPoints(t *testing.T) {
	dir := toyData(t)
	name := filepath.Join(dir, "sweep.csv")
	args := []string{"-data", dir, "-workers", "1", "-out", name, small + "&memory=ber&ber=0~0.1~0.2&chips=3"}
	ctx, cancel := context.WithCancelCause(t.Context())
	log := &onLine{text: "   4 of 9", do: func() { cancel(interruption{os.Interrupt}) }}
	err := sweep(ctx, args, io.Discard, log, nil)
	if status(err) != 130 || !strings.Contains(err.Error(), "4 of 9 points") {
		t.Fatalf("%v, status %d", err, status(err))
	}
	if err := sweep(t.Context(), args, io.Discard, io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(name)
	os.Remove(name)
	if err := sweep(t.Context(), args, io.Discard, io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	if want, _ := os.ReadFile(name); !bytes.Equal(got, want) {
		t.Errorf("interrupted:\n%s\nat once:\n%s", got, want)
	}
}

// TestResultSurvivesItsByProducts: the folder of the files goes while the run trains.
func TestResultSurvivesItsByProducts(t *testing.T) {
	dir := toyData(t)
	gone := filepath.Join(dir, "gone")
	if err := os.Mkdir(gone, 0o755); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	log := &onLine{text: "epoch   1.00", do: func() { os.RemoveAll(gone) }}
	args := []string{"run", "-data", dir, "-save", filepath.Join(gone, "a"), "-model", filepath.Join(gone, "b"), link}
	err := command(t.Context(), args, &out, log)
	if err == nil || status(err) != 1 || strings.Count(err.Error(), "no such file") != 2 {
		t.Errorf("%v: want an error for each file", err)
	}
	if !strings.Contains(log.seen.String(), "the run goes on") {
		t.Errorf("the log does not tell about the checkpoint: %s", log.seen.String())
	}
	if got, want := result(t, out.String()).Fingerprint, fingerprintOf(t, dir, link); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTargetsAreTriedBeforeTheWork(t *testing.T) {
	dir := toyData(t)
	missing := filepath.Join(dir, "missing", "x")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"run", "-data", dir, "-model", missing, link}, missing},
		{[]string{"run", "-data", dir, "-save", dir, link}, "a folder"},
		{[]string{"run", "-data", dir, "-save", os.DevNull, link}, "a device"},
		{[]string{"run", "-data", dir, "-save", filepath.Join(dir, "x"), "-model", filepath.Join(dir, "x"), link},
			"a file each"},
		{[]string{"sweep", "-data", dir, "-out", missing, small + "&memory=ber&ber=0~0.2"}, missing},
		{[]string{"ablate", "-data", dir, "-out", dir, small + "&memory=rram-2t2r"}, "a folder"},
		{[]string{"scenarios", "-write", missing}, missing},
	} {
		var log bytes.Buffer
		err := command(t.Context(), c.args, io.Discard, &log)
		if status := 2; err == nil || !errors.As(err, &badUse{}) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, want status %d and %q", c.args, err, status, c.says)
		}
		if strings.Contains(log.String(), "epoch") {
			t.Errorf("%q worked before it failed: %s", c.args, log.String())
		}
	}
	if _, err := call(t, "run", "-data", dir, "-resume", "/dev/zero"); err == nil ||
		!strings.Contains(err.Error(), "a device") {
		t.Errorf("-resume /dev/zero: %v", err)
	}
}
