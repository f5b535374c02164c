//go:build !js

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// order and answer are what the harness and whoever it measures say to each other, as JSON: see
// sim/bench/ours, and the peers' scripts.
type order struct {
	Job  string `json:"job"`
	Reps int    `json:"reps"`
}

type answer struct {
	MS          []float64          `json:"ms"`
	Figures     map[string]float64 `json:"figures"`
	Accuracy    float64            `json:"accuracy"`
	Fingerprint string             `json:"fingerprint"`
	Predictions string             `json:"predictions"` // one digit an image
	About       string             `json:"about"`
	Error       string             `json:"error"`
}

// patience is how long one order may take.
const patience = 3 * time.Minute

// A player carries out orders one after the other.
type player interface {
	ask(o order) (answer, error)
	close()
}

// process is a player that reads orders from its standard input.
type process struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Reader
}

func startProcess(env []string, command ...string) (player, error) {
	p := &process{cmd: exec.Command(command[0], command[1:]...)}
	p.cmd.Env, p.cmd.Stderr = env, os.Stderr
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.lines = bufio.NewReader(out)
	return p, p.cmd.Start()
}

func (p *process) ask(o order) (answer, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return answer{}, err
	}
	if _, err := fmt.Fprintf(p.in, "%s\n", text); err != nil {
		return answer{}, err
	}
	late := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	defer late.Stop()
	line, err := p.lines.ReadBytes('\n')
	if err != nil {
		return answer{}, fmt.Errorf("%s ended: %w", filepath.Base(p.cmd.Args[0]), err)
	}
	return decode(line)
}

func (p *process) close() {
	_ = p.in.Close()
	_ = p.cmd.Wait()
}

func decode(text []byte) (a answer, err error) {
	if err = json.Unmarshal(text, &a); err == nil && a.Error != "" {
		err = errors.New(a.Error)
	}
	return a, err
}

// without returns the environment without some variables, and with others.
func without(names string, with ...string) (env []string) {
	for _, e := range os.Environ() {
		name, _, _ := strings.Cut(e, "=")
		if !strings.Contains(" "+names+" ", " "+name+" ") {
			env = append(env, e)
		}
	}
	return append(env, with...)
}
