package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// TestMobileNetIsPrinted, as an object and as a table, and wrong designs are refused.
func TestMobileNetIsPrinted(t *testing.T) {
	out, err := call(t, "mobilenet", "-hidden", "0", "-classifier", "8")
	var m struct {
		Parameters, Bits, Products int64
		Classifier                 string
		BreakEven                  int
	}
	if err != nil || json.Unmarshal([]byte(out), &m) != nil || m.Parameters != 4_231_976 || m.Bits != 8*m.Parameters ||
		m.Products != 568_740_352 || m.Classifier != "8" {
		t.Errorf("%v: %+v of %.200s", err, m, out)
	}
	table, err := call(t, "mobilenet", "-csv")
	if lines := strings.Split(strings.TrimSpace(table), "\n"); err != nil || len(lines) != 30 ||
		!strings.HasPrefix(lines[29], "29,classifier,1000,1,1,binary,2816000,1000,2816000,2816000,") {
		t.Errorf("%v: %s", err, table)
	}
	for _, args := range [][]string{{"-hidden", "5000"}, {"-classifier", "4"}, {"-features", "x"}, {"-x"}, {"224"}} {
		if _, err := call(t, append([]string{"mobilenet"}, args...)...); !errors.As(err, &badUse{}) {
			t.Errorf("%v: %v", args, err)
		}
	}
}
