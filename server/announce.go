package main

import (
	"net"
	"strconv"
)

// announce lists the addresses under which the site can be opened: one for loopback; in a workshop, where the server
// listens on all interfaces, one for each network too. Over plain HTTP a browser takes only loopback for secure: what a
// workshop's visitors lack then, and how to mend it, is said.
func announce(a *net.TCPAddr, secure bool) []string {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	at := func(host string) string { return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(a.Port)) + "/" }
	if !a.IP.IsUnspecified() {
		return []string{"Arraylab is at " + at(a.IP.String())}
	}
	lines := []string{"Arraylab is at " + at("localhost")}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return lines
	}
	others := reachable(interfaces)
	for _, ip := range others {
		lines = append(lines, "in this network: "+at(ip))
	}
	if !secure && len(others) > 0 {
		lines = append(lines, advice(others[0])...)
	}
	return lines
}

// advice says how to make a certificate for an address.
func advice(ip string) []string {
	return []string{
		"Over plain HTTP the pages of others' machines use no shared memory and no clipboard: all works, " +
			"workers a little slower.",
		"For https: arraylab-serve -cert cert.pem -key key.pem, and once, on this machine:",
		"  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 30 -subj /CN=arraylab \\",
		"    -addext subjectAltName=IP:" + ip + " -keyout key.pem -out cert.pem",
		"Each visitor confirms such a certificate once.",
	}
}

// reachable picks the addresses that others can type: IPv4 where there is any.
func reachable(addrs []net.Addr) []string {
	var four, six []string
	for _, a := range addrs {
		n, ok := a.(*net.IPNet)
		if !ok || n.IP.IsLoopback() || !n.IP.IsGlobalUnicast() {
			continue
		}
		if n.IP.To4() != nil {
			four = append(four, n.IP.String())
		} else {
			six = append(six, n.IP.String())
		}
	}
	if len(four) > 0 {
		return four
	}
	return six
}
