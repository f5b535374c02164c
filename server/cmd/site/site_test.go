package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"arraylab/server/static"
	"arraylab/sim/data"
	"arraylab/sim/lab"
)

// write writes files by their path under dir.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, body := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// one is a test set of one image.
func one(t data.Task) *data.Set {
	images := make([]byte, t.Grid.Values())
	return &data.Set{Task: t.Name, Part: "test", Shape: t.Shape, N: 1, Images: images, Labels: []byte{3}}
}

// project is a small repository with everything a site is made of.
func project(t *testing.T) options {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"index.html": `<html lang="en"><link href="{{page.css}}">` +
			`<script type="application/json" id="manifest">{{manifest}}</script>`,
		"assets/frame.html":   `<script src="{{frame.js}}"></script>`,
		"assets/page.css":     `@font-face { src: url({{font.woff2}}) } ` + strings.Repeat("body { color: #123 } ", 50),
		"assets/frame.js":     `start("{{array.wasm}}", "{{wasm_exec.js}}")`,
		"assets/worker.js":    `const a = {b: {c: 1}}; // {{ not a name }}`,
		"assets/package.json": `{"site": {"font.woff2": "fonts/f.woff2", "lib.js": "lib/lib.min.js"}}`,
		"assets/notes.txt":    "not for the site",
		"assets/package-lock.json": `{"packages": {"": {},
			"node_modules/fonts": {"version": "1.2.3"}, "node_modules/lib": {"version": "4.5.6"},
			"node_modules/tester": {"version": "7.8.9", "dev": true},
			"node_modules/images": {"version": "1.2.6", "dev": true}}}`,
		"assets/node_modules/fonts/LICENSE":  "the font's licence",
		"assets/node_modules/lib/LICENSE.md": "a common licence\r\n",
		"LICENSE":                            "a common licence",
		"go/LICENSE":                         "Go's licence",
		"go/lib/wasm/wasm_exec.js":           "Go",
		"sim/gallery/scenarios.json":         `{"form": 3}`,
		"wasm/page.wasm":                     strings.Repeat("page ", 1000),
		"wasm/worker.wasm":                   "worker",
		"wasm/array.wasm":                    "array",
		"data/mnist-test.set":                string(data.Pack(one(data.Tasks()[0]))),
		"data/mnist.terms":                   "the terms of the data",
		"data/unrelated.thing":               "x",
		"assets/node_modules/fonts/f.woff2":  "font",
		"assets/node_modules/lib/lib.min.js": "{{not.ours}}",
	})
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, dir, map[string]string{"mod/LICENSE": "the module's licence", "modules.txt": "example.org/mod v1.0.0 " +
		at("mod") + "\n"})
	return options{root: dir, goexe: at("go/lib/wasm"), modules: at("modules.txt"), wasm: at("wasm"), data: at("data"),
		cache: at("cache"), out: at("site"),
		commit: "0123456789ab", date: "2026-01-02"}
}

func built(t *testing.T, o options) map[string]string {
	t.Helper()
	if err := run(o); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(o.out)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		body, err := os.ReadFile(filepath.Join(o.out, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(body)
	}
	return files
}

func manifestOf(t *testing.T, index string) (m Manifest) {
	t.Helper()
	_, text, _ := strings.Cut(index, `id="manifest">`)
	text, _, _ = strings.Cut(text, "</script>")
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return m
}

func TestSite(t *testing.T) {
	o := project(t)
	files := built(t, o)
	m := manifestOf(t, files["index.html"])
	for _, c := range []struct{ name, pattern, body string }{
		{m.Page, `^page\.[0-9a-f]{12}\.wasm$`, strings.Repeat("page ", 1000)},
		{m.Worker, `^worker\.[0-9a-f]{12}\.wasm$`, "worker"},
		{m.Array, `^array\.[0-9a-f]{12}\.wasm$`, "array"},
		{m.Exec, `^wasm_exec\.[0-9a-f]{12}\.js$`, "Go"},
		{m.WorkerJS, `^worker\.[0-9a-f]{12}\.js$`, `const a = {b: {c: 1}}; // {{ not a name }}`},
		{m.Files["lib.js"], `^lib\.[0-9a-f]{12}\.js$`, "{{not.ours}}"},
		{m.Files["frame.js"], `^frame\.[0-9a-f]{12}\.js$`, `start("` + m.Array + `", "` + m.Exec + `")`},
		{m.Frame, `^frame\.html$`, `<script src="` + m.Files["frame.js"] + `"></script>`},
		{m.Embed, `^embed\.html$`, strings.Replace(files["index.html"], "<html ", `<html data-guest="1" `, 1)},
	} {
		if !regexp.MustCompile(c.pattern).MatchString(c.name) || files[c.name] != c.body {
			t.Errorf("%q holds %q: want a name like %s and %q", c.name, files[c.name], c.pattern, c.body)
		}
	}
	if !strings.Contains(files["index.html"], `href="`+m.Files["page.css"]+`"`) ||
		!strings.Contains(files[m.Files["page.css"]], "url("+m.Files["font.woff2"]+")") {
		t.Error("a page or a style does not mention the built names")
	}
	test := m.Data["mnist"]["test"][0]
	if _, err := data.Unpack([]byte(files[test.URL])); err != nil || test.Bytes != len(files[test.URL]) {
		t.Errorf("the test set: %v, %d bytes of %d", err, len(files[test.URL]), test.Bytes)
	}
	if len(m.Data) != 1 || len(m.Data["mnist"]) != 1 {
		t.Errorf("data %v: only what is there may be listed", m.Data)
	}
	if m.Commit != "0123456789ab" || m.Date != "2026-01-02" {
		t.Errorf("the page is told of commit %q, date %q", m.Commit, m.Date)
	}
	if m.Bytes[m.Page] != 5000 {
		t.Errorf("the page's program is %d bytes long: want 5000", m.Bytes[m.Page])
	}
	for name := range files {
		if strings.Contains(name, "notes") || strings.Contains(name, "unrelated") {
			t.Errorf("%s does not belong into the site", name)
		}
	}
}

func TestVariantsHoldTheSame(t *testing.T) {
	o := project(t)
	files := built(t, o)
	m := manifestOf(t, files["index.html"])
	body, err := io.ReadAll(brotli.NewReader(strings.NewReader(files[m.Page+".br"])))
	if err != nil || string(body) != files[m.Page] {
		t.Errorf("brotli: %v, %d bytes: want %d", err, len(body), len(files[m.Page]))
	}
	r, err := gzip.NewReader(strings.NewReader(files[m.Page+".gz"]))
	if err != nil {
		t.Fatal(err)
	}
	if body, err = io.ReadAll(r); err != nil || string(body) != files[m.Page] {
		t.Errorf("gzip: %v, %d bytes: want %d", err, len(body), len(files[m.Page]))
	}
	for _, name := range []string{m.Worker, m.Data["mnist"]["test"][0].URL} {
		if _, ok := files[name+".br"]; ok {
			t.Errorf("%s has a variant that saves nothing", name)
		}
	}
}

func TestNotices(t *testing.T) {
	text := built(t, project(t))["licenses.txt"]
	for _, want := range []string{
		"Arraylab\nlib 4.5.6\n\na common licence\n", "fonts 1.2.3\n\nthe font's licence\n",
		"example.org/mod v1.0.0\n\nthe module's licence\n", "\n\nGo's licence\n", "MNIST\n\nthe terms of the data\n",
	} {
		if strings.Count(text, want) != 1 {
			t.Errorf("licenses.txt does not hold %q once: %q", want, text)
		}
	}
	if strings.Contains(text, "tester") || strings.Contains(text, "images") {
		t.Errorf("licenses.txt names what is not handed on: %q", text)
	}
}

// TestFastBuild makes other variants of the same content, unless the best ones are there already.
func TestFastBuild(t *testing.T) {
	o := project(t)
	o.fast = true
	fast := built(t, o)
	name := manifestOf(t, fast["index.html"]).Page + ".br"
	if body, err := io.ReadAll(brotli.NewReader(strings.NewReader(fast[name]))); err != nil || len(body) != 5000 {
		t.Errorf("the fast variant: %v, %d bytes: want 5000", err, len(body))
	}
	o.fast = false
	best := built(t, o)
	if best[name] == fast[name] {
		t.Error("the best variant is the fast one")
	}
	o.fast = true
	if again := built(t, o); again[name] != best[name] {
		t.Error("the best variant was there and was not taken")
	}
}

// TestBudgets: what is larger than it may be is named, with what is allowed; fast variants may be larger.
func TestBudgets(t *testing.T) {
	sized := func(name string, n int) *file {
		return &file{name: name, variants: map[string][]byte{".br": make([]byte, n)}}
	}
	files := []*file{sized("array.0123456789ab.wasm", 1_620_001), sized("array2d.0123456789ab.wasm", 560_000),
		sized("array.css", 9e6), sized("other.0123456789ab.wasm", 9e6)}
	if err := overBudget(files, false); err == nil || strings.Count(err.Error(), "array") != 1 ||
		!strings.Contains(err.Error(), "at most 1620000") {
		t.Errorf("a byte too many: %v", err)
	}
	if err := overBudget(files, true); err != nil {
		t.Errorf("fast variants: %v", err)
	}
	images := &file{name: "mnist-test.0123456789ab.set", body: make([]byte, mostFirst-1_000_000)}
	files = []*file{images, sized("page.0123456789ab.wasm", 1_000_000), sized("page.0123456789ab.css", 9e6)}
	if err := overBudget(files, false); err != nil {
		t.Errorf("as much as a first visit may fetch: %v", err)
	}
	files[1] = sized("page.0123456789ab.wasm", 1_000_001)
	if err := overBudget(files, false); err == nil || !strings.Contains(err.Error(), "first visit fetches 7500001 bytes") {
		t.Errorf("a byte more than a first visit may fetch: %v", err)
	}
}

func TestSecondBuildChangesOnlyWhatChanged(t *testing.T) {
	o := project(t)
	first := built(t, o)
	old := manifestOf(t, first["index.html"])
	again := built(t, o)
	for name, body := range first {
		if again[name] != body {
			t.Errorf("%s changed although nothing did", name)
		}
	}
	write(t, o.wasm, map[string]string{"array.wasm": "array 2"})
	third := built(t, o)
	now := manifestOf(t, third["index.html"])
	if now.Array == old.Array || now.Files["frame.js"] == old.Files["frame.js"] || now.Page != old.Page {
		t.Error("a change must rename the file and what mentions it, and nothing else")
	}
	if _, ok := third[old.Array]; ok {
		t.Error("the old program is still there")
	}
	// Two variants of each compressible file of ours: 3 pages, licenses.txt, site.json, 3 of ours, lib, wasm_exec,
	// 3 programs, what the gallery has stored.
	if kept, err := os.ReadDir(o.cache); err != nil || len(kept) != 2*14 {
		t.Errorf("the cache keeps %d variants, %v: want those of this build, 28", len(kept), err)
	}
}

// TestEarlierSitesStay in their folders, and go into the server's binary; all else that is no part of the site goes.
func TestEarlierSitesStay(t *testing.T) {
	o := project(t)
	built(t, o)
	write(t, o.out, map[string]string{"v1/index.html": "older", "v1/site.json": `{"numerics":1}`, "v0/index.html": "x",
		"vx/index.html": "x"})
	if err := run(o); err != nil {
		t.Fatal(err)
	}
	for name, stays := range map[string]bool{"v1/index.html": true, "v0": false, "vx": false} {
		if _, err := os.Stat(filepath.Join(o.out, name)); (err == nil) != stays {
			t.Errorf("%s: %v, want it to stay: %v", name, err, stays)
		}
	}
	overlay, err := os.ReadFile(o.out + ".overlay.json")
	if err != nil || !strings.Contains(string(overlay), filepath.Join("server", "bundle", "site", "v1", "index.html")) {
		t.Errorf("the binary does not hold the older site: %s, %v", overlay, err)
	}
	var about About
	body, err := os.ReadFile(filepath.Join(o.out, "site.json"))
	if err != nil || json.Unmarshal(body, &about) != nil || about.Numerics != lab.NumericVersion {
		t.Errorf("the site says of itself %s, %v", body, err)
	}
}

func TestBadProjects(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		word  string
	}{
		"unknown name": {map[string]string{"assets/frame.html": "{{nowhere.js}}"},
			"frame.html: {{nowhere.js}} is not an asset"},
		"circle":       {map[string]string{"assets/a.js": "{{b.js}}", "assets/b.js": "{{a.js}}"}, "mentions itself"},
		"twice":        {map[string]string{"assets/lib.js": "x"}, `"lib.js" comes twice`},
		"damaged data": {map[string]string{"data/mnist-test.set": "ALabSet1 and not much more"}, "packed set"},
		"no licence": {map[string]string{"modules.txt": "example.org/x v1.0.0 /nowhere\n"},
			"the licence of example.org/x v1.0.0"},
		"no terms": {map[string]string{"data/fashion-test.set": string(data.Pack(one(data.Tasks()[1])))},
			"the licence of Fashion-MNIST"},
		"no module":  {map[string]string{"assets/package.json": `{"site": {"x.js": "x/x.js"}}`}, "x.js"},
		"bad recipe": {map[string]string{"assets/package.json": `{`}, "package.json"},
	} {
		o := project(t)
		write(t, o.root, c.files)
		t.Chdir(o.root)
		if err := run(o); err == nil || !strings.Contains(err.Error(), c.word) {
			t.Errorf("%s: error %v: want one with %q", name, err, c.word)
		}
		if _, err := os.Stat(o.out); err == nil {
			t.Errorf("%s: something was published", name)
		}
	}
}

// TestAnyHostAnyPath serves the site from a sub-path of a plain file server, as a static host
// does, and by the server: every name of the manifest must be there, whole.
func TestAnyHostAnyPath(t *testing.T) {
	o := project(t)
	files := built(t, o)
	handler, err := static.New(os.DirFS(o.out))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/some/path/", http.StripPrefix("/some/path/", http.FileServer(http.Dir(o.out))))
	mux.Handle("/", handler)
	s := httptest.NewServer(mux)
	defer s.Close()
	for _, base := range []string{s.URL + "/some/path/", s.URL + "/"} {
		m := manifestOf(t, string(fetch(t, base)))
		names := []string{m.Frame, m.Embed, m.Data["mnist"]["test"][0].URL}
		for _, name := range m.Files {
			names = append(names, name)
		}
		for _, name := range names {
			if strings.ContainsAny(name, "/:") {
				t.Errorf("%q is not relative", name)
			}
			if got := fetch(t, base+name); !bytes.Equal(got, []byte(files[name])) {
				t.Errorf("%s%s: %d bytes: want %d", base, name, len(got), len(files[name]))
			}
		}
	}
}

func fetch(t *testing.T, url string) []byte {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != 200 {
		t.Fatalf("%s: %s, %v", url, r.Status, err)
	}
	return body
}
