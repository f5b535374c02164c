//go:build !js

package main

func measurePage(t *tools, s *samples) error { return nil }
