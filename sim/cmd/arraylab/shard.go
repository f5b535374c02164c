package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/lab"
)

// shardVariables are those of the environment that number the tasks of a job: of Slurm's arrays and of Kubernetes's
// indexed jobs.
var shardVariables = []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"}

// shardSign stands for the number of the shard in the name of a file.
const shardSign = "*"

// shardFlag is the text of the flag -shard: 3/8, or /8 in a job, whose environment numbers its tasks.
type shardFlag string

// read are number and count of the shard; number -1 where only the count is told.
func (f shardFlag) read() (i, n int, err error) {
	number, count, parted := strings.Cut(string(f), "/")
	n, err = strconv.Atoi(count)
	i = -1
	if err == nil && number != "" {
		i, err = strconv.Atoi(number)
	}
	if !parted || err != nil || n < 1 || i >= n || number != "" && i < 0 {
		return 0, 0, badUse{fmt.Errorf("-shard %q: allowed are NUMBER/COUNT from 0/COUNT on, such as 3/8, and /COUNT in a "+
			"job of Slurm or Kubernetes, which numbers its tasks", string(f))}
	}
	return i, n, nil
}

// of is the shard of a table, with its number as a text; environment gives variables.
func (f shardFlag) of(table *lab.Table, environment func(string) string) (*lab.Table, string, error) {
	i, n, err := f.read()
	if err != nil {
		return nil, "", err
	}
	if i < 0 {
		number := cmp.Or(environment(shardVariables[0]), environment(shardVariables[1]))
		if i, err = strconv.Atoi(number); err != nil {
			return nil, "", badUse{fmt.Errorf("-shard %s needs the number of the task in %s: there is %q", f,
				strings.Join(shardVariables, " or "), number)}
		}
	}
	part, err := table.Shard(i, n)
	if err != nil {
		return nil, "", badUse{err}
	}
	return part, strconv.Itoa(i), nil
}
