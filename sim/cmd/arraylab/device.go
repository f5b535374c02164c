package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/devices/fit/forms"
	"arraylab/sim/cmd/whole"
	"arraylab/sim/lab"
)

// deviceOptions are the flags of device.
type deviceOptions struct {
	csv, charts, units, params bool
	bits                       int64
	file, columns, sample      string
	link, macro                string
}

// maxBits bounds -bits: a terabit, days of work.
const maxBits = 1e12

// device characterises a memory: one JSON object, or CSV, or raw random bytes.
func device(args []string, out, log io.Writer) error {
	o, rest, err := parseDevice(args, log)
	if errors.Is(err, flag.ErrHelp) && len(rest) == 0 {
		return nil // the flags have been listed
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		return badUse{err}
	}
	if asked, err := o.list(out, len(rest) > 0); asked {
		return err
	}
	t, given, err := o.named(rest)
	if err != nil {
		return badUse{err}
	}
	if o.params {
		return listParams(out, t)
	}
	return o.characterise(out, log, t, given)
}

// list writes what needs no memory, if that was asked: a sample of a table, the published macros, or, where no
// memory is named, the memories that there are.
func (o *deviceOptions) list(out io.Writer, named bool) (asked bool, err error) {
	switch {
	case o.sample != "":
		return true, writeSample(out, o.sample)
	case o.macro == macroList:
		return true, listMacros(out)
	case !named && o.macro == "":
		return true, listDevices(out)
	}
	return false, nil
}

// characterise writes the sheet of a memory with the given texts of its parameters, or its random bits.
func (o *deviceOptions) characterise(out, log io.Writer, t *devices.Technology, given []string) error {
	t, texts, fitted, err := o.fit(t, given)
	if err != nil {
		return err
	}
	fitted.doubt(log, o.file)
	v, ask, err := devices.Parse(t, texts)
	if err != nil {
		return badUse{err}
	}
	if o.bits >= 0 {
		return writeBits(out, t, &v, ask.Seed, o.bits)
	}
	ask.Charts = o.charts
	if ask.Layers, err = o.layers(); err != nil {
		return err
	}
	s, err := t.Characterise(&v, ask)
	if err != nil {
		return err
	}
	s = fitted.above(s)
	if o.csv {
		return writeCSV(out, s, o.charts)
	}
	return writeSheet(out, t, &v, s, fitted.Doubts, *o)
}

// layers are those of the experiment that -link names, by default those of the default one.
func (o *deviceOptions) layers() ([]devices.Layer, error) {
	l, err := lab.ParseLink(o.link)
	if err != nil {
		return nil, badUse{err}
	}
	return l.Stored(), nil
}

// fitting is what a table of measurements became; the zero value is none.
type fitting struct{ fit.Fit }

// fit adds the parameters that fit the table of -file to the given texts, which win. The memory is the one that the
// table makes: error rates of writes make an MRAM.
func (o *deviceOptions) fit(t *devices.Technology, given []string) (*devices.Technology, []string, fitting, error) {
	var f fitting
	if o.file == "" {
		if o.columns != "" {
			return nil, nil, f, badUse{fmt.Errorf("-columns %s: it needs -file", o.columns)}
		}
		return t, given, f, nil
	}
	if t != devices.MeasuredDevice && t != devices.STMRAM {
		return nil, nil, f, badUse{fmt.Errorf("-file %s: only %s and %s take a table, not %s", o.file,
			devices.MeasuredDevice.Name, devices.STMRAM.Name, t.Name)}
	}
	body, err := whole.Read(o.file, fit.MaxBytes)
	if err != nil {
		return nil, nil, f, err
	}
	beside := fit.Given{Columns: fit.Columns(o.columns)}
	if beside.Delta, err = barrierOf(given); err != nil {
		return nil, nil, f, badUse{err}
	}
	if f.Fit, err = fit.Measured(body, filepath.Base(o.file), beside); err != nil {
		return nil, nil, f, err
	}
	if t == devices.STMRAM && f.Technology != t {
		return nil, nil, f, badUse{fmt.Errorf("-file %s: the table holds resistances, which make %s, not %s", o.file,
			f.Technology.Name, t.Name)}
	}
	for _, text := range given {
		key, _, _ := strings.Cut(text, "=")
		delete(f.Values, key)
	}
	return f.Technology, append(f.Technology.Ordered(f.Values), given...), f, nil
}

// barrierOf is the barrier that the texts of parameters give: the other numbers of the fit follow from it. 0 for none.
func barrierOf(given []string) (delta float64, err error) {
	p := devices.STMRAM.ParamOf("delta")
	for _, text := range given {
		if value, ok := strings.CutPrefix(text, p.Key+"="); ok {
			if delta, err = p.Parse(value); err != nil {
				return 0, err
			}
		}
	}
	return delta, nil
}

// doubt says what the table leaves in doubt, where nobody overlooks it.
func (f fitting) doubt(log io.Writer, file string) {
	for _, d := range f.Doubts {
		fmt.Fprintln(log, "arraylab: "+file+": "+d)
	}
}

// writeSample writes a small table of a form.
func writeSample(out io.Writer, key string) error {
	form, ok := forms.Find(key)
	if !ok {
		var keys []string
		for _, f := range forms.All() {
			keys = append(keys, f.Key)
		}
		return badUse{fmt.Errorf("-sample %s: there are %s", key, strings.Join(keys, ", "))}
	}
	_, err := io.WriteString(out, form.Sample)
	return err
}

// listForms lists the forms of tables, with what holds for all.
func listForms(out io.Writer) error {
	fmt.Fprintln(out, "\nTables for -file, CSV or JSON; -sample KEY writes one of each form:")
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range forms.All() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", f.Key, f.Header, f.Title)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(out, strings.Join(forms.Rules(), "\n"))
	_, err := fmt.Fprintln(out, "Where the header does not make columns clear: -columns lrs=2,hrs=3, or "+
		"pulses=1,devices=2-13, or duration=1,rate=4.")
	return err
}

// above puts the goodness of fit before the device's own figures.
func (f fitting) above(s devices.Sheet) devices.Sheet {
	if f.Form == "" {
		return s
	}
	return devices.Sheet{
		Numbers:  slices.Concat(f.Sheet.Numbers, s.Numbers),
		Charts:   slices.Concat(f.Sheet.Charts, s.Charts),
		Pictures: slices.Concat(f.Sheet.Pictures, s.Pictures),
		Notes:    slices.Concat(f.Doubts, []string{f.Words}, f.Sheet.Notes, s.Notes),
	}
}

// parseDevice reads flags wherever they stand between the other arguments, which it returns. With a name, -help
// asks for the parameters.
func parseDevice(args []string, log io.Writer) (o deviceOptions, rest []string, err error) {
	set := flag.NewFlagSet("device", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.BoolVar(&o.csv, "csv", false,
		"print key,value,unit,label instead of JSON; with -charts also the curves, a line a point")
	set.BoolVar(&o.charts, "charts", false, "with the charts of the device page")
	set.BoolVar(&o.units, "units", false, "with the units of the numbers")
	set.BoolVar(&o.params, "params", false, "list the parameters of the memory")
	set.Int64Var(&o.bits, "bits", -1, "write so many random bits, packed into bytes, the first one highest")
	set.StringVar(&o.link, "link", "", "speak of the network of this experiment; without it, of the default one's")
	set.StringVar(&o.macro, "macro", "",
		"take the figures of this published macro, whose memory then need not be named; "+macroList+" lists them")
	set.StringVar(&o.file, "file", "",
		"fit the measured device, or st-mram, to this table, CSV or JSON: device measured -params lists the forms")
	set.StringVar(&o.columns, "columns", "",
		"with -file: what its columns are, such as lrs=2,hrs=3, where the header does not say it")
	set.StringVar(&o.sample, "sample", "", "write a sample of a form of tables: pulses, readings, states, ...")
	help := false
	for len(args) > 0 {
		err := set.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			help, args = true, set.Args()
			continue
		case err != nil:
			return o, nil, err
		}
		if args = set.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	if o.bits != -1 && (o.bits < 0 || o.bits > maxBits) {
		return o, nil, fmt.Errorf("-bits %d: allowed are 0 to %.0f", o.bits, float64(maxBits))
	}
	if help && len(rest) == 0 {
		fmt.Fprintln(log, "arraylab device [NAME] [-params] [-csv] [-charts] [-units] [-bits N] [-file TABLE] "+
			"[-columns TEXT] [-sample FORM] [-link LINK] [-macro NAME] [key=value ...]")
		set.SetOutput(log)
		set.PrintDefaults()
		return o, nil, flag.ErrHelp
	}
	o.params = o.params || help
	return o, rest, nil
}

// listDevices lists the memories.
func listDevices(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "name\tmemory\twhat it is\tsource")
	for _, t := range devices.Technologies() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.Name, t.Title, t.Help, t.Source)
	}
	return w.Flush()
}

// writeBits writes n random bits; those of the last byte beyond n are 0.
func writeBits(out io.Writer, t *devices.Technology, v *devices.Values, seed uint32, n int64) error {
	if t.RandomBits == nil {
		var makes []string
		for _, t := range devices.Technologies() {
			if t.RandomBits != nil {
				makes = append(makes, t.Name)
			}
		}
		return badUse{fmt.Errorf("-bits: %s makes no random bits: those that do are [%s]", t.Name,
			strings.Join(makes, ", "))}
	}
	w, source := bufio.NewWriter(out), t.RandomBits.Bits(v, seed)
	if _, err := io.CopyN(w, source, n/8); err != nil {
		return err
	}
	if n%8 > 0 {
		var last [1]byte
		if _, err := io.ReadFull(source, last[:]); err != nil {
			return err
		}
		if err := w.WriteByte(last[0] &^ (0xff >> (n % 8))); err != nil {
			return err
		}
	}
	return w.Flush()
}

// writeSheet prints one JSON object, its numbers in the order of the sheet.
func writeSheet(out io.Writer, t *devices.Technology, v *devices.Values, s devices.Sheet, doubts []string,
	o deviceOptions) error {
	object := newObject()
	object.put("name", t.Name)
	if len(doubts) > 0 {
		object.put("doubts", doubts)
	}
	units := newObject()
	for _, n := range s.Numbers {
		object.put(n.Key, n.Value)
		units.put(n.Key, n.Unit)
	}
	object.put("notes", append([]string{}, s.Notes...))
	if o.file != "" {
		object.put("parameters", t.Texts(v))
	}
	if o.units {
		object.put("units", json.RawMessage(units.bytes()))
	}
	if o.charts {
		object.put("charts", append([]devices.Plot{}, s.Charts...))
		object.put("pictures", append([]devices.Picture{}, s.Pictures...))
	}
	if object.err != nil {
		return object.err
	}
	_, err := out.Write(append(object.bytes(), '\n'))
	return err
}

// object is a JSON object whose keys keep their order.
type object struct {
	b   bytes.Buffer
	err error
}

func newObject() *object { return &object{} }

func (o *object) put(key string, value any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		o.err = fmt.Errorf("%s: %w", key, err)
		return
	}
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	fmt.Fprintf(&o.b, "%q:%s", key, bytes.TrimSpace(b.Bytes()))
}

func (o *object) bytes() []byte { return []byte("{" + o.b.String() + "}") }

// writeCSV prints the numbers, and with charts a second table: each point of each curve.
func writeCSV(out io.Writer, s devices.Sheet, charts bool) error {
	w := csv.NewWriter(out)
	real := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	rows := [][]string{{"key", "value", "unit", "label"}}
	for _, n := range s.Numbers {
		rows = append(rows, []string{n.Key, real(n.Value), n.Unit, n.Label})
	}
	if err := w.WriteAll(rows); err != nil || !charts {
		return err
	}
	fmt.Fprintln(out)
	rows = [][]string{{"chart", "curve", "style", "x", "y"}}
	for _, c := range s.Charts {
		for _, l := range c.Lines {
			for i := range l.X {
				rows = append(rows, []string{c.Key, l.Name, l.Style, real(l.X[i]), real(l.Y[i])})
			}
		}
	}
	return w.WriteAll(rows)
}
