//go:build slurm

package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cluster is Slurm on this machine alone, in a folder: Debian's slurm-wlm, as root.
type cluster struct {
	t   *testing.T
	dir string
	env []string
}

// slurmConfig is that of one node with two cores, of which no accounting is kept.
const slurmConfig = `ClusterName=one
SlurmctldHost=%[1]s(127.0.0.1)
SlurmctldPort=%[3]s
SlurmdPort=%[4]s
AuthType=auth/munge
AuthInfo=socket=%[2]s/munge.socket
SlurmUser=root
SlurmdUser=root
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
MpiDefault=none
KillWait=5
StateSaveLocation=%[2]s/state
SlurmdSpoolDir=%[2]s/spool
SlurmctldPidFile=%[2]s/ctld.pid
SlurmdPidFile=%[2]s/d.pid
NodeName=%[1]s NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`

// newCluster starts the daemons, which end with the test.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{t: t, dir: t.TempDir()}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	conf := filepath.Join(c.dir, "slurm.conf")
	for name, text := range map[string]string{"slurm.conf": fmt.Sprintf(slurmConfig, host, c.dir, port(t), port(t)),
		"cgroup.conf": "CgroupAutomount=no\n", "munge.key": strings.Repeat("a key of this test alone ", 4)} {
		if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"state", "spool"} {
		if err := os.Mkdir(filepath.Join(c.dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	c.env = append(os.Environ(), "SLURM_CONF="+conf)
	in := func(name string) string { return filepath.Join(c.dir, name) }
	c.start("munged", "--foreground", "--force", "--socket", in("munge.socket"), "--key-file", in("munge.key"),
		"--pid-file", in("munge.pid"), "--seed-file", in("munge.seed"), "--log-file", in("munge.log"))
	c.start("slurmctld", "-D", "-f", conf)
	c.start("slurmd", "-D", "-f", conf, "-N", host)
	for end := time.Now().Add(time.Minute); !strings.Contains(c.say("sinfo", "-h", "-o", "%t"), "idle"); {
		if time.Sleep(100 * time.Millisecond); time.Now().After(end) {
			t.Fatalf("the node does not come up: %s", c.say("sinfo"))
		}
	}
	return c
}

// port is one that nobody listens on.
func port(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, number, _ := net.SplitHostPort(l.Addr().String())
	return number
}

// start starts a daemon.
func (c *cluster) start(name string, args ...string) {
	c.t.Helper()
	d := exec.Command(name, args...)
	d.Env = c.env
	if err := d.Start(); err != nil {
		c.t.Fatalf("%v (on Debian: apt-get install slurm-wlm munge)", err)
	}
	c.t.Cleanup(func() { d.Process.Signal(os.Interrupt); d.Wait() })
}

// say is what a command of Slurm prints.
func (c *cluster) say(name string, args ...string) string {
	run := exec.Command(name, args...)
	run.Env, run.Dir = c.env, c.dir
	out, _ := run.CombinedOutput()
	return string(out)
}

// TestSlurm: the printed file, handed in as it is, carries a study out in an array of tasks, and what is merged is the
// file of one process.
func TestSlurm(t *testing.T) {
	c := newCluster(t)
	data := toyData(t)
	if out, err := exec.Command("go", "build", "-o", c.dir+"/", ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c.env = append(c.env, "PATH="+c.dir+":"+os.Getenv("PATH"))
	const link = "#train=100&test=50&hidden=8&epochs=1&batch=50&memory=ber&ber=0~0.2&seeds=10&chips=45"
	job, err := call(t, "sweep", "-job", "slurm", "-shard", "/3", "-workers", "1", "-data", data, "-out", "part-*.csv", link)
	if err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(c.dir, "whole.csv")
	if _, err := call(t, "sweep", "-data", data, "-out", whole, link); err != nil {
		t.Fatal(err)
	}
	c.carry("job.sh", job)
	c.same(whole)
}

// carry hands a file in and waits until its tasks are through.
func (c *cluster) carry(name, job string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(job), 0o644); err != nil {
		c.t.Fatal(err)
	}
	if out := c.say("sbatch", name); !strings.HasPrefix(out, "Submitted batch job") {
		c.t.Fatal(out)
	}
	for end := time.Now().Add(5 * time.Minute); c.say("squeue", "-h") != ""; time.Sleep(time.Second) {
		if time.Now().After(end) {
			c.t.Fatal(c.say("squeue"))
		}
	}
}

// same merges what the tasks have written and compares it with a file.
func (c *cluster) same(name string) {
	c.t.Helper()
	parts, _ := filepath.Glob(filepath.Join(c.dir, "part-*.csv"))
	merged := filepath.Join(c.dir, "merged.csv")
	if _, err := call(c.t, append([]string{"merge", "-out", merged}, parts...)...); err != nil {
		logs, _ := filepath.Glob(filepath.Join(c.dir, "arraylab-*.log"))
		c.t.Fatalf("%v: %s", err, c.say("tail", append([]string{"-n", "3"}, logs...)...))
	}
	want, err := os.ReadFile(name)
	got, err2 := os.ReadFile(merged)
	if err != nil || err2 != nil || !bytes.Equal(got, want) {
		c.t.Errorf("merged are %d bytes, at once %d: %v, %v", len(got), len(want), err, err2)
	}
}
