package static

import (
	"net/http"
	"path"
	"strings"
)

// guest is the one page that others may show in a frame of theirs: any site, and slides that are a local file. A link's
// flag embed=1 stands in its hash, which no server sees, so the page for frames has an address of its own.
const guest = "embed.html"

// screen is the lecturer's screen of a class.
const screen = "class.html"

// ancestors says who may show a file in a frame. The guest has no such directive: even "frame-ancestors *" shuts out
// local files, for the star stands for web addresses alone. The array view is framed by our own page; in the guest, a
// stranger is among the ancestors, and the page gives the frame its content instead (assets/elements.js).
func ancestors(name string) string {
	switch path.Base(name) { // an older site has a folder of its own
	case guest:
		return ""
	case "frame.html":
		return "frame-ancestors 'self'"
	}
	return "frame-ancestors 'none'"
}

// holdsVugu are the pages whose program is Vugu's.
func holdsVugu(name string) bool {
	name = path.Base(name)
	return name == "index.html" || name == guest
}

// policy is the content security policy of a file: nothing but what the programs need.
//   - 'wasm-unsafe-eval' compiles WebAssembly.
//   - The charts of the page and of the lecturer's screen are saved by way of blob: and data: images.
//
// No style stands in a tag or an attribute: scripts write style sheets and properties of styles, which need no leave.
func policy(name string) string {
	img := "img-src 'self'"
	if holdsVugu(name) || path.Base(name) == screen {
		img += " data: blob:"
	}
	all := []string{
		"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", img,
		"font-src 'self'", "connect-src 'self'", "worker-src 'self'", "frame-src 'self'",
		"manifest-src 'self'",
		"base-uri 'none'", "form-action 'none'",
	}
	if by := ancestors(name); by != "" {
		all = append(all, by)
	}
	return strings.Join(all, "; ")
}

// setHeaders sets what does not depend on the request.
func (f *file) setHeaders(h http.Header) {
	common(h)
	h.Set("Content-Type", f.mime)
	h.Set("Content-Security-Policy", policy(f.name))
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if path.Base(f.name) == guest { // a page that is isolated from others frames only what says so
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
