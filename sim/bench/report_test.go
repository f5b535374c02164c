//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestReadmeIsUpToDate: figures in the README are those of the results, and nobody's hand.
func TestReadmeIsUpToDate(t *testing.T) {
	r, err := readResults("results.json")
	if err != nil {
		t.Fatal(err)
	}
	report, err := r.report()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if report != string(readme) {
		t.Error("README.md is not what results.json and README.md.tmpl make: run\n" +
			"go run ./sim/bench -from sim/bench/results.json -keep")
	}
	for _, place := range []string{native2, node1, chromium1, torch1, jax1, tfjs1, ort1, onPage} {
		if !strings.Contains(report, "| "+place+" |") {
			t.Errorf("there is no row of %q", place)
		}
	}
	text, err := os.ReadFile("results.json")
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.MarshalIndent(r, "", "\t")
	if err != nil || !bytes.Equal(append(again, '\n'), text) {
		t.Errorf("results.json is not as the benchmark writes it, %v", err)
	}
}

// TestReportOfFew: a benchmark of a few jobs says what was not measured; the words want figures that are there.
func TestReportOfFew(t *testing.T) {
	s := newSamples()
	s.add("latent", native1, 3, 1, 2)
	s.add("latent", torch1, 4)
	r := s.results(1)
	rows := r.rows()
	if rows[0].ratio == nil || *rows[0].ratio != 4 || !*rows[0].met || rows[1].met != nil {
		t.Errorf("%+v", rows[:2])
	}
	if at := r.Times[0]; at.Minimum != 1 || at.Median != 2 {
		t.Errorf("%+v", at)
	}
	if report, err := r.report(); err != nil || !strings.Contains(report, "| not measured |") {
		t.Errorf("%v", err)
	}
}

func TestNumbers(t *testing.T) {
	for want, v := range map[string]float64{
		"0 ms": 0, "14,570 ms": 14570, "0.5603 ms": 0.56031, "54.5 ms": 54.5, "11 ms": 11.0006,
		"-1,234,567 ms": -1234567,
	} {
		if got := number(&v, "ms"); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}
