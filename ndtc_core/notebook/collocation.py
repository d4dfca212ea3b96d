"""Polynomials on Chebyshev nodes of the unit interval: their derivatives and values elsewhere, as matrices on nodal values.

What chapters, tests and references solve the Usadel equation with, beside the closed form of ``ndtc_core.usadel``.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ..domain import Array


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


def _barycentric(n: int) -> Array:
    weights = np.where(np.arange(n + 1) % 2, -1.0, 1.0)
    weights[[0, -1]] /= 2
    return weights
