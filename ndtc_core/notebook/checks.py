"""How a chapter shows that its formula is the function of the package: the worst relative deviation of the two.

Both sides may be floats or mpmath numbers, real or complex; whatever is a float is taken as exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import numpy as np
import sympy as sp
from numpy.typing import ArrayLike


def deviation(found: ArrayLike, wanted: ArrayLike) -> float:
    """Largest |found/wanted − 1|. Raises ValueError when the two do not hold equally many numbers."""
    pairs = zip(_exact(found), _exact(wanted), strict=True)
    return max(float(abs(f / w - 1)) for f, w in pairs)


def formula_deviation(
    symbols: Sequence[sp.Symbol], formula: sp.Expr, function: Callable[..., ArrayLike], *arguments: ArrayLike
) -> float:
    """Largest relative deviation of function(*arguments), one call with arrays, from the sympy formula.

    The formula is evaluated point by point with mpmath's present number of digits: set ``mpmath.mp.dps``.
    """
    exact = sp.lambdify(symbols, formula, "mpmath")
    points = zip(*(_exact(argument) for argument in arguments), strict=True)
    return deviation(function(*arguments), [exact(*point) for point in points])


def _exact(values: ArrayLike) -> list[Any]:
    """A flat list of mpmath numbers; NumPy's own scalars would divide before mpmath sees them."""
    return [mpmath.mpmathify(v.item() if isinstance(v, np.generic) else v) for v in np.ravel(np.asarray(values))]
