package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLedgerOfAResult: what run prints, ledger books to the same joules.
func TestLedgerOfAResult(t *testing.T) {
	dir := toyData(t)
	out, err := call(t, "run", "-data", dir, link)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "result.json")
	if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
	printed, err := call(t, "ledger", file)
	if err != nil {
		t.Fatal(err)
	}
	var b books
	if err := json.Unmarshal([]byte(printed), &b); err != nil {
		t.Fatal(err)
	}
	if r := result(t, out); b.Image != *r.JoulesImage || b.Training != *r.JoulesTraining || b.Accuracy != r.Accuracy ||
		len(b.Baselines) == 0 {
		t.Errorf("the ledger has %g J an image, the result %g", b.Image, *r.JoulesImage)
	}
	table, err := call(t, "ledger", "-csv", file)
	if err != nil || !strings.HasPrefix(table, "machine,phase,layer,") {
		t.Errorf("%v: %.60s", err, table)
	}
	if err := os.WriteFile(file, []byte("no result"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := call(t, "ledger", file); err == nil || errors.As(err, &badUse{}) {
		t.Errorf("no result: %v", err)
	}
	if _, err := call(t, "ledger", file, file); !errors.As(err, &badUse{}) {
		t.Errorf("two results: %v", err)
	}
}
