package cards

import (
	"fmt"
	"math"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	marotopage "github.com/johnfercher/maroto/v2/pkg/components/page"
	marotorow "github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"gongwen/generator/doc"
	"gongwen/generator/measure"
	"gongwen/generator/page"
)

// grid is maroto's: it says where each column of a side lies. No other file knows maroto.
type grid struct{ config *entity.Config }

func newGrid() grid { return grid{&entity.Config{MaxGridSize: doc.SideGrid}} }

// place calls draw for every item of a side whose corner is at origin, in order, with the box of the item's column, until the
// first error.
func (g grid) place(s *doc.Side, origin page.Point, draw func(doc.SideItem, page.Rect) error) error {
	rows := make([]core.Row, len(s.Rows))
	for i := range s.Rows {
		columns := make([]core.Col, len(s.Rows[i].Columns))
		for j := range columns {
			column := &s.Rows[i].Columns[j]
			columns[j] = col.New(column.Size)
			for _, item := range column.Items {
				columns[j].Add(&component{item})
			}
		}
		rows[i] = marotorow.New(s.Rows[i].Height.Millimetres()).Add(columns...)
	}
	whole := marotopage.New().Add(rows...)
	whole.SetConfig(g.config)
	p := provider{draw: draw}
	left, top := origin.X+s.Left, origin.Y+s.Top
	whole.Render(&p, entity.Cell{X: left.Millimetres(), Y: top.Millimetres(), Width: (s.Width - s.Left - s.Right).Millimetres()})
	return p.err
}

// provider is what maroto draws with. Its page, rows and columns only tell it of their beginning; the embedded nil is for
// maroto's own texts and pictures, which no side has.
type provider struct {
	core.Provider
	draw func(doc.SideItem, page.Rect) error
	err  error // the first
}

// CreateRow is called below each row.
func (p *provider) CreateRow(float64) {}

// CreateCol is called before each column.
func (p *provider) CreateCol(_, _ float64, _ *entity.Config, _ *props.Cell) {}

// component is an item of a side as a component of maroto.
type component struct{ item doc.SideItem }

// Render has the item drawn into its column.
func (k *component) Render(by core.Provider, cell *entity.Cell) {
	if p := by.(*provider); p.err == nil {
		p.err = p.draw(k.item, page.Rect{X: emu(cell.X), Y: emu(cell.Y), W: emu(cell.Width), H: emu(cell.Height)})
	}
}

// SetConfig is for components that have defaults.
func (k *component) SetConfig(*entity.Config) {}

// GetHeight is for rows without a height.
func (k *component) GetHeight(core.Provider, *entity.Cell) float64 { return 0 }

// GetStructure is for maroto's dumps.
func (k *component) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: fmt.Sprintf("%T", k.item)})
}

// emu gives a place of maroto's grid. Sides are measured in hundredths of a millimetre, so that a place is a whole number of
// EMU but for the error of floating point, which is rounded away alike on all machines.
func emu(mm float64) page.Length { return page.Length(math.Round(mm * float64(measure.MM))) }
