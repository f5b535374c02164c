package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jobText is what -job prints of a study.
func jobText(t *testing.T, kind string, args ...string) string {
	t.Helper()
	flags := []string{"sweep", "-job", kind, "-shard", "/8", "-workers", "4", "-out", "it's-*.csv"}
	out, err := call(t, slices.Concat(flags, args, []string{"memory=ber&ber=0~0.1&seeds=3"})...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const jobLink = "#v=1&memory=ber&ber=0~0.1&seeds=3"

// TestSlurmJob: the script is one that bash takes, its directives are those that sbatch knows, and what it runs are
// the words of the command.
func TestSlurmJob(t *testing.T) {
	text := jobText(t, "slurm", "-data", "a b", "-label", "first")
	known := regexp.MustCompile(`^#SBATCH --(job-name=[a-z]+|array=0-7|ntasks=1|cpus-per-task=4|mem=\d+G|` +
		`time=\d\d:\d\d:\d\d|signal=TERM@\d+|requeue|output=arraylab-%A-%a\.log)$`)
	directives := 0
	for i, line := range strings.Split(text, "\n") {
		switch {
		case i == 0 && line != "#!/bin/bash":
			t.Errorf("it begins with %q", line)
		case strings.HasPrefix(line, "#SBATCH"):
			if directives++; directives != i || !known.MatchString(line) {
				t.Errorf("line %d: %q is not known, or stands too low to be read", i+1, line)
			}
		}
	}
	if directives != 9 {
		t.Errorf("%d directives", directives)
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	run := exec.Command(bash, "-c", "srun() { printf '%s\\n' \"$@\"; }; exec() { \"$@\"; }\n"+text)
	got, err := run.Output()
	want := strings.Join([]string{"arraylab", "sweep", "-shard", "/8", "-workers", "4", "-data", "a b", "-label",
		"first", "-out", "it's-*.csv", jobLink, ""}, "\n")
	if err != nil || string(got) != want {
		t.Errorf("it runs %q, %v, want %q", got, err, want)
	}
}

// TestKubernetesJob: the job is one by the schema, with an index for each shard.
func TestKubernetesJob(t *testing.T) {
	text := jobText(t, "kubernetes")
	file, err := os.ReadFile("testdata/kubernetes-job.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	var job struct {
		Spec struct {
			CompletionMode           string
			Completions, Parallelism int
			Template                 struct {
				Spec struct{ Containers []struct{ Command []string } }
			}
		}
	}
	var value any
	if err := errors.Join(json.Unmarshal(file, &schema), json.Unmarshal([]byte(text), &job),
		json.Unmarshal([]byte(text), &value)); err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults("job", schema, value) {
		t.Error(fault)
	}
	command := job.Spec.Template.Spec.Containers[0].Command
	if s := job.Spec; s.CompletionMode != "Indexed" || s.Completions != 8 || command[len(command)-1] != jobLink ||
		!slices.Contains(command, "/8") {
		t.Errorf("%+v", s)
	}
	for _, bad := range []string{strings.Replace(text, `"completions"`, `"completion"`, 1),
		strings.Replace(text, `"completions": 8`, `"completions": "8"`, 1),
		strings.Replace(text, `"Indexed"`, `"indexed"`, 1), strings.Replace(text, `"restartPolicy"`, `"policy"`, 1)} {
		if err := json.Unmarshal([]byte(bad), &value); err != nil || len(faults("job", schema, value)) == 0 {
			t.Errorf("the schema allows a job with a mistake, %v: %s", err, bad)
		}
	}
}

// faults are the places where a value is not one of a JSON schema, of which these words are known: type, enum,
// required, properties, additionalProperties, items.
func faults(at string, schema map[string]any, value any) (all []string) {
	kind := "nothing that a job has"
	switch v := value.(type) {
	case string:
		kind = "string"
	case float64:
		if kind = "number"; v == float64(int(v)) {
			kind = "integer"
		}
	case []any:
		kind = "array"
		for i, item := range v {
			all = append(all, faults(fmt.Sprintf("%s[%d]", at, i), schema["items"].(map[string]any), item)...)
		}
	case map[string]any:
		kind = "object"
		all = memberFaults(at, schema, v)
	}
	if kind != schema["type"] {
		return append(all, fmt.Sprintf("%s is %s, not %v", at, kind, schema["type"]))
	}
	if of, ok := schema["enum"].([]any); ok && !slices.Contains(of, value) {
		all = append(all, fmt.Sprintf("%s is %v, not one of %v", at, value, of))
	}
	return all
}

// memberFaults are those of an object.
func memberFaults(at string, schema, object map[string]any) (all []string) {
	properties, _ := schema["properties"].(map[string]any)
	others, _ := schema["additionalProperties"].(map[string]any)
	for name, member := range object {
		of, known := properties[name].(map[string]any)
		if !known {
			of = others
		}
		if of == nil {
			all = append(all, fmt.Sprintf("%s has no %s", at, name))
			continue
		}
		all = append(all, faults(at+"."+name, of, member)...)
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := object[name.(string)]; !ok {
			all = append(all, fmt.Sprintf("%s lacks %v", at, name))
		}
	}
	return all
}

func TestBadJobs(t *testing.T) {
	for _, args := range [][]string{{"-job", "pbs", "-shard", "/8", "-out", "*"}, {"-job", "slurm", "-out", "*"},
		{"-job", "slurm", "-shard", "/8", "-out", "one.csv"}, {"-shard", "8", "-out", "*"}, {"-shard", "8/8", "-out", "*"},
		{"-shard", "-1/8", "-out", "*"}, {"-shard", "/8", "-out", "*"}, {"-shard", "0/0", "-out", "*"}} {
		if _, err := call(t, slices.Concat([]string{"sweep"}, args, []string{"memory=ber&ber=0~0.1"})...); !errors.As(err,
			&badUse{}) {
			t.Errorf("%q: %v", args, err)
		}
	}
}
