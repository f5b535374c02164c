//go:build site

// Package bundle is the built site in a binary, where the build puts it there.
package bundle

import (
	"embed"
	"io/fs"
)

// embedded is the site that ./build.sh puts together. The folder exists only in the overlay
// that the build gives to the compiler; without the tag site commands need a folder.
//
//go:embed all:site
var embedded embed.FS

// Site is the site in this binary, if there is one.
func Site() (fs.FS, bool) {
	site, err := fs.Sub(embedded, "site")
	return site, err == nil
}
