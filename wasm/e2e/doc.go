// Package e2e tries the built site in a real Chromium, as a visitor would, and its core in Firefox and WebKit too
// (engines_test.go): go test -tags e2e ./wasm/e2e, after ./build.sh build. It serves the site by the real server on a
// free loopback port and writes what it saw to dist/screenshots; with -pictures it also renews those of README.md, in
// assets/pictures.
package e2e
