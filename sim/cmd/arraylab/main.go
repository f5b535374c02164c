// Command arraylab runs the laboratory without a browser: the same engine, the same links, the same bits.
//
// Progress goes to standard error, one JSON object to standard output (accuracy, correct, total, ber by layer, pulses
// by layer, fingerprint, seconds and more). With GOTOOLCHAIN=go1.27.4 GOEXPERIMENT=simd, as build.sh sets them, the
// kernels use vectors: ten times the speed, the same bits. Built for GOOS=js GOARCH=wasm it runs under Node, which is
// how tests compare bits without a browser.
//
// Some of what it does:
//
//	arraylab run -save run.arraylab -model net.arraylab 'v=1'
//	arraylab run -resume run.arraylab
//	arraylab run -data iris.csv 'hidden=64'                         # your own data become a task
//	arraylab export -onnx net.arraylab >net.onnx                    # for other runtimes: the same classes
//	arraylab ablate -chips 5 'memory=rram-2t2r&condition=limit'     # which imperfection costs most
//	arraylab device rram-weak-reset pulses=500 n=100000 noise=0
//	arraylab device st-mram delta=60 i=3 tau=3 -csv -charts >stmram.csv
//	arraylab device measured -file mine.csv                         # your own device, fitted
//	arraylab device smtj -bits 8000000 | ent
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"arraylab/sim/cmd/version"
	"arraylab/sim/lab"
)

const usage = `arraylab runs experiments of the laboratory natively.

  arraylab run [-data DIR] [-workers N] [-save FILE] [-resume FILE] [-model FILE] [-predictions FILE] LINK
        carry out the experiment of a link (the text after '#', or a whole address):
        progress on standard error, one JSON object on standard output. -data also takes your own data,
        a file or a folder (IDX, NPY, NPZ, CSV, pictures by folder, WFDB, EDF); -label and -scale say how they
        are read; so do sweep and ablate. A link made with other data is refused
  arraylab device [NAME] [-csv] [-charts] [-units] [-params] [-bits N] [-file TABLE] [-link LINK] [key=value ...]
        characterise a memory device: one JSON object on standard output, or CSV; n= is the size of
        the population, seed= its seed; -params lists the parameters of a memory, no name the memories,
        -bits writes random bits of a device that makes them, -file fits the measured device to a table,
        -link speaks of the network of that experiment, not of the default one
  arraylab ledger [-csv] [FILE]
        the energy, time and area of a result that run has printed, from a file or standard input, event
        by event, beside digital machines and what papers claim: one JSON object, or a table
  arraylab sweep [-data DIR] [-workers N] [-trained FILE] -out FILE.csv LINK
        carry out the sweep of a link over all cores: up to three fields with several values, such as
        ber=0.001~0.01 or ber=0.001..0.3..9log, seeds=3, chips=20; a line of the file a point, up to a
        million. A sweep that was interrupted goes on, and its file is the same as if it had not been;
        points that came before their turn wait in FILE.csv.units. A point that fails stops no other
  arraylab sweep -shard I/N ... -out 'part-*.csv' LINK
  arraylab merge -out FILE.csv part-*.csv
        the sweep in N parts, on any machines, and one file of them: the same bytes. With -shard /N the number
        is that of the task of a Slurm array or an indexed Kubernetes job; -job slurm and -job kubernetes print
        such a job for the same flags
  arraylab ablate [-data DIR] [-workers N] [-trained FILE] [-seeds N] [-chips N] [-out FILE.csv] LINK
        which imperfection of the link's memory costs most: each one alone, and each one left out, over seeds
        and chips; a table, dearest first; -out keeps the points, as sweep does
  arraylab class [-addr HOST:PORT] [-site DIR] [-data DIR] [-cert FILE -key FILE] [-host NAME] [-save FILE]
        serve the page to a class: students join by a room code, hand in results, and their pages compute a
        sweep together; a secret link opens the lecturer's screen
  arraylab mobilenet [-hidden N] [-classifier FORMAT] [-features FORMAT] [-csv]
        MobileNet V1 by arithmetic: layers, weights, operations, memory and energy with a classifier of
        binary, ternary, 8- or 32-bit weights; one JSON object, or a table of the layers
  arraylab fields
        the table of fields: key, unit, range, default, meaning
  arraylab export [-data DIR] [-onnx] FILE
        write the model of a saved run, without training state, to standard output;
        with -onnx for other runtimes
  arraylab import FILE LINK
        write a trained network of another program, ONNX as export writes it or NPZ (go doc ./sim/npz), to
        standard output, as the network of a link: run -resume puts it on the memory of that
  arraylab scenarios
        the named scenarios: name, expected result, link; -write FILE brings a file of their results up to
        date, run by run and sweeps point by point: interrupted, it goes on; -results FILE writes what they come
        to, as sim/RESULTS.md; -claims lists what papers claim, with what was found of it
  arraylab -version
        the sources this was built of, the numeric version and the toolchain

An interruption (Ctrl-C, SIGTERM) ends run, sweep, ablate and scenarios at the next step: what -save or -out names
is written first, and how to go on is said. A second one ends them at once.

Exit status: 0 done, 1 the run failed, 2 bad link or usage, 128 and the signal's number: interrupted.
`

// badUse marks errors that end with exit status 2.
type badUse struct{ error }

func main() {
	ctx := interruptible(context.Background())
	err := command(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "arraylab:", err)
	os.Exit(status(err))
}

// status is the exit status after an error.
func status(err error) int {
	var by interruption
	switch {
	case errors.As(err, &by):
		return by.status()
	case errors.As(err, &badUse{}):
		return 2
	}
	return 1
}

func command(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(log, usage)
		return badUse{errors.New("which command? run, sweep, merge, ablate, device, ledger, mobilenet, class, fields, " +
			"export, import or scenarios")}
	}
	switch args[0] {
	case "run":
		return run(ctx, args[1:], out, log)
	case "sweep":
		return sweep(ctx, args[1:], out, log, nil)
	case "merge":
		return merge(args[1:], log)
	case "ablate":
		return ablate(ctx, args[1:], out, log)
	case "device":
		return device(args[1:], out, log)
	case "class":
		return classroom(ctx, args[1:], out, log)
	case "ledger":
		return printLedger(args[1:], os.Stdin, out, log)
	case "mobilenet":
		return printMobileNet(args[1:], out, log)
	case "fields":
		return fields(out)
	case "export":
		return export(args[1:], out, log)
	case "import":
		return bringIn(args[1:], out)
	case "scenarios":
		return scenarios(ctx, args[1:], out, log)
	}
	return about(args[0], out, log)
}

// about tells of the command itself, or that there is no such command.
func about(name string, out, log io.Writer) error {
	switch name {
	case "version", "-version", "--version":
		fmt.Fprintln(out, version.Line("arraylab", strconv.Itoa(lab.NumericVersion)))
		return nil
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	fmt.Fprint(log, usage)
	return badUse{fmt.Errorf("unknown command %q: there are run, sweep, merge, ablate, device, ledger, mobilenet, class, "+
		"fields, export, import, scenarios", name)}
}
