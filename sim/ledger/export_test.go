package ledger

// Table is the table of rates, for its tests.
func Table() []Rate { return table[:] }
