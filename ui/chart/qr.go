package chart

import "rsc.io/qr"

// QR is a text as a QR code with its quiet zone of four modules; an empty picture where it is too long for one.
func QR(text string) Picture {
	const quiet = 4
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return Picture{}
	}
	n := code.Size + 2*quiet
	px := make([]byte, n*n)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				px[(y+quiet)*n+x+quiet] = 1
			}
		}
	}
	return PictureOf(n, n, px, []byte{255, 255, 255, 0, 0, 0})
}
