//go:build goexperiment.simd && go1.27

#include "textflag.h"

// The products of a pair of numbers and those of weights, which stand at some place, added to sums.
#define PAIR(w, sums) \
	VPDPWSSD.BCST w, Z16, sums

// func dotPairs(rows, weights unsafe.Pointer, step uintptr, x unsafe.Pointer, n, count int)
TEXT ·dotPairs(SB), NOSPLIT, $0-48
	MOVQ rows+0(FP), DI
	MOVQ weights+8(FP), SI
	MOVQ step+16(FP), R8
	MOVQ x+24(FP), DX
	MOVQ n+32(FP), R9
	MOVQ count+40(FP), CX
	LEAQ (R8)(R8*2), R12
	SUBQ $12, CX
	JLT  fewer

twelves:
	VMOVDQU64 0(DI), Z0
	VMOVDQU64 64(DI), Z1
	VMOVDQU64 128(DI), Z2
	VMOVDQU64 192(DI), Z3
	VMOVDQU64 256(DI), Z4
	VMOVDQU64 320(DI), Z5
	VMOVDQU64 384(DI), Z6
	VMOVDQU64 448(DI), Z7
	VMOVDQU64 512(DI), Z8
	VMOVDQU64 576(DI), Z9
	VMOVDQU64 640(DI), Z10
	VMOVDQU64 704(DI), Z11
	MOVQ SI, R10
	LEAQ (SI)(R8*4), R11
	LEAQ (SI)(R8*8), R13
	MOVQ DX, AX
	MOVQ R9, BX

pair12:
	VMOVDQU64 (AX), Z16
	PAIR((R10), Z0)
	PAIR((R10)(R8*1), Z1)
	PAIR((R10)(R8*2), Z2)
	PAIR((R10)(R12*1), Z3)
	PAIR((R11), Z4)
	PAIR((R11)(R8*1), Z5)
	PAIR((R11)(R8*2), Z6)
	PAIR((R11)(R12*1), Z7)
	PAIR((R13), Z8)
	PAIR((R13)(R8*1), Z9)
	PAIR((R13)(R8*2), Z10)
	PAIR((R13)(R12*1), Z11)
	ADDQ $64, AX
	ADDQ $4, R10
	ADDQ $4, R11
	ADDQ $4, R13
	DECQ BX
	JNZ  pair12
	VMOVDQU64 Z0, 0(DI)
	VMOVDQU64 Z1, 64(DI)
	VMOVDQU64 Z2, 128(DI)
	VMOVDQU64 Z3, 192(DI)
	VMOVDQU64 Z4, 256(DI)
	VMOVDQU64 Z5, 320(DI)
	VMOVDQU64 Z6, 384(DI)
	VMOVDQU64 Z7, 448(DI)
	VMOVDQU64 Z8, 512(DI)
	VMOVDQU64 Z9, 576(DI)
	VMOVDQU64 Z10, 640(DI)
	VMOVDQU64 Z11, 704(DI)
	ADDQ $768, DI
	LEAQ (R13)(R8*4), SI
	LEAQ (R9*4), AX
	SUBQ AX, SI
	SUBQ $12, CX
	JGE  twelves

fewer:
	ADDQ $8, CX
	JLT  single

foursOfPairs:
	VMOVDQU64 0(DI), Z0
	VMOVDQU64 64(DI), Z1
	VMOVDQU64 128(DI), Z2
	VMOVDQU64 192(DI), Z3
	MOVQ SI, R10
	MOVQ DX, AX
	MOVQ R9, BX

pair4:
	VMOVDQU64 (AX), Z16
	PAIR((R10), Z0)
	PAIR((R10)(R8*1), Z1)
	PAIR((R10)(R8*2), Z2)
	PAIR((R10)(R12*1), Z3)
	ADDQ $64, AX
	ADDQ $4, R10
	DECQ BX
	JNZ  pair4
	VMOVDQU64 Z0, 0(DI)
	VMOVDQU64 Z1, 64(DI)
	VMOVDQU64 Z2, 128(DI)
	VMOVDQU64 Z3, 192(DI)
	ADDQ $256, DI
	LEAQ (SI)(R8*4), SI
	SUBQ $4, CX
	JGE  foursOfPairs

single:
	ADDQ $4, CX
	JZ   through

row:
	VMOVDQU64 (DI), Z0
	MOVQ SI, R10
	MOVQ DX, AX
	MOVQ R9, BX

pair1:
	VMOVDQU64 (AX), Z16
	PAIR((R10), Z0)
	ADDQ $64, AX
	ADDQ $4, R10
	DECQ BX
	JNZ  pair1
	VMOVDQU64 Z0, (DI)
	ADDQ $64, DI
	ADDQ R8, SI
	DECQ CX
	JNZ  row

through:
	VZEROUPPER
	RET

// The parts of sixteen products of a row, halved and added to sums.
#define FOLD(z, y, t, at) \
	VEXTRACTI64X4 $1, z, t      \
	VPADDD        t, y, y       \
	VPADDD        at(DI), y, y  \
	VMOVDQU       y, at(DI)

// func dotProducts(sums *productSums, x, grads unsafe.Pointer, bytes uintptr)
TEXT ·dotProducts(SB), NOSPLIT, $0-32
	MOVQ sums+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ grads+16(FP), DX
	MOVQ bytes+24(FP), R8
	LEAQ (R8)(R8*2), R12
	MOVQ $2, CX

eights:
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	MOVQ SI, R9
	MOVQ DX, R10
	LEAQ (DX)(R8*4), R11
	MOVQ R8, BX
	SUBQ $64, BX
	JLT  half

whole:
	VMOVDQU64 (R9), Z16
	VPDPWSSD (R10), Z16, Z0
	VPDPWSSD (R10)(R8*1), Z16, Z1
	VPDPWSSD (R10)(R8*2), Z16, Z2
	VPDPWSSD (R10)(R12*1), Z16, Z3
	VPDPWSSD (R11), Z16, Z4
	VPDPWSSD (R11)(R8*1), Z16, Z5
	VPDPWSSD (R11)(R8*2), Z16, Z6
	VPDPWSSD (R11)(R12*1), Z16, Z7
	ADDQ $64, R9
	ADDQ $64, R10
	ADDQ $64, R11
	SUBQ $64, BX
	JGE  whole

half:
	ADDQ $64, BX
	JZ   folded
	// Writing the lower half would clear the upper one: what is left goes into a vector with zeros above.
	VMOVDQU64 (R9), Y16
	VMOVDQU64 (R10), Y17
	VPDPWSSD Z17, Z16, Z0
	VMOVDQU64 (R10)(R8*1), Y17
	VPDPWSSD Z17, Z16, Z1
	VMOVDQU64 (R10)(R8*2), Y17
	VPDPWSSD Z17, Z16, Z2
	VMOVDQU64 (R10)(R12*1), Y17
	VPDPWSSD Z17, Z16, Z3
	VMOVDQU64 (R11), Y17
	VPDPWSSD Z17, Z16, Z4
	VMOVDQU64 (R11)(R8*1), Y17
	VPDPWSSD Z17, Z16, Z5
	VMOVDQU64 (R11)(R8*2), Y17
	VPDPWSSD Z17, Z16, Z6
	VMOVDQU64 (R11)(R12*1), Y17
	VPDPWSSD Z17, Z16, Z7

folded:
	FOLD(Z0, Y0, Y8, 0)
	FOLD(Z1, Y1, Y8, 32)
	FOLD(Z2, Y2, Y8, 64)
	FOLD(Z3, Y3, Y8, 96)
	FOLD(Z4, Y4, Y8, 128)
	FOLD(Z5, Y5, Y8, 160)
	FOLD(Z6, Y6, Y8, 192)
	FOLD(Z7, Y7, Y8, 224)
	ADDQ $256, DI
	LEAQ (DX)(R8*8), DX
	DECQ CX
	JNZ  eights
	VZEROUPPER
	RET

// Two neighbouring sums of four of upper, at some place.
#define FOUR(at) \
	VPADDW    Z0, Z4, Z8      \
	VPADDW    Z1, Z4, Z9      \
	VPADDW    Z2, Z4, Z10     \
	VPADDW    Z3, Z4, Z11     \
	VMOVDQU64 Z8, at(DI)      \
	VMOVDQU64 Z9, 64+at(DI)   \
	VMOVDQU64 Z10, 128+at(DI) \
	VMOVDQU64 Z11, 192+at(DI)

// A row twice, as numbers of 16 bits.
#define TWICE(row, y, z) \
	MOVQ            row, AX   \
	VBROADCASTI32X4 (AX), y   \
	VPMOVSXBW       y, z

// func sumsAtOnce(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8)
TEXT ·sumsAtOnce(SB), NOSPLIT, $0-16
	MOVQ t+0(FP), DI
	MOVQ x+8(FP), SI
	MOVL $0xffff, AX
	KMOVD AX, K1
	VPXORQ Z5, Z5, Z5
	TWICE(0(SI), Y0, Z0)
	VPSUBW Z0, Z5, K1, Z0 // without its sign, and with
	TWICE(8(SI), Y1, Z6)
	TWICE(16(SI), Y2, Z7)
	VPSUBW Z6, Z0, Z2
	VPADDW Z6, Z0, Z3
	VPSUBW Z7, Z2, Z0
	VPSUBW Z7, Z3, Z1
	VPADDW Z7, Z2, Z2
	VPADDW Z7, Z3, Z3
	TWICE(24(SI), Y4, Z12)
	TWICE(32(SI), Y6, Z13)
	TWICE(40(SI), Y7, Z14)
	VPSUBW Z12, Z5, Z4
	VPSUBW Z13, Z4, Z4
	VPSUBW Z14, Z4, Z4
	VPADDW Z12, Z12, Z12 // twice, to turn a sign
	VPADDW Z13, Z13, Z13
	VPADDW Z14, Z14, Z14
	FOUR(0)
	VPADDW Z12, Z4, Z4
	FOUR(256)
	VPADDW Z13, Z4, Z4
	FOUR(768)
	VPSUBW Z12, Z4, Z4
	FOUR(512)
	VPADDW Z14, Z4, Z4
	FOUR(1536)
	VPADDW Z12, Z4, Z4
	FOUR(1792)
	VPSUBW Z13, Z4, Z4
	FOUR(1280)
	VPSUBW Z12, Z4, Z4
	FOUR(1024)
	VZEROUPPER
	RET
