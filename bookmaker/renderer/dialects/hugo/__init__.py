"""Hugo's short codes as Markdown, by a small parser of our own."""
