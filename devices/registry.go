package devices

// technologies is the one list of memories, in the order of the menus. To add one is to write its file
// and to add a row here.
var technologies = []*Technology{
	BitErrors,
	WeakResetRRAM,
	DifferentialRRAM,
	TernaryRRAM,
	STMRAM,
	SOTMRAM,
	FeFET,
	ConductanceRRAM,
	MeasuredDevice,
	SuperparamagneticJunction,
}

// parameters are those of all technologies, each once, in the order of the list.
var parameters = place(technologies)

// Technologies returns the memories in the order of the menus.
func Technologies() []*Technology { return technologies }

// Parameters returns all parameters, each once, in canonical order.
func Parameters() []*Param { return parameters }

// TechnologyOf returns the memory of a name, nil where there is none.
func TechnologyOf(name string) *Technology {
	for _, t := range technologies {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// place gives each parameter its place in Values.
func place(all []*Technology) (list []*Param) {
	for _, t := range all {
		for _, p := range t.Params {
			if p.place == 0 && (p.Home == "" || p.Home == t.Name) {
				list = append(list, p)
				p.place = len(list)
			}
		}
	}
	if len(list) >= maxParams {
		panic("devices: more parameters than Values hold")
	}
	return list
}
