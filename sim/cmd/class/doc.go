// Package class is the class of a lecturer: who joined it, what they handed in, and a sweep that their pages compute
// together. It answers on the origin of the page itself, below /class/v1/, and everything else is the site.
//
// There are two kinds of callers, told apart by what they bear. A student's page has a token that it got for the room
// code; it can hand in results, ask for work and return it, all of it under its own name alone. The lecturer's screen
// has the secret that the terminal printed; it sees all and gives orders. No token is good for an order.
//
//   - gate.go: who may ask at all: host, origin, kind and size of a request, how many a second
//   - people.go: joining, names, tokens
//   - hand.go: results that were handed in
//   - hall.go, orders.go: what the lecturer's screen shows and does
//   - farm.go, audit.go, lease.go: the sweep, whose units are handed out and whose lines are checked
//   - keep.go: what outlives the host, if it is to be saved
//
// Nothing here trusts a page. What counts of a page's work are whole lines of the sweep's table, which are bit-exact:
// any difference between two pages is a fault of one of them, and the host finds out whose by computing the unit itself.
package class
