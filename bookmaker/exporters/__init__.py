"""From rendered chapters to finished files: one folder a format."""
