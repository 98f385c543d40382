package kind

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxNameBytes leaves room for an extension and a number in the 255 bytes that file systems allow.
const maxNameBytes = 200

// reserved are the names that Windows keeps for devices, with any extension and any blanks before it.
var reserved = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
	"LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"}

// CleanName puts _ for what a file name cannot have on some system, leaves out what is not seen, and cuts it at a whole character; otherwise stands in for an
// empty one.
func CleanName(name, otherwise string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || unicode.Is(unicode.Cf, r): // as marks that turn the direction of writing
			return -1
		case unicode.IsControl(r) || strings.ContainsRune(`\/:*?"<>|`, r):
			return '_'
		default:
			return r
		}
	}, name)
	for len(name) > maxNameBytes {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	name = strings.TrimLeft(strings.TrimRight(name, ". "), " .")
	device, _, _ := strings.Cut(strings.ToUpper(name), ".")
	device = strings.TrimRight(device, " ")
	switch {
	case name == "":
		return otherwise
	case slices.Contains(reserved, device):
		return "_" + name
	default:
		return name
	}
}
