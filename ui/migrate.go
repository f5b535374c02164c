package ui

// Texts are the short texts that a browser keeps, for all pages of a site.
type Texts interface {
	// GetText reads one; false where there is none.
	GetText(key string) (text string, ok bool, err error)
	// PutText writes one.
	PutText(key, text string) error
	// DeleteText forgets one.
	DeleteText(key string) error
}

// Migrate brings what earlier versions kept, whose names had no prefix, under names that have one, once: what is there
// already stays. Names that another page of the site may use, too, are read and left; so is what cannot be written.
func Migrate(t Texts, prefix string) {
	shared := []string{keyTheme, keyBase, keyWorkers}
	own := []string{keyIdeals, keyRates, "studies", "study0", "study1", "study2"}
	for i, key := range append(shared, own...) {
		text, ok, err := t.GetText(key)
		if err != nil || !ok {
			continue
		}
		if _, there, _ := t.GetText(prefix + key); !there && t.PutText(prefix+key, text) != nil {
			continue
		}
		if i >= len(shared) {
			_ = t.DeleteText(key) // one that stays is read again
		}
	}
}
