"""Style sheets, installed as `bookmaker.styles`; this file only makes them importable."""
