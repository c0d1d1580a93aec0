"""What kramdown, Jekyll's Markdown, adds to CommonMark: rules for the parser, one small file each."""
