package fold

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is a module of one function, (i32, i32) -> i32, exported as f, with a page of memory, exported as m, and data
// at an address. The function is what instructions say in hexadecimal, without its end.
func module(data int, instructions string) []byte {
	body, err := hex.DecodeString(strings.ReplaceAll(instructions, " ", ""))
	if err != nil {
		panic(err)
	}
	body = append(append([]byte{1, 1, 0x7b}, body...), opEnd) // a local variable of 128 bits
	m := []byte("\x00asm\x01\x00\x00\x00")
	add := func(id byte, body ...byte) { m = append(appendUint(append(m, id), uint64(len(body))), body...) }
	add(1, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f)
	add(3, 1, 0)
	add(5, 1, 0, 1)
	add(7, 2, 1, 'f', 0, 0, 1, 'm', 2, 0)
	add(sectionCode, append(appendUint([]byte{1}, uint64(len(body))), body...)...)
	add(sectionData, append(append([]byte{1, 0, opI32Const}, appendInt(nil, int64(data))...), opEnd, 1, 7)...)
	return m
}

// Parts of instructions. The address of what follows is the first parameter, made 64 bits wide.
const (
	wide  = "20 00 ad"       // local.get 0, i64.extend_i32_u
	add32 = "42 20 7c"       // i64.const 32, i64.add
	wrap  = "a7"             // i32.wrap_i64
	load  = "28 02"          // i32.load, of an offset
	store = "36 02"          // i32.store, of an offset
	value = "20 01 41 03 6c" // three times the second parameter
	ten   = "41 0a"
)

var folds = []struct {
	why          string
	from, to     string
	constants    int
	data         int
	doNotExecute bool
}{
	{"a load", wide + add32 + wrap + load + "00", wide + wrap + load + "20", 1, 4096, false},
	{"a load with an offset", wide + add32 + wrap + load + "04", wide + wrap + load + "24", 1, 4096, false},
	{"two constants", wide + add32 + add32 + wrap + load + "04", wide + wrap + load + "44", 2, 4096, false},
	{"a longer offset", wide + "42 e000 7c" + wrap + load + "60", wide + wrap + load + "c001", 1, 4096, false},
	{"a store behind its value", wide + add32 + wrap + value + store + "00" + ten,
		wide + wrap + value + store + "20" + ten, 1, 4096, false},
	{"a store of what is loaded", wide + add32 + wrap + wide + add32 + wrap + load + "08" + store + "00" + ten,
		wide + wrap + wide + wrap + load + "28" + store + "20" + ten, 2, 4096, false},
	{"up to the end of the first page", wide + "42 801f 7c" + wrap + load + "8001",
		wide + wrap + load + "8020", 1, 4096, false},
	{"not beyond it", wide + "42 801f 7c" + wrap + load + "8101", "", 0, 12288, false},
	{"not a large one", wide + "42 818080807c 7c" + wrap + load + "00", "", 0, 4096, true},
	{"not a negative one", wide + "42 70 7c" + wrap + load + "04", "", 0, 4096, false},
	{"not what is subtracted", wide + "42 10 7d" + wrap + load + "04", "", 0, 4096, false},
	{"not what is added in 32 bits", "20 00 41 20 6a" + load + "04", "", 0, 4096, false},
	{"not what has another use", wide + add32 + wrap + "22 00" + load + "04", "", 0, 4096, false},
	{"not the value of a store", "20 00" + wide + add32 + wrap + store + "04" + ten, "", 0, 4096, false},
	{"not across the start of a block", wide + add32 + wrap + "02 40 0b" + load + "04", "", 0, 4096, false},
	{"not across a branch", wide + add32 + wrap + "41 00 0d 00" + load + "04", "", 0, 4096, true},
	{"of vectors up to the data", wide + "42 80e000 7c" + wrap + "fd 00 04 10 fd 1b 00",
		wide + wrap + "fd 00 04 9060 fd 1b 00", 1, 16384, false},
	{"of vectors not beyond", wide + "42 80e000 7c" + wrap + "fd 00 04 10 fd 1b 00", "", 0, 12288, false},
	{"a store of a vector", wide + add32 + wrap + "20 02 fd 4d fd 0b 04 00" + ten,
		wide + wrap + "20 02 fd 4d fd 0b 04 20" + ten, 1, 4096, false},
	{"across a choice of vectors", wide + add32 + wrap + "20 02 20 02 20 02 fd 52 fd 0b 04 00" + ten,
		wide + wrap + "20 02 20 02 20 02 fd 52 fd 0b 04 20" + ten, 1, 4096, false},
}

func TestModuleFolds(t *testing.T) {
	for _, f := range folds {
		from, want := module(f.data, f.from), module(f.data, f.to)
		if f.to == "" {
			want = from
		}
		got, n, err := Module(from)
		if err != nil || n != (Done{Constants: f.constants}) || !bytes.Equal(got, want) {
			t.Errorf("%s: %+v, error %v:\n%x\nwant %d:\n%x", f.why, n, err, got, f.constants, want)
		}
		if again, n, err := Module(got); err != nil || n != (Done{}) || !bytes.Equal(again, got) {
			t.Errorf("%s: folded twice: %+v, error %v", f.why, n, err)
		}
	}
}

// compare calls both modules of each pair with addresses, and compares what comes of it and the whole memory.
const compare = `
const pairs = require(process.argv[2])
const run = (m, at) => {
	const e = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(m, "hex"))).exports
	new Uint32Array(e.m.buffer).forEach((_, i, all) => { all[i] = i * 2654435761 })
	let result
	try { result = e.f(at, 77) } catch (e) { result = String(e) }
	return result + " " + require("crypto").createHash("sha256").update(new Uint8Array(e.m.buffer)).digest("hex")
}
for (const [a, b] of pairs)
	for (const at of [4096, 5000, 16384, 40001, 65500, 65535, 70000])
		if (run(a, at) !== run(b, at)) console.log(a, at, run(a, at), run(b, at))
`

// TestModuleMeansTheSame carries the modules out before and after, as an engine of JavaScript does.
func TestModuleMeansTheSame(t *testing.T) {
	var pairs []string
	for _, f := range folds {
		if from := module(f.data, f.from); !f.doNotExecute {
			to, _, err := Module(from)
			if err != nil {
				t.Fatal(err)
			}
			pairs = append(pairs, fmt.Sprintf(`["%x","%x"]`, from, to))
		}
	}
	inNode(t, compare, pairs)
}

// inNode runs a script on pairs of modules; what it prints is wrong.
func inNode(t *testing.T, script string, pairs []string) {
	t.Helper()
	dir := t.TempDir()
	json := filepath.Join(dir, "pairs.json")
	write(t, json, "["+strings.Join(pairs, ",")+"]")
	write(t, filepath.Join(dir, "compare.js"), script)
	if out := node(t, filepath.Join(dir, "compare.js"), json); out != "" {
		t.Errorf("they differ:\n%s", out)
	}
}

// node runs Node and returns what it says.
func node(t *testing.T, arguments ...string) string {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	run := exec.Command(program, arguments...)
	run.Env = append(os.Environ(), "GOMAXPROCS=1") // a program of Go takes over what Node has
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, out)
	}
	return string(out)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestModuleRefuses: what is cut off, or has instructions of which nothing is known, is an error in words.
func TestModuleRefuses(t *testing.T) {
	whole := module(4096, folds[0].from)
	for n := range len(whole) {
		if n == 8 { // an empty module is one
			continue
		}
		if _, _, err := Module(whole[:n]); err == nil && !slices.Contains(ends(whole), n) {
			t.Errorf("a module cut off at %d of %d bytes is folded", n, len(whole))
		}
	}
	for _, unknown := range []string{"06", "fc 20", "fd 54", "d0"} {
		if _, _, err := Module(module(4096, unknown)); err == nil ||
			!strings.Contains(err.Error(), "unknown instruction") {
			t.Errorf("instruction %s: error %v", unknown, err)
		}
	}
}

// ends are where the sections of a module end.
func ends(module []byte) (at []int) {
	r := &reader{b: module, at: 8}
	for r.more() {
		r.byte()
		r.take(int(r.uint()))
		at = append(at, r.at)
	}
	return at
}
