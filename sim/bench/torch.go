//go:build !js

package main

import (
	"path/filepath"
	"slices"
	"strconv"
)

// cores are kernels of OpenBLAS, by the processors that they are for. With none named it chooses by the processor's
// model, and takes its oldest for one that it does not know: 0.3.21 does so on an Intel of model 207, at a fifth of the
// speed.
var cores = []string{"", "SkylakeX", "Haswell", "Zen"}

// startTorch starts PyTorch on so many threads, with the kernels of OpenBLAS of that name.
func startTorch(t *tools, threads int, core string) (player, error) {
	n := strconv.Itoa(threads)
	// Threads of OpenMP that spin take the processor from those of OpenBLAS: passive is up to 20
	// times faster on two cores. A size of the cache would choose slower kernels.
	env := without("OPENBLAS_CORETYPE OPENBLAS_L2_SIZE", "OMP_NUM_THREADS="+n, "OPENBLAS_NUM_THREADS="+n,
		"OMP_WAIT_POLICY=PASSIVE")
	if core != "" {
		env = append(env, "OPENBLAS_CORETYPE="+core)
	}
	return startProcess(env, t.python, filepath.Join("sim", "bench", "peers", "torch_peer.py"), n, t.dir)
}

// fastestCore is the one of cores whose kernels multiply fastest on one thread here.
func fastestCore(t *tools) (best string, err error) {
	least := 0.0
	for _, core := range cores {
		ms, err := productTime(t, core)
		if err != nil {
			return "", err
		}
		if least == 0 || ms < least {
			best, least = core, ms
		}
	}
	return best, nil
}

// productTime is how long a product takes with kernels for a core, in ms.
func productTime(t *tools, core string) (float64, error) {
	p, err := startTorch(t, 1, core)
	if err != nil {
		return 0, err
	}
	defer p.close()
	a, err := p.ask(order{Job: "product", Reps: 20})
	if err != nil {
		return 0, err
	}
	return slices.Min(a.MS), nil
}
