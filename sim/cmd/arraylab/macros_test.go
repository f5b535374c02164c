package main

import (
	"errors"
	"strings"
	"testing"
)

// TestDeviceMacro: a published macro can be chosen by its name alone, with its memory, and beside parameters; all are
// listed with their DOI, and a name that there is not is answered with one that there is.
func TestDeviceMacro(t *testing.T) {
	alone := object1(t, "-macro", "isscc18-8310393", "n=100")
	if alone["name"] != "st-mram" || alone["read_joules"] != 0.7e-12 && alone["read_seconds"] != 2.8e-9 ||
		alone["published_readtime"] != 2.8e-9 {
		t.Errorf("the macro gives %v", alone)
	}
	pairs := object1(t, "ternary-2t2r", "-macro", "vlsi15-7231367", "slrs=0.3", "n=100")
	if x := pairs["lrs_median"].(float64); pairs["name"] != "ternary-2t2r" || x < 19999 || x > 20001 {
		t.Errorf("a macro with its memory named gives %v", pairs)
	}
	list, err := call(t, "device", "-macro", "list")
	if err != nil || strings.Count(list, "\n") != 56 || !strings.Contains(list, "10.1109/ISSCC.2018.8310393") {
		t.Errorf("%d lines are listed: %v", strings.Count(list, "\n"), err)
	}
	for _, args := range [][]string{{"device", "-macro", "isscc18-8310394x"}, {"device", "fefet", "-macro",
		"isscc18-8310393"}} {
		if _, err := call(t, args...); !errors.As(err, &badUse{}) {
			t.Errorf("%v gives %v", args, err)
		}
	}
	if _, err := call(t, "device", "-macro", "isscc18-8310303"); err == nil || !strings.Contains(err.Error(),
		"did you mean isscc18-8310393?") {
		t.Errorf("a slip gives %v", err)
	}
}
