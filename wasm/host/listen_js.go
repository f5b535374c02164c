package host

import "syscall/js"

// Listener makes a function for the browser to call with one argument, an event as a rule, for
// as long as the program lives. A panic in it is caught.
func (h *Host) Listener(f func(js.Value)) js.Func { return h.callback(f) }
