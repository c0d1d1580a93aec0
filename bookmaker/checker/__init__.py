"""Looks at finished files: are they valid, do their links land, is every word of the posts in them?"""
