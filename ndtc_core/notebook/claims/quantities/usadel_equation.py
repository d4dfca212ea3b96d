"""What the claims of the chapter *From Usadel to a spectral angle* compute: ``claims.usadel_equation`` holds the rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import loguniform

from .... import usadel
from ....bcs import gap
from ....domain import Array
from ....proximity import ProximityWire, andreev_barrier, spectral_angle
from ...audit import share
from ..samples import GAP_RATIO

Complex = NDArray[np.complex128]

COLD = 0.01  # T/T_c at which Δ is Δ(0)
CLEAN = (np.sqrt(5) - 1) / 2  # what passes a strip as wide as the wire, clean metal, chapter's second section


def samples() -> tuple[Array, Array, Array]:
    """E/Δ on either side of the gap, r and x/ξ₀ of 1000 random places."""
    rng = np.random.default_rng(137002)
    E = loguniform(1e-3, 10).rvs(1000, random_state=rng)
    E = np.where(np.abs(E - 1) < 1e-3, 0.5, E)
    return E, loguniform(0.01, 100).rvs(1000, random_state=rng), loguniform(1e-2, 10).rvs(1000, random_state=rng)


def second(v: Complex, k: Complex) -> Complex:
    """θ'' of θ = 4 artanh v, v' = −kv."""
    return 4 * k**2 * v * (1 + v**2) / (1 - v**2) ** 2


def node(E: Array, r: Array) -> Complex:
    return usadel.node(E, E - 1, r)


def wave(E: Array) -> Complex:
    """1/ξ_S of Eq. 7 below the gap, and its retarded continuation above."""
    return usadel.decay(np.sqrt(E**2 - 1 + 0j))


ROUNDING = 1e-9  # what a residual of order one may have left
AS_SHARE = "Share of 1000 random energies, r and places at which the residual is below 1e-9. "


def bulk_residual() -> Array:
    """|E sinh θ_B − Δ cosh θ_B| in units of Δ|cosh θ_B|."""
    E = samples()[0]
    theta = 4 * np.arctanh(usadel.bulk(E, E - 1))
    return np.abs((E * np.sinh(theta) - np.cosh(theta)) / np.cosh(theta))


def eq8_residual(root: complex = np.sqrt(-1j)) -> Array:
    """|iθ'' − E sinh θ|/|E sinh θ| of Eq. 8 in the normal lead, wave number root·√E."""
    E, r, x = samples()
    k = root * np.sqrt(E)
    v = node(E, r) * np.exp(-k * np.minimum(x, 20 / np.sqrt(E)))
    force = E * np.sinh(4 * np.arctanh(v))
    return np.abs(1j * second(v, k) / force - 1)


def eq9_residual() -> Array:
    """|iθ'' − (E sinh θ − Δ cosh θ)| of Eq. 9 relative to |θ''|."""
    E, r, y = samples()
    k, end, first = wave(E), usadel.bulk(E, E - 1), node(E, r)
    v = (first - end) / (1 - first * end) * np.exp(-k * np.minimum(y, 5 / np.abs(k)))
    theta = 4 * np.arctanh(end) + 4 * np.arctanh(v)
    found = 1j * second(v, k)
    return np.abs((E * np.sinh(theta) - np.cosh(theta)) / found - 1)


def current_balance() -> Array:
    """|1 + θ_S'/(√r θ_N')| with θ₀ of Eq. 10: the sum of the three spectral currents."""
    E, r, _ = samples()
    first, end = node(E, r), usadel.bulk(E, E - 1)
    v = (first - end) / (1 - first * end)
    strip, wire = -4 * wave(E) * v / (1 - v**2), -4 * usadel.decay(E) * first / (1 - first**2)
    return np.abs(1 + strip / (np.sqrt(r) * wire))


def coefficients_by_matrices() -> Array:
    """Deviation of cos² Im θ and cosh² Re θ in the wire from tr(1 − g_R g_A)/4 and tr(1 − τ₃ g_R τ₃ g_A)/4."""
    E, r, x = samples()
    theta = 4 * np.arctanh(node(E, r) * np.exp(-usadel.decay(E) * x))
    G, F = np.cosh(theta), np.sinh(theta)
    retarded, tau = np.moveaxis(np.array([[G, F], [-F, -G]]), 2, 0), np.diag([1.0, -1.0])
    advanced = -tau @ retarded.conj().swapaxes(1, 2) @ tau
    plus = (2 - np.trace(retarded @ advanced, axis1=1, axis2=2)) / 4
    minus = (2 - np.trace(tau @ retarded @ tau @ advanced, axis1=1, axis2=2)) / 4
    off = np.abs(np.cos(theta.imag) ** 2 - plus), np.abs(np.cosh(theta.real) ** 2 - minus)
    return np.asarray(np.maximum(*off) / (1 + np.abs(G) ** 2))


def ratio_r(D_N: float, D_S: float) -> float:
    """r of leads that differ in nothing but D: g ∝ D."""
    return 4 * D_S / D_N * (D_N / D_S) ** 2


def estimate_of_r() -> float:
    """r over D_N/D_S, of D_N/D_S from 1/100 to 100 the value farthest from one."""
    ratios = [ratio_r(D_N, 1.0) / D_N for D_N in np.geomspace(0.01, 100, 9)]
    return float(max(ratios, key=lambda value: abs(np.log(value))))


@lru_cache(maxsize=4096)
def angle(E: float, r: float, x: float) -> complex:
    """θ_N of infinite leads."""
    at = np.array([E])
    return complex((4 * np.arctanh(node(at, np.array([r])) * np.exp(-usadel.decay(at) * x)))[0])


def law_ratio(E: float) -> float:
    """D₊ of infinite leads over Eq. 11, of r = 0.1, 1, 10 and |x| ≤ ξ₀ the one farthest from one."""
    ratios = [
        np.cos(angle(E, r, x).imag) ** 2 / (E * (x + np.sqrt(r)) ** 2)
        for r in (0.1, 1.0, 10.0)
        for x in (0.0, 0.5, 1.0)
    ]
    return float(max(ratios, key=lambda value: abs(value - 1)))


def law_good_to() -> float:
    """E/Δ up to which Eq. 11 is within 10 % at the node and one ξ₀ from it, r = 1."""

    def off(E: float) -> float:
        return max(abs(np.cos(angle(E, 1.0, x).imag) ** 2 / (E * (x + 1) ** 2) - 1) for x in (0.0, 1.0)) - 0.1

    return float(brentq(off, 1e-3, 0.9))


def falls_at_node() -> float:
    E = np.geomspace(1e-6, 0.999, 400)
    return share(
        [np.diff(usadel.coefficients(node(E, np.full_like(E, r)))[0]) > 0 for r in (0.01, 0.1, 1.0, 10.0, 100.0)]
    )


def half_depth() -> float:
    """Distance in ξ_N at which D₊ = 1/2, r = 1: of E = 1e-4 … 0.1 Δ the value farthest from one."""
    depths = [
        np.sqrt(E) * brentq(lambda x, E=E: np.cos(angle(E, 1.0, x).imag) ** 2 - 0.5, 0, 5 / np.sqrt(E))
        for E in (1e-4, 1e-3, 1e-2, 0.1)
    ]
    return float(max(depths, key=lambda value: abs(np.log(value))))


def half_of(change: Callable[[complex], float], E: float) -> float:
    """Distance in ξ₀ within which half of ∫ change(θ) dx comes about, infinite wire, r = 1."""

    def part(end: float) -> float:
        return float(quad(lambda x: change(angle(E, 1.0, x)), 0, end, epsrel=1e-8, limit=200)[0])

    whole = part(15 / np.sqrt(E))
    return float(brentq(lambda end: part(end) - whole / 2, 0, 5 / np.sqrt(E), xtol=1e-5))


E_TYPICAL = 0.1 / GAP_RATIO  # kT at T = 0.1 T_c


@lru_cache(maxsize=1)
def heat_depth() -> float:
    return half_of(lambda theta: 1 / np.cos(theta.imag) ** 2 - 1, E_TYPICAL)


@lru_cache(maxsize=1)
def charge_depth() -> float:
    """The same of the charge, in ξ_N."""
    return half_of(lambda theta: 1 - 1 / np.cosh(theta.real) ** 2, E_TYPICAL) * float(np.sqrt(E_TYPICAL))


def _bulk(E: float) -> complex:
    """θ_B."""
    return complex((4 * np.arctanh(usadel.bulk(np.array([E]), np.array([E - 1]))))[0])


def off_bulk(r: float, E: float = E_TYPICAL) -> float:
    """|θ₀ − θ_B|/|θ_B| beside semi-infinite leads."""
    return abs(angle(E, r, 0.0) / _bulk(E) - 1)


def left_at_contact(r: float, E: float = E_TYPICAL) -> float:
    """|θ₀|/|θ_B|."""
    return abs(angle(E, r, 0.0) / _bulk(E))


def saturation(r: float = 1.0, length: float = 10.0) -> float:
    """D₊(0, E → 0) in units of E_Th/Δ."""
    wire = ProximityWire(r, length=length)
    return float(wire.diffusion_coefficients(1e-9, COLD)[0] / wire.thouless_energy)


def long_lead_error(waves: float = 10.0) -> float:
    """Largest deviation of D₊ from the full solution anywhere on a wire of L_N = waves·ξ_N, r = 1, E = 0.01 Δ."""
    length, E = waves / np.sqrt(0.01), 0.01
    x = np.linspace(0, length / 2, 41)
    full = np.cos(spectral_angle(E, COLD, 1.0, x, length).imag) ** 2
    return float(max(abs(f - np.cos(angle(E, 1.0, float(place)).imag) ** 2) for f, place in zip(full, x, strict=True)))


def subgap_share(t: float = 0.1) -> float:
    """Part of κ that quasiparticles below Δ carry when a strip takes out 1 − 0.618 of them and none above."""
    beyond = float(andreev_barrier(t))
    return CLEAN * (1 - beyond) / (CLEAN * (1 - beyond) + beyond)


def clean_ratio(t: float) -> float:
    """κ/κ_N of the clean wire at T/T_c: what enters the strip is lost with the probability of Andreev reflection.

    That is one below the gap, and above it ((E − √(E² − Δ²))/Δ)², which a clean and sharp boundary gives.
    """
    y = float(gap(t, 1.0) / (k_B * t))

    def weight(x: float) -> float:
        return float(3 / (2 * np.pi**2) * x**2 / np.cosh(x / 2) ** 2)

    below = quad(weight, 0, y, epsrel=1e-8)[0]
    above = quad(lambda x: weight(x) * (x / y - np.sqrt((x / y) ** 2 - 1)) ** 2, y, y + 60, epsrel=1e-8, limit=200)[0]
    return float(1 - (1 - CLEAN) * (below + above))


def clean_until() -> float:
    """T/T_c up to which that is within 10 % of its value in the cold."""
    return float(brentq(lambda t: clean_ratio(t) / CLEAN - 1.1, 0.1, 0.999))


def strip_too_short() -> float:
    """T/T_c at which ξ₀ ~ ħv/Δ(T) reaches the length of a strip of ten times ξ₀(0)."""
    return float(brentq(lambda t: float(gap(t, 1.0, 1.0) / gap(COLD, 1.0, 1.0)) - 0.1, 0.5, 0.999999))
