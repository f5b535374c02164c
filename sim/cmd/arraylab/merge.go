package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"arraylab/sim/cmd/study"
	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// merge writes the table of a study from the files of its shards.
func merge(args []string, log io.Writer) error {
	set := flag.NewFlagSet("merge", flag.ContinueOnError)
	set.SetOutput(log)
	out := set.String("out", "", "the CSV file of the whole study")
	if err := set.Parse(args); err != nil {
		return badUse{err}
	}
	if *out == "" || set.NArg() == 0 {
		return badUse{errors.New("merge needs -out FILE.csv and the files of the shards")}
	}
	begin, err := beginningOf(set.Arg(0))
	if err != nil {
		return err
	}
	table, err := lab.TableOf(begin)
	if err != nil {
		return fmt.Errorf("%s: %w", set.Arg(0), err)
	}
	if err := mayReplace(*out, table); err != nil {
		return err
	}
	text, err := merged(table, set.Args())
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "%d points of %d files\n", table.Size(), set.NArg())
	return whole.WriteFile(*out, text)
}

// beginningOf reads what a file begins with: more than the head of any table.
func beginningOf(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const most = 1 << 16
	return io.ReadAll(io.LimitReader(f, most))
}

// mayReplace tells whether a file may become the whole table: where there is none, or one of the same study.
func mayReplace(name string, table *lab.Table) error {
	if err := whole.Try(name); err != nil {
		return badUse{err}
	}
	old, err := whole.Read(name, study.MaxTable)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, _, err = table.Done(old)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// merged is the whole table, from files that hold each point once. An error names points that are missing, or that two
// files hold.
func merged(table *lab.Table, names []string) ([]byte, error) {
	lines, from := make([]string, table.Size()), make([]int32, table.Size())
	for k, name := range names {
		err := eachLine(table, name, func(point int, line string) error {
			if lines[point] != "" {
				return fmt.Errorf("point %d is in %s too%s", point, names[from[point]], alike(lines[point], line))
			}
			lines[point], from[point] = line, int32(k)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	var missing []int
	text := []byte(table.Head())
	for point, line := range lines {
		if line == "" {
			missing = append(missing, point)
		}
		text = append(text, line...)
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%d of %d points are missing: %s", len(missing), table.Size(), lab.Ranges(missing))
	}
	return text, nil
}

// eachLine reads the points of a file.
func eachLine(table *lab.Table, name string, each func(point int, line string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(table.Part(f, each), f.Close())
}

// alike says whether two lines of a point are the same.
func alike(a, b string) string {
	if a == b {
		return ", with the same result"
	}
	return ", with another result"
}
