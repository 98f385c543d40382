package kind

import (
	"errors"
	"fmt"
	"path"
	"slices"

	"gongwen/generator/expression"
	"gongwen/generator/kind/folder"
	"gongwen/generator/record"
)

// compile makes a kind of its folder. Its errors begin with the file.
func (s *Set) compile(name string) (*Kind, error) {
	f, err := s.folders.File(name)
	if err != nil {
		return nil, err
	}
	k, file := &Kind{
		Name: f.Name, Title: f.Title, Summary: f.Summary,
		Identity: f.Person, Named: f.Named, Numbered: f.Numbered, Credential: (*Credential)(f.Credential), profiles: s.profiles,
	}, path.Join(name, "kind.yaml")
	for _, name := range f.Formats {
		format, known := ParseFormat(name)
		if !known {
			return nil, fmt.Errorf("kind: %s: no format %q", file, name)
		}
		k.Formats = append(k.Formats, format)
	}
	if k.schema, err = f.Schema(); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	if k.Schema, err = record.Compile(f.Name, k.schema); err != nil {
		return nil, fmt.Errorf("kind: %s: fields: %w", file, err)
	}
	for _, check := range []func() error{k.checkRoles, k.checkProfiles} {
		if err := check(); err != nil {
			return nil, fmt.Errorf("kind: %s: %w", file, err)
		}
	}
	env, err := k.addValues(f, expression.NewEnvironment(k.Schema.Fields(), ofTheRecord))
	if err != nil { // without them others would be wrong that are not
		return nil, fmt.Errorf("kind: %w", err)
	}
	var faults []error
	for _, part := range []func() error{
		func() error { return k.addFormulas(f, env) },
		func() error { return k.addChecks(f, s.folders.Checks, env) },
		func() error {
			file, err := s.folders.Body(f)
			if err == nil {
				k.form, k.body, err = readBody(s.fsys, file, env)
			}
			return err
		},
		func() (err error) {
			k.Sample, k.Full, err = s.folders.Samples(f)
			return err
		},
	} {
		if err := part(); err != nil {
			faults = append(faults, fmt.Errorf("kind: %w", err))
		}
	}
	return k, errors.Join(faults...)
}

// checkRoles makes sure that what is said of fields is said of fields that there are, and of the right type.
func (k *Kind) checkRoles() error {
	type role struct{ key, field, fieldType string }
	roles := []role{{"named", k.Named, "string"}, {"numbered", k.Numbered, "string"}}
	for _, name := range k.Identity {
		roles = append(roles, role{"person", name, "string"})
	}
	if c := k.Credential; c != nil {
		roles = append(roles, role{"credential.number", c.Number, "string"}, role{"credential.honour", c.Honour, "string"},
			role{"credential.issuer", c.Issuer, "array"}, role{"credential.date", c.Date, "string"})
		if c.Field == "" || c.Name == "" {
			return errors.New("credential: 缺少 field、name")
		}
		roles = append(roles, role{"credential.field", c.Field, "string"}, role{"credential.name", c.Name, "string"})
	}
	for _, r := range roles {
		if r.field != "" && !slices.ContainsFunc(k.Schema.Fields(), func(f *record.Field) bool { return f.Name == r.field && f.Type == r.fieldType }) {
			return fmt.Errorf("%s: %q is no field of type %s", r.key, r.field, r.fieldType)
		}
	}
	return nil
}

// checkProfiles makes sure that the field profile chooses among profiles that there are.
func (k *Kind) checkProfiles() error {
	for _, f := range k.Schema.Fields() {
		if f.Name != "profile" {
			continue
		}
		for name := range f.Choices() {
			if k.profiles[name] == nil {
				return fmt.Errorf("field profile: no profile %q", name)
			}
		}
		if f.Default() != nil && len(f.Choices()) > 0 {
			return nil
		}
	}
	return fmt.Errorf("want a field profile with enum and default")
}

// addValues compiles the values, each of which may use those before it. It gives the environment with all of them.
func (k *Kind) addValues(f *folder.File, env expression.Environment) (expression.Environment, error) {
	for i := range f.Values {
		v := &f.Values[i]
		x, err := env.Compile(v.Text, expression.Anything)
		if err == nil {
			env, err = env.WithValue(v.Name, x)
		}
		if err != nil {
			return env, v.Errorf("%w", err)
		}
		k.values = append(k.values, value{v.Name, x})
	}
	return env, nil
}

// addFormulas compiles the name of the file, and what it says of itself.
func (k *Kind) addFormulas(f *folder.File, env expression.Environment) error {
	for _, x := range []struct {
		to   **expression.Expression
		from folder.Formula
		want expression.Want
	}{
		{&k.filename, f.Filename, expression.Text}, {&k.info.title, f.Info.Title, expression.Text},
		{&k.info.author, f.Info.Author, expression.Text}, {&k.info.number, f.Info.Number, expression.Text},
		{&k.info.keywords, f.Info.Keywords, expression.Texts}, {&k.info.date, f.Info.Date, expression.Text},
	} {
		if x.from.Line == 0 {
			continue
		}
		var err error
		if *x.to, err = env.Compile(x.from.Text, x.want); err != nil {
			return x.from.Errorf("%w", err)
		}
	}
	return nil
}

// addChecks compiles the shared checks that the file names, and its own.
func (k *Kind) addChecks(f *folder.File, shared []folder.Check, env expression.Environment) error {
	for _, code := range f.SharedChecks {
		i := slices.IndexFunc(shared, func(c folder.Check) bool { return c.Code == code })
		if i < 0 {
			return fmt.Errorf("%s/kind.yaml: no shared check %q", f.Name, code)
		}
		if err := k.addCheck(&shared[i], env); err != nil {
			return fmt.Errorf("%s/kind.yaml: %w", f.Name, err)
		}
	}
	for i := range f.Checks {
		if err := k.addCheck(&f.Checks[i], env); err != nil {
			return err
		}
	}
	return nil
}

func (k *Kind) addCheck(c *folder.Check, env expression.Environment) error {
	holds, err := env.Compile(c.Holds.Text, expression.Truth)
	if err != nil {
		return c.Holds.Errorf("%w", err)
	}
	message, err := readText(c.Message.Text, c.Message.Line, env)
	if err != nil {
		return fmt.Errorf("%s:%w", c.Message.File, err)
	}
	if !env.HasField(c.Field) {
		return c.Holds.Errorf("no field %q", c.Field)
	}
	k.checks = append(k.checks, check{holds, c.Refuses, c.Field, c.Code, message})
	return nil
}

// ofTheRecord are the functions whose values depend on the record: on its profile, and on what is said of it.
var ofTheRecord = map[string]any{"writtenDate": dates(nil), "masked": masks(nil), "maskedNumber": masks(nil)}

// dates is the function writtenDate(iso, style).
type dates func(iso, style string) (string, error)

// masks is the functions masked(text) and maskedNumber(number).
type masks func(text string) string
