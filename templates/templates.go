// Package templates embeds what papers look like: the profiles and a folder for each kind. It is data only; package kind
// reads it. README.md has the glossary and says how a kind is added.
package templates

import "embed"

// Files has profiles/, shared/ and a folder for each kind, with kind.yaml, sample.yaml, full.yaml, body.xml and its own fragments of that.
//
//go:embed profiles shared */kind.yaml */*.xml */sample.yaml */full.yaml
var Files embed.FS
