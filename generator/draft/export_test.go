package draft

// KindNames gives the kinds that drafts are of.
func KindNames() (names []string) {
	for _, r := range kindRules {
		names = append(names, r.kind)
	}
	return names
}
