package kernel

// A GreyPixel is a pixel that is not black, in the list of its image: the input it feeds and
// its grey value.
type GreyPixel struct {
	Input uint32
	Grey  float32
}

// PixelGrad computes one tile of the first layer's weight gradient,
//
//	dw[i][c] = sum over b of p[b][i] * dz[b][c]     i < inputs, b < batch, c < 16
//
// over the non-zero pixels alone, in ascending order of the image, each product rounded before
// it is added onto zero. The pixels of image b are pixels[start[b]:start[b+1]]; dz is a tile
// [B][16].
func PixelGrad(dw []float32, start []int32, pixels []GreyPixel, dz []float32, inputs, batch int) {
	if vectors {
		settle()
	}
	clear(dw[:inputs*Lanes])
	for b := range batch {
		pixelGradImage(dw, pixels[start[b]:start[b+1]], (*[Lanes]float32)(dz[b*Lanes:]))
	}
}

func pixelGradImagePlain(dw []float32, pixels []GreyPixel, dz *[Lanes]float32) {
	for _, p := range pixels {
		row := (*[Lanes]float32)(dw[int(p.Input)*Lanes:])
		for c, x := range dz {
			row[c] += float32(p.Grey * x)
		}
	}
}
