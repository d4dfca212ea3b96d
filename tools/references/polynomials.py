"""The Usadel equation on polynomials: a second route to ``ndtc_core.usadel``, which has it in closed form.

With u = tanh(θ/4) the equation (bezuglyi2003 Eq. 1) has no exponentials and linear conditions at the node,

    (1 − u²) u'' + 2u u'² = −i [E u (1 + u²) − (Δ/4)(1 + 6u² + u⁴)],   Δ = 0 in the normal lead,   u_S' = −√r u_N'.

Newton's method on Chebyshev nodes starts from the angle at the node of semi-infinite leads, and from small angles beside it;
degrees grow until two of them agree. E may be complex.
"""

import numpy as np

from ndtc_core import usadel
from ndtc_core.notebook.collocation import collocation, interpolation
from ndtc_core.quadrature import gauss

CROSS, WIRE, LINE = slice(0, 2), slice(0, 1), slice(1, 2)  # the leads: both, the normal one, the superconducting one
DEGREES = (40, 56, 80, 112, 160)
AGREEMENT = 1e-7  # of the resistances; the finer of the two is then good to 1e-10, as measured
REACH = 30.0  # a lead is cut where the node's influence has died as exp(−30)
BLOCK = 64  # energies at once


def resistances(cross, leads=CROSS):
    """R_Q and R_I over the first of the ``leads``, None where no two degrees agree.

    WIRE: the node is held at the bulk angle of ``cross.gap``; LINE: at θ = 0.
    """
    sharp = REACH / np.maximum(usadel.decay_in_superconductor(cross.E, cross.above).real, 1e-9)
    short = cross._replace(
        normal=np.minimum(cross.normal, REACH / usadel.decay(cross.E).real),
        superconductor=np.minimum(cross.superconductor, sharp),
    )
    cut, whole = (short.superconductor, cross.superconductor) if leads == LINE else (short.normal, cross.normal)
    blocks = [slice(first, first + BLOCK) for first in range(0, cross.E.size, BLOCK)]
    found = [_climbed(short.take(block), leads) for block in blocks]
    if any(block is None for block in found):
        return None
    return 1 + cut / whole * (np.concatenate(found, axis=1) - 1)


def _climbed(cross, leads):
    size = cross.E.size
    result, rest, last = np.empty((2, size)), np.arange(size), np.full((2, size), np.inf)
    u, converged = None, np.zeros(size, bool)
    for coarse, n in zip((0, *DEGREES), DEGREES, strict=False):
        left = cross.take(rest)
        guess = start(left, n, leads)
        if coarse:
            finer = u @ interpolation(coarse, collocation(n)[0]).T
            guess[:, converged] = finer[:, converged]
        u, converged = newton(left, n, guess, leads)
        s, weights = (column[:, 0] for column in gauss(120))
        points, weights = s**4, 4 * s**3 * weights
        with np.errstate(all="ignore"):  # a solution that has not converged may be anything
            R = np.stack(usadel.resistances(u[0] @ interpolation(n, points).T, weights))
            change = np.abs(R - last[:, rest]) / R
        if leads == WIRE:
            change[0, left.above < 0] = 0.0
        agree = converged & (change < AGREEMENT).all(axis=0)
        last[:, rest] = R
        result[:, rest[agree]] = R[:, agree]
        rest, u, converged = rest[~agree], u[:, ~agree], converged[~agree]
        if not rest.size:
            return result
    return None


def start(cross, n, leads=CROSS):
    """u on the nodes of the leads, shape (leads, energies, n + 1): small angles, and the node of semi-infinite leads."""
    s = collocation(n)[0]
    # At the gap the angle of an infinite superconductor diverges; that of a finite lead stops at √(E² − Δ²) ≈ 1/ℓ².
    least = cross.E * np.clip(0.5 / (cross.gap * cross.superconductor**2) ** 2, 1e-12, 1e-12 if leads == WIRE else 0.1)
    above = np.where(np.abs(cross.above) > least, cross.above, np.where(cross.above < 0, -least, least))
    end = usadel.bulk(cross.E, above)
    depth = (usadel.decay(cross.E) * cross.normal)[:, None]
    pull = cross.r / np.tanh(depth[:, 0]) ** 2
    first = end if leads == WIRE else 0 * end if leads == LINE else usadel.node(cross.E, above, pull)
    normal = first[:, None] * np.sinh(depth * (1 - s)) / np.sinh(depth)
    if leads == WIRE:
        return normal[None]
    depth = (usadel.decay_in_superconductor(cross.E, above) * cross.superconductor)[:, None]
    difference = ((first - end) / (1 - first * end))[:, None] * np.cosh(depth * (1 - s)) / np.cosh(depth)
    return np.stack([normal, (difference + end[:, None]) / (1 + difference * end[:, None])])[leads]


def newton(cross, n, u, leads=CROSS):
    """Newton's method from u; also says which energies converged. One lead: u at the node stays what it is."""
    u, todo = u.copy(), np.arange(cross.E.size)
    converged = np.zeros(todo.size, bool)
    for _ in range(12):
        with np.errstate(all="ignore"):
            step = _newton_step(cross.take(todo), n, u[:, todo], leads)
            size = np.abs(step).max(axis=(0, 2))
            u[:, todo] += step * np.minimum(1, 0.3 / size)[:, None]
        converged[todo[size < 1e-6]] = True
        todo = todo[~(size < 1e-6) & np.isfinite(size)]
        if not todo.size:
            break
    return u, converged


def _newton_step(cross, n, u, leads):
    _, first, second = collocation(n)
    length = np.stack([cross.normal, cross.superconductor])[leads]
    gap = np.stack([np.zeros_like(cross.gap), cross.gap])[leads, :, None]
    square, field, E = u * u, 1j * (length**2)[..., None], cross.E[:, None]
    slope, bend, rest = u @ first.T, u @ second.T, 1 - square
    drive = E * u * (1 + square) - gap / 4 * (1 + 6 * square + square**2)
    residual = bend + (2 * u * slope**2 + field * drive) / rest
    local = (-2 * u * bend + 2 * slope**2 + field * (E * (1 + 3 * square) - gap * u * (3 + square))) / rest
    matrix = (4 * u * slope / rest)[..., 1:, None] * first[1:] + second[1:]
    inner = np.arange(n)
    matrix[..., inner, inner + 1] += local[..., 1:]
    # far ends: u_N = 0, as it starts, and u_S' = 0
    matrix[:, :, -1], residual[:, :, -1] = first[-1], slope[:, :, -1]
    if leads != LINE:
        matrix[0, :, -1], residual[0, :, -1] = np.eye(n + 1)[-1], u[0, :, -1]
    step = np.zeros_like(u)
    if leads != CROSS:
        step[..., 1:] = np.linalg.solve(matrix[..., 1:], -residual[..., 1:, None])[..., 0]
        return step
    # each lead on its own for a fixed node, and its answer to a moving node; the current decides how far that moves
    both = np.linalg.solve(matrix[..., 1:], np.stack([-residual[..., 1:], -matrix[..., 0]], axis=-1))
    pull = np.stack([np.sqrt(cross.r), np.ones_like(cross.r)]) / length
    current = pull * (slope[..., 0] + both[..., 0] @ first[0, 1:])
    answer = pull * (first[0, 0] + both[..., 1] @ first[0, 1:])
    step[..., 0] = -current.sum(axis=0) / answer.sum(axis=0)
    step[..., 1:] = both[..., 0] + both[..., 1] * step[..., :1]
    return step
