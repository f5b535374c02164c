package own

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
)

// beginOf100 are the first ten samples of record 100 of the MIT-BIH Arrhythmia Database (G. B. Moody and R. G. Mark, IEEE
// Engineering in Medicine and Biology 20:45, 2001; PhysioNet, Open Data Commons Attribution License 1.0), as the npm
// package wfdb 0.0.9 has them, with the head of the whole record but for its length.
const (
	headOf100 = `100 2 360 10
100.dat 212 200 11 1024 995 -22131 0 MLII
100.dat 212 200 11 1024 1011 20052 0 V5
# 69 M 1085 1629 x1
# Aldomet, Inderal
`
	beginOf100 = "e333f3e333f3e333f3e333f3e333f3e333f3e333f3e333f3e833f0e533f0"
)

// TestRecord100: a public record is read to the sample; that it is cut off is seen by its checksums, which are those of
// the whole.
func TestRecord100(t *testing.T) {
	body, err := hex.DecodeString(beginOf100)
	if err != nil {
		t.Fatal(err)
	}
	files := []File{{Name: "100.hea", Body: []byte(headOf100)}, {Name: "100.dat", Body: body}}
	if _, err := Records(files); err == nil || !strings.Contains(err.Error(),
		"signal MLII add up to 9957: its header's checksum is -22131") {
		t.Errorf("of a record that is cut off is said %v", err)
	}
	files[0].Body = []byte(strings.NewReplacer("-22131", "9957", "20052", "10104").Replace(headOf100))
	records, err := Records(files)
	if err != nil {
		t.Fatal(err)
	}
	r := records[0]
	if r.Leads[0].Name != "MLII" || r.Leads[1].Name != "V5" || r.Leads[0].Unit != "mV" || r.Leads[0].Rate != 360 {
		t.Errorf("leads %s in %s and %s, %g a second", r.Leads[0].Name, r.Leads[0].Unit, r.Leads[1].Name, r.Leads[0].Rate)
	}
	for i, want := range [][]float32{
		{-.145, -.145, -.145, -.145, -.145, -.145, -.145, -.145, -.12, -.135},
		{-.065, -.065, -.065, -.065, -.065, -.065, -.065, -.065, -.08, -.08},
	} {
		if got := r.Leads[i].Values; !slices.Equal(got, want) {
			t.Errorf("lead %s: %v, want %v", r.Leads[i].Name, got, want)
		}
	}
}

// TestFramesAndSkew: of several samples in a frame the mean counts, and a signal that is some frames late is moved to its
// place, as public records have both (drivedb, mimicdb).
func TestFramesAndSkew(t *testing.T) {
	var body []byte
	for frame := range 5 {
		for k := range 128 {
			body = append(body, byte(frame+k%2), 0)
		}
		body = append(body, byte(10*frame), 0)
	}
	records, err := Records([]File{{Name: "r.dat", Body: body}, {Name: "r.hea",
		Body: []byte("r 2 10 5\nr.dat 16x128 2 16 0\nr.dat 16:2 10 16 0\n")}})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]float32{{.25, .75, 1.25, 1.75, 2.25}, {2, 3, 4, 4, 4}} {
		if got := records[0].Leads[i].Values; !slices.Equal(got, want) {
			t.Errorf("lead %d: %v, want %v", i, got, want)
		}
	}
}
