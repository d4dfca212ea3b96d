"""Polynomials on Chebyshev nodes: derivatives, values elsewhere, and averages that resolve one end.

All on the unit interval, as matrices that act on nodal values and are computed once. First the end where things happen.

    quadrature ─→ [chebyshev] ─→ usadel, proximity, superconducting_line
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .domain import Array
from .quadrature import gauss

_FINEST = 1e-5  # of the interval: averages resolve what happens at that distance from its first end


@cache
def collocation(n: int) -> tuple[Array, Array, Array]:
    """The n + 1 Chebyshev nodes on [0, 1], ascending, and the matrices of the first and second derivative there."""
    k = np.arange(n + 1)
    nodes = np.sin(np.pi * k / (2 * n)) ** 2
    # as a product the difference of two nodes keeps its digits where they crowd
    difference = np.sin(np.pi * (k[:, None] + k) / (2 * n)) * np.sin(np.pi * (k[:, None] - k) / (2 * n))
    weights = _barycentric(n)
    first = weights / weights[:, None] / (difference + np.eye(n + 1))
    np.fill_diagonal(first, 0.0)
    np.fill_diagonal(first, -first.sum(axis=1))  # a constant has no slope, to the last digit
    return nodes, first, first @ first


def interpolation(n: int, s: Array) -> Array:
    """Matrix that evaluates the polynomial through the n + 1 Chebyshev nodes at s, shape (points, n + 1)."""
    distance = s[:, None] - collocation(n)[0]
    hit = np.abs(distance) < 1e-300  # the inverse of less may overflow
    matrix = np.where(hit.any(axis=1, keepdims=True), hit, _barycentric(n) / np.where(hit, 1.0, distance))
    return matrix / matrix.sum(axis=1, keepdims=True)


@cache
def refinement(coarse: int, fine: int) -> Array:
    """Matrix from the nodes of one degree to those of a higher one."""
    return interpolation(coarse, collocation(fine)[0])


@cache
def graded(n: int) -> tuple[Array, Array]:
    """n points on (0, 1) and the weights of an average, shape (n,), for functions with a peak of any width at 0.

    Gauss nodes in v = ln(1 + x/1e-5): a pole at −x, x > 1e-5, stays iπ away from real v.
    """
    v, weights = (column[:, 0] for column in gauss(n))
    reach = np.log1p(1 / _FINEST)
    return _FINEST * np.expm1(reach * v), weights * _FINEST * reach * np.exp(reach * v)


def _barycentric(n: int) -> Array:
    weights = np.where(np.arange(n + 1) % 2, -1.0, 1.0)
    weights[[0, -1]] /= 2
    return weights
