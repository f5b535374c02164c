package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"arraylab/sim/cmd/study"
)

// manyUnits is a study of three units.
const manyUnits = "train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&seeds=10&chips=45"

// TestShardsAreTheSameFile: a study in shards, in any order, one of them interrupted, is merged to the bytes of one
// process. What is missing, doubled or foreign is named.
func TestShardsAreTheSameFile(t *testing.T) {
	dir := toyData(t)
	file := func(name string) string { return filepath.Join(dir, name) }
	carry := func(shard, out string, hook func(int) error) error {
		args := []string{"-data", dir, "-out", file(out)}
		if shard != "" {
			args = append(args, "-shard", shard)
		}
		return sweep(t.Context(), append(args, "#"+manyUnits), io.Discard, io.Discard, hook)
	}
	if err := carry("", "whole.csv", nil); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file("whole.csv"))
	if err != nil || bytes.Count(whole, []byte("\n")) != heads()+900 {
		t.Fatalf("%d bytes, %v", len(whole), err)
	}
	kill := errors.New("killed")
	if err := carry("2/3", "part-*.csv", func(points int) error {
		if points == 50 {
			return kill
		}
		return nil
	}); !errors.Is(err, kill) {
		t.Fatal(err)
	}
	for i, variable := range []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID"} {
		t.Setenv(variable, strconv.Itoa(i))
		if err := carry("/3", "part-*.csv", nil); err != nil {
			t.Fatal(err)
		}
		t.Setenv(variable, "")
	}
	parts := []string{file("part-2.csv"), file("part-0.csv"), file("part-1.csv")}
	if _, err := call(t, append([]string{"merge", "-out", file("merged.csv")}, parts...)...); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file("merged.csv")); !bytes.Equal(got, whole) {
		t.Errorf("merged are %d bytes, at once %d", len(got), len(whole))
	}
	foreign := file("foreign.csv")
	if err := os.WriteFile(foreign, []byte(strings.Replace(string(whole), "hidden=8", "hidden=9", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	for says, names := range map[string][]string{
		"points are missing: ":                parts[:2],
		"is in " + parts[0] + " too, with th": {parts[0], parts[1], parts[2], parts[0]},
		"foreign.csv: ":                       {parts[0], foreign},
		"no such file":                        {file("none.csv")},
	} {
		_, err := call(t, append([]string{"merge", "-out", file("other.csv")}, names...)...)
		if _, there := os.Stat(file("other.csv")); err == nil || !strings.Contains(err.Error(), says) || there == nil {
			t.Errorf("%v, want %q", err, says)
		}
	}
	for says, err := range map[string]error{
		"holds shard 0/3 of this study":      carry("1/3", "part-0.csv", nil),
		"holds shard 1/3 of this study":      carry("", "part-1.csv", nil),
		"the whole study, and not shard 0/3": carry("0/3", "whole.csv", nil),
		"hidden=9&memory=ber":                carry("", "foreign.csv", nil),
	} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	if got, _ := os.ReadFile(file("whole.csv")); !bytes.Equal(got, whole) {
		t.Error("the whole file was changed")
	}
	if left, _ := filepath.Glob(file("*" + study.SpoolEnding)); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
}

// TestShardsOfOwnData: shards that have the same file are merged to the bytes of one process; one that has another file
// is refused before it writes anything.
func TestShardsOfOwnData(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	for name, last := range map[string]int{"mine.csv": 0, "other.csv": 1} {
		var rows strings.Builder
		for i := range 40 {
			fmt.Fprintf(&rows, "%s,%d,%d\n", []string{"u", "v"}[i%2], 11*(1+i%7), (1+last)*i%9)
		}
		if err := os.WriteFile(file(name), []byte(rows.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const link = "#hidden=8&epochs=1&batch=8&memory=ber&ber=0.1&chips=500"
	carry := func(data, shard, out string) error {
		_, err := call(t, "sweep", "-data", file(data), "-shard", shard, "-out", file(out), link)
		return err
	}
	if _, err := call(t, "sweep", "-data", file("mine.csv"), "-out", file("whole.csv"), link); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file("whole.csv"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(whole, []byte("\n"))
	study := strings.TrimPrefix(string(first), "# ") // with the data's hash
	for _, err := range []error{carry("mine.csv", "0/2", "part-0.csv"), carry("mine.csv", "1/2", "part-1.csv")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := call(t, "merge", "-out", file("merged.csv"), file("part-0.csv"), file("part-1.csv")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file("merged.csv")); !bytes.Equal(got, whole) {
		t.Errorf("merged are %d bytes, at once %d", len(got), len(whole))
	}
	_, err = call(t, "sweep", "-data", file("other.csv"), "-shard", "1/2", "-out", file("part-other.csv"), study)
	if _, there := os.Stat(file("part-other.csv")); err == nil || !strings.Contains(err.Error(), "another one, data=") ||
		there == nil {
		t.Errorf("%v, want one that names the other data", err)
	}
}
