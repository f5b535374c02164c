package ui

// Tabs choose what a narrow screen shows.
type Tabs struct{ S *Store }

var tabNames = [...][2]string{{"setup", "Setup"}, {"array", "Array"}, {"digit", "Digit"}, {"result", "Result"}}
