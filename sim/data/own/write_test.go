package own

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"
)

// What the tests write by themselves: the formats from their descriptions, not from the readers.

// idx spells an IDX file of bytes.
func idx(values []byte, dims ...int) []byte {
	b := []byte{0, 0, 8, byte(len(dims))}
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, uint32(d))
	}
	return append(b, values...)
}

// npyOf spells an NPY file.
func npyOf(descr string, fortran bool, shape string, body []byte) []byte {
	order := "False"
	if fortran {
		order = "True"
	}
	dict := fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", descr, order, shape)
	dict += strings.Repeat(" ", 63-(10+len(dict))%64) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), uint16(len(dict)))
	return append(append(head, dict...), body...)
}

// floats are numbers as numpy's <f4.
func floats(x ...float32) (b []byte) {
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// zipped packs files.
func zipped(t testing.TB, files ...File) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		entry, err := w.Create(f.Name)
		if err == nil {
			_, err = entry.Write(f.Body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(body []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(body)
	w.Close()
	return b.Bytes()
}

// picture is one of a size whose pixels are of one colour.
func picture(t testing.TB, w, h int, c color.RGBA, asJPEG bool) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		m.SetRGBA(i%w, i/w, c)
	}
	var b bytes.Buffer
	err := error(nil)
	if asJPEG {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 100})
	} else {
		err = png.Encode(&b, m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pack212 spells samples of two signals in turn, as PhysioNet describes format 212.
func pack212(samples []int) (b []byte) {
	for i := 0; i+1 < len(samples); i += 2 {
		x, y := uint(samples[i])&0xfff, uint(samples[i+1])&0xfff
		b = append(b, byte(x), byte(x>>8|y>>8<<4), byte(y))
	}
	return b
}

// sum16 is the checksum of every second sample from one on.
func sum16(samples []int, from, step int) int16 {
	sum := 0
	for i := from; i < len(samples); i += step {
		sum += samples[i]
	}
	return int16(sum)
}

// atr spells annotations: their type, and at which sample.
func atr(marks ...[2]int) (b []byte) {
	at := 0
	for _, m := range marks {
		gap := m[1] - at
		if gap > 1023 {
			b = binary.LittleEndian.AppendUint16(b, 59<<10)
			b = binary.LittleEndian.AppendUint16(b, uint16(gap>>16))
			b = binary.LittleEndian.AppendUint16(b, uint16(gap))
			gap = 0
		}
		b = binary.LittleEndian.AppendUint16(b, uint16(m[0]<<10|gap))
		at = m[1]
	}
	return append(b, 0, 0)
}

// beatsAt are samples of two leads, and beats N and V in turn, one every second of a record of 100 samples a second.
func record(name string, beats int) []File {
	const rate = 100
	samples := make([]int, 2*rate*(beats+2))
	for i := range len(samples) / 2 {
		samples[2*i], samples[2*i+1] = i%97-40, 100*(i/rate%2)
	}
	var marks [][2]int
	for n := range beats {
		marks = append(marks, [2]int{[]int{1, 5}[n%2], (n + 1) * rate})
	}
	head := fmt.Sprintf("# made by a test\n%s 2 %d %d\n%s.dat 212 200(10)/mV 11 0 %d %d 0 II\n"+
		"%s.dat 212 100 11 0 0 %d 0 V1\n", name, rate, len(samples)/2, name, samples[0], sum16(samples, 0, 2), name,
		sum16(samples, 1, 2))
	return []File{{name + ".hea", []byte(head)}, {name + ".dat", pack212(samples)}, {name + ".atr", atr(marks...)}}
}

// edfOf spells an EDF+ of signals of 10 samples a data record of a second, all of them a ramp, and annotations.
func edfOf(signals, records int, talk []string) []byte {
	col := func(text string, n int) string { return text + strings.Repeat(" ", n-len(text)) }
	n := signals + 1
	const rate, room = 10, 60
	var b strings.Builder
	b.WriteString(col("0", 8) + col("X X X X", 80) + col("Startdate X X X X", 80) + col("01.01.26", 8) +
		col("00.00.00", 8) + col(fmt.Sprint(256*(n+1)), 8) + col("EDF+C", 44) + col(fmt.Sprint(records), 8) + col("1", 8) +
		col(fmt.Sprint(n), 4))
	each := func(of func(i int) string, last string, width int) {
		for i := range signals {
			b.WriteString(col(of(i), width))
		}
		b.WriteString(col(last, width))
	}
	is := func(text string) func(int) string { return func(int) string { return text } }
	each(func(i int) string { return fmt.Sprintf("C%d", i+1) }, "EDF Annotations", 16)
	each(is(""), "", 80)
	each(is("uV"), "", 8)
	each(is("-100"), "-1", 8)
	each(is("100"), "1", 8)
	each(is("-1000"), "-32768", 8)
	each(is("1000"), "32767", 8)
	each(is(""), "", 80)
	each(is(fmt.Sprint(rate)), fmt.Sprint(room/2), 8)
	each(is(""), "", 32)
	body := []byte(b.String())
	for r := range records {
		for i := range signals {
			for j := range rate {
				body = binary.LittleEndian.AppendUint16(body, uint16(int16(10*(r*rate+j)%1000-500*i)))
			}
		}
		text := fmt.Sprintf("+%d\x14\x14\x00", r)
		if r < len(talk) {
			text += talk[r]
		}
		body = append(body, text+strings.Repeat("\x00", room-len(text))...)
	}
	return body
}
