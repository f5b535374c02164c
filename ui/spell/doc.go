// Package spell writes numbers, quantities, times and errors as the page shows them: with the thousands apart, the SI
// prefix that leaves few digits, a true minus sign, and a dash for what is not known. It is pure and knows neither the
// page nor a result.
package spell
