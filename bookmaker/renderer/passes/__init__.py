"""One rule, one small file: each pass changes a post's tree in place and reports through its `Passage`."""
