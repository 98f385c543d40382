// Package fonts embeds the font files that papers are printed with. What each is for, its licence and its checksum stand
// in fonts.yaml; nothing here parses a font.
package fonts

import "embed"

// Files has fonts.yaml and every font file that it names.
//
//go:embed fonts.yaml *.ttf licenses
var Files embed.FS
