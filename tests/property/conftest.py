"""How long Hypothesis searches.

A modest, repeatable search by default; `BOOKMAKER_EXAMPLES=20000 pytest tests/property` looks further, and
elsewhere each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_STATED = os.environ.get("BOOKMAKER_EXAMPLES")
settings.register_profile(
    "bookmaker",
    deadline=None,
    derandomize=_STATED is None,
    max_examples=int(_STATED or 80),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("bookmaker")
