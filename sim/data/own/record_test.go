package own

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/data"
)

// TestFormatsByHand: bytes and samples that were worked out by hand from PhysioNet's signal(5).
func TestFormatsByHand(t *testing.T) {
	for _, c := range []struct {
		format int
		bytes  []byte
		want   []int32
	}{
		// 1000 = 0x3e8, -1 = 0xfff: low byte e8, nibbles f (of the second) and 3, low byte ff.
		{212, []byte{0xe8, 0xf3, 0xff}, []int32{1000, -1}},
		{212, []byte{0x00, 0x08, 0x01, 0x05, 0x00}, []int32{-2048, 1, 5}}, // the last one alone
		{16, []byte{0x01, 0x80, 0xff, 0x7f}, []int32{-32767, 32767}},
		{61, []byte{0x80, 0x01, 0x7f, 0xff}, []int32{-32767, 32767}},
		{80, []byte{0, 128, 255}, []int32{-128, 0, 127}},
		{160, []byte{0, 0, 0x01, 0x80}, []int32{-32768, 1}},
		{24, []byte{0xff, 0xff, 0xff, 0x01, 0x00, 0x80}, []int32{-1, -8388607}},
		{32, []byte{0xfe, 0xff, 0xff, 0xff}, []int32{-2}},
		// Words 0xf802 and 0x0802: first 1, second 1, third 0b11111 below 0b00001: 63.
		{310, []byte{0x02, 0xf8, 0x02, 0x08}, []int32{1, 1, 63}},
		// Words 0xfc01 and 0x0011: first 1; second 0b111111 below 0b0001: 127; third 1.
		{311, []byte{0x01, 0xfc, 0x11, 0x00}, []int32{1, 127, 1}},
		{8, []byte{5, 0xff}, []int32{5, -1}},
	} {
		if got := decoders[c.format](c.bytes); !slices.Equal(got, c.want) {
			t.Errorf("format %d: %v, want %v", c.format, got, c.want)
		}
	}
}

// TestRecord reads a record that was written by the test, to the sample.
func TestRecord(t *testing.T) {
	records, err := Records(record("r1", 20))
	if err != nil {
		t.Fatal(err)
	}
	r := records[0]
	if len(r.Leads) != 2 || r.Leads[0].Name != "II" || r.Leads[0].Unit != "mV" || r.Leads[0].Rate != 100 ||
		len(r.Leads[0].Values) != 2200 || len(r.Marks) != 20 || r.Marks[1] != (Mark{At: 2, Text: "V"}) {
		t.Fatalf("leads %v, marks %v", r.Leads[0].Name, r.Marks)
	}
	for i, v := range r.Leads[0].Values {
		if want := float32(i%97-40-10) / 200; v != want {
			t.Fatalf("sample %d: %g, want %g", i, v, want)
		}
		if want := float32(i/100%2) * 100 / 100; r.Leads[1].Values[i] != want {
			t.Fatalf("sample %d of the second lead: %g, want %g", i, r.Leads[1].Values[i], want)
		}
	}
	p := mustRead(t, Options{}, append(record("r1", 20), record("r2", 21)...)...)
	if p.String() != "2x1x200 of 2 classes" || !slices.Equal(p.Names, []string{"N", "V"}) || p.N != 41 ||
		p.Source != "WFDB" || slices.Max(p.Groups) != 1 || p.Options.Scale != ScaleEach {
		t.Errorf("%s, %v, %d samples, groups %v", p.Shape, p.Names, p.N, p.Groups)
	}
	// The second lead is 0 or 1 mV by the second: a beat at 1 s is seen from 0 to 2 s.
	if p.Images[1] != 0 || p.Images[2*99+1] != 0 || p.Images[2*100+1] != 255 || p.Images[2*199+1] != 255 {
		t.Errorf("the second lead of the first beat: %v", p.Images[:20])
	}
}

// TestRecordByHand: a record of bytes worked out by hand, an annotation of each kind among them.
func TestRecordByHand(t *testing.T) {
	marks := []byte{
		0x05, 0x04, // N (1) after 5 samples
		0x02, 0xfc, '(', 'N', // AUX of 2 bytes
		0x01, 0xf8, // CHN
		0x00, 0xec, 0x01, 0x00, 0x00, 0x00, // SKIP of 0x00010000 samples, the high word first
		0x03, 0x14, // V (5) 3 later
		0x01, 0x70, // a change of rhythm (28) 1 later, which is no beat
		0x00, 0x00,
	}
	got, err := readMarks(File{"a.atr", marks}, 2)
	want := []Mark{{At: 2.5, Text: "N"}, {At: (5 + 65536 + 3) / 2.0, Text: "V"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v: want %v", got, err, want)
	}
	// Three samples of one signal as differences from 7 on: 7+1, +2, -5; mean of two in a frame.
	// These are 8, 10, 5, 5, 5, 4, whose sum is 37.
	const head = "d 1 4 3\nd.d8 8x2 10/mV 8 0 7 37 0 V\n"
	body := File{"d.d8", []byte{1, 2, 0xfb, 0, 0, 0xff}}
	records, err := Records([]File{{"d.hea", []byte(head)}, body})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Records([]File{{"d.hea", []byte(strings.Replace(head, "37", "26", 1))}, body})
	if want := "the samples of signal V add up to 37: its header's checksum is 26"; err == nil ||
		!strings.Contains(err.Error(), want) {
		t.Errorf("error %v", err)
	}
	if got, want := records[0].Leads[0].Values, []float32{.9, .5, .45}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestWindow: means where there are more values, lines between neighbours where there are fewer.
func TestWindow(t *testing.T) {
	l := Lead{Rate: 4, Values: []float32{0, 2, 4, 6, 8, 10, 12, 14}}
	if got := l.Window(0, 2, 4); !slices.Equal(got, []float32{1, 5, 9, 13}) {
		t.Errorf("means %v", got)
	}
	if got := l.Window(.25, .5, 4); !slices.Equal(got, []float32{2, 3, 4, 5}) {
		t.Errorf("lines %v", got)
	}
}

func TestEDF(t *testing.T) {
	var talk []string
	for n := range 24 {
		talk = append(talk, fmt.Sprintf("+%d.5\x150.5\x14T%d\x14\x00", n, 1+n%2))
	}
	body := edfOf(3, 25, talk)
	records, err := Records([]File{{"a.edf", body}})
	if err != nil {
		t.Fatal(err)
	}
	r := records[0]
	if len(r.Leads) != 3 || r.Leads[2].Name != "C3" || r.Leads[2].Rate != 10 || r.Leads[2].Unit != "uV" ||
		len(r.Marks) != 24 || r.Marks[2] != (Mark{At: 2.5, Long: .5, Text: "T1"}) {
		t.Fatalf("%v, marks %v", r.Leads[2].Name, r.Marks[:3])
	}
	for i, v := range r.Leads[1].Values { // a tenth of the sample, which is a ramp to 1000, half a range lower
		if want := float32(i%100) - 50; v != want {
			t.Fatalf("sample %d: %g, want %g", i, v, want)
		}
	}
	p := mustRead(t, Options{}, File{"a.edf", body})
	if p.String() != "3x1x200 of 2 classes" || p.N != 24 || p.Source != "EDF" ||
		!slices.Equal(p.Names, []string{"T1", "T2"}) {
		t.Errorf("%s, %v, %d samples", p.Shape, p.Names, p.N)
	}
}

func TestRecordsRefused(t *testing.T) {
	good := record("r", 12)
	with := func(change func(head string) string) []File {
		return []File{{"r.hea", []byte(change(string(good[0].Body)))}, good[1], good[2]}
	}
	sub := func(from, to string) []File {
		return with(func(s string) string { return strings.Replace(s, from, to, 1) })
	}
	edf := edfOf(1, 12, nil)
	at := func(from int, text string) []File {
		b := bytes.Clone(edf)
		copy(b[from:], text)
		return []File{{"a.edf", b}}
	}
	for want, files := range map[string][]File{
		"its header's checksum is":                            sub(" 0 II", "1 0 II"),
		"r.dat is not there, which holds signals 0 to 1":      good[:1],
		"is in format 213: allowed are [8 16 24 32 61 80 160": sub("212", "213"),
		"allowed are x1 to x256, :0 to :65536":                sub("212 ", "212x999 "),
		"holds 1400 samples a signal: its header says 9999":   sub(" 1400\n", " 9999\n"),
		"is of several segments":                              sub("r 2", "r/3 2"),
		"0 signals: allowed are 1 to 256":                     sub("r 2", "r 0"),
		"speaks of 3 signals: there are lines of 2":           sub("r 2", "r 3"),
		"0 samples a second":                                  sub(" 100 1400", " 0 1400"),
		"expected the name of a file beside it":               sub("r.dat", "../r.dat"),
		"formats 212 and 16: allowed is one a file": with(func(s string) string {
			return strings.Replace(s, "212 100", "16 100", 1)
		}),
		"has the gain x: expected a number":        sub("200(10)/mV", "x"),
		"has no line that says what the record is": with(func(string) string { return "# nothing\n" }),
		"r.atr: ends after": {good[0], good[1],
			{"r.atr", good[2].Body[:len(good[2].Body)-2]}},
		"says that 1000 bytes follow":                       {good[0], good[1], {"r.atr", []byte{0xe8, 0xff}}},
		"r.hea: has no annotation that could be learnt":     good[:2],
		"does not begin as EDF":                             at(0, "\xffBIOSEMI"),
		"is an EDF+D":                                       at(192, "EDF+D"),
		"the number of signals, at byte 252, is \"x\"":      at(252, "x"),
		"has 12 data records of 80 bytes: its head says 99": at(236, "99"),
		"the digital minimum of signal 0":                   at(256+2*120, "y"),
		"has the digital range 1000 to 1000":                at(256+2*120, "1000 "),
		"a.edf: has no annotation that could be learnt":     {{"a.edf", edf}},
		"its data records last 0 seconds":                   at(244, "0"),
		"expected +seconds, maybe a duration, and texts":    {{"a.edf", edfOf(1, 2, []string{"+x\x14T1\x14\x00"})}},
	} {
		_, err := Read(files, Options{})
		var bad *data.FormatError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v: want a FormatError with %q", err, want)
		}
	}
}
