package data

import "strings"

// Word is what one sample of a data set is called, in the singular: "beat". "" stands for "image".
type Word string

// Words of the rows of Tasks; "" is that of images.
const (
	Beat   Word = "beat"
	Record Word = "record"
	Trial  Word = "trial"
	Sample Word = "sample"
)

// One is the word for one, "image", and Many for several, "images".
func (w Word) One() string {
	if w == "" {
		return "image"
	}
	return string(w)
}

// Many is the word for several.
func (w Word) Many() string { return w.One() + "s" }

// Of says a text about samples of the word that was written about images: "1,000 test images, 3 nJ an image" becomes
// "1,000 test beats, 3 nJ a beat". All words begin with a consonant.
func (w Word) Of(text string) string {
	if w == "" || !strings.Contains(text, "mage") {
		return text
	}
	word := string(w)
	capital := strings.ToUpper(word[:1]) + word[1:]
	return strings.NewReplacer("ImageNet", "ImageNet", "An image", "A "+word, "an image", "a "+word, "Image", capital,
		"image", word).Replace(text)
}
