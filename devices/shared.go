package devices

// Parameters that several technologies share.
var (
	temperature = &Param{Key: "temp", Label: "Temperature", Unit: "K", Min: 230, Max: 430, Def: 300,
		Help: "Temperature of the chip, for ever.", Source: "assumed"}
	hoursKept = &Param{Key: "hours", Label: "Time since programming", Unit: "h", Min: 0, Max: 1e6, Log: true,
		Help: "How long the cells have kept their bits when they are read: 10 years are 87,660 hours.", Source: "assumed"}
)
