//go:build !site

package main

import "io/fs"

// embeddedSite says that this binary was built without a site, so that the packages build and
// pass their tests in a fresh clone.
func embeddedSite() (fs.FS, bool) { return nil, false }
