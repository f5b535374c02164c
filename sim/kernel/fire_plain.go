//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of fire_simd.go for builds without vector instructions.

package kernel

func signFires(fires *[2 * Lanes]uint16, counts *[Lanes][2][16]uint8, wide *[Lanes][4][8]uint16, limit *[Lanes]int16) {
	signFiresPlain(fires, counts, wide, limit)
}

func pixelFires(fires *[Lanes]uint16, acc *[Lanes][2][8]uint16, halves *[2][2][8]uint16, limit *[Lanes]int16,
	half *[Lanes]uint8) {
	pixelFiresPlain(fires, acc, halves, limit, half)
}

func shortFires(fires *[Lanes]uint16, rows *[Lanes][Lanes]int16, limit *[Lanes]int16) {
	shortFiresPlain(fires, rows, limit)
}

func widenGrey(x *[8][Lanes]int16, planes *[8][Lanes]uint8) { widenGreyPlain(x, planes) }

func atLeast16(row *[Lanes]int32, at int32) uint16 { return atLeast16Plain(row, at) }
