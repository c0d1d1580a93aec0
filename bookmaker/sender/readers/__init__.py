"""Lists of readers: CSV, TOML or JSON in, readers with a normalised address each out."""
