// Package fused is what TestNoFusedInstruction must find fault with.
package fused

// MulAdd may be compiled to one instruction that rounds once where it should round twice.
func MulAdd(x, y, z float64) float64 { return x*y + z }

// MulAdd32 is the same with float32.
func MulAdd32(x, y, z float32) float32 { return x*y + z }
