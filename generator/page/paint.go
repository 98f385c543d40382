package page

import "fmt"

// Painter draws items, each kind in its own way: the list of kinds is closed.
type Painter interface {
	Text(*Text) error
	Path(*Path) error
	Image(*Image) error
	Group(*Group) error
	Use(*Use) error
}

// Paint has items drawn in their order, until the first error. That of a picture is told with its Alt and its place.
func Paint(items []Item, by Painter) error {
	for _, item := range items {
		if err := paint(item, by); err != nil {
			return err
		}
	}
	return nil
}

func paint(item Item, by Painter) error {
	switch item := item.(type) {
	case *Text:
		return by.Text(item)
	case *Path:
		return by.Path(item)
	case *Image:
		if err := by.Image(item); err != nil {
			return fmt.Errorf("picture %q at %v, %v: %w", item.Alt, item.Box.X, item.Box.Y, err)
		}
		return nil
	case *Group:
		return by.Group(item)
	case *Use:
		return by.Use(item)
	}
	return fmt.Errorf("no way to write an item of type %T", item)
}
