package web

import (
	"net"
	"net/url"
	"strconv"
)

// Base is the address under which a server that listens at a is opened by the name of its host.
func Base(host string, a *net.TCPAddr, secure bool) string {
	scheme := "http"
	if secure {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(a.Port)) + "/"
}

// Bases are the addresses under which a server can be opened, each with a slash at its end: its own; where it listens
// on all interfaces, that of loopback first, then one for each network.
func Bases(a *net.TCPAddr, secure bool) []string {
	at := func(host string) string { return Base(host, a, secure) }
	if !a.IP.IsUnspecified() {
		return []string{at(a.IP.String())}
	}
	all := []string{at("localhost")}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return all
	}
	for _, ip := range reachable(interfaces) {
		all = append(all, at(ip))
	}
	return all
}

// Announce says in lines where the site can be opened. Over plain HTTP a browser takes only loopback for secure: what a
// workshop's visitors lack then, and how to mend it with the named command, is said.
func Announce(command string, a *net.TCPAddr, secure bool) []string {
	bases := Bases(a, secure)
	lines := []string{"Arraylab is at " + bases[0]}
	for _, base := range bases[1:] {
		lines = append(lines, "in this network: "+base)
	}
	if !secure && len(bases) > 1 {
		lines = append(lines, advice(command, hostOf(bases[1]))...)
	}
	return lines
}

// hostOf is the host of a base address.
func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// advice says how to make a certificate for an address.
func advice(command, ip string) []string {
	return []string{
		"Over plain HTTP the pages of others' machines use no shared memory and no clipboard: all works, " +
			"workers a little slower.",
		"For https: " + command + " -cert cert.pem -key key.pem, and once, on this machine:",
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
