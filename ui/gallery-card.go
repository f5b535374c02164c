package ui

// GalleryCard is an unfolded entry of the gallery.
type GalleryCard struct {
	S *Store
	K *card
}
