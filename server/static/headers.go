package static

import (
	"net/http"
	"strings"
)

// Framed are the pages that other sites may show in a frame: the embedded view, and the array
// view's own frame inside it. A link's flag embed=1 stands in its hash, which no server sees,
// so the embedded view has an address of its own.
func framed(name string) bool { return name == "embed.html" || name == "frame.html" }

// policy is the content security policy of a file: nothing but what the programs need.
//   - 'wasm-unsafe-eval' compiles WebAssembly. Vugu starts its renderer with eval, so the pages
//     that hold its program allow 'unsafe-eval' too; workers and the array view do not.
//   - The charts and Vugu set style attributes: style-src 'unsafe-inline'.
//   - Saved charts and files are blob: addresses; images of the charts are data: ones.
func policy(name string) string {
	script := "script-src 'self' 'wasm-unsafe-eval'"
	if name == "index.html" || name == "embed.html" {
		script += " 'unsafe-eval'"
	}
	ancestors := "frame-ancestors 'self'"
	if framed(name) {
		ancestors = "frame-ancestors *"
	}
	return strings.Join([]string{
		"default-src 'none'",
		script,
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data: blob:",
		"font-src 'self'",
		"connect-src 'self'",
		"worker-src 'self'",
		"frame-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		ancestors,
	}, "; ")
}

// setHeaders sets what does not depend on the request.
func (f *file) setHeaders(h http.Header) {
	common(h)
	h.Set("Content-Type", f.mime)
	h.Set("Content-Security-Policy", policy(f.name))
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if framed(f.name) {
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	h.Set("Cache-Control", "no-cache")
	if f.forever {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if len(f.variants) > 1 {
		h.Set("Vary", "Accept-Encoding")
	}
}

// common sets what every answer carries, errors too. The first two isolate the page from others,
// without which a browser gives no shared memory.
func common(h http.Header) {
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
}
