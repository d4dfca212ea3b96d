"""The only room where integration nodes are chosen.

``integrate`` hands a piecewise-smooth integrand to SciPy's adaptive Gauss-Kronrod cubature. Two things are added: the
panels may differ from one array element to the next (each temperature has its own kinks), and a result that missed its
accuracy is an error, never a number. Integrands are given in reduced units, of order one: an absolute tolerance tuned
for such numbers returns nonsense for energies in joules.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.integrate import cubature

from .domain import Array

_LIMIT = 10_000  # panels; a smooth integrand takes ten, a resonance of Q = 1e6 a few hundred


def integrate(integrand: Callable[[Array], Array], edges: Array, rtol: float = 1e-11) -> Array:
    """∫ integrand(x) dx from edges[0] to edges[-1], element by element.

    Parameters: integrand, called with x of shape (nodes, *shape) and returning the same shape; edges, shape
    (panels + 1, *shape), ascending along the first axis, with every kink of the integrand on an edge (panels of zero
    width are allowed); rtol, relative accuracy asked of every element.
    Returns: array of shape ``shape``; the error estimate of each element is below rtol times its value.
    Raises: RuntimeError when that accuracy is not reached.
    """
    if edges[0].size == 0:
        return np.zeros_like(edges[0])

    def on_unit_panels(u: Array) -> Array:
        # Panel j is the interval j < u < j + 1 for every element, whatever its own edges are.
        panel = np.floor(u[:, 0]).astype(int)
        width = edges[panel + 1] - edges[panel]
        fraction = (u[:, 0] - panel).reshape((-1,) + (1,) * (edges.ndim - 1))
        return integrand(edges[panel] + fraction * width) * width

    inner = [[j] for j in range(1, len(edges) - 1)]
    result = cubature(
        on_unit_panels, [0], [len(edges) - 1], rule="gk21", rtol=rtol, atol=0, points=inner, max_subdivisions=_LIMIT
    )
    if result.status != "converged":
        raise RuntimeError(
            f"the integral did not reach a relative accuracy of {rtol:g} in {_LIMIT} panels: the integrand has features "
            "narrower than the panels resolve; name their positions as kinks"
        )
    return result.estimate
