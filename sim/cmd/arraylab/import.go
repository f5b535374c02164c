package main

import (
	"fmt"
	"io"

	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// bringIn writes the .arraylab file of a trained network of another program.
func bringIn(args []string, out io.Writer) error {
	if len(args) != 2 {
		return badUse{fmt.Errorf("import takes a file (.onnx or .npz) and a link, got %d arguments", len(args))}
	}
	l, err := lab.ParseLink(args[1])
	if err != nil {
		return badUse{err}
	}
	file, err := whole.Read(args[0], maxFile)
	if err != nil {
		return err
	}
	b, err := lab.Import(file, l.Experiment)
	if err != nil {
		return err
	}
	_, err = out.Write(b)
	return err
}
