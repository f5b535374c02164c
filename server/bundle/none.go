//go:build !site

// Package bundle is the built site in a binary, where the build puts it there.
package bundle

import "io/fs"

// Site says that this binary was built without a site, so that the packages build and
// pass their tests in a fresh clone.
func Site() (fs.FS, bool) { return nil, false }
