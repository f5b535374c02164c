//go:build e2e && !many

package e2e

// crowd is 1 where one page at a time has the machine.
const crowd = 1
