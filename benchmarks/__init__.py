"""Speed and size, measured beside other tools on the same posts in one run: `make bench`."""
