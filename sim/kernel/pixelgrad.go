package kernel

// A GreyPixel is a pixel that is not black, in the list of its image: the input it feeds and
// its grey value.
type GreyPixel struct {
	Input uint32
	Grey  float32
}

// An InputGrey is a pixel that is not black, in the list of its input: its image and its grey
// value.
type InputGrey struct {
	Image uint32
	Grey  float32
}

// ByInput sorts the lists of images into lists of inputs, in ascending order of the image: the
// pixels of image b are pixels[start[b]:start[b+1]], those of input i become
// list[ends[i]:ends[i+1]]. list must hold as many as pixels, ends one more than inputs.
func ByInput(list []InputGrey, ends []int32, pixels []GreyPixel, start []int32, batch int) {
	clear(ends)
	last := len(ends) - 1
	for _, p := range pixels {
		ends[p.Input]++
	}
	from := int32(0)
	for i, n := range ends[:last] {
		ends[i] = from
		from += n
	}
	for b := range batch {
		for _, p := range pixels[start[b]:start[b+1]] {
			list[ends[p.Input]] = InputGrey{uint32(b), p.Grey}
			ends[p.Input]++
		}
	}
	// Each place now stands at the end of its list, which is the start of the next.
	copy(ends[1:], ends[:last])
	ends[0] = 0
}

// PixelGrad computes one tile of the first layer's weight gradient,
//
//	dw[i][c] = sum over b of p[b][i] * dz[b][c]     i < inputs, b < batch, c < 16
//
// over the non-zero pixels alone, in ascending order of the image, each product rounded before
// it is added onto zero. The pixels of input i are pixels[ends[i]:ends[i+1]], as
// ByInput makes them for batch images; dz is a tile [B][16].
func PixelGrad(dw []float32, ends []int32, pixels []InputGrey, dz []float32, inputs, batch int) {
	dz = dz[:batch*Lanes]
	if vectors {
		settle()
	}
	for i := range inputs {
		pixelGradInput((*[Lanes]float32)(dw[i*Lanes:]), pixels[ends[i]:ends[i+1]], dz)
	}
	if vectors {
		settle()
	}
}

func pixelGradInputPlain(dw *[Lanes]float32, pixels []InputGrey, dz []float32) {
	*dw = [Lanes]float32{}
	for _, p := range pixels {
		row := (*[Lanes]float32)(dz[int(p.Image)*Lanes:])
		for c, x := range row {
			dw[c] += float32(p.Grey * x)
		}
	}
}
