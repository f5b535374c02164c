//go:build site

package main

import (
	"embed"
	"io/fs"
)

// embedded is the site that ./build.sh puts together. The folder exists only in the overlay
// that the build gives to the compiler; without the tag site the command needs -dir.
//
//go:embed all:site
var embedded embed.FS

func embeddedSite() (fs.FS, bool) {
	site, err := fs.Sub(embedded, "site")
	return site, err == nil
}
