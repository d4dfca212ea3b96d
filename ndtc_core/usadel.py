"""The Usadel equation on the N/S cross, in closed form along each lead.

A normal wire is touched in its middle by the end of a superconducting one. By symmetry half of it is enough: two leads start
at the node, the normal one ends in a reservoir (θ = 0), the superconducting one freely (θ' = 0). Energies in units of Δ(0),
lengths in units of √(ħD/2Δ(0)) of the lead itself. In either lead the equation (bezuglyi2003 Eq. 1) is that of a pendulum,

    φ'' = k² sinh φ,   φ = θ and k² = −iE in the normal lead, φ = θ − θ_B and k² = −i√(E² − Δ²) in the superconducting one,

θ_B the angle of the bulk. So tanh φ/4 is one of Jacobi's functions of the distance z from the far end:

    t sn(ikz/(1 − t²) | t⁴) from the reservoir,   t cd(ikz/(1 − t²) | t⁴) from the free end.

What is left to be found at every energy are two numbers, one a lead: the angle is the same at the node, and the current
that comes from one lead goes into the other, φ_S' = −√r φ_N'. Newton's method finds them from the semi-infinite leads. All is
the retarded branch, E + i0. Arguments are flat arrays, unchecked: this room is called by proximity and superconducting_line.

The equation has other solutions, which converge as well: only the one that stays analytic for E + iη, η > 0, is physical, and
the start decides. This start finds it, as the tests confirm by coming from large η, by polynomials, and by a density of states
that is nowhere negative.

Measured, 600 energies: this form 0.01 s at 1e-12; polynomials for tanh θ/4 on Chebyshev nodes 0.05 s at 2e-9, for θ itself 0.10 s
at 2e-7; finite differences with Richardson's extrapolation 1.6 s at 1e-6 (400 + 800 points).

    quadrature ─→ [usadel] ─→ thermal_average, proximity, superconducting_line
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .domain import Array, Complex, Index
from .quadrature import gauss, in_blocks

Flags = NDArray[np.bool_]

REACH = 30.0  # a lead is cut where the node's influence has died as exp(−30)
_BLOCK = 512  # energies at once
_POINTS = 56  # of an average along a lead; where the node is held, energies next to its gap may lose 1e-6
_NUDGE = 1e-7  # of an unknown, for the derivative by it
_STEPS = 30
_LAST_STEP = 1e-7  # of Newton's method, relative: the next one would be 1e-13


class Cross(NamedTuple):
    """One entry an energy: E, E − Δ (apart, because close to the gap their difference has few digits), Δ, r, lead lengths."""

    E: Array
    above: Array
    gap: Array
    r: Array
    normal: Array
    superconductor: Array

    def take(self, which: Index | Flags) -> Cross:
        return Cross(*(array[which] for array in self))


class Spectrum(NamedTuple):
    """R_Q = ⟨1/D₊⟩ and R_I = ⟨1/D₋⟩ over the normal lead, and u = tanh(θ/4) at the asked place."""

    heat: Array
    charge: Array
    u: Complex


def bulk(E: Array, above: Array) -> Complex:
    """u of a bulk superconductor, e^θ = √(E + Δ)/√(E − Δ)."""
    return node(E, above, np.zeros(()))


def node(E: Array, above: Array, r: Array | Complex) -> Complex:
    """u at the node of semi-infinite leads (bezuglyi2003 Eq. 10)."""
    root, far, pull = _root(above), np.sqrt(2 * E - above), np.sqrt(E * r)
    excess = 2 * (E - above) / ((far + root) * (root + pull))  # e^θ − 1, with all digits far above the gap
    return excess / (1 + np.sqrt(1 + excess)) ** 2


def two_tails(E: Array, above: Array, length: Array | float) -> Array:
    """1/R_Q below the gap of a line many decay lengths 1/k long between large normal electrodes: 2 (Im A)² kL e^−kL.

    The angle deviates from that of the bulk by A e^−kx from either end, A = −4u of the bulk (bezuglyi2003 Eq. 9). Relative error
    1.5 kL e^−kL, up to 6 close to the gap: what the tails do to each other.
    """
    k = (-above * (2 * E - above)) ** 0.25
    return 2 * (4 * bulk(E, above).imag) ** 2 * length * k * np.exp(-length * k)


def decay(energy: Array | Complex) -> Complex:
    """k of exp(−kx) in a normal lead, k² = −iE. Retarded means √(−i)."""
    return np.sqrt(-1j * energy)


def decay_in_superconductor(E: Array, above: Array) -> Complex:
    """The same of θ − θ_B: E becomes √(E² − Δ²)."""
    return decay(_root(above) * np.sqrt(2 * E - above))


def off_the_gap(E: Array, above: Array) -> Array:
    """E − Δ, moved to 1e-16 E where it is less: there only the angle of the bulk diverges."""
    least = 1e-16 * E
    return np.where(np.abs(above) < least, least, above)


def coefficients(u: Complex) -> tuple[Array, Array]:
    """D₊ = cos²(Im θ) and D₋ = cosh²(Re θ) of u = tanh(θ/4), by e^{θ/2} = (1 + u)/(1 − u)."""
    half = (1 + u) / (1 - u)
    size = half.real**2 + half.imag**2
    return ((half.real - half.imag) * (half.real + half.imag) / size) ** 2, ((size + 1 / size) / 2) ** 2


@cache
def places() -> tuple[Array, Array]:
    """Points on (0, 1) of a lead, from the node, and the weights of an average; they crowd at the node, where it can be sharp."""
    s, weights = (column[:, 0] for column in gauss(_POINTS))
    return s**4, 4 * s**3 * weights


def resistances(u: Complex, weights: Array) -> tuple[Array, Array]:
    """⟨1/D₊⟩ and ⟨1/D₋⟩ from u at the ``places``."""
    heat, charge = coefficients(u)
    with np.errstate(divide="ignore"):  # next to a node that is held nothing may pass below the gap
        return 1 / heat @ weights, 1 / charge @ weights


def solve(cross: Cross, held: bool = False, place: Array | None = None) -> Spectrum:
    """The spectrum at every energy.

    held: no superconducting lead, the node is held at the bulk angle of ``cross.gap``; below the gap R_Q is infinite then, and
    what is returned for it means nothing. place: distances from the node where u is wanted, one an energy, else at the node.
    Raises: RuntimeError that names the first energy at which Newton's method does not converge.
    """
    place = np.zeros(cross.E.shape) if place is None else place
    found = [_solve(cross.take(i), held, place[i]) for i in in_blocks(np.arange(cross.E.size), _BLOCK)]
    return Spectrum(*map(np.concatenate, zip(*found, strict=True)))


def _solve(cross: Cross, held: bool, place: Array) -> Spectrum:
    k = decay(cross.E)
    length = np.minimum(cross.normal, REACH / k.real)
    (mu, *_), lost = (_held if held else _crossed)(cross, k * length)
    if lost.size:
        worst = cross.take(lost[:1])
        raise RuntimeError(
            f"the Usadel equation was not solved at E = {worst.E[0]:.9g} Δ(0) (Δ = {worst.gap[0]:.6g} Δ(0), "
            f"r = {worst.r[0]:.6g}): Newton's method does not converge in {_STEPS} steps"
        )
    points, weights = places()
    heat, charge = resistances(along(mu[:, None], (k * length)[:, None], 1 - points), weights)
    share = length / cross.normal  # beyond the cut D₊ = D₋ = 1
    u = along(mu, k * length, np.maximum(1 - place / length, 0.0))
    return Spectrum(1 + share * (heat - 1), 1 + share * (charge - 1), u)


def _held(cross: Cross, depth: Complex) -> tuple[Complex, Index]:
    """μ of the normal lead whose node is held, and the energies where it was not found."""
    end = bulk(cross.E, off_the_gap(cross.E, cross.above))

    def mismatch(mu: Complex, i: Index) -> Complex:
        """Half the difference of e^{−θ/2}, which goes to zero where θ diverges."""
        u = at_node(mu[0], depth[i])[0]
        return ((end[i] - u) / ((1 + u) * (1 + end[i])))[None]

    return newton(mismatch, (-2j * end / np.sinh(depth))[None])


def _crossed(cross: Cross, depth: Complex) -> tuple[Complex, Index]:
    """μ of both leads that meet at the node, and the energies where they were not found."""
    above = off_the_gap(cross.E, cross.above)
    k, end = decay_in_superconductor(cross.E, above), bulk(cross.E, above)
    depth_super = k * np.minimum(cross.superconductor, REACH / k.real)
    # the closer the reservoir, the harder it pulls at the node: like coth kℓ where θ is small
    u = node(cross.E, above, cross.r / np.tanh(depth) ** 2)
    start = np.stack([-2j * u / np.sinh(depth), free_end((u - end) / (1 - u * end), depth_super)])
    pull = np.sqrt(cross.r) * decay(cross.E)

    def mismatch(mu: Complex, i: Index) -> Complex:
        u, slope = at_node(mu[0], depth[i])
        w, bend = at_node(mu[1], depth_super[i], free=True)
        below = 1 + end[i] * w  # of tanh((θ_B + φ)/4)
        return np.stack([u - (end[i] + w) / below, pull[i] * slope + k[i] * bend * (1 - end[i] ** 2) / below**2])

    return newton(mismatch, start)


def free_end(w: Complex, depth: Complex) -> Complex:
    """μ of a superconducting lead, nearly, whose tanh φ/4 is w at the node; right for small w, w → −1 and kℓ → ∞."""
    far = np.sinh(depth) + (4 / np.pi - 1) * np.tanh(depth)
    return 2 * w / (np.cosh(depth) * (1 - w**2) + w**2 * far)


def along(mu: Complex, depth: Complex, place: Array, free: bool = False) -> Complex:
    """tanh φ/4 at ``place``, the share of a lead between there and its far end; ``depth`` is kℓ. They broadcast.

    ``free``: that end is free, sinh φ/2 = μ there; else φ = 0 and φ' = 2ikμ.
    """
    t, rate, moduli = _landen(mu, depth)
    x = rate * depth * place
    s = np.cos(x) if free else np.sin(x)
    for modulus in reversed(moduli):
        s = (1 + modulus) * s / (1 + modulus * s**2)
    return t * s


def at_node(mu: Complex, depth: Complex, free: bool = False) -> tuple[Complex, Complex]:
    """The same where the lead begins, and the derivative by the distance from the far end, over k."""
    t, rate, moduli = _landen(mu, depth)
    x = rate * depth
    s, slope = (np.cos(x), -np.sin(x)) if free else (np.sin(x), np.cos(x))
    for modulus in reversed(moduli):
        q = modulus * s**2
        s, slope = (1 + modulus) * s / (1 + q), (1 + modulus) * slope * (1 - q) / (1 + q) ** 2
    return t * s, t * rate * slope


def _landen(mu: Complex, depth: Complex) -> tuple[Complex, Complex, list[Complex]]:
    """t, with μ = 2t/(1 − t²), what takes kz to the argument of a sine, and the moduli on the way from it to sn.

    Landen's transformation of the modulus κ, at first t² (the bar above has κ²): sn(x, κ) = (1 + κ₁) s/(1 + κ₁s²), with
    s = sn(x/(1 + κ₁), κ₁) and κ₁ = (1 − κ')/(1 + κ'), and likewise of cd, until the κ² of what is left is below rounding.
    """
    root = np.sqrt(1 + mu**2)
    modulus, other, rate = (mu / (1 + root)) ** 2, 2 * np.sqrt(root) / (1 + root), 0.5j * (1 + root)
    moduli: list[Complex] = []
    for _ in range(20):  # eight at most, but for modulus 1, which stays what it is
        if not (np.abs(modulus) * np.exp(np.abs((rate * depth).imag)) > 1e-8).any():
            break
        modulus = (modulus / (1 + other)) ** 2
        moduli.append(modulus)
        rate = rate / (1 + modulus)
        other = 2 * np.sqrt(other) / (1 + other)
    return mu / (1 + root), rate, moduli


def newton(mismatch: Callable[[Complex, Index], Complex], start: Complex) -> tuple[Complex, Index]:
    """Where mismatch(unknowns, energies) = 0; shapes (unknowns, …, energies). And the energies where it was not found."""
    mu, i, n = start.copy(), np.arange(start.shape[-1]), len(start)
    nudged = 1 + _NUDGE * np.concatenate([np.zeros((n, 1)), np.eye(n)], axis=1)[..., None]
    with np.errstate(all="ignore"):  # what does not converge may be anything
        for _ in range(_STEPS):
            value = mismatch(mu[:, None, i] * nudged, i)
            J = (value[:, 1:] - value[:, :1]) / _NUDGE
            step = -_divided(value[:, 0], J)
            # no unknown may change its sign: else one energy in 300 000 ends at another solution
            mu[:, i] *= 1 + step * (0.7 / np.maximum(np.abs(step).max(axis=0), 0.7))
            i = i[~(np.abs(step).max(axis=0) < _LAST_STEP)]
            if not i.size:
                break
    return mu, i


def _divided(value: Complex, J: Complex) -> Complex:
    """J⁻¹ value of one equation or two, by Cramer's rule: NumPy's solver stops at the first matrix that is singular."""
    if len(value) == 1:
        return value / J[0]
    (a, b), (c, d) = J
    return np.stack([d * value[0] - b * value[1], a * value[1] - c * value[0]]) / (a * d - b * c)


def _root(above: Array | Complex) -> Complex:
    """√(E − Δ) of the retarded branch, +i√(Δ − E) below the gap."""
    return np.sqrt(above + 0j)
