package http

import (
	"io"
	"net"
	"time"
)

// How long, and for how many bytes, a client that is still sending what was refused is listened to, so that it comes to
// read the answer: closing at once would reset the connection and lose it.
const (
	drainTime  = 2 * time.Second
	drainBytes = 64 << 20
)

// listener gives every TCP connection as a conn.
type listener struct{ net.Listener }

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok {
		return &conn{TCPConn: tcp}, nil
	}
	return c, err
}

// conn is a connection that may be closed while its client is still sending.
type conn struct {
	*net.TCPConn
	unread bool // the client may be sending a request that was refused before its end
}

// Close closes the connection, once the client has had its chance to read the answer.
func (c *conn) Close() error {
	if c.unread && c.CloseWrite() == nil && c.SetReadDeadline(time.Now().Add(drainTime)) == nil {
		_, _ = io.Copy(io.Discard, io.LimitReader(c.TCPConn, drainBytes)) // ends in an error by design
	}
	return c.TCPConn.Close()
}
