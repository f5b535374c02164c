package ui

// ScenarioDialog is the menu of scenarios.
type ScenarioDialog struct{ S *Store }
