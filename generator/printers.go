package generator

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml"

	"gongwen/generator/measure"
	"gongwen/generator/page"
)

// Printers are the printers of an office by their names, and how far off each prints.
type Printers map[string]map[string]string

// ReadPrinters reads YAML, a printer a line: 三楼打印机: {x: 0.3, y: -0.2}. Its error is Chinese.
func ReadPrinters(file []byte) (Printers, error) {
	var printers Printers
	if err := yaml.Unmarshal(file, &printers); err != nil {
		return nil, errors.New("每台打印机一行，如“三楼打印机: {x: 0.3, y: -0.2}”，单位毫米")
	}
	return printers, nil
}

// Names gives the names of the printers, sorted.
func (p Printers) Names() []string { return slices.Sorted(maps.Keys(p)) }

// tenths is a shift in tenths of a millimetre, such as -0.3.
var tenths = regexp.MustCompile(`^-?[0-9]{1,2}(\.[0-9])?$`)

// Shift gives the shift of a printer that there is: to the right and down, written in millimetres with one decimal. Its error is
// Chinese.
func (p Printers) Shift(printer string) (page.Point, error) {
	var at page.Point
	for axis, to := range map[string]*page.Length{"x": &at.X, "y": &at.Y} {
		said := p[printer][axis]
		if said == "" {
			continue
		}
		if !tenths.MatchString(said) {
			return page.Point{}, fmt.Errorf("打印机“%s”的 %s 应是毫米数，最多一位小数，如 -0.3；收到的是“%s”", printer, axis, said)
		}
		var err error
		if *to, err = measure.Parse(said + "mm"); err != nil {
			return page.Point{}, err
		}
	}
	return at, nil
}
