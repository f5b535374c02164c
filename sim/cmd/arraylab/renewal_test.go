package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/cmd/study"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// today is a result that is stored with the program as if it had been made with today's numerics.
func today(name string) *gallery.Stored {
	x := *gallery.StoredResults()[name]
	x.Numerics, x.Seeds = lab.NumericVersion, slices.Clone(x.Seeds)
	for i := range x.Seeds {
		x.Seeds[i].Numerics = lab.NumericVersion
	}
	return &x
}

// renewalOf renews the results of three scenarios in a file. What it carries out comes to what is stored with the
// program.
func renewalOf(t *testing.T, file string) (n *renewal, carried *[]string) {
	t.Helper()
	all, err := scenariosNamed("minute,ber-tolerance,forgetting")
	if err != nil {
		t.Fatal(err)
	}
	carried = new([]string)
	n = &renewal{file: file, known: gallery.Scenarios(), scenarios: all, log: io.Discard}
	n.carry = func(s gallery.Scenario, d gallery.Due) (gallery.Done, error) {
		*carried = append(*carried, s.Name)
		o := s.Stored.Runs()[d.Seed]
		done := gallery.Done{Due: d, Seconds: o.Seconds, Result: lab.Result{Link: d.Link, Numerics: lab.NumericVersion,
			Accuracy: o.Accuracy, Correct: o.Correct, Total: o.Total, IdealAccuracy: o.Ideal, BER: o.BER,
			Ones: make([]int64, len(o.BER)), Fingerprint: o.Fingerprint}}
		for _, p := range o.Curve {
			done.Result.Curve = append(done.Result.Curve, lab.Point{Epoch: p.Epoch, Tasks: p.Tasks})
		}
		if d.Sweep {
			done.Points = s.Stored.Points
		}
		return done, nil
	}
	if err := n.read(false); err != nil {
		t.Fatal(err)
	}
	return n, carried
}

// stored reads what a file holds.
func stored(t *testing.T, file string) gallery.Results {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gallery.ReadStored(text, gallery.Scenarios())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRenewingGoesOnWhereItWas: an interrupted renewal has written what was through, and the next one begins after it.
func TestRenewingGoesOnWhereItWas(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results.json")
	n, carried := renewalOf(t, file)
	whole := n.carry
	n.carry = func(s gallery.Scenario, d gallery.Due) (gallery.Done, error) {
		if s.Name == "forgetting" {
			return gallery.Done{}, errors.New("the power failed")
		}
		return whole(s, d)
	}
	if err := n.run(t.Context()); err == nil || !strings.Contains(err.Error(), "forgetting: the power failed") {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancelCause(t.Context())
	stop(errors.New("interrupted"))
	if err := n.run(stopped); err == nil ||
		!strings.Contains(err.Error(), "interrupted in scenario forgetting: "+file+" holds") {
		t.Fatal(err)
	}
	if r := stored(t, file); len(r) != 2 || len(*carried) != 2 {
		t.Fatalf("%d results after %v", len(r), *carried)
	}
	seeds := []string{"forgetting", "forgetting", "forgetting"}
	carriedOut(t, file, false, seeds...)
	for name, x := range stored(t, file) {
		if want := today(name); !reflect.DeepEqual(x, want) {
			t.Errorf("%s came to %+v, want %+v", name, x, want)
		}
	}
	carriedOut(t, file, false)
	carriedOut(t, file, true, append([]string{"minute", "ber-tolerance"}, seeds...)...)
}

// carriedOut renews a file to its end, having forgotten what it holds or not, and checks what that takes.
func carriedOut(t *testing.T, file string, forget bool, want ...string) {
	t.Helper()
	n, carried := renewalOf(t, file)
	if err := n.read(forget); err != nil {
		t.Fatal(err)
	}
	if err := n.run(t.Context()); err != nil || !slices.Equal(*carried, want) {
		t.Errorf("carried out were %v, want %v; %v", *carried, want, err)
	}
}

// TestFactorsAreCountedAgainWithoutTheSweep, where the bit error rate of a point has changed since; a run that then
// comes to another result is an error that leaves the file alone.
func TestFactorsAreCountedAgainWithoutTheSweep(t *testing.T) {
	const name = "factor-two"
	file := filepath.Join(t.TempDir(), "results.json")
	old := today(name)
	old.PointBER *= 2
	text, err := json.Marshal(gallery.Results{name: old, "ber-tolerance": today("ber-tolerance")})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	n, carried := renewalOf(t, file)
	if n.scenarios, err = scenariosNamed(name); err != nil {
		t.Fatal(err)
	}
	whole := n.carry
	n.carry = func(s gallery.Scenario, d gallery.Due) (gallery.Done, error) {
		done, err := whole(s, d)
		done.Result.Fingerprint = strings.Repeat("0", 64)
		return done, err
	}
	if err := n.run(t.Context()); err == nil || stored(t, file)[name].PointBER != old.PointBER {
		t.Errorf("another result is taken for the stored one: %v", err)
	}
	n.carry = func(s gallery.Scenario, d gallery.Due) (gallery.Done, error) {
		if d.Sweep {
			t.Error("the sweep is carried out again")
		}
		return whole(s, d)
	}
	if err := n.run(t.Context()); err != nil || len(*carried) != 2 {
		t.Errorf("%v, %v", *carried, err)
	}
	got, want := stored(t, file)[name], today(name)
	if got.Factors = want.Factors; !reflect.DeepEqual(got, want) { // they come from what the run did, which is left out
		t.Errorf("it came to %+v, want %+v", got, want)
	}
}

// TestRenewingRefusesWhatItDoesNotKnow, and leaves the file alone.
func TestRenewingRefusesWhatItDoesNotKnow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "results.json")
	if err := os.WriteFile(file, []byte(`{"minute":{"colour":"red"}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := call(t, "scenarios", "-write", file)
	if err == nil || !strings.Contains(err.Error(), "colour") || errors.As(err, &badUse{}) {
		t.Errorf("a file of something else: %v", err)
	}
	_, err = call(t, "scenarios", "-write", file, "-only", "minute,hour")
	if !errors.As(err, &badUse{}) || !strings.Contains(err.Error(), "hour") {
		t.Errorf("no such scenario: %v", err)
	}
}

// TestResultsAreWritten: what the command writes is the file of the repository.
func TestResultsAreWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "RESULTS.md")
	if _, err := call(t, "scenarios", "-results", file); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if want, missing := os.ReadFile("../../RESULTS.md"); err != nil || missing != nil || string(got) != string(want) {
		t.Errorf("%d bytes, %d are in the repository: %v, %v", len(got), len(want), err, missing)
	}
	if _, err := call(t, "scenarios", "-results", file, "-write", file); !errors.As(err, &badUse{}) {
		t.Errorf("both at once: %v", err)
	}
}

// stopAfter is a log that interrupts the work after so many lines.
type stopAfter struct {
	lines int
	stop  context.CancelCauseFunc
}

func (l *stopAfter) Write(b []byte) (int, error) {
	if l.lines--; l.lines == 0 {
		l.stop(interruption{os.Interrupt})
	}
	return len(b), nil
}

// TestTheSweepOfAScenarioGoesOn after an interruption, point by point, to the same points.
func TestTheSweepOfAScenarioGoesOn(t *testing.T) {
	var o runOptions
	o.Data = toyData(t)
	r, err := o.open("train=300&test=200&hidden=16&epochs=1&batch=50&memory=ber&ber=0.01")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.follow(t.Context(), r, io.Discard); err != nil {
		t.Fatal(err)
	}
	s := &lab.Sweep{Key: "ber", Values: []string{"0.01", "0.1", "0.3"}, Chips: 3}
	want, err := o.sweep(t.Context(), r, s, filepath.Join(t.TempDir(), "whole.csv"), io.Discard)
	if err != nil || len(want) != 9 {
		t.Fatalf("%d points, %v", len(want), err)
	}
	file := filepath.Join(t.TempDir(), "points.csv")
	ctx, stop := context.WithCancelCause(t.Context())
	if _, err := o.sweep(ctx, r, s, file, &stopAfter{4, stop}); err == nil {
		t.Fatal("it was not interrupted")
	}
	half, err := os.ReadFile(file)
	waiting, _ := os.ReadFile(file + study.SpoolEnding) // those that came before their turn
	n := bytes.Count(half, []byte("\n")) - heads()
	if n += max(0, bytes.Count(waiting, []byte("\n"))-heads()); err != nil || n < 3 || n >= 9 {
		t.Fatalf("after the interruption %d points are there, %v", n, err)
	}
	got, err := o.sweep(t.Context(), r, s, file, io.Discard)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("it went on to %v, %v, want %v", got, err, want)
	}
	if whole, _ := os.ReadFile(file); !bytes.HasPrefix(whole, half) {
		t.Error("the points that were there were computed anew")
	}
}
