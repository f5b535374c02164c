// Command bench measures the engine: the same program runs natively and under Node, in
// interleaved rounds, and writes minimum and median of each into dist/bench.md and
// dist/bench.json. Machines are shared and noisy: compare the minima of one table only.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

func main() {
	one := flag.Bool("one", false, "measure once in this program and print JSON")
	workers := flag.Int("workers", 1, "goroutines")
	rounds := flag.Int("rounds", 5, "interleaved rounds")
	data := flag.String("data", ".cache/data", "folder with the packed data sets")
	out := flag.String("out", "dist", "folder of the tables")
	flag.Parse()
	var err error
	if *one {
		err = measureOnce(*data, *workers)
	} else {
		err = compare(*data, *out, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measureOnce(data string, workers int) error {
	m, err := measure(data, workers)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(m)
}

// where is one way to run the measurements.
type where struct {
	name    string
	command []string
}

// row is one line of the table.
type row struct {
	Name   string  `json:"name"`
	Where  string  `json:"where"`
	OursMS float64 `json:"ours_ms"` // minimum over the rounds
	Median float64 `json:"median_ms"`
	Images float64 `json:"images_per_s"` // at the minimum
}

func compare(data, out string, rounds int) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	places, err := build(dir, data)
	if err != nil {
		return err
	}
	times := map[[2]string][]float64{}
	images := map[string]float64{}
	var order [][2]string
	for r := range rounds {
		for _, p := range places {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", r+1, rounds, p.name)
			cmd := exec.Command(p.command[0], p.command[1:]...)
			cmd.Stderr = os.Stderr
			b, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			var got []measurement
			if err := json.Unmarshal(b, &got); err != nil {
				return fmt.Errorf("%s printed no measurements: %w", p.name, err)
			}
			for _, m := range got {
				k := [2]string{m.Name, p.name}
				if times[k] == nil {
					order = append(order, k)
				}
				times[k] = append(times[k], m.MS)
				images[m.Name] = m.Images
			}
		}
	}
	var rows []row
	for _, k := range order {
		t := times[k]
		sort.Float64s(t)
		rows = append(rows, row{k[0], k[1], t[0], t[len(t)/2], images[k[0]] / t[0] * 1000})
	}
	return write(out, rows, rounds)
}

// build compiles this program for Node and names the ways to run it.
func build(dir, data string) ([]where, error) {
	wasm := filepath.Join(dir, "bench.wasm")
	cmd := exec.Command("go", "build", "-o", wasm, "./sim/bench")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("building for js/wasm: %w", err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	runner := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	return []where{
		{"native, 1 worker", []string{self, "-one", "-data", data}},
		{"native, 2 workers", []string{self, "-one", "-workers", "2", "-data", data}},
		{"Node, 1 worker", []string{runner, wasm, "-one", "-data", data}},
	}, nil
}

func write(out string, rows []row, rounds int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s/%s, %s, %d cores; minimum and median of %d interleaved rounds\n\n", runtime.GOOS, runtime.GOARCH, runtime.Version(), runtime.NumCPU(), rounds)
	b.WriteString("| what | where | minimum | median | images/s |\n|---|---|---|---|---|\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %.2f ms | %.2f ms | %.0f |\n", r.Name, r.Where, r.OursMS, r.Median, r.Images)
	}
	fmt.Print(b.String())
	j, err := json.MarshalIndent(rows, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "bench.md"), []byte(b.String()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "bench.json"), append(j, '\n'), 0o644)
}
