package ui

// GalleryDialog shows what papers claim beside what was found here, and the examples to begin with.
type GalleryDialog struct{ S *Store }
