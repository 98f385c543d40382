package page

import "fmt"

// Painter draws items, each kind in its own way: the list of kinds is closed.
type Painter interface {
	Text(*Text) error
	Path(*Path) error
	Image(*Image) error
	Group(*Group) error
	Use(*Use) error
	Tag(*Tag) error
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
	case *Tag:
		return by.Tag(item)
	}
	return fmt.Errorf("no way to write an item of type %T", item)
}

// Shift moves items by x and y. An item that it does not know is an error; those before it are then moved already.
func Shift(items []Item, x, y Length) error {
	for _, item := range items {
		switch t := item.(type) {
		case *Text:
			t.At.X += x
			t.At.Y += y
		case *Path:
			for i := range t.Segments {
				for j := range t.Segments[i].To {
					t.Segments[i].To[j].X += x
					t.Segments[i].To[j].Y += y
				}
			}
		case *Image:
			t.Box.X += x
			t.Box.Y += y
		case *Group:
			t.At.X += x
			t.At.Y += y
		case *Use:
			t.At.X += x
			t.At.Y += y
		case *Tag:
		default:
			return fmt.Errorf("no way to move an item of type %T", item)
		}
	}
	return nil
}
