//go:build !js

package main

import "fmt"

func write(o options, s *samples) error {
	for _, k := range s.order {
		fmt.Println(k, s.sorted(k))
	}
	fmt.Println(s.figures, s.learnt, s.missing)
	return nil
}
