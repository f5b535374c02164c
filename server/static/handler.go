package static

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Handler answers GET and HEAD requests for the files of a site. It knows their names from the
// start and looks nothing else up, so no path leads out of the site.
type Handler struct {
	site  fs.FS
	files map[string]*file
}

// classAsked is what the page asks at each visit: whether the server holds a class. One that serves files alone holds
// none, which is no fault that the browser's console need tell of.
const classAsked = "class/v1/study"

// New reads the names and the content of the files in the root of site, which must not change
// afterwards. Without an index.html it is an error.
func New(site fs.FS) (*Handler, error) {
	files, err := index(site)
	if err != nil {
		return nil, err
	}
	return &Handler{site, files}, nil
}

// ServeHTTP serves "/" as index.html and every other file by its name.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		fail(w, http.StatusMethodNotAllowed, "Only GET and HEAD are answered here.")
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if h.isFolder(name) {
		common(w.Header())
		w.Header().Set("Location", name+"/") // relative, below any path
		w.WriteHeader(http.StatusFound)
		return
	}
	if name == classAsked {
		common(w.Header())
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f, ok := h.files[name]
	if page, hash, escaped := strings.Cut(name, "#"); !ok && escaped && h.isPage(page) {
		toHash(w, page, hash)
		return
	}
	if !ok {
		fail(w, http.StatusNotFound, "There is no such file here.")
		return
	}
	h.serve(w, r, f)
}

// isFolder tells whether a name is that of an older site's folder.
func (h *Handler) isFolder(name string) bool {
	return earlier.MatchString(name) && h.files[name+"/index.html"] != nil
}

// isPage tells whether a name, or the empty one of the start page, is that of a page that reads a link.
func (h *Handler) isPage(name string) bool {
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return holdsVugu(name) && h.files[name] != nil
}

// toHash leads to the page whose link came with an escaped '#', as chat programs and mailers write it: then the link is
// part of the path, which no page reads. The address is relative, so that it holds below any path.
func toHash(w http.ResponseWriter, page, hash string) {
	if page = page[strings.LastIndexByte(page, '/')+1:]; page == "" {
		page = "./"
	}
	to := url.URL{Path: page, Fragment: hash}
	common(w.Header())
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusFound)
}

// serve lets the standard library do ranges and conditional requests.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, f *file) {
	encoding := f.negotiate(strings.Join(r.Header.Values("Accept-Encoding"), ","))
	v := f.variants[encoding]
	body, err := open(h.site, v.name)
	if err != nil {
		fail(w, http.StatusInternalServerError, "The file cannot be read.")
		return
	}
	defer body.Close()
	f.setHeaders(w.Header())
	w.Header().Set("ETag", v.etag)
	if encoding != "" {
		w.Header().Set("Content-Encoding", encoding)
		if r.Header.Get("Range") == "" {
			// http.ServeContent leaves the length of encoded content to its caller.
			w.Header().Set("Content-Length", strconv.FormatInt(v.size, 10))
		}
	}
	http.ServeContent(w, r, f.name, time.Time{}, body)
}

// open opens a file for seeking; what cannot seek is read.
func open(site fs.FS, name string) (io.ReadSeekCloser, error) {
	f, err := site.Open(name)
	if err != nil {
		return nil, err
	}
	if s, ok := f.(io.ReadSeekCloser); ok {
		return s, nil
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	return inMemory{bytes.NewReader(body)}, err
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func fail(w http.ResponseWriter, status int, text string) {
	common(w.Header())
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, text, status)
}
