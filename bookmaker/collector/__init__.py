"""From a folder of posts to a `Collection`, and from a `Collection` to a `Book`."""
