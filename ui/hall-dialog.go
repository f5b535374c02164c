package ui

// HallDialog is the shared link as a code that a lecture hall can read from its seats.
type HallDialog struct{ S *Store }
