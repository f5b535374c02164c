// Package macrospin is the switching of a perpendicular magnetic tunnel junction by spin-transfer torque,
// in the model of one magnetic moment with thermal noise: the Fokker-Planck equation of
// M. Tzoufras, "Switching probability of all-perpendicular spin valve nanopillars" (2018, arXiv:1708.01671),
//
//	d rho/d tau = d/dz [ (1-z^2) ((i-z) rho + (1/(2 Delta)) d rho/dz) ]
//
// for the density rho of z = cos(theta), with the current i = I/Ic0 in units of the critical current, the
// time tau = t/tauD in units of the relaxation time and the barrier Delta in units of kB T. It starts
// in the well at z = 1: rho(0) ~ exp(-Delta (1-z^2)) on z > 0. The write error rate WER(tau) is the
// probability left at z > 0.
//
// # Solver
//
// Finite volumes in u = 1-z, whose faces crowd at both ends like 1/(2 Delta), where the wells
// are. Against the drift the flux is exponentially fitted (D. L. Scharfetter and H. K. Gummel, IEEE
// Transactions on Electron Devices 16, 64, 1969): equilibria and barriers are then exact on any mesh. Along the
// drift, where the density is smooth and fitting would smear like upwinding, it is central. Time steps are
// those of the L-stable third-order SDIRK method (R. Alexander, SIAM Journal on Numerical Analysis 14,
// 1006, 1977), three tridiagonal solves with one factorisation. Both sides are summed for themselves, so
// that a small one keeps its digits. Once the decay has become exponential, the table ends, and the tail is
// continued with its rate.
//
// All arithmetic is the same on every machine: see package num.
package macrospin
