"""The room where integration rules are made; what depends on an integrand, its panels and counts, stands beside it.

``integrate`` hands a piecewise-smooth integrand to SciPy's adaptive Gauss-Kronrod cubature. Three things are added: the
panels may differ from one array element to the next (each temperature has its own kinks), the worst panel is split first,
and a result that missed its accuracy is an error, never a number. Integrands are given in reduced units, of order one: an
absolute tolerance tuned for such numbers returns nonsense for energies in joules. For the many small integrals of the
superconductor rooms that is too slow: they know their singularities, substitute them away and use fixed rules in
``in_batches``.

    domain ─→ [quadrature] ─→ coherence, mattis_bardeen, film_source, electron_phonon, junction, electron_phonon_slopes,
                              photonic, chebyshev, thermal_average, superconducting_line, heat_capacity
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import scipy

from .domain import Array, Index

_BATCH = 6_000  # nodes held at once: 48 kB an array; beyond 128 kB memory is fetched anew for every array
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

    def cubature(order: Index, start: int, **accuracy: float) -> Any:
        """Over u, where start + j < u < start + j + 1 is the panel order[j] of every element, whatever its own edges are."""

        def on_unit_panels(u: Array) -> Array:
            place = np.floor(u[:, 0]).astype(int)
            panel = order[place - start]
            width = edges[panel + 1] - edges[panel]
            fraction = (u[:, 0] - place).reshape((-1,) + (1,) * (edges.ndim - 1))
            return integrand(edges[panel] + fraction * width) * width

        low, *inner, high = ([start + j] for j in range(len(order) + 1))
        return scipy.integrate.cubature(
            on_unit_panels, low, high, rule="gk21", points=inner, max_subdivisions=_LIMIT, **accuracy
        )

    # SciPy 1.17 takes the given panels for a heap, with the worst on top, and never makes them one: some may never be split.
    # They are taken once without a split, and handed over with the worst first, which is a heap.
    once = cubature(np.arange(len(edges) - 1), 0, rtol=0, atol=np.inf)
    if np.all(once.error <= rtol * np.abs(once.estimate)):
        return once.estimate
    worst_first = np.argsort([-np.max(panel.error) for panel in once.regions])
    start = -int(np.argmin(worst_first))  # the first panel stays between 0 and 1: only there u is resolved far below 1
    result = cubature(worst_first, start, rtol=rtol, atol=0)
    if result.status != "converged":
        raise RuntimeError(
            f"the integral did not reach a relative accuracy of {rtol:g} in {_LIMIT} panels: the integrand has features "
            "narrower than the panels resolve; name their positions as kinks. A resonance with Q > 1e6, or a function in "
            "single precision, is rounded too coarsely for this accuracy"
        )
    return result.estimate


@cache
def gauss(n: int, axes: int = 1) -> tuple[Array, Array]:
    """Nodes and weights of the n-point Gauss-Legendre rule on [0, 1], shape (n, 1, …, 1) with ``axes`` ones, read-only."""
    nodes, weights = (column.reshape(n, *(1,) * axes) for column in np.polynomial.legendre.leggauss(n))
    nodes, weights = (nodes + 1) / 2, weights / 2
    nodes.flags.writeable = weights.flags.writeable = False
    return nodes, weights


def in_batches(rule: Callable[..., Array], counts: Array, *parameters: Array) -> Array:
    """Many integrals at once, each with the number of nodes that it needs.

    Parameters: rule(n, *parameters), returns the weighted integrand at n nodes, shape (n, points): the long axis last, where
    NumPy runs fastest; counts, nodes wanted for each point, shape (points,); parameters, arrays of the same shape.
    Returns: the sums over nodes, shape (points,). Points are sorted by ``counts`` and taken in batches whose arrays fit
    the cache; one array for all takes three times as long.
    """
    result = np.empty(counts.shape)
    order = np.argsort(counts, kind="stable")
    start = 0
    while start < order.size:
        stop = min(order.size, start + max(1, int(_BATCH // counts[order[start]])))
        n = int(np.ceil(counts[order[stop - 1]]))  # the largest of the batch serves all of it
        stop = min(stop, start + max(1, _BATCH // n))
        chosen = order[start:stop]
        result[chosen] = rule(n, *(parameter[chosen] for parameter in parameters)).sum(axis=0)
        start = stop
    return result


def in_blocks(indices: Index, size: int) -> list[Index]:
    """The indices in parts of nearly equal length, none longer than ``size``."""
    return np.array_split(indices, -(-indices.size // size) or 1)


def elliptic(n: int, a: Array, b: Array) -> tuple[Array, Array]:
    """Nodes sin²φ and weights for ∫₀^{π/2} g(sin²φ) dφ/√(a²cos²φ + b²sin²φ), 0 < b ≤ a, shapes (n, points).

    The midpoint rule converges as fast as the periodic integrand is smooth, here like (b/a)-dependent exp(−4n artanh(b/a)).
    Gauss's transformation sin φ = 2a sin φ'/((a+b) + (a−b) sin²φ') keeps the form of the integral and replaces a and b by
    their arithmetic and geometric means. After two of them the rule converges like exp(−9.8 n/ln(4a/b)) for b/a > 0.001,
    as it would in the elliptic argument itself, without an elliptic function.
    """
    a_1, b_1 = (a + b) / 2, np.sqrt(a * b)
    a_2, b_2 = (a_1 + b_1) / 2, np.sqrt(a_1 * b_1)
    sine_2 = np.sin((np.arange(n)[:, None] + 0.5) * (np.pi / 2 / n)) ** 2
    weight = np.pi / 2 / n / np.sqrt(a_2**2 - (a_2 - b_2) * (a_2 + b_2) * sine_2)
    for upper, lower in ((a_1, b_1), (a, b)):
        sine_2 = sine_2 / ((upper + lower) / (2 * upper) + (upper - lower) / (2 * upper) * sine_2) ** 2
    return sine_2, weight


def resolved(scale: Array) -> tuple[Array, Array, Array]:
    """Nodes p on [0, 1], their distances 1 − p from the other end, and weights, for singularities at ``scale`` beyond both ends.

    Either half is p = scale sinh u, Gauss-Legendre in u: poles at ±i scale stay π/2 away from real u, and so does what has any
    larger scale. The number of nodes grows like the logarithm of the finest scale. Shapes (n, *scale.shape).
    """
    scale = np.minimum(scale, 1.0)
    near, weights = outwards(scale, 0.5)
    return np.concatenate([near, 1 - near]), np.concatenate([1 - near, near]), np.concatenate([weights, weights])


def outwards(scale: Array, reach: float) -> tuple[Array, Array]:
    """The same from one end to the distance ``reach``: distances and weights."""
    longest = np.arcsinh(reach / scale)
    s, weights = gauss(int(np.ceil(10 + 2.6 * longest.max(initial=0.0))), longest.ndim)
    return scale * np.sinh(longest * s), weights * longest * scale * np.cosh(longest * s)


def clustered(n: int, power: int) -> tuple[Array, Array, Array]:
    """Nodes p on [0, 1], their distances 1 − p from the other end, and weights, with p = s^k/(s^k + (1−s)^k) of Gauss nodes s.

    Nodes crowd at both ends like the k-th power of the distance, which turns inverse square roots and logarithms there into
    something Gauss-Legendre resolves. Shape (n, 1).
    """
    s, weights = gauss(n)
    left, right = s**power, (1 - s) ** power
    total = left + right
    return left / total, right / total, weights * power * (s * (1 - s)) ** (power - 1) / total**2
