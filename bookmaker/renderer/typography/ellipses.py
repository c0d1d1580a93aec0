"""Three full stops to an ellipsis. Four are left: nobody knows what they say."""

from __future__ import annotations

import re

from bookmaker.renderer.typography.block import Reshape

# Not in `../..`, nor `/...`.
set_ellipses = Reshape(re.compile(r"\.\.\.(?<![./\\]...)(?![./\\])"), "…", "...")
