//go:build unix

package http

import (
	"net"
	"syscall"
	"time"
)

// watch calls left once the client has closed the connection. stop ends that; no call comes after it. fasthttp reads
// nothing while a request is answered and so does not notice. A client that sends its next request early is not seen
// to leave.
func watch(nc net.Conn, left func()) (stop func()) {
	sc, ok := nc.(syscall.Conn)
	if !ok {
		return func() {}
	}
	raw, err := sc.SyscallConn()
	if err != nil || nc.SetReadDeadline(time.Time{}) != nil {
		left()
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		gone := false
		err := raw.Read(func(fd uintptr) bool {
			var waiting bool
			gone, waiting = peek(int(fd))
			return !waiting
		})
		if err == nil && gone {
			left()
		}
	}()
	return func() {
		_ = nc.SetReadDeadline(time.Unix(1, 0)) // in the past: wakes raw.Read
		<-done
		_ = nc.SetReadDeadline(time.Time{})
	}
}

// peek says whether the other side has closed the connection, or else whether there is nothing to read as yet.
func peek(fd int) (gone, waiting bool) {
	var b [1]byte
	for {
		n, _, err := syscall.Recvfrom(fd, b[:], syscall.MSG_PEEK)
		switch err {
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
			return false, true
		}
		return err != nil || n == 0, false
	}
}
