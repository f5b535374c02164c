package devices

import "arraylab/sim/rng"

// HfOxWeakReset is the weak RESET of HfOx resistive memory: S. Majumdar et al., IEEE
// Transactions on Electron Devices 2021, arXiv:2107.06064. The numbers are those of the code that
// the authors published with it (github.com/Atreya95/Learning-with-memory-device-imperfections), where
// they were fitted to devices measured for 2,000 pulses.
//
// Deviations: the published convolutional code shifts its state vector by one entry between
// reading and writing it, which mixes pink noise and telegraph state; here is the intended model.
func HfOxWeakReset() WeakReset {
	return WeakReset{
		M1:    rng.Exponential(3.7415768e-5, 6.564678e-4).Truncated(3.74e-5, 0.0076),
		TStar: rng.Lognormal(542.538522, 0.80338177).Truncated(41, 2000),
		C1:    rng.Normal(0.00529314, 0.05320804).Truncated(-0.15, 0.15),
		M2:    rng.Exponential(0, 2.88905170e-5).Truncated(0, 1.3e-4),
		R0:    rng.Normal(6988, 381.7).Truncated(6252, 7897),
		Amp:   rng.UniformLaw(0, 0.5),

		LowToHigh: 8e-4,
		HighToLow: 2e-3,
		PinkScale: 0.025,
		Measured:  2000,
	}
}
