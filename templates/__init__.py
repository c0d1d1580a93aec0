"""Page templates, installed as `bookmaker.templates`; this file only makes them importable."""
