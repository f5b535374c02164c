//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector form of the first layer's weight gradient.

package kernel

import simd "simd/archsimd"

func pixelGradImage(dw []float32, pixels []GreyPixel, dz *[Lanes]float32) {
	if !vectors {
		pixelGradImagePlain(dw, pixels, dz)
		return
	}
	z := unsafeRow(dz[:])
	a, b, c, d := load4(&z[0]), load4(&z[1]), load4(&z[2]), load4(&z[3])
	for _, pixel := range pixels {
		p := simd.BroadcastFloat32x4(pixel.Grey)
		row := unsafeRow(dw[int(pixel.Input)*Lanes : int(pixel.Input)*Lanes+Lanes])
		load4(&row[0]).Add(p.Mul(a)).StoreArray(&row[0])
		load4(&row[1]).Add(p.Mul(b)).StoreArray(&row[1])
		load4(&row[2]).Add(p.Mul(c)).StoreArray(&row[2])
		load4(&row[3]).Add(p.Mul(d)).StoreArray(&row[3])
	}
}
