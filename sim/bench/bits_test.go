//go:build !js

package main

import (
	"slices"
	"testing"
)

// TestDiehardRows reads a report as dieharder 3.31 writes it.
func TestDiehardRows(t *testing.T) {
	report := `#=============================================================================#
#            dieharder version 3.31.1 Copyright 2003 Robert G. Brown          #
   rng_name    |rands/second|   Seed   |
stdin_input_raw|  2.30e+07  |1911062389|
        test_name   |ntup| tsamples |psamples|  p-value |Assessment
#=============================================================================#
        diehard_runs|   0|    100000|     100|0.74512176|  PASSED  
         sts_monobit|   1|    100000|     100|0.00000000|  FAILED  
`
	want := []bitTest{{"raw", "diehard_runs", "0.74512176", "PASSED"}, {"raw", "sts_monobit", "0.00000000", "FAILED"}}
	if got := diehardRows([]byte(report), "raw"); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
