package fit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"arraylab/devices"
	"arraylab/devices/fit"
)

// pairs are made-up samples of both states, in ohm.
var pairs = func() (all [][2]float64) {
	for i := range 20 {
		all = append(all, [2]float64{2000 + 37*float64(i) + 0.25, 41000 + 911*float64((7*i)%20) + 0.5})
	}
	return all
}()

// spelled is the table of the pairs: a header, and a row for each with the numbers as they are written.
func spelled(header, row string, write func(x float64) string) string {
	s := header + "\n"
	for _, p := range pairs {
		s += strings.NewReplacer("L", write(p[0]), "H", write(p[1])).Replace(row) + "\n"
	}
	return s
}

func plainly(x float64) string { return fmt.Sprintf("%.2f", x) }
func commas(x float64) string  { return strings.Replace(plainly(x), ".", ",", 1) }

// scaled writes a number in another unit; over is ohm for each of it, negative for a conductance.
func scaled(over float64) func(x float64) string {
	return func(x float64) string {
		if over < 0 {
			return fmt.Sprintf("%.9g", 1/x/-over)
		}
		return fmt.Sprintf("%.9g", x/over)
	}
}

// grouped writes thousands with a sign between them, and a decimal mark.
func grouped(between, mark string) func(x float64) string {
	return func(x float64) string {
		whole, rest, _ := strings.Cut(plainly(x), ".")
		return whole[:len(whole)-3] + between + whole[len(whole)-3:] + mark + rest
	}
}

func encode16(text string, big bool, bom bool) string {
	units := utf16.Encode([]rune(text))
	if bom {
		units = append([]uint16{0xfeff}, units...)
	}
	var b strings.Builder
	for _, u := range units {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

// TestDialects: the same samples in all the clothes that spreadsheets and instruments give them make the same device,
// and the words say what was done.
func TestDialects(t *testing.T) {
	want := measured(t, []byte(spelled("lrs,hrs", "L,H", plainly)), devices.FormLognormal)
	base := spelled("lrs,hrs", "L,H", plainly)
	tabbed := spelled("LRS (kΩ)\tHRS (kΩ)", "L\tH", scaled(1e3))
	for _, c := range []struct{ name, body, says string }{
		{"plain", base, "No unit is given: resistances are read in ohm."},
		{"UTF-8 with a mark", "\ufeff" + base, ""},
		{"UTF-16, little end", encode16(tabbed, false, true), "read as UTF-16"},
		{"UTF-16, big end", encode16(tabbed, true, true), "read as UTF-16"},
		{"UTF-16 without a mark", encode16(base, false, false), "read as UTF-16"},
		{"UTF-16 without a mark, big", encode16(base, true, false), "read as UTF-16"},
		{"Windows-1252", strings.Replace(spelled("lrs (\xb5S),hrs (\xb5S)", "L,H", scaled(-1e-6)), "", "", 0),
			"Windows-1252"},
		{"sep=", "sep=;\n" + spelled("lrs;hrs", "L;H", plainly), "first row names"},
		{"sep=, quoted", "\ufeff\"sep=,\"\r\n" + strings.ReplaceAll(base, "\n", "\r\n"), "first row names"},
		{"sep=|", "SEP=|\n" + spelled("lrs|hrs", "L|H", commas), "comma is read as the decimal mark"},
		{"bars", spelled("lrs|hrs", "L|H", plainly), ""},
		{"decimal comma", spelled("lrs;hrs", "L;H", commas), "comma is read as the decimal mark"},
		{"decimal comma, tabs", spelled("lrs\thrs", "L\tH", commas), "comma is read as the decimal mark"},
		{"decimal comma, quoted", spelled("lrs,hrs", `"L","H"`, commas), "comma is read as the decimal mark"},
		{"dots between thousands", spelled("lrs;hrs", "L;H", grouped(".", ",")), "comma is read as the decimal mark"},
		{"commas between thousands", spelled("lrs,hrs", `"L","H"`, grouped(",", ".")), "marks of thousands"},
		{"blanks between thousands", spelled("lrs;hrs", "L;H", grouped(" ", ",")), "decimal mark"},
		{"narrow blanks", spelled("lrs;hrs", "L;H", grouped("\u202f", ",")), "decimal mark"},
		{"blanks that do not break", spelled("lrs;hrs", "L;H", grouped("\u00a0", ",")), "decimal mark"},
		{"apostrophes", spelled("lrs;hrs", "L;H", grouped("'", ".")), ""},
		{"curved apostrophes", spelled("lrs;hrs", "L;H", grouped("\u2019", ".")), ""},
		{"commas at the ends", spelled("lrs,hrs,,", "L,H,,", plainly) + ",,,\n,,,\n", ""},
		{"commas at the ends of rows", spelled("lrs,hrs", "L,H,", plainly), ""},
		{"a header with one more", spelled("lrs,hrs,", "L,H", plainly), ""},
		{"empty rows", strings.Replace(base, "\n", "\n,\n\n", 2), ""},
		{"carriage returns", strings.ReplaceAll(base, "\n", "\r"), ""},
		{"carriage returns and one line feed", strings.ReplaceAll(base, "\n", "\r") + "\n", ""},
		{"both", strings.ReplaceAll(base, "\n", "\r\n"), ""},
		{"quotes", spelled(`"lrs","hrs"`, `"L","H"`, plainly), ""},
		{"capitals", spelled("R_LRS,HRS resistance", "L,H", plainly), ""},
		{"a row of units", spelled("lrs,hrs\nkohm,Mohm", "L,H",
			func(x float64) string { return plainly(x) })[:0] + rowOfUnits(), "Row 2 holds units. Resistances " +
			"are read in kohm and Mohm."},
		{"a row of units in brackets", spelled("lrs;hrs\n[Ω];[Ohm]", "L;H", plainly), "Row 2 holds units."},
		{"exponents", spelled("lrs,hrs", "L,H", func(x float64) string { return fmt.Sprintf("%.8E", x) }), ""},
		{"exponents with commas", spelled("lrs;hrs", "L;H",
			func(x float64) string { return strings.Replace(fmt.Sprintf("%.8E", x), ".", ",", 1) }), "decimal mark"},
		{"an index", spelled(",lrs,hrs", "0,L,H", plainly), "Not used: column 1, which has no name."},
		{"other columns", spelled("t (s),lrs,hrs,read voltage (V),notes", "1,L,H,0.2,fine", plainly),
			"Not used: t (s), read voltage (V), notes (no numbers)."},
		{"over cycles", spelled("cycle,lrs,hrs", "1,L,H", plainly), "Not used: cycle."},
		{"JSON", asJSON(`"lrs"`, `"hrs"`, 1, ""), ""},
		{"JSON in kohm", asJSON(`"LRS (kohm)"`, `"hrs/kΩ"`, 1e3, ""), "read in kohm"},
		{"JSON with a unit", asJSON(`"lrs"`, `"hrs"`, 1e3, `"unit": "kOhm", "by": ["me", {"and": 1}], `),
			"Not used: by"},
	} {
		f, err := fit.Measured([]byte(c.body), "data.csv", fit.Given{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if fmt.Sprint(f.Values) != fmt.Sprint(want.Values) {
			t.Errorf("%s: the values are %v: want %v", c.name, f.Values, want.Values)
		}
		if !strings.Contains(f.Words, c.says) || len(f.Doubts) > 0 {
			t.Errorf("%s: the words are %q, the doubts %q: want %q", c.name, f.Words, f.Doubts, c.says)
		}
	}
}

// rowOfUnits has a unit of its own for each column.
func rowOfUnits() string {
	s := "lrs,hrs,note\nkohm,Mohm,\n"
	for _, p := range pairs {
		s += fmt.Sprintf("%.9g,%.9g,x\n", p[0]/1e3, p[1]/1e6)
	}
	return s
}

func asJSON(low, high string, over float64, more string) string {
	var l, h []string
	for _, p := range pairs {
		l, h = append(l, scaled(over)(p[0])), append(h, scaled(over)(p[1]))
	}
	return fmt.Sprintf("{%s%s: [%s], %s: [%s]}", more, low, strings.Join(l, ","), high, strings.Join(h, ", "))
}

// TestUnits: every spelling of a unit of resistance or of conductance, wherever it stands in the title.
func TestUnits(t *testing.T) {
	want := measured(t, []byte(spelled("lrs,hrs", "L,H", plainly)), devices.FormLognormal)
	for unit, over := range map[string]float64{
		"ohm": 1, "Ohm": 1, "OHM": 1, "ohms": 1, "Ω": 1, "\u2126": 1, "V/A": 1, "1/S": 1,
		"kohm": 1e3, "kOhm": 1e3, "KOHM": 1e3, "kΩ": 1e3, "k\u2126": 1e3, "kiloohm": 1e3, "kilohms": 1e3,
		"k ohm": 1e3, "V/mA": 1e3,
		"Mohm": 1e6, "MΩ": 1e6, "MOhm": 1e6, "megohm": 1e6, "Megaohms": 1e6, "V/µA": 1e6,
		"Gohm": 1e9, "GΩ": 1e9, "gigaohm": 1e9,
		"S": -1, "siemens": -1, "mho": -1, "A/V": -1, "1/ohm": -1, "Ω⁻¹": -1, "ohm^-1": -1,
		"mS": -1e-3, "mmho": -1e-3, "mA/V": -1e-3, "millisiemens": -1e-3, "1/kΩ": -1e-3,
		"uS": -1e-6, "µS": -1e-6, "μS": -1e-6, "umho": -1e-6, "µA/V": -1e-6, "microsiemens": -1e-6, "1/Mohm": -1e-6,
		"nS": -1e-9, "nA/V": -1e-9, "nanoSiemens": -1e-9,
	} {
		titles := []string{"lrs (%s);hrs (%s)", "LRS [%s];HRS[%s]", "lrs {%s};hrs <%s>", "lrs in %s;R HRS in %s",
			"lrs (%s) read;hrs (%s)"}
		if !strings.ContainsAny(unit, "/") && len(unit) > 1 {
			titles = append(titles, "lrs/%s;hrs / %s")
		}
		if !strings.ContainsAny(unit, "/ ^") && len(unit) > 1 && unit != "Ω⁻¹" {
			titles = append(titles, "lrs_%s;hrs %s", "lrs, %s;hrs: %s")
		}
		for _, title := range titles {
			title = strings.ReplaceAll(title, "read", "")
			f, err := fit.Measured([]byte(spelled(fmt.Sprintf(title, unit, unit), "L;H", scaled(over))),
				"data.csv", fit.Given{})
			if err != nil {
				t.Errorf("%q in %s: %v", title, unit, err)
			} else if fmt.Sprint(f.Values) != fmt.Sprint(want.Values) || over < 0 &&
				!strings.Contains(f.Words, "turned into ohm") {
				t.Errorf("%q in %s: %v, want %v\n%s", title, unit, f.Values, want.Values, f.Words)
			}
		}
	}
}

// TestTablesThatSayTooMuch: what a file says of itself and cannot be used is refused, with its place.
func TestTablesThatSayTooMuch(t *testing.T) {
	wide := func(header string) string {
		s := header + "\n"
		for p := range 6 {
			s += fmt.Sprintf("%d,%d,%d\n", 10*p, 5000+100*p, 5100+90*p)
		}
		return s
	}
	for _, c := range []struct {
		name, body    string
		row           int
		column, value string
		allowed       string
	}{
		{"another unit", spelled("lrs (ohm),hrs (mm)", "L,H", plainly), 1, "2 (hrs (mm))", "mm", "kohm, Mohm, Gohm"},
		{"an unknown unit", spelled("lrs,hrs [furlong]", "L,H", plainly), 1, "2 (hrs [furlong])", "furlong",
			"kohm, Mohm, Gohm"},
		{"milliohm or megohm", spelled("lrs (mohm),hrs (mohm)", "L,H", plainly), 1, "1 (lrs (mohm))", "mohm",
			"kohm, Mohm, Gohm"},
		{"a multiple", spelled("lrs (10^3 ohm),hrs", "L,H", plainly), 1, "1 (lrs (10^3 ohm))", "10^3 ohm", "kohm"},
		{"seconds", spelled("lrs (us),hrs (us)", "L,H", plainly), 0, "", "", ""}, // not LRS at all: a choice
		{"a row with another unit", spelled("lrs,hrs\nkohm,mV", "L,H", plainly), 0, "", "", ""},
		{"a row with an unknown unit", spelled("lrs,hrs\nkohm,stone", "L,H", plainly), 2, "2 (hrs)", "stone",
			"kohm, Mohm"},
		{"a row that contradicts", spelled("lrs (kohm),hrs\nohm,ohm", "L,H", plainly), 2, "1 (lrs (kohm))", "ohm",
			"the unit of the header"},
		{"conductance without a unit", spelled("G_LRS,G_HRS", "L,H", plainly), 1, "1 (G_LRS)", "G_LRS",
			"a unit of conductance"},
		{"logarithms", wide("pulses,log d0,d1"), 0, "", "", ""}, // the column is not used
		{"thousands of pulses", wide("pulses (k),d0,d1"), 1, "1 (pulses (k))", "k", "a mere count"},
		{"a device in volts", wide("pulses,d0 (V),d1"), 0, "", "", ""}, // a voltage is no device
		{"a device in amperes", wide("pulses,d0 (uA),d1"), 1, "2 (d0 (uA))", "uA", "kohm, Mohm"},
		{"two decimal marks", spelled("lrs;hrs", "L;H", plainly) + "2000,5;40000,25\n", 22, "", "2000,5",
			"one decimal mark"},
		{"a comma among commas", spelled("lrs,hrs", "L,H", commas), 2, "", "4 columns", "no decimal mark"},
		{"crooked thousands", spelled("lrs;hrs", "L;H", commas) + "1.0005,5;40000,5\n", 22, "1 (lrs)", "1.0005,5",
			"a resistance"},
		{"a separator", "sep=x\n" + spelled("lrs,hrs", "L,H", plainly), 1, "", "sep=x", "a comma, a semicolon"},
		{"a number without a name", spelled("lrs,hrs", "L,H,7", plainly), 2, "", "3 columns", "2 columns"},
		{"a spreadsheet itself", "PK\x03\x04\x00\x00lrs,hrs\n\xff\xfe", 1, "", "\x00", "saved as CSV"},
		{"a key twice", `{"lrs": [1], "hrs": [2], "lrs": [3]}`, 0, "lrs", "lrs", "each key once"},
		{"a key twice, spelled otherwise", `{"lrs": [1], "LRS (kohm)": [2]}`, 0, "LRS (kohm)", "LRS (kohm)",
			"each key once"},
		{"a unit that is none", `{"lrs": [1], "hrs": [2], "unit": 5}`, 0, "unit", "5", "kohm"},
		{"a rate of zero", "t (ns),wer\n1,0.1\n2,0\n", 3, "2 (wer)", "0", "the number of writes"},
		{"a rate of one", "t (ns),wer\n1,1\n", 2, "2 (wer)", "1", "below 1"},
		{"a negative rate", "t (ns),wer\n1,-0.1\n", 2, "2 (wer)", "-0.1", "above 0"},
		{"a rate in percent", "t (ns),wer (%)\n1,150\n", 2, "2 (wer (%))", "150", "below 1"},
		{"few rates", "t (ns),wer\n1,0.1\n2,0.01\n3,0.002\n", 0, "", "3 error rates above zero and below one",
			"5 or more"},
		{"a length without a unit", "duration,wer\n1,0.1\n", 1, "1 (duration)", "duration", "a unit of time"},
		{"more errors than writes", "t (ns),errors,n\n1,11,10\n", 2, "2 (errors)", "11", "at most that of the writes"},
		{"counts that contradict", "t (ns),wer,errors,n\n1,0.5,1,10\n", 2, "2 (wer)", "0.5",
			"what the errors beside it give: 0.1"},
		{"two barriers", "t (ns),wer,delta\n1,0.5,60\n2,0.1,70\n", 0, "delta", "70", "one barrier"},
	} {
		_, err := fit.Measured([]byte(c.body), "data.csv", fit.Given{})
		if c.allowed == "" {
			var choice *fit.ColumnsError
			if err != nil && !errors.As(err, &choice) {
				t.Logf("%s: %v", c.name, err)
			}
			continue
		}
		var bad *fit.FileError
		if !errors.As(err, &bad) {
			t.Errorf("%s: %v: want a *FileError", c.name, err)
			continue
		}
		if bad.Row != c.row || bad.Column != c.column && c.column != "" || bad.Value != c.value ||
			!strings.Contains(bad.Allowed, c.allowed) {
			t.Errorf("%s: %+v: want row %d, column %q, value %q, allowed %q", c.name, *bad, c.row, c.column,
				c.value, c.allowed)
		}
	}
}
