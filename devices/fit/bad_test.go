package fit_test

import (
	"errors"
	"strings"
	"testing"

	"arraylab/devices/fit"
)

const goodPulses = "pulses,a,b\n0,5000,5100\n10,5100,5200\n20,5200,5300\n30,5300,5400\n40,5400,5500\n"

// TestBadFiles: row, column, value and what is allowed.
func TestBadFiles(t *testing.T) {
	swap := func(old, new string) string {
		if !strings.Contains(goodPulses, old) {
			t.Fatalf("nothing of %q is there", old)
		}
		return strings.Replace(goodPulses, old, new, 1)
	}
	for _, c := range []struct {
		name, body    string
		row           int
		column, value string
		allowed       string // part of it
	}{
		{"nothing", "", 0, "", "no header", "a header"},
		{"an endless row", "lrs,hrs\n" + strings.Repeat("1", 400<<10) + ",2\n", 2, "", "a row of 400 kB", "rows of at most 318 kB"},
		{"a comment", "# nothing\n", 0, "", "no header", "a header"},
		{"no header", "1,2\n3,4\n", 1, "", "1,2", "lrs,hrs"},
		{"header only", "pulses,a\n", 0, "", "0 readings of a", "5 or more"},
		{"text", swap("5200,5300", "5200,x"), 4, "3 (b)", "x", "a resistance from 1 to 1e12 ohm"},
		{"not a number", swap("5200,5300", "NaN,5300"), 4, "2 (a)", "NaN", "a resistance"},
		{"negative", swap("5200,5300", "5200,-3"), 4, "3 (b)", "-3", "a resistance"},
		{"zero", swap("5200,5300", "5200,0"), 4, "3 (b)", "0", "a resistance"},
		{"infinite", swap("5200,5300", "5200,Inf"), 4, "3 (b)", "Inf", "a resistance"},
		{"empty", swap("5200,5300", "5200,"), 4, "3 (b)", "", "a resistance"},
		{"unsorted", swap("20,5200", "5,5200"), 4, "1 (pulses)", "5", "ascending order: more than 10"},
		{"twice", swap("20,5200", "10,5200"), 4, "1 (pulses)", "10", "ascending"},
		{"half a pulse", swap("20,5200", "20.5,5200"), 4, "1 (pulses)", "20.5", "a whole number of pulses"},
		{"negative pulses", swap("0,5000", "-1,5000"), 2, "1 (pulses)", "-1", "a whole number of pulses"},
		{"too many pulses", swap("40,5400", "3e6,5400"), 6, "1 (pulses)", "3e6", "2097151"},
		{"short row", swap("5200,5300", "5200"), 4, "", "2 columns", "3 columns"},
		{"long row", swap("5200,5300", "5200,1,2"), 4, "", "4 columns", "3 columns"},
		{"few rows", swap("\n30,5300,5400\n40,5400,5500", ""), 0, "", "3 readings of a", "5 or more"},
		{"quotes", swap("5200,5300", "\"5200,5300"), 4, "", "", "quotes in pairs"},
		{"no pulse", "device,pulses,resistance\na,0,5\n", 0, "", "1 readings of a", "5 or more"},
		{"long, unsorted", "device,pulses,resistance\na,5,5\nb,1,5\na,4,5\n", 4, "2 (pulses)", "4", "more than 5"},
		{"few samples", "lrs,hrs\n1,2\n", 0, "", "1 samples of LRS", "10 or more"},
		{"bad sample", "lrs,hrs,by\n1,2,a\n,2,a\n3,,a\n,,a\n", 5, "1 (lrs)", "", "a resistance"},
		{"bad state", "state,resistance\nlrs,5\nmrs,5\n", 3, "1 (state)", "mrs", "lrs or hrs"},
		{"no state", "state,resistance\nlrs,5\nhrs,big\n", 3, "2 (resistance)", "big", "a resistance"},
		{"JSON, broken", "{\"lrs\": [1,\n 2,]}", 2, "4", "invalid character ']' looking for beginning of value",
			"an object"},
		{"JSON, more", `{"lrs": [1]} 5`, 1, "14", "more after the object", "an object"},
		{"JSON, list", `[1, 2]`, 1, "", "a list", "an object"},
		{"JSON, other", `{"a": 5}`, 1, "", "an object without these", "an object"},
		{"JSON, no list", `{"lrs": 5, "hrs": [1]}`, 0, "lrs", "5", "a list of numbers"},
		{"JSON, text", `{"lrs": [5, "x"], "hrs": [1]}`, 2, "lrs", `"x"`, "a number"},
		{"JSON, null", `{"pulses": [0, null], "resistance": [[1, 2]]}`, 2, "pulses", "null", "a number"},
		{"JSON, negative", `{"pulses": [0, 1], "resistance": [[1, 2], [3, -4]]}`, 2, "resistance[1]", "-4",
			"a resistance"},
		{"JSON, unsorted", `{"pulses": [0, 2, 1], "resistance": [[1, 2, 3]]}`, 3, "pulses", "1", "ascending"},
		{"JSON, short", `{"pulses": [0, 1], "resistance": [[1]]}`, 1, "resistance[0]", "1 resistances",
			"2, one for each"},
		{"JSON, no resistance", `{"pulses": [0, 1]}`, 0, "resistance", "null", "a list"},
		{"too large", strings.Repeat(" ", fit.MaxBytes+1), 0, "", "8388609 bytes", "at most 8388608 bytes"},
		{"no movement", "pulses,a\n", 0, "", "0 readings of a", "5 or more"},
	} {
		_, err := fit.Measured([]byte(c.body), "data.csv", fit.Given{})
		var bad *fit.FileError
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v: want a *FileError", c.name, err)
			continue
		}
		if bad.File != "data.csv" || bad.Row != c.row || c.column != "" && bad.Column != c.column ||
			c.value != "" && bad.Value != c.value || !strings.Contains(bad.Allowed, c.allowed) {
			t.Errorf("%s: %+v: want row %d, column %q, value %q, allowed %q", c.name, *bad, c.row, c.column,
				c.value, c.allowed)
		}
		if text := err.Error(); !strings.HasPrefix(text, "fit: data.csv: ") ||
			!strings.Contains(text, "it takes "+bad.Allowed) || len(text) > 300 {
			t.Errorf("%s: the message is %q", c.name, text)
		}
	}
}

// FuzzMeasured: a file gives a fit that its memory takes, a *FileError or a *ColumnsError, whatever it is.
func FuzzMeasured(f *testing.F) {
	for _, s := range []string{
		goodPulses, "lrs;hrs\n" + strings.Repeat("5000;60000\n", 12),
		"state,resistance\n" + strings.Repeat("lrs,5\nhrs,6\n", 10),
		`{"pulses": [0,1,2,3,4,5], "resistance": [[1,2,3,4,5,1e12]]}`,
		`{"lrs": [1,2,3,4,5,6,7,8,9,10,11], "hrs": [1,1,1,1,1,1,1,1,1,1,1]}`,
		"device,pulses,resistance\na,0,5\na,1,6\na,2,7\na,3,8\na,4,9\nb,0,1\nb,1000,2\nb,1001,1\nb,1002,1\n" +
			"b,2097151,9\n",
		"pulses,a\n0,5000\n1,4000\n2,3000\n3,2000\n4,1000\n", "\ufeffpulses\ta\n3,", "# x\n\"pulses\",\"a\"\n",
		"V,t (ns),wer\n.3,3,.3\n.4,3,.1\n.5,3,1e-2\n.6,3,1e-3\n.7,3,1e-4\n",
		"duration/us;errors;n;delta\n1;900;1e3;60\n2;800;1e3;60\n3;30;1e3;60\n4;20;1e3;60\n5;1;1e3;60\n6;0;1e3;60\n",
	} {
		f.Add([]byte(s), "")
	}
	f.Add([]byte("a,b\n"+strings.Repeat("5000,60000\n", 12)), "lrs=1,hrs=2")
	f.Fuzz(func(t *testing.T, body []byte, columns string) {
		if len(body) > 1000 {
			return
		}
		got, err := fit.Measured(body, "data.csv", fit.Given{Columns: fit.Columns(columns)})
		if err != nil {
			told(t, err)
			return
		}
		if first := strings.TrimLeft(string(body), "\x00 \t\r\n"); strings.HasPrefix(first, "[") {
			t.Errorf("a list was read as a device")
		}
		accepted(t, got)
	})
}

// told checks that an error says what is allowed, or what there is to choose.
func told(t *testing.T, err error) {
	t.Helper()
	var bad *fit.FileError
	var unclear *fit.ColumnsError
	switch {
	case errors.As(err, &bad) && bad.Allowed != "":
	case errors.As(err, &unclear) && unclear.Why != "" && len(unclear.Layouts) > 0:
	default:
		t.Errorf("%v", err)
	}
}
