//go:build !unix

package http

import "net"

// watch does nothing here: only on Unix can a connection be looked at without reading from it. The work for a client that
// has left ends at its deadline.
func watch(net.Conn, func()) (stop func()) { return func() {} }
