// Package version says of which sources a program was built. It knows nothing of Arraylab, so that the
// server, which is of the standard library alone, can use it.
package version

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// build.sh has the linker set them: -X arraylab/sim/cmd/version.commit=... -X arraylab/sim/cmd/version.date=...
var commit, date string

// Unknown is the commit, and the date, of sources that are no checkout of git.
const Unknown = "unknown"

// Source returns the commit of the sources and its date, year first. A program that build.sh did not
// build tells what Go noted, and Unknown where it noted nothing.
func Source() (of, on string) {
	revision, time := noted()
	return cmp.Or(commit, revision, Unknown), cmp.Or(date, time, Unknown)
}

// noted is what the go command writes into a program that it builds in a checkout.
func noted() (revision, time string) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", ""
	}
	dirty := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.time":
			time = s.Value[:min(len("2006-01-02"), len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	if revision != "" {
		revision += dirty
	}
	return revision, time
}

// Line says what a program is: its sources, the numeric version of its engine, the toolchain.
func Line(program, numerics string) string {
	of, on := Source()
	return fmt.Sprintf("%s: commit %s, date %s, numerics %s, %s %s/%s",
		program, of, on, numerics, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
