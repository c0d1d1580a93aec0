"""The list of packages; everything else about the build stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["bookmaker", "bookmaker.*"]),
        "bookmaker.styles",
        "bookmaker.templates",
    ]
)
