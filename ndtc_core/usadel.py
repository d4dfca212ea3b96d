"""The Usadel equation on the N/S cross, solved for many energies at once.

A normal wire is touched in its middle by the end of a superconducting one. By symmetry half of it is enough: two leads start
at the node, the normal one ends in a reservoir (θ = 0), the superconducting one freely (θ' = 0). Energies in units of Δ(0),
lengths in units of √(ħD/2Δ(0)) of the lead itself. With u = tanh(θ/4) the equation (bezuglyi2003 Eq. 1) reads

    (1 − u²) u'' + 2u u'² = −i [E u (1 + u²) − (Δ/4)(1 + 6u² + u⁴)],   Δ = 0 in the normal lead:

no exponentials, u stays below one where θ diverges, a semi-infinite lead is a plain exp(−kx), and the conditions at the node
are linear, u_S = u_N and u_S' = −√r u_N'. Either lead can stand alone, its first end held: the normal one at the angle of a bulk
superconductor, the superconducting one at θ = 0, as half of a line between large normal electrodes. Newton's method on Chebyshev
nodes starts from semi-infinite leads less the tail that would reach the reservoir; node counts grow until two of them agree.
All is the retarded branch, E + i0. Arguments are flat arrays, unchecked: this room is called by proximity and
superconducting_line.

The equation has other solutions, which converge as well: only the one that stays analytic for E + iη, η > 0, is physical, and
the start decides. This start finds it, as the tests confirm by coming from large η.

Measured, 600 energies: this form 0.05 s at 2e-9; the same with θ itself 0.10 s at 2e-7 (degree 24); finite differences with
Richardson's extrapolation 1.6 s at 1e-6 (400 + 800 points). First integrals make θ one of Jacobi's functions of x:
``superconducting_line`` takes it where polynomials fail. At the node two of them would have to meet, both with a complex
modulus to be found.

    chebyshev ─→ [usadel] ─→ thermal_average, proximity, superconducting_line
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .chebyshev import collocation, graded, interpolation, refinement
from .domain import Array, Complex, Index

Flags = NDArray[np.bool_]

CROSS, WIRE, LINE = slice(0, 2), slice(0, 1), slice(1, 2)  # the leads: both, the normal one, the superconducting one

_LADDER = (18, 24, 30, 40, 56, 80, 112, 160)  # polynomial degrees, tried in turn
_AGREEMENT = 1e-7  # of the resistances on successive rungs; the finer one is then good to 1e-8
_AGREEMENT_OF_SHORT = 1e-8  # up to the degree _SHORT, where two polynomials may be wrong alike
_SHORT = 30
_AGREEMENT_OF_U = 1e-8  # at the asked place; the resistances feel u² only, and may agree before u does
_LAST_STEP = 1e-6  # of Newton's method in u: the next one would be 1e-12
_LAST_STEP_OF_COARSEST = 1e-4  # there its own error is larger than the 1e-8 that are left
_BLOCK = 256  # energies at once: with fewer, NumPy's calls take longer than its arithmetic
_REACH = 30.0  # a lead is cut where the node's influence has died as exp(−30)


class Cross(NamedTuple):
    """One entry an energy: E, E − Δ (apart, because close to the gap their difference has few digits), Δ, r, lead lengths."""

    E: Array
    above: Array
    gap: Array
    r: Array
    normal: Array
    superconductor: Array

    def take(self, which: Index | Flags | slice) -> Cross:
        return Cross(*(array[which] for array in self))


class Spectrum(NamedTuple):
    """R_Q = ⟨1/D₊⟩ and R_I = ⟨1/D₋⟩ over the normal lead, u at the asked place, and the polynomial degree that it took.

    With LINE all this is about the superconducting lead.
    """

    heat: Array
    charge: Array
    u: Complex
    degree: Index


def bulk(E: Array, above: Array) -> Complex:
    """u of a bulk superconductor, e^θ = √(E + Δ)/√(E − Δ)."""
    return _quarter(np.sqrt(2 * E - above) / _root(above))


def node(E: Array, above: Array, r: Array | Complex) -> Complex:
    """u at the node of semi-infinite leads (bezuglyi2003 Eq. 10)."""
    return _quarter((np.sqrt(2 * E - above) + np.sqrt(E * r)) / (_root(above) + np.sqrt(E * r)))


def two_tails(E: Array, above: Array, length: Array | float) -> Array:
    """1/R_Q below the gap of a line many decay lengths 1/k long between large normal electrodes: 2 (Im A)² kL e^−kL.

    The angle deviates from that of the bulk by A e^−kx from either end, A = −4u of the bulk (bezuglyi2003 Eq. 9). Relative error
    1.5 kL e^−kL, up to 6 close to the gap: what the tails do to each other.
    """
    k = (-above * (2 * E - above)) ** 0.25
    return 2 * (4 * bulk(E, above).imag) ** 2 * length * k * np.exp(-length * k)


def decay(energy: Array | Complex) -> Complex:
    """k of exp(−kx), k² = −iE. Retarded means √(−i); for a superconducting lead E becomes √(E² − Δ²)."""
    return np.sqrt(-1j * energy)


def coefficients(u: Complex) -> tuple[Array, Array]:
    """D₊ = cos²(Im θ) and D₋ = cosh²(Re θ) of u = tanh(θ/4), by e^{θ/2} = (1 + u)/(1 − u)."""
    half = (1 + u) / (1 - u)
    size = half.real**2 + half.imag**2
    return ((half.real - half.imag) * (half.real + half.imag) / size) ** 2, ((size + 1 / size) / 2) ** 2


def resistances(u: Complex, weights: Array) -> tuple[Array, Array]:
    """⟨1/D₊⟩ and ⟨1/D₋⟩ from u at the points of ``graded``."""
    heat, charge = coefficients(u)
    return 1 / heat @ weights, 1 / charge @ weights


def solve(cross: Cross, leads: slice = CROSS, place: Array | None = None) -> Spectrum:
    """The spectrum at every energy, each on as few nodes as make two rungs of the ladder agree.

    leads: CROSS; or WIRE, the node held at the bulk angle of ``cross.gap``: below the gap R_Q is infinite then, and what is
    returned for it means nothing; or LINE, the node held at θ = 0, not for kL > 20 below the gap, where what is left in the
    middle drowns in rounding. place: distances from the node where u is wanted, one an energy.
    Raises: RuntimeError that names the first energy for which the longest rung does not agree.
    """
    sharp = _REACH / np.maximum(decay(_condensate(cross)).real, 1e-9)
    normal = np.minimum(cross.normal, _REACH / decay(cross.E).real)
    short = cross._replace(normal=normal, superconductor=np.minimum(cross.superconductor, sharp))
    cut, whole = (short.superconductor, cross.superconductor) if leads == LINE else (normal, cross.normal)
    blocks = [slice(first, first + _BLOCK) for first in range(0, max(cross.E.size, 1), _BLOCK)]
    found = [_climb(short.take(block), leads, None if place is None else (place / cut)[block]) for block in blocks]
    result = Spectrum(*map(np.concatenate, zip(*found, strict=True)))
    share = cut / whole  # beyond the cut D₊ = D₋ = 1
    return result._replace(heat=1 + share * (result.heat - 1), charge=1 + share * (result.charge - 1))


def _climb(cross: Cross, leads: slice, s: Array | None) -> Spectrum:
    """One block of energies, up the ladder; those that agree get off."""
    size = cross.E.size
    result = Spectrum(np.empty(size), np.empty(size), np.empty(size, complex), np.zeros(size, np.int64))
    rest, asked = np.arange(size), np.zeros(size) if s is None else s
    u, converged, R = _start(cross, _LADDER[0], leads), np.zeros(size, bool), np.full((2, size), np.inf)
    at = np.full(size, np.inf, complex)
    for coarse, n in zip((_LADDER[0], *_LADDER), _LADDER, strict=False):
        left = cross.take(rest)
        if n > coarse:
            u = u @ refinement(coarse, n).T
            anew = ~converged  # for want of nodes
            u[:, anew] = _start(left.take(anew), n, leads)
        u, converged = _newton(left, n, u, leads, _LAST_STEP if n > coarse else _LAST_STEP_OF_COARSEST)
        matrix, weights = _average(n)
        with np.errstate(all="ignore"):  # a solution that has not converged may be anything
            previous, R = R, np.stack(resistances(u[0] @ matrix.T, weights))
            change = np.abs(R - previous) / R
            before, at = at, u[0, :, 0]
            if s is not None:
                at = (interpolation(n, np.minimum(s[rest], 1.0)) * u[0]).sum(axis=1)
            shift = np.abs(at - before)
        if leads == WIRE:
            change[0, left.above < 0] = 0.0
        agree = converged & (change < (_AGREEMENT if n > _SHORT else _AGREEMENT_OF_SHORT)).all(axis=0)
        if s is not None:
            agree &= shift < _AGREEMENT_OF_U
        done = rest[agree]
        result.heat[done], result.charge[done] = R[:, agree]
        result.u[done] = np.where(asked[done] < 1, at[agree], 0.0)
        result.degree[done] = n
        rest, u, converged, R, at = rest[~agree], u[:, ~agree], converged[~agree], R[:, ~agree], at[~agree]
        if not rest.size:
            return result
    worst = cross.take(rest[:1])
    raise RuntimeError(
        f"the Usadel equation was not solved at E = {worst.E[0]:.9g} Δ(0) (Δ = {worst.gap[0]:.6g} Δ(0), r = {worst.r[0]:.6g}): "
        f"polynomials of degree {_LADDER[-2]} and {_LADDER[-1]} do not agree to {_AGREEMENT:g}"
    )


def _start(cross: Cross, n: int, leads: slice) -> Complex:
    """u on the nodes of the leads, shape (leads, energies, n + 1), from semi-infinite ones (bezuglyi2003 Eqs. 8, 9)."""
    s = collocation(n)[0]
    # At the gap the angle of an infinite superconductor diverges; that of a finite lead stops at √(E² − Δ²) ≈ 1/ℓ².
    least = cross.E * np.clip(0.5 / (cross.gap * cross.superconductor**2) ** 2, 1e-12, 1e-12 if leads == WIRE else 0.1)
    above = np.where(np.abs(cross.above) > least, cross.above, np.where(cross.above < 0, -least, least))
    end = bulk(cross.E, above)
    depth = (decay(cross.E) * cross.normal)[:, None]
    # the closer the reservoir, the harder it pulls at the node: like coth kℓ where θ is small
    pull = cross.r / np.tanh(depth[:, 0]) ** 2
    first = end if leads == WIRE else 0 * end if leads == LINE else node(cross.E, above, pull)
    normal = first[:, None] * np.sinh(depth * (1 - s)) / np.sinh(depth)  # exp(−kx) less its tail
    if leads == WIRE:
        return normal[None]
    # it knows the clipped edge only, and may be short
    depth = (decay(_condensate(cross._replace(above=above))) * cross.superconductor)[:, None]
    decline = np.cosh(depth * (1 - s)) / np.cosh(depth)
    difference = ((first - end) / (1 - first * end))[:, None] * decline  # tanh (θ_S − θ_B)/4
    return np.stack([normal, (difference + end[:, None]) / (1 + difference * end[:, None])])[leads]


def _newton(
    cross: Cross, n: int, u: Complex, leads: slice = CROSS, last_step: float = _LAST_STEP
) -> tuple[Complex, Flags]:
    """Newton's method from u; also says which energies converged. One lead: u at the node stays what it is."""
    u, todo = u.copy(), np.arange(cross.E.size)
    converged = np.zeros(todo.size, bool)
    for _ in range(12):
        with np.errstate(all="ignore"):
            step = _newton_step(cross.take(todo), n, u[:, todo], leads)
            size = np.abs(step).max(axis=(0, 2))
            u[:, todo] += step * np.minimum(1, 0.3 / size)[:, None]
        converged[todo[size < last_step]] = True
        todo = todo[~(size < last_step) & np.isfinite(size)]
        if not todo.size:
            break
    return u, converged


def _newton_step(cross: Cross, n: int, u: Complex, leads: slice) -> Complex:
    _, first, second = collocation(n)
    length = np.stack([cross.normal, cross.superconductor])[leads]
    gap = np.stack([np.zeros_like(cross.gap), cross.gap])[leads, :, None]
    square, field, E = u * u, 1j * (length**2)[..., None], cross.E[:, None]
    slope, bend, rest = u @ first.T, u @ second.T, 1 - square
    drive = E * u * (1 + square) - gap / 4 * (1 + 6 * square + square**2)
    residual = bend + (2 * u * slope**2 + field * drive) / rest
    # its derivative, at constant (1 − u²)-multiple: the Newton step of the polynomial form, rows divided by 1 − u²
    local = (-2 * u * bend + 2 * slope**2 + field * (E * (1 + 3 * square) - gap * u * (3 + square))) / rest
    matrix = (4 * u * slope / rest)[..., 1:, None] * first[1:]
    matrix += second[1:]
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


@cache
def _average(n: int) -> tuple[Array, Array]:
    points, weights = graded(n + 16)
    return interpolation(n, points), weights


def _condensate(cross: Cross) -> Complex:
    """√(E² − Δ²), +i√(Δ² − E²) below the gap."""
    return _root(cross.above) * np.sqrt(cross.E + cross.gap)


def _root(above: Array) -> Complex:
    """√(E − Δ) of the retarded branch, +i√(Δ − E) below the gap."""
    return np.sqrt(np.abs(above)) * np.where(above < 0, 1j, 1.0)


def _quarter(exponential: Complex) -> Complex:
    """tanh(θ/4) from e^θ."""
    half = np.sqrt(exponential)
    return (half - 1) / (half + 1)
