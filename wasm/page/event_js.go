package main

import (
	"syscall/js"

	"github.com/vugu/vugu"
	vugujs "github.com/vugu/vugu/js"
)

// event is an event of the browser as Vugu's components see it. Its properties are read when they are asked for.
type event struct {
	v   js.Value
	env vugu.EventEnv
}

// Prop is the property of the property ... of the event: a text, a number or a truth value, nil for anything else.
func (e event) Prop(keys ...string) any {
	v := e.v
	for _, key := range keys {
		if t := v.Type(); t != js.TypeObject && t != js.TypeFunction {
			return nil
		}
		v = v.Get(key)
	}
	switch v.Type() {
	case js.TypeString:
		return v.String()
	case js.TypeNumber:
		return v.Float()
	case js.TypeBoolean:
		return v.Bool()
	}
	return nil
}

// PropString is a property that is a text, else "".
func (e event) PropString(keys ...string) string {
	s, _ := e.Prop(keys...).(string)
	return s
}

// PropFloat64 is a property that is a number, else 0.
func (e event) PropFloat64(keys ...string) float64 {
	f, _ := e.Prop(keys...).(float64)
	return f
}

// PropBool is a property that is a truth value, else false.
func (e event) PropBool(keys ...string) bool {
	b, _ := e.Prop(keys...).(bool)
	return b
}

// EventSummary is empty: Prop reads the event itself.
func (e event) EventSummary() map[string]any { return nil }

// JSEvent is the event.
func (e event) JSEvent() vugujs.Value { return vugujs.Value(e.v) }

// JSEventTarget is the element that it came from.
func (e event) JSEventTarget() vugujs.Value { return vugujs.Value(e.v.Get("target")) }

// JSEventCurrentTarget is the element that listened.
func (e event) JSEventCurrentTarget() vugujs.Value { return vugujs.Value(e.v.Get("currentTarget")) }

// EventEnv guards what the event changes.
func (e event) EventEnv() vugu.EventEnv { return e.env }

// PreventDefault keeps the browser from what it would do by itself.
func (e event) PreventDefault() { e.v.Call("preventDefault") }

// StopPropagation keeps the event from the elements around.
func (e event) StopPropagation() { e.v.Call("stopPropagation") }
