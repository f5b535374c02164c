package static

import (
	"net/http"
	"path"
	"strings"
)

// framed are the pages that other sites may show in a frame: the embedded view, and the array
// view's own frame inside it. A link's flag embed=1 stands in its hash, which no server sees,
// so the embedded view has an address of its own.
func framed(name string) bool {
	name = path.Base(name)
	return name == "embed.html" || name == "frame.html"
}

// holdsVugu are the pages whose program is Vugu's.
func holdsVugu(name string) bool {
	name = path.Base(name)
	return name == "index.html" || name == "embed.html"
}

// policy is the content security policy of a file: nothing but what the programs need.
//   - 'wasm-unsafe-eval' compiles WebAssembly.
//   - Vugu and the charts on those pages write style attributes, and the charts are saved by way
//     of blob: and data: images.
func policy(name string) string {
	script, style, img := "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self'"
	if holdsVugu(name) {
		style, img = style+" 'unsafe-inline'", img+" data: blob:"
	}
	ancestors := "frame-ancestors 'self'"
	if framed(name) {
		ancestors = "frame-ancestors *"
	}
	return strings.Join([]string{
		"default-src 'none'", script, style, img,
		"font-src 'self'", "connect-src 'self'", "worker-src 'self'", "frame-src 'self'",
		"base-uri 'none'", "form-action 'none'", ancestors,
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
