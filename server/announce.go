package main

import (
	"net"
	"strconv"
)

// announce lists the addresses under which the site can be opened: one for loopback; in a
// workshop, where the server listens on all interfaces, one for each network too.
func announce(a *net.TCPAddr) []string {
	port := strconv.Itoa(a.Port)
	if !a.IP.IsUnspecified() {
		return []string{"Arraylab is at " + address(a.IP.String(), port)}
	}
	lines := []string{"Arraylab is at " + address("localhost", port)}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return lines
	}
	for _, ip := range reachable(interfaces) {
		lines = append(lines, "in this network: "+address(ip, port))
	}
	return lines
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

func address(host, port string) string { return "http://" + net.JoinHostPort(host, port) + "/" }
