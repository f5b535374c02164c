// Package catalog finds what is in the gallery: by words, and by paper, memory, task and verdict.
//
//	entry.go   an Entry: a claim of a paper, or an example that no claim is drawn from
//	facet.go   a Facet: what entries can be told apart by, and the values that they have
//	query.go   a Query: what somebody looks for, what answers it, and how it is spelled in a link
//
// Nothing is listed here: papers and verdicts are those of the gallery's rows, memories and tasks those of the
// experiments that its links spell, named as their fields in package lab name them.
package catalog
