package fit

import (
	"fmt"
	"slices"
	"strings"
)

// role is what a column is to the fit.
type role string

// The roles of columns.
const (
	rolePulses     role = "pulses"
	roleDevices    role = "devices" // resistances of one device after the pulses of the row
	roleDevice     role = "device"  // a name
	roleResistance role = "resistance"
	roleLRS        role = "lrs"
	roleHRS        role = "hrs"
	roleState      role = "state" // lrs or hrs
	roleRate       role = "rate"
	roleDuration   role = "duration"
	roleVoltage    role = "voltage"
	roleTrials     role = "trials"
	roleErrors     role = "errors"
	roleDelta      role = "delta"
)

// roleNames are the names by which a column is known, without blanks and signs.
var roleNames = map[role]string{
	rolePulses:     "pulses pulse npulses npulse numberofpulses pulsenumber pulsecount pulseno nofpulses",
	roleDevice:     "device deviceid devicename devicenumber deviceno cell cellid",
	roleResistance: "resistance resistances r conductance conductances g readresistance",
	roleLRS:        "lrs rlrs lrsr lrsresistance resistancelrs glrs lrsg lrsconductance conductancelrs",
	roleHRS:        "hrs rhrs hrsr hrsresistance resistancehrs ghrs hrsg hrsconductance conductancehrs",
	roleState:      "state",
	roleRate: "wer ber rate errorrate writeerrorrate biterrorrate writeerrorprobability errorprobability " +
		"perror perr",
	roleDuration: "duration pulselength pulsewidth pulseduration pulsetime writetime writeduration length " +
		"width tpulse tp pw",
	roleVoltage: "voltage volts volt v vwrite vpulse writevoltage pulsevoltage amplitude pulseamplitude bias vbias",
	roleTrials:  "n trials ntrials writes nwrites attempts numberofwrites numberoftrials",
	roleErrors:  "errors nerrors errorcount failures nfailures fails numberoferrors writeerrors",
	roleDelta:   "delta \u03b4 barrier thermalstability",
}

// roleOf is the role of a name.
var roleOf = func() map[string]role {
	all := map[string]role{}
	for r, names := range roleNames {
		for _, n := range strings.Fields(names) {
			all[n] = r
		}
	}
	return all
}()

// noDevices are words whose columns are no devices: other quantities, statistics, order and remarks. A single letter
// counts as the whole name alone.
var noDevices = strings.Fields(`
	voltage volt volts v vread vset vreset vwrite bias current currents i amps iread compliance icc temperature temp
	time t date timestamp duration seconds mean avg average median std stdev stddev sd se sem sigma ` + "\u03c3" + `
	variance var error err errors errorbar ci min max quartile percentile index idx id no nr n row count cycle cycles
	step note notes comment comments remark remarks label operator wafer die log log10 ln lg
	spannung strom temperatur zeit datum mittelwert mittel standardabweichung fehler
	bemerkung bemerkungen notiz notizen nummer`)

// column is a column of a CSV file, or a list of a JSON object.
type column struct {
	at    int    // from 0; -1 in JSON
	title string // as it stands there
	name  string // its words, without the unit
	claim string // what stands where a unit does, "" for nothing
	row   int    // where the claim stands
	unit  unit   // what the claim says
	role  role   // by name and unit, "" for none
	cells int    // that are not empty
	seen  seen   // numbers
}

// newColumn reads a title.
func newColumn(at int, title string, row int) *column {
	c := &column{at: at, title: title, row: row}
	name, claim := split(title)
	c.name, c.claim = words(name[:min(len(name), longestTitle)]), strings.TrimSpace(claim)
	c.settle()
	return c
}

// settle finds unit and role after a title, or a row of units.
func (c *column) settle() {
	if c.claim != "" {
		c.unit = unitOf(c.claim)
	}
	c.role = c.known()
}

func (c *column) known() role {
	switch c.unit.quantity {
	case inSeconds:
		return roleDuration
	case inVolts:
		return roleVoltage
	case inKT:
		return roleDelta
	}
	joined := strings.ReplaceAll(c.name, " ", "")
	if r, ok := roleOf[joined]; ok {
		return r
	}
	switch {
	case joined == "" && c.unit.quantity == inShares:
		return roleRate
	case joined == "" && (c.unit.quantity == inOhms || c.unit.quantity == inSiemens):
		return roleResistance
	}
	return ""
}

// isDevice tells whether the column may hold the resistances of a device.
func (c *column) isDevice() bool {
	switch c.role {
	case roleResistance, roleDevice, roleLRS, roleHRS:
		return true
	case "":
		return c.title != "" && !c.noDevice() && (c.cells == 0 || c.seen.numbers() > 0)
	}
	return false
}

func (c *column) noDevice() bool {
	all := strings.Fields(c.name)
	return slices.ContainsFunc(all, func(w string) bool {
		return slices.Contains(noDevices, w) &&
			(len(w) > 1 || len(all) == 1)
	})
}

// hasWord tells whether one of the words is in the name.
func (c *column) hasWord(wanted ...string) bool {
	return slices.ContainsFunc(strings.Fields(c.name), func(w string) bool { return slices.Contains(wanted, w) })
}

// String names the column for people.
func (c *column) String() string {
	switch {
	case c.at < 0:
		return short40(c.title)
	case c.title == "":
		return fmt.Sprintf("%d, which has no name", c.at+1)
	}
	return fmt.Sprintf("%d (%s)", c.at+1, short40(c.title))
}

// short40 is the beginning of a text.
func short40(text string) string { return fmt.Sprintf("%.40s", text) }

// place is where the column's unit stands.
func (c *column) place() place { return place{c.row, c.String()} }

// measure gives a used column its unit: one of the quantities, the default where none is written. An empty default
// means that the column must say its unit.
func (t *table) measure(c *column, free unit, allowed string, quantities ...quantity) error {
	switch {
	case c.claim != "" && slices.Contains(quantities, c.unit.quantity):
		return nil
	case c.claim == "" && free.name != "":
		c.unit = free
		return nil
	case c.claim == "":
		return t.fail(c.place(), c.title, allowed)
	}
	return t.fail(c.place(), c.claim, allowed)
}

var (
	freeOhms  = unit{inOhms, "ohm", 1}
	freeVolts = unit{inVolts, "V", 1}
	freeShare = unit{inShares, "share", 1}
	freeCount = unit{inCounts, "1", 1}
	freeKT    = unit{inKT, "kT", 1}
)

// measureOhms does so for a column of resistances.
func (t *table) measureOhms(c *column) error {
	switch {
	case c.hasWord("log", "log10", "ln", "lg"):
		return t.fail(c.place(), c.title, "resistances, not their logarithms")
	case c.claim == "" && c.hasWord("g", "glrs", "ghrs", "conductance", "conductances"):
		return t.fail(c.place(), c.title, "a unit of conductance: S, mS, uS, nS, such as lrs (uS)")
	}
	return t.measure(c, freeOhms, allowedUnits, inOhms, inSiemens)
}

// tellUnits says in which units resistances were read, and doubts numbers without one that no device has.
func (t *table) tellUnits(used []*column) {
	var ohms, siemens []string
	free := true
	for _, c := range used {
		list := &ohms
		if c.unit.quantity == inSiemens {
			list = &siemens
		}
		free = free && c.claim == ""
		if !slices.Contains(*list, c.unit.name) {
			*list = append(*list, c.unit.name)
		}
	}
	t.unitless = free
	switch {
	case free:
		t.say("No unit is given: resistances are read in ohm.")
	case len(ohms) > 0:
		t.say("Resistances are read in %s.", strings.Join(ohms, " and "))
	}
	if len(siemens) > 0 {
		t.say("Conductances are read in %s and turned into ohm.", strings.Join(siemens, " and "))
	}
}

// tellUnused names the columns that were not used.
func (t *table) tellUnused(all []*column, used map[*column]bool) {
	var names []string
	for _, c := range all {
		if used[c] || c.title == "" && c.cells == 0 {
			continue
		}
		name := short40(c.title)
		if name == "" {
			name = "column " + c.String()
		}
		if c.cells > 0 && c.seen.numbers() == 0 {
			name += " (no numbers)"
		}
		names = append(names, name)
	}
	if n := len(names); n > mostNamed {
		names = append(names[:mostNamed], fmt.Sprintf("%d more", n-mostNamed))
	}
	if len(names) > 0 {
		t.say("Not used: %s.", strings.Join(names, ", "))
	}
}

// mostNamed is how many columns a sentence names.
const mostNamed = 12
