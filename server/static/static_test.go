package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	wasmName  = "page.0123456789ab.wasm"
	plainWasm = "the program, the program, the program"
)

// testSite is a site with every kind of file that matters.
func testSite() fstest.MapFS {
	file := func(body string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(body)} }
	return fstest.MapFS{
		"index.html":                  file("<!doctype html>index"),
		"index.html.gz":               file("index in gzip"),
		"embed.html":                  file("<!doctype html>embed"),
		"frame.html":                  file("<!doctype html>frame"),
		wasmName:                      file(plainWasm),
		wasmName + ".br":              file("program in brotli"),
		wasmName + ".gz":              file("program in gzip"),
		"mnist-test.0123456789ab.set": file("0123456789"),
		"page.0123456789ab.css":       file("body{}"),
		"worker.0123456789ab.js":      file("go()"),
		"unknown.kind":                file("?"),
		"folder/secret.txt":           file("not in the root"),
	}
}

func newHandler(t *testing.T) *Handler {
	t.Helper()
	h, err := New(testSite())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks h; headers come in pairs of name and value.
func get(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://example.org/", nil)
	r.URL.Path = path
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestTypes(t *testing.T) {
	h := newHandler(t)
	for path, want := range map[string]string{
		"/":                            "text/html; charset=utf-8",
		"/index.html":                  "text/html; charset=utf-8",
		"/" + wasmName:                 "application/wasm",
		"/page.0123456789ab.css":       "text/css; charset=utf-8",
		"/worker.0123456789ab.js":      "text/javascript; charset=utf-8",
		"/mnist-test.0123456789ab.set": "application/octet-stream",
		"/unknown.kind":                "application/octet-stream",
	} {
		w := get(h, "GET", path)
		if w.Code != 200 || w.Header().Get("Content-Type") != want {
			t.Errorf("%s: %d, type %q: want 200, %q", path, w.Code, w.Header().Get("Content-Type"), want)
		}
	}
}

func TestNegotiation(t *testing.T) {
	h := newHandler(t)
	for accept, want := range map[string]string{
		"":                           "",
		"br":                         "br",
		"gzip":                       "gzip",
		"x-gzip":                     "gzip",
		"gzip, deflate, br, zstd":    "br",
		"GZIP;Q=1.0":                 "gzip",
		"gzip;q=1, br;q=0.5":         "gzip",
		"br;q=0, gzip":               "gzip",
		"br;q=0":                     "",
		"*":                          "br",
		"*;q=0.5, br;q=0":            "gzip",
		"identity, br;q=0.5":         "",
		"identity;q=0.5, gzip;q=0.8": "gzip",
		"deflate":                    "",
		"br;q=nan, gzip;q=7":         "",
		"br;q=x":                     "",
		"identity;q=0":               "",
		";;,,=":                      "",
		"brotli, agzip":              "",
		"br ; level=3 ; q=1":         "br",
	} {
		w := get(h, "GET", "/"+wasmName, "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want || w.Code != 200 {
			t.Errorf("Accept-Encoding %q: %d, %q: want %q", accept, w.Code, got, want)
		}
		body := map[string]string{"": plainWasm, "br": "program in brotli", "gzip": "program in gzip"}[want]
		if w.Body.String() != body {
			t.Errorf("Accept-Encoding %q: body %q: want %q", accept, w.Body, body)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary %q", accept, w.Header().Get("Vary"))
		}
	}
	w := get(h, "GET", "/mnist-test.0123456789ab.set", "Accept-Encoding", "br, gzip")
	if e, v := w.Header().Get("Content-Encoding"), w.Header().Get("Vary"); e != "" || v != "" {
		t.Errorf("a file without variants comes with encoding %q and Vary %q", e, v)
	}
	// Two lines of the header are one list.
	w = get(h, "GET", "/"+wasmName, "Accept-Encoding", "gzip;q=0.1", "Accept-Encoding", "br")
	if e := w.Header().Get("Content-Encoding"); e != "br" {
		t.Errorf("two Accept-Encoding lines: %q: want br", e)
	}
}

func TestCaching(t *testing.T) {
	h := newHandler(t)
	tags := map[string]bool{}
	for _, accept := range []string{"", "br", "gzip"} {
		w := get(h, "GET", "/"+wasmName, "Accept-Encoding", accept)
		if got := w.Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
			t.Errorf("a hashed name: Cache-Control %q", got)
		}
		tag := w.Header().Get("ETag")
		if len(tag) < 10 || tag[0] != '"' || tags[tag] {
			t.Errorf("encoding %q: ETag %s is weak, short or that of another encoding", accept, tag)
		}
		tags[tag] = true
		again := get(h, "GET", "/"+wasmName, "Accept-Encoding", accept, "If-None-Match", `"other", `+tag)
		if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("encoding %q: If-None-Match gives %d with %d bytes", accept, again.Code, again.Body.Len())
		}
	}
	w := get(h, "GET", "/")
	if got := w.Header().Get("Cache-Control"); got != "no-cache" {
		t.Errorf("index.html: Cache-Control %q", got)
	}
	if again := get(h, "GET", "/", "If-None-Match", w.Header().Get("ETag")); again.Code != 304 {
		t.Errorf("index.html: If-None-Match gives %d", again.Code)
	}
	if again := get(h, "GET", "/", "If-None-Match", `"other"`); again.Code != 200 {
		t.Errorf("index.html: If-None-Match of another tag gives %d", again.Code)
	}
}

func TestRanges(t *testing.T) {
	h := newHandler(t)
	const path = "/mnist-test.0123456789ab.set"
	w := get(h, "GET", path, "Range", "bytes=2-4")
	if w.Code != 206 || w.Body.String() != "234" || w.Header().Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("bytes=2-4: %d %q %q", w.Code, w.Body, w.Header().Get("Content-Range"))
	}
	if w = get(h, "GET", path, "Range", "bytes=-3"); w.Code != 206 || w.Body.String() != "789" {
		t.Errorf("bytes=-3: %d %q", w.Code, w.Body)
	}
	if w = get(h, "GET", path, "Range", "bytes=10-"); w.Code != 416 {
		t.Errorf("bytes=10-: %d: want 416", w.Code)
	}
	if w = get(h, "GET", path, "Range", "bytes=2-4", "If-Range", `"old"`); w.Code != 200 || w.Body.Len() != 10 {
		t.Errorf("If-Range of another version: %d with %d bytes: want the whole", w.Code, w.Body.Len())
	}
	w = get(h, "GET", "/"+wasmName, "Range", "bytes=0-6", "Accept-Encoding", "br")
	if w.Code != 206 || w.Body.String() != "program" || w.Header().Get("Content-Encoding") != "br" ||
		w.Header().Get("Content-Length") != "7" {
		t.Errorf("a range of an encoded file: %d %q %v", w.Code, w.Body, w.Header())
	}
}

func TestMethods(t *testing.T) {
	h := newHandler(t)
	for _, accept := range []string{"", "br"} {
		head, full := get(h, "HEAD", "/"+wasmName, "Accept-Encoding", accept),
			get(h, "GET", "/"+wasmName, "Accept-Encoding", accept)
		if head.Code != 200 || head.Body.Len() != 0 {
			t.Errorf("HEAD: %d with %d bytes", head.Code, head.Body.Len())
		}
		for name := range full.Header() {
			if head.Header().Get(name) != full.Header().Get(name) {
				t.Errorf("HEAD: %s is %q: GET says %q", name, head.Header().Get(name), full.Header().Get(name))
			}
		}
		if full.Header().Get("Content-Length") == "" {
			t.Errorf("encoding %q: no Content-Length", accept)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"} {
		w := get(h, method, "/")
		if w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

// TestNothingElse asks for what is not in the site's root, in many spellings.
func TestNothingElse(t *testing.T) {
	dir := t.TempDir()
	root := filepath.Join(dir, "site")
	for path, body := range map[string]string{"site/index.html": "in", "site/sub/x.txt": "sub", "secret.txt": "out"} {
		full := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(root, "link.txt")); err != nil {
		t.Fatal(err)
	}
	h, err := New(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"/../secret.txt", "//secret.txt", "/..%2fsecret.txt", "/./index.html/../../secret.txt", "/..", "/.", "//",
		"/sub", "/sub/",
		"/sub/x.txt", "/sub/../index.html", "/link.txt", "/index.html/", "/INDEX.HTML", "/index.html\x00",
		"/..\\secret.txt", "../secret.txt",
	} {
		w := get(h, "GET", path)
		if w.Code != 404 || strings.Contains(w.Body.String(), "out") {
			t.Errorf("%q: %d %q: want 404", path, w.Code, w.Body)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%q: headers of the error: %v", path, w.Header())
		}
	}
	if w := get(h, "GET", "/"); w.Code != 200 || w.Body.String() != "in" {
		t.Errorf("/: %d %q", w.Code, w.Body)
	}
}

// TestEscapedHash: an address whose '#' was escaped on its way leads to the page and its link, below any path.
func TestEscapedHash(t *testing.T) {
	h := newHandler(t)
	// as net/http hands it on, unescaped
	for path, want := range map[string]string{
		"/#v=1&memory=ber&ber=0.1":    "./#v=1&memory=ber&ber=0.1",
		"/index.html#v=1&ber=0.1~0.2": "index.html#v=1&ber=0.1~0.2",
		"/embed.html#v=1":             "embed.html#v=1",
		"/#v=1&memory=ber ":           "./#v=1&memory=ber%20",
		"/#v=1\r\nSet-Cookie: a=b":    "./#v=1%0D%0ASet-Cookie:%20a=b",
		"/#//evil.example":            "./#//evil.example",
	} {
		w := get(h, "GET", path)
		if w.Code != 302 || w.Header().Get("Location") != want || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, w.Header().Get("Location"), want)
		}
	}
	for _, path := range []string{"/none#v=1", "/" + wasmName + "%23v=1", "//evil.example/#v=1", "/../#v=1"} {
		if w := get(h, "GET", path); w.Code != 404 {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}

// TestEarlierSites: a site of older numerics is served from its folder as this one is from the root; no other folder
// is.
func TestEarlierSites(t *testing.T) {
	site := testSite()
	for name, f := range testSite() {
		site["v1/"+name], site["v0/"+name], site["other/"+name] = f, f, f
	}
	site["v2/notes.txt"] = site["index.html"] // no site: nothing to begin with
	h, err := New(site)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "index.html", "embed.html", "frame.html", wasmName} {
		here := get(h, "GET", "/"+path, "Accept-Encoding", "br")
		there := get(h, "GET", "/v1/"+path, "Accept-Encoding", "br")
		if there.Code != 200 || there.Body.String() != here.Body.String() ||
			!reflect.DeepEqual(there.Header(), here.Header()) {
			t.Errorf("v1/%s: %d, %v, want %v", path, there.Code, there.Header(), here.Header())
		}
	}
	if w := get(h, "GET", "/v1"); w.Code != 302 || w.Header().Get("Location") != "v1/" {
		t.Errorf("v1: %d to %q", w.Code, w.Header().Get("Location"))
	}
	for path, want := range map[string]string{"/v1/#v=1": "./#v=1", "/v1/embed.html#v=1": "embed.html#v=1"} {
		if w := get(h, "GET", path); w.Code != 302 || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q", path, w.Code, w.Header().Get("Location"))
		}
	}
	for _, path := range []string{"/v0/", "/v0", "/other/", "/v2", "/v2/", "/v1/folder/secret.txt",
		"/v1/none#v=1", "/v3/",
		"/v1/" + wasmName + ".br", "/v1//", "//v1/"} {
		if w := get(h, "GET", path); w.Code != 404 {
			t.Errorf("%s: %d, want 404", path, w.Code)
		}
	}
}

// TestVariantsAreNoFiles: the compressed variant of a file has no address of its own.
func TestVariantsAreNoFiles(t *testing.T) {
	if w := get(newHandler(t), "GET", "/"+wasmName+".br"); w.Code != 404 {
		t.Errorf("%d: want 404", w.Code)
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := newHandler(t)
	for _, path := range []string{"/", "/embed.html", "/frame.html", "/" + wasmName, "/worker.0123456789ab.js"} {
		head := get(h, "GET", path).Header()
		for name, want := range map[string]string{
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		} {
			if head.Get(name) != want {
				t.Errorf("%s: %s is %q: want %q", path, name, head.Get(name), want)
			}
		}
		csp := directives(head.Get("Content-Security-Policy"))
		if strings.Contains(csp["script-src"], "'unsafe-eval'") {
			t.Errorf("%s: script-src %q: nothing here needs eval", path, csp["script-src"])
		}
		if csp["style-src"] != "'self'" {
			t.Errorf("%s: style-src %q: no style stands in a tag or an attribute", path, csp["style-src"])
		}
		if !strings.Contains(csp["script-src"], "'wasm-unsafe-eval'") ||
			strings.Contains(csp["script-src"], "inline") || strings.Contains(csp["script-src"], "*") {
			t.Errorf("%s: script-src %q", path, csp["script-src"])
		}
		if csp["default-src"] != "'none'" || csp["base-uri"] != "'none'" || csp["connect-src"] != "'self'" {
			t.Errorf("%s: the policy %v is wider than it must be", path, csp)
		}
	}
}

// TestWhoMayFrame: anybody may frame the one page, local files too, which no source expression of frame-ancestors but
// the scheme itself stands for; our own page frames the array view; nothing else is framed, not even by us.
func TestWhoMayFrame(t *testing.T) {
	h := newHandler(t)
	for path, want := range map[string]struct {
		ancestors string
		any       bool // there is no such directive
		resource  string
	}{
		"/":                        {"'none'", false, "same-origin"},
		"/index.html":              {"'none'", false, "same-origin"},
		"/embed.html":              {"", true, "cross-origin"},
		"/frame.html":              {"'self'", false, "same-origin"},
		"/" + wasmName:             {"'none'", false, "same-origin"},
		"/worker.0123456789ab.js":  {"'none'", false, "same-origin"},
		"/unknown.kind":            {"'none'", false, "same-origin"},
		"/embed.html%23v=1&lock=1": {"'none'", false, ""}, // no such file
	} {
		head := get(h, "GET", path).Header()
		got, there := directives(head.Get("Content-Security-Policy"))["frame-ancestors"]
		if got != want.ancestors || there == want.any {
			t.Errorf("%s: frame-ancestors %q (there: %v), want %q", path, got, there, want.ancestors)
		}
		if got := head.Get("Cross-Origin-Resource-Policy"); got != want.resource {
			t.Errorf("%s: Cross-Origin-Resource-Policy %q: want %q", path, got, want.resource)
		}
		if head.Get("X-Frame-Options") != "" {
			t.Errorf("%s: X-Frame-Options knows no page for everybody; frame-ancestors says all", path)
		}
	}
}

func directives(policy string) map[string]string {
	m := map[string]string{}
	for _, d := range strings.Split(policy, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), " ")
		m[name] = value
	}
	return m
}

func TestNeedsAnIndex(t *testing.T) {
	if _, err := New(fstest.MapFS{"page.css": {}}); err == nil || !strings.Contains(err.Error(), "index.html") {
		t.Errorf("error %v: want one that names index.html", err)
	}
	if _, err := New(os.DirFS(filepath.Join(t.TempDir(), "nowhere"))); err == nil {
		t.Error("no error for a folder that is not there")
	}
}

// TestOverTheWire asks a real server with Go's client, which takes gzip by itself.
func TestOverTheWire(t *testing.T) {
	var zip bytes.Buffer
	w := gzip.NewWriter(&zip)
	io.WriteString(w, plainWasm)
	w.Close()
	site := testSite()
	site[wasmName+".gz"] = &fstest.MapFile{Data: zip.Bytes()}
	h, err := New(site)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	defer s.Close()
	r, err := http.Get(s.URL + "/" + wasmName)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || string(body) != plainWasm || !r.Uncompressed {
		t.Errorf("%q, %v, uncompressed %v: want the program, by way of gzip", body, err, r.Uncompressed)
	}
}

// TestNoClass: the page asks whether there is a class, and is told no without an error.
func TestNoClass(t *testing.T) {
	if w := get(newHandler(t), "GET", "/class/v1/study"); w.Code != 204 || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v: want 204", w.Code, w.Header())
	}
	if w := get(newHandler(t), "GET", "/class/v1/join"); w.Code != 404 {
		t.Errorf("joining what is not there: %d", w.Code)
	}
}
