package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"arraylab/sim/lab"
)

// job is what a cluster is asked to do: a task a shard.
type job struct {
	shards, cores int
	gigabytes     int // of a task
	units         int // of the study: more shards than these have no work
	command       []string
	link          string
}

// jobs are the kinds of files of jobs, by the flag -job.
var jobs = map[string]func(io.Writer, job) error{"slurm": slurmJob, "kubernetes": kubernetesJob}

// printJob prints the file of a job that carries out a table in shards.
func (o *studyOptions) printJob(out io.Writer, kind string, table *lab.Table, shard shardFlag) error {
	write, ok := jobs[kind]
	if !ok {
		return badUse{fmt.Errorf("-job %q: allowed are slurm and kubernetes", kind)}
	}
	_, n, err := shard.read()
	if err != nil {
		return err
	}
	if !strings.Contains(o.Out, shardSign) {
		return badUse{fmt.Errorf("-job needs -out with %s for the number of the shard, such as 'part-*.csv'", shardSign)}
	}
	link := "#" + table.Study()
	command := []string{"arraylab", "sweep", "-shard", fmt.Sprintf("/%d", n), "-workers", fmt.Sprint(o.Workers)}
	for _, f := range [][2]string{{"-data", o.Data}, {"-label", o.Reading.Label}, {"-scale", o.Reading.Scale},
		{"-trained", o.trained}} {
		if f[1] != "" {
			command = append(command, f[0], f[1])
		}
	}
	command = append(command, "-out", o.Out, link)
	return write(out, job{n, o.Workers, o.gigabytes(table), len(table.Units()), command, link})
}

// gigabytes are about those that a task takes: images, and a network under way on each core.
func (o *studyOptions) gigabytes(table *lab.Table) int {
	const own = 1 << 29 // of the program (assumed)
	most := int64(0)
	for _, i := range []int{0, table.Size() - 1} {
		most = max(most, lab.Plan(table.Experiment(i), 1).Engine)
	}
	return int((own+most*int64(o.Workers))>>30) + 1
}

// quoted is a word as shells take it.
func quoted(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

// slurmJob is a batch script of an array of tasks. A task that reaches its limit is asked to stop a minute before,
// keeps its points, and goes on when the script is handed in again.
func slurmJob(out io.Writer, j job) error {
	words := make([]string, len(j.command))
	for i, w := range j.command {
		words[i] = quoted(w)
	}
	_, err := fmt.Fprintf(out, `#!/bin/bash
#SBATCH --job-name=arraylab
#SBATCH --array=0-%d
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=%d
#SBATCH --mem=%dG
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@60
#SBATCH --requeue
#SBATCH --output=arraylab-%%A-%%a.log

# A study of %d units in %d shards. A task that is handed in again goes on where it was. When all are through:
#   arraylab merge -out sweep.csv %s

set -eu
exec srun %s
`, j.shards-1, j.cores, j.gigabytes, j.units, j.shards, j.parts(), strings.Join(words, " "))
	return err
}

// parts is the pattern of the files of the shards.
func (j job) parts() string { return j.command[len(j.command)-2] }

// kubernetesJob is an indexed job as JSON, which kubectl takes as it takes YAML. The image holds the command and the
// data, the claim the files of the shards.
func kubernetesJob(out io.Writer, j job) error {
	type object = map[string]any
	resources := object{"cpu": fmt.Sprint(j.cores), "memory": fmt.Sprintf("%dGi", j.gigabytes)}
	container := object{
		"name": "arraylab", "image": "arraylab:latest", "command": j.command, "workingDir": "/study",
		"resources":    object{"requests": resources, "limits": resources},
		"volumeMounts": []object{{"name": "study", "mountPath": "/study"}},
	}
	const triesOfATask = 3
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(object{
		"apiVersion": "batch/v1", "kind": "Job",
		"metadata": object{"name": "arraylab", "annotations": object{"arraylab/study": j.link,
			"arraylab/then": "arraylab merge -out sweep.csv " + j.parts()}},
		"spec": object{
			"completionMode": "Indexed", "completions": j.shards, "parallelism": j.shards,
			"backoffLimitPerIndex": triesOfATask,
			"template": object{"spec": object{
				"restartPolicy": "Never", "containers": []object{container},
				"volumes": []object{{"name": "study", "persistentVolumeClaim": object{"claimName": "arraylab"}}},
			}},
		},
	})
}
