package kind

import (
	"reflect"
	"slices"
)

// FileKeys are the keys that the loader knows: of a kind.yaml, and of its parts by their keys.
func FileKeys() map[string][]string {
	return map[string][]string{
		"":           keysOf(reflect.TypeFor[kindFile]()),
		"info":       keysOf(reflect.TypeFor[infoFile]()),
		"credential": keysOf(reflect.TypeFor[Credential]()),
		"checks":     keysOf(reflect.TypeFor[checkFile]()),
	}
}

func keysOf(t reflect.Type) (keys []string) {
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("yaml"); key != "" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
