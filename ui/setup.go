package ui

// Setup holds the controls of all fields that play a part.
type Setup struct{ S *Store }

var groupTitles = map[string]string{"task": "Task", "network": "Network", "memory": "Memory", "learning": "Learning"}

// onOff spells a state for ARIA.
func onOff(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
