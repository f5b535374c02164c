package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// mostBody bounds the body of a request: a lease's lines take a few kilobytes.
const mostBody = 64 << 10

// A refusal is an answer other than what was asked for: its text is for whoever sits before the page.
type refusal struct {
	status int
	text   string
	after  time.Duration // when to ask again; 0 for any time
}

func (r refusal) Error() string { return "class: " + r.text }

func refuse(status int, format string, args ...any) error {
	return refusal{status: status, text: fmt.Sprintf(format, args...)}
}

// nothing is the answer when there is nothing to tell for a while.
func nothing(after time.Duration) error { return refusal{status: http.StatusNoContent, after: after} }

// passes tells why a request may not ask at all; nil where it may. A page of another site is kept off by its Origin,
// and one whose name was made to point here (DNS rebinding) by the name in Host.
func (c *Class) passes(r *http.Request) error {
	if !c.knows(r.Host) {
		return refuse(http.StatusMisdirectedRequest,
			"the class is not at %.80q: allowed are IP addresses, localhost, this machine's name and those of -host", r.Host)
	}
	if err := c.origin.Check(r); err != nil {
		return refuse(http.StatusForbidden, "the request comes from a page of another site")
	}
	if r.Method == http.MethodPost {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			return refuse(http.StatusUnsupportedMediaType, "the body is %.40q: allowed is application/json",
				r.Header.Get("Content-Type"))
		}
		if o := r.Header.Get("Origin"); o != "" && o != scheme(r)+r.Host {
			return refuse(http.StatusForbidden, "the request comes from a page of another site")
		}
	}
	return nil
}

func scheme(r *http.Request) string {
	if r.TLS != nil {
		return "https://"
	}
	return "http://"
}

// knows tells whether a host, maybe with a port, is one under which the class can be opened.
func (c *Class) knows(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return c.hosts[name]
}

// bucket grants so many requests at once, and refills. The zero value is full.
type bucket struct {
	spent float64
	at    time.Time
}

// take grants a request where fewer than burst are spent; per second rate of them come back.
func (b *bucket) take(now time.Time, rate, burst float64) bool {
	b.spent = max(0, b.spent-rate*now.Sub(b.at).Seconds())
	b.at = now
	if b.spent+1 > burst {
		return false
	}
	b.spent++
	return true
}

// bearer is what a request bears; "" for nothing.
func bearer(r *http.Request) string {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return token
}

// addressOf is where a request comes from.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// read reads the body of a request, which holds one object with no field but those of into.
func read(w http.ResponseWriter, r *http.Request, into any) error {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, mostBody))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if large := new(http.MaxBytesError); errors.As(err, &large) {
		return refuse(http.StatusRequestEntityTooLarge, "the body is too large: allowed are %d bytes", mostBody)
	}
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			err = errors.New("there is more behind it")
		}
	}
	if err != nil {
		return refuse(http.StatusBadRequest, "the body cannot be read: %.200v", err)
	}
	return nil
}

// write answers with what came of a request.
func write(w http.ResponseWriter, said any, err error) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	status := http.StatusOK
	if err != nil {
		var no refusal
		if !errors.As(err, &no) {
			no = refusal{status: http.StatusInternalServerError, text: "the class could not do that"}
		}
		status, said = no.status, map[string]string{"error": no.text}
		if no.after > 0 {
			h.Set("Retry-After", strconv.Itoa(int(max(1, no.after.Seconds()))))
		}
	}
	if table, ok := said.(csvText); ok && err == nil {
		h.Set("Content-Type", "text/csv; charset=utf-8")
		_, _ = io.WriteString(w, string(table))
		return
	}
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(said) // who is gone needs no answer
}

// csvText is an answer that is a table.
type csvText string
