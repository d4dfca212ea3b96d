"""The room where integration rules are made; what depends on an integrand, its panels and counts, stands beside it.

``integrate`` hands a piecewise-smooth integrand to SciPy's adaptive Gauss-Kronrod cubature. Three things are added: the
panels may differ from one array element to the next (each temperature has its own kinks), the worst panel is split first,
and a result that missed its accuracy is an error, never a number. Integrands are given in reduced units, of order one: an
absolute tolerance tuned for such numbers returns nonsense for energies in joules. For the many small integrals of the
superconductor rooms that is too slow: they know their singularities, substitute them away and use fixed rules in
``in_batches``.

    domain ─→ [quadrature] ─→ coherence, mattis_bardeen, film_source, electron_phonon, junction, electron_phonon_slopes,
                              photonic, usadel, thermal_average, proximity, superconducting_line, heat_capacity
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import scipy

from .domain import Array, Index

_BATCH = 8_000  # nodes held at once: 64 kB an array; from 80 kB on memory may be fetched anew for every batch
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


def in_batches(
    terms: Callable[..., Array], coefficients: Callable[..., tuple[Array, ...]], counts: Array, *parameters: Array
) -> Array:
    """Many integrals at once, each with the number of nodes that it needs.

    Parameters: terms(n, *coefficients), returns the sums over n nodes, shape (points,), of arrays with the long axis last,
    (n, points), where NumPy runs fastest; coefficients(*parameters), what depends on the point alone, shapes (..., points);
    counts, nodes wanted for each point, shape (points,); parameters, arrays of the same shape.
    Returns: the sums, shape (points,). Points are sorted by ``counts`` and taken in batches whose arrays fit
    the cache; one array for all takes three times as long.
    """
    counts = counts.astype(np.int16)
    order = np.argsort(counts, kind="stable")  # a radix sort, since the integers are small
    counts = counts[order]
    rows = coefficients(*(parameter[order] for parameter in parameters))
    result = np.empty(counts.shape)
    start = 0
    while start < order.size:
        stop = min(order.size, start + max(1, _BATCH // int(counts[start])))
        n = int(counts[stop - 1])  # the largest of the batch serves all of it
        stop = min(stop, start + max(1, _BATCH // n))
        result[order[start:stop]] = terms(n, *(row[..., start:stop] for row in rows))
        start = stop
    return result


def in_blocks(indices: Index, size: int) -> list[Index]:
    """The indices in parts of nearly equal length, none longer than ``size``."""
    return np.array_split(indices, -(-indices.size // size) or 1)


def elliptic(a: Array, b: Array, modulus: Array) -> tuple[Array, Array]:
    """∫₀^{π/2} g(φ) dφ/√(a²cos²φ + b²sin²φ), 0 < b ≤ a: what ``elliptic_nodes`` needs, given also modulus = √(a² − b²).

    The midpoint rule converges as fast as the periodic integrand is smooth, here like exp(−4n artanh(b/a)). Gauss's
    transformation sin φ = 2a sin φ'/((a+b) + (a−b) sin²φ') keeps the form of the integral and replaces a and b by their
    arithmetic and geometric means. After three of them the rule converges like exp(−9.8 n/ln(4a/b)) down to b/a = 1e-14, as
    it would in the elliptic argument itself, without an elliptic function. Taken together they are rational in the last sine:
    with s = sin φ₃, R = P + Ms², A = R² + (a−b)²s²/4 and B = √(a²−b²) s R

        √(a²cos²φ + b²sin²φ) = a (A² − B²)/(A² + B²),   √(a² − b²) sin φ = 2a AB/(A² + B²).

    Returns: the coefficients of A and of B in even and odd powers of s, shapes (3, points) and (2, points).
    """
    a_1, b_1 = (a + b) / 2, np.sqrt(a * b)
    a_2, b_2 = (a_1 + b_1) / 2, np.sqrt(a_1 * b_1)
    P, M = a_2 + b_2, a_2 - b_2  # 2a₃ = P, 2b₃ = √(P² − M²)
    return np.array([P * P, 2 * P * M + (a - b) ** 2 / 4, M * M]), np.array([modulus * P, modulus * M])


def elliptic_nodes(n: int, even: Array, odd: Array) -> tuple[Array, Array, Array]:
    """A, B and the reciprocal weights of ``elliptic`` at n nodes, shapes (n, points)."""
    of_A, of_B, of_square = _sines(n)
    return of_A @ even, of_B @ odd, np.sqrt(of_square @ even[::2])


@cache
def _sines(n: int) -> tuple[Array, Array, Array]:
    """Powers of s at the midpoints that build A, B and, from P² and M², the square of (n/π) √(P² − M²s²)."""
    s = np.sin((np.arange(n)[:, None] + 0.5) * (np.pi / 2 / n))
    return s ** np.array([0, 2, 4]), s ** np.array([1, 3]), (n / np.pi) ** 2 * np.hstack([s**0, -(s**2)])


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
