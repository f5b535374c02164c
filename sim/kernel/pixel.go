package kernel

// PixelColumn is the place of image b in a padded row of pixels: within each eight, images 0
// to 3 take the even places and 4 to 7 the odd ones, so that 16-bit sums widen to 32 bits in
// order by two shifts.
func PixelColumn(b int) int { return b&^7 | (b&3)<<1 | b>>2&1 }

// pixelTable holds, for each group of four pixels and each pattern of four signs, the signed
// sum of these pixels in sixteen images.
type pixelTable [groupsPerWord][patterns][2][8]int16

// PixelScratch is the working memory of PixelForward and SignForward; one a worker.
type PixelScratch struct {
	table  pixelTable
	bytes  byteTable
	planes []byte         // bytes of the weights' rows, by slice of eight inputs
	images []byte         // the same of 32 images
	counts [][2][16]uint8 // [O] differences in 32 images
	wide   [][4][8]uint16 // [O] the same over more slices
}

// PixelForward computes sixteen columns of the first layer's sums, exactly:
//
//	sums[o][c] = sum over i of w[o][i] * pixels[i][c]     o < rows, i < inputs, c < 16
//
// w are packed signs [O][inputs], pixels 0..255 as int16 rows of stride pStride whose images
// stand as PixelColumn says, sums int32 rows of stride sStride with the images in plain order.
// Pixels of rows that do not exist count as zero. Integers make the order of the sum immaterial.
func PixelForward(sums []int32, sStride int, w Signs, pixels []int16, pStride, rows, inputs int, scratch *PixelScratch) {
	if vectors {
		settle()
	}
	t := &scratch.table
	for word, done := 0, 0; done < inputs; word, done = word+1, done+64 {
		var blank [Lanes]int16
		for g := range groupsPerWord {
			var p [group]*[Lanes]int16
			for j := range p {
				if p[j] = &blank; done+g*group+j < inputs {
					p[j] = (*[Lanes]int16)(pixels[(done+g*group+j)*pStride:])
				}
			}
			pixelPatterns(&t[g], p[0], p[1], p[2], p[3])
		}
		// 64 pixels of at most 255 stay within 16 bits; each word's sum is widened.
		pixelWord(t, sums, sStride, w.Words[word:], w.Stride, rows, word == 0)
	}
}

func pixelPatternsPlain(t *[patterns][2][8]int16, a, b, c, d *[Lanes]int16) {
	sign := func(p, bit int, x int16) int16 {
		if p>>bit&1 == 0 {
			return -x
		}
		return x
	}
	for p := range t {
		for i := range Lanes {
			t[p][i/8][i%8] = sign(p, 0, a[i]) + sign(p, 1, b[i]) + sign(p, 2, c[i]) + sign(p, 3, d[i])
		}
	}
}

func pixelWordPlain(t *pixelTable, sums []int32, sStride int, w []uint64, wStride, rows int, first bool) {
	for n := range rows {
		word := w[n*wStride]
		row := (*[Lanes]int32)(sums[n*sStride:])
		if first {
			*row = [Lanes]int32{}
		}
		for g := range groupsPerWord {
			e := &t[g][word>>(group*g)&(patterns-1)]
			for b := range row {
				c := PixelColumn(b)
				row[b] += int32(e[c/8][c%8])
			}
		}
	}
}

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
