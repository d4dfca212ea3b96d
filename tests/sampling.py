"""What the property tests share: numbers spread over scales, and how many examples."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st


def log_uniform(low, high):
    """Numbers in [low, high] whose logarithm is spread evenly: physics looks alike on every scale."""
    return st.floats(np.log10(low), np.log10(high)).map(lambda exponent: float(np.clip(10.0**exponent, low, high)))


def examples(n):
    """n examples of what is expensive in the default profile; at least 1000 in the deep one, like everything else."""
    return settings(max_examples=n if settings.default.max_examples < 1000 else 1000)
