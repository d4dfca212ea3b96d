"""Claims of the chapter *From Usadel to a spectral angle*: bezuglyi2003, Figs. 1 and 2(a), Eqs. 1, 7-11."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import loguniform

from ... import usadel
from ...bcs import gap
from ...domain import Array
from ...proximity import ProximityWire, andreev_barrier, spectral_angle
from ..audit import Claim, share
from .samples import GAP_RATIO

Complex = NDArray[np.complex128]

_COLD = 0.01  # T/T_c at which Δ is Δ(0)
_CLEAN = (np.sqrt(5) - 1) / 2  # what passes a strip as wide as the wire, clean metal, chapter's second section


def _samples() -> tuple[Array, Array, Array]:
    """E/Δ on either side of the gap, r and x/ξ₀ of 1000 random places."""
    rng = np.random.default_rng(137002)
    E = loguniform(1e-3, 10).rvs(1000, random_state=rng)
    E = np.where(np.abs(E - 1) < 1e-3, 0.5, E)
    return E, loguniform(0.01, 100).rvs(1000, random_state=rng), loguniform(1e-2, 10).rvs(1000, random_state=rng)


def _second(v: Complex, k: Complex) -> Complex:
    """θ'' of θ = 4 artanh v, v' = −kv."""
    return 4 * k**2 * v * (1 + v**2) / (1 - v**2) ** 2


def _node(E: Array, r: Array) -> Complex:
    return usadel.node(E, E - 1, r)


def _wave(E: Array) -> Complex:
    """1/ξ_S of Eq. 7 below the gap, and its retarded continuation above."""
    return usadel.decay(np.sqrt(E**2 - 1 + 0j))


_ROUNDING = 1e-9  # what a residual of order one may have left
_AS_SHARE = "Share of 1000 random energies, r and places at which the residual is below 1e-9. "


def _bulk_residual() -> Array:
    """|E sinh θ_B − Δ cosh θ_B| in units of Δ|cosh θ_B|."""
    E = _samples()[0]
    theta = 4 * np.arctanh(usadel.bulk(E, E - 1))
    return np.abs((E * np.sinh(theta) - np.cosh(theta)) / np.cosh(theta))


def _eq8_residual(root: complex = np.sqrt(-1j)) -> Array:
    """|iθ'' − E sinh θ|/|E sinh θ| of Eq. 8 in the normal lead, wave number root·√E."""
    E, r, x = _samples()
    k = root * np.sqrt(E)
    v = _node(E, r) * np.exp(-k * np.minimum(x, 20 / np.sqrt(E)))
    force = E * np.sinh(4 * np.arctanh(v))
    return np.abs(1j * _second(v, k) / force - 1)


def _eq9_residual() -> Array:
    """|iθ'' − (E sinh θ − Δ cosh θ)| of Eq. 9 relative to |θ''|."""
    E, r, y = _samples()
    k, end, first = _wave(E), usadel.bulk(E, E - 1), _node(E, r)
    v = (first - end) / (1 - first * end) * np.exp(-k * np.minimum(y, 5 / np.abs(k)))
    theta = 4 * np.arctanh(end) + 4 * np.arctanh(v)
    found = 1j * _second(v, k)
    return np.abs((E * np.sinh(theta) - np.cosh(theta)) / found - 1)


def _current_balance() -> Array:
    """|1 + θ_S'/(√r θ_N')| with θ₀ of Eq. 10: the sum of the three spectral currents."""
    E, r, _ = _samples()
    first, end = _node(E, r), usadel.bulk(E, E - 1)
    v = (first - end) / (1 - first * end)
    strip, wire = -4 * _wave(E) * v / (1 - v**2), -4 * usadel.decay(E) * first / (1 - first**2)
    return np.abs(1 + strip / (np.sqrt(r) * wire))


def _coefficients_by_matrices() -> Array:
    """Deviation of cos² Im θ and cosh² Re θ in the wire from tr(1 − g_R g_A)/4 and tr(1 − τ₃ g_R τ₃ g_A)/4."""
    E, r, x = _samples()
    theta = 4 * np.arctanh(_node(E, r) * np.exp(-usadel.decay(E) * x))
    G, F = np.cosh(theta), np.sinh(theta)
    retarded, tau = np.moveaxis(np.array([[G, F], [-F, -G]]), 2, 0), np.diag([1.0, -1.0])
    advanced = -tau @ retarded.conj().swapaxes(1, 2) @ tau
    plus = (2 - np.trace(retarded @ advanced, axis1=1, axis2=2)) / 4
    minus = (2 - np.trace(tau @ retarded @ tau @ advanced, axis1=1, axis2=2)) / 4
    off = np.abs(np.cos(theta.imag) ** 2 - plus), np.abs(np.cosh(theta.real) ** 2 - minus)
    return np.asarray(np.maximum(*off) / (1 + np.abs(G) ** 2))


def _ratio_r(D_N: float, D_S: float) -> float:
    """r of leads that differ in nothing but D: g ∝ D."""
    return 4 * D_S / D_N * (D_N / D_S) ** 2


def _estimate_of_r() -> float:
    """r over D_N/D_S, of D_N/D_S from 1/100 to 100 the value farthest from one."""
    ratios = [_ratio_r(D_N, 1.0) / D_N for D_N in np.geomspace(0.01, 100, 9)]
    return float(max(ratios, key=lambda value: abs(np.log(value))))


@lru_cache(maxsize=4096)
def _angle(E: float, r: float, x: float) -> complex:
    """θ_N of infinite leads."""
    at = np.array([E])
    return complex((4 * np.arctanh(_node(at, np.array([r])) * np.exp(-usadel.decay(at) * x)))[0])


def _law_ratio(E: float) -> float:
    """D₊ of infinite leads over Eq. 11, of r = 0.1, 1, 10 and |x| ≤ ξ₀ the one farthest from one."""
    ratios = [
        np.cos(_angle(E, r, x).imag) ** 2 / (E * (x + np.sqrt(r)) ** 2)
        for r in (0.1, 1.0, 10.0)
        for x in (0.0, 0.5, 1.0)
    ]
    return float(max(ratios, key=lambda value: abs(value - 1)))


def _law_good_to() -> float:
    """E/Δ up to which Eq. 11 is within 10 % at the node and one ξ₀ from it, r = 1."""

    def off(E: float) -> float:
        return max(abs(np.cos(_angle(E, 1.0, x).imag) ** 2 / (E * (x + 1) ** 2) - 1) for x in (0.0, 1.0)) - 0.1

    return float(brentq(off, 1e-3, 0.9))


def _falls_at_node() -> float:
    E = np.geomspace(1e-6, 0.999, 400)
    return share(
        [np.diff(usadel.coefficients(_node(E, np.full_like(E, r)))[0]) > 0 for r in (0.01, 0.1, 1.0, 10.0, 100.0)]
    )


def _half_depth() -> float:
    """Distance in ξ_N at which D₊ = 1/2, r = 1: of E = 1e-4 … 0.1 Δ the value farthest from one."""
    depths = [
        np.sqrt(E) * brentq(lambda x, E=E: np.cos(_angle(E, 1.0, x).imag) ** 2 - 0.5, 0, 5 / np.sqrt(E))
        for E in (1e-4, 1e-3, 1e-2, 0.1)
    ]
    return float(max(depths, key=lambda value: abs(np.log(value))))


def _half_of(change: Callable[[complex], float], E: float) -> float:
    """Distance in ξ₀ within which half of ∫ change(θ) dx comes about, infinite wire, r = 1."""

    def part(end: float) -> float:
        return float(quad(lambda x: change(_angle(E, 1.0, x)), 0, end, epsrel=1e-8, limit=200)[0])

    whole = part(15 / np.sqrt(E))
    return float(brentq(lambda end: part(end) - whole / 2, 0, 5 / np.sqrt(E), xtol=1e-5))


_E_TYPICAL = 0.1 / GAP_RATIO  # kT at T = 0.1 T_c


@lru_cache(maxsize=1)
def _heat_depth() -> float:
    return _half_of(lambda theta: 1 / np.cos(theta.imag) ** 2 - 1, _E_TYPICAL)


@lru_cache(maxsize=1)
def _charge_depth() -> float:
    """The same of the charge, in ξ_N."""
    return _half_of(lambda theta: 1 - 1 / np.cosh(theta.real) ** 2, _E_TYPICAL) * float(np.sqrt(_E_TYPICAL))


def _off_bulk(r: float, E: float = _E_TYPICAL) -> float:
    """|θ₀ − θ_B|/|θ_B| beside semi-infinite leads."""
    bulk = 4 * np.arctanh(usadel.bulk(np.array([E]), np.array([E - 1])))[0]
    return float(abs(_angle(E, r, 0.0) / bulk - 1))


def _left_at_contact(r: float, E: float = _E_TYPICAL) -> float:
    """|θ₀|/|θ_B|."""
    bulk = 4 * np.arctanh(usadel.bulk(np.array([E]), np.array([E - 1])))[0]
    return float(abs(_angle(E, r, 0.0) / bulk))


def _saturation(r: float = 1.0, length: float = 10.0) -> float:
    """D₊(0, E → 0) in units of E_Th/Δ."""
    wire = ProximityWire(r, length=length)
    return float(wire.diffusion_coefficients(1e-9, _COLD)[0] / wire.thouless_energy)


def _long_lead_error(waves: float = 10.0) -> float:
    """Largest deviation of D₊ from the full solution anywhere on a wire of L_N = waves·ξ_N, r = 1, E = 0.01 Δ."""
    length, E = waves / np.sqrt(0.01), 0.01
    x = np.linspace(0, length / 2, 41)
    full = np.cos(spectral_angle(E, _COLD, 1.0, x, length).imag) ** 2
    return float(max(abs(f - np.cos(_angle(E, 1.0, float(place)).imag) ** 2) for f, place in zip(full, x, strict=True)))


def _subgap_share(t: float = 0.1) -> float:
    """Part of κ that quasiparticles below Δ carry when a strip takes out 1 − 0.618 of them and none above."""
    beyond = float(andreev_barrier(t))
    return _CLEAN * (1 - beyond) / (_CLEAN * (1 - beyond) + beyond)


def _clean_ratio(t: float) -> float:
    """κ/κ_N of the clean wire at T/T_c: what enters the strip is lost with the probability of Andreev reflection.

    That is one below the gap, and above it ((E − √(E² − Δ²))/Δ)², which a clean and sharp boundary gives.
    """
    y = float(gap(t, 1.0) / (k_B * t))

    def weight(x: float) -> float:
        return float(3 / (2 * np.pi**2) * x**2 / np.cosh(x / 2) ** 2)

    below = quad(weight, 0, y, epsrel=1e-8)[0]
    above = quad(lambda x: weight(x) * (x / y - np.sqrt((x / y) ** 2 - 1)) ** 2, y, y + 60, epsrel=1e-8, limit=200)[0]
    return float(1 - (1 - _CLEAN) * (below + above))


def _clean_until() -> float:
    """T/T_c up to which that is within 10 % of its value in the cold."""
    return float(brentq(lambda t: _clean_ratio(t) / _CLEAN - 1.1, 0.1, 0.999))


def _strip_too_short() -> float:
    """T/T_c at which ξ₀ ~ ħv/Δ(T) reaches the length of a strip of ten times ξ₀(0)."""
    return float(brentq(lambda t: float(gap(t, 1.0, 1.0) / gap(_COLD, 1.0, 1.0)) - 0.1, 0.5, 0.999999))


CLAIMS = (
    Claim(
        id="bezuglyi2003-ballistic-subgap",
        place="p. 1",
        statement="In ballistic structures narrower than ξ₀ subgap quasiparticles may well dominate κ at low temperatures",
        compute=_subgap_share,
        allowed=(0.5, 1.0),
        unit="",
        why=lambda: (
            f"Their share at 0.1 T_c in a flat wire with mirror-like walls and a strip as wide as the wire: {_CLEAN:.3f} of the "
            f"subgap heat passes. At 0.5 T_c the share is {_subgap_share(0.5):.2f}. "
            "The geometry is ours; dominating means more than half."
        ),
    ),
    Claim(
        id="bezuglyi2003-ballistic-constant",
        place="p. 2",
        statement="κ/κ_N of the ballistic structure is independent of T, except near T_c where ξ₀ exceeds the strip's length",
        compute=_clean_until,
        allowed=(0.9, 1.0),
        unit="T_c",
        why=lambda: (
            "Temperature up to which κ/κ_N of the same model keeps its cold value to 10 %; above 0.9 T_c counts as near. "
            "Geometry alone decides for heat below the gap. Above it Andreev reflection fades (the sharp clean boundary is "
            f"counted), so κ/κ_N is {_clean_ratio(0.01):.2f} in the cold and {_clean_ratio(0.7):.2f} at 0.7 T_c. "
            f"The length of a strip of 10 ξ₀(0), with ξ₀ ∝ 1/Δ(T), matters from {_strip_too_short():.3f} T_c on only."
        ),
    ),
    Claim(
        id="bezuglyi2003-enhancement",
        place="p. 2",
        statement="In the diffusive case Andreev reflection grows, and heat flow falls, as the energy goes to zero",
        compute=_falls_at_node,
        allowed=(1.0, 1.0),
        unit="",
        why="Share of steps in E, up to Δ, and of r from 0.01 to 100 in which D₊ at the crossing of long leads falls with E.",
    ),
    Claim(
        id="bezuglyi2003-d-plus-minus",
        place="above Eq. 1",
        statement="D₊ = cos² Im θ and D₋ = cosh² Re θ",
        compute=lambda: share(_coefficients_by_matrices() < _ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=_AS_SHARE
        + "The other side is that of kinetic theory, traces of the retarded and the advanced matrix: ¼ tr(1 − g_R g_A) for "
        "energy and ¼ tr(1 − τ₃g_Rτ₃g_A) for charge.",
    ),
    Claim(
        id="bezuglyi2003-eq1-bulk",
        place="Eq. 1, below Eq. 10",
        statement="θ_B = Arctanh(Δ/E) is the spectral angle of the bulk",
        compute=lambda: share(_bulk_residual() < _ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=_AS_SHARE + "Below the gap the retarded branch is meant, Im θ_B = −π/2.",
    ),
    Claim(
        id="bezuglyi2003-eq8",
        place="Eq. 8",
        statement="tanh(θ_N/4) decays as exp(−|x|/ξ_N√i) in the normal lead",
        compute=lambda: share(_eq8_residual() < _ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=lambda: (
            _AS_SHARE + "The root divides: 1/√i = √(−i). Read as a factor, √(+i), the residual is "
            f"{_eq8_residual(np.sqrt(1j)).max():.0f} everywhere, because θ'' has the wrong sign."
        ),
    ),
    Claim(
        id="bezuglyi2003-eq9",
        place="Eqs. 7, 9",
        statement="tanh((θ_S − θ_B)/4) decays as exp(−y/ξ_S), ξ_S = √(ħD_S/2√(Δ² − E²)), in the superconducting lead",
        compute=lambda: share(_eq9_residual() < _ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=_AS_SHARE + "Above the gap 1/ξ_S² continues as −i√(E² − Δ²).",
    ),
    Claim(
        id="bezuglyi2003-eq10",
        place="Eq. 10 and p. 2",
        statement="θ₀ of Eq. 10 conserves the current, g_S ∂θ_S = ±2g_N ∂θ_N(∓0), with r = 4(D_S/D_N)(g_N/g_S)²",
        compute=lambda: share(_current_balance() < _ROUNDING),
        allowed=(1.0, 1.0),
        unit="",
        why=(
            _AS_SHARE + "It is the sum of the three outgoing spectral currents, relative to the wire's. Below the gap "
            "√(E − Δ) = +i√(Δ − E)."
        ),
    ),
    Claim(
        id="bezuglyi2003-r-estimate",
        place="Eq. 10",
        statement="r ~ D_N/D_S",
        compute=_estimate_of_r,
        allowed=(0.1, 10.0),
        unit="D_N/D_S",
        why=(
            "Worst of D_N/D_S from 0.01 to 100, leads of one cross-section and one density of states: g_N/g_S = D_N/D_S. "
            "The estimate drops a factor of 4; an order of magnitude either way is allowed."
        ),
    ),
    Claim(
        id="bezuglyi2003-long-leads",
        place="Eq. 7",
        statement="For L_N ≫ ξ_N the solutions for semi-infinite leads apply",
        compute=_long_lead_error,
        allowed=(0.0, 0.05),
        unit="",
        why=lambda: (
            "Largest error of D₊ anywhere in a wire of 10 ξ_N, r = 1; 0.05 is our bound. "
            f"In a wire of 3 ξ_N it is {_long_lead_error(3.0):.2f}."
        ),
    ),
    Claim(
        id="bezuglyi2003-depth",
        place="p. 3",
        statement="D₊ is suppressed within |x| ≲ ξ_N",
        compute=_half_depth,
        allowed=(0.3, 3.0),
        unit="ξ_N",
        why="Distance at which D₊ is back at one half, r = 1, the worst of E = 1e-4 … 0.1 Δ; within a factor of three counts.",
    ),
    Claim(
        id="bezuglyi2003-heat-depth",
        place="p. 3",
        statement="δR_Q comes from a vicinity of the crossing of the order of ξ₀",
        compute=_heat_depth,
        allowed=(0.2, 5.0),
        unit="ξ₀",
        why=(
            "Distance within which half of ∫(1/D₊ − 1)dx comes about, E = kT at 0.1 T_c, r = 1. By Eq. 11 it is √r ξ₀, so "
            "for r far from one it is not of the order of ξ₀."
        ),
    ),
    Claim(
        id="bezuglyi2003-charge-depth",
        place="p. 3",
        statement="The correction to the electric conductance forms over the much larger scale ξ_N",
        compute=_charge_depth,
        allowed=(0.2, 5.0),
        unit="ξ_N",
        why=lambda: (
            "Distance within which half of ∫(1 − 1/D₋)dx comes about, E = kT at 0.1 T_c, r = 1. It is "
            f"{_charge_depth() / np.sqrt(_E_TYPICAL) / _heat_depth():.1f} times the distance of the heat."
        ),
    ),
    Claim(
        id="bezuglyi2003-eq11",
        place="Eq. 11",
        statement="D₊ ≈ (E/Δ)(|x|/ξ₀ + √r)², and it turns to zero at E → 0",
        compute=lambda: _law_ratio(1e-4),
        allowed=(0.99, 1.01),
        unit="",
        why=lambda: (
            "D₊ of long leads over the law at E = 1e-4 Δ, the worst of |x| ≤ ξ₀ and r = 0.1, 1, 10. For r = 1 it is within "
            f"10 % up to E = {_law_good_to():.2f} Δ."
        ),
    ),
    Claim(
        id="bezuglyi2003-saturation",
        place="p. 3",
        statement="Below E_Th D₊ at the contact saturates at ~E_Th/Δ",
        compute=lambda: max((_saturation(r) / r for r in (0.1, 1.0, 10.0)), key=lambda value: abs(np.log(value))),
        allowed=(0.1, 10.0),
        unit="r E_Th/Δ",
        why=lambda: (
            "L_N = 10 ξ₀, of r = 0.1, 1 and 10 the value farthest from one, within a factor of ten. The chapter derives "
            f"(π²/2) r E_Th/Δ for long wires. As printed, r = 0.1, 1 and 10 have {_saturation(0.1):.2f}, {_saturation(1.0):.1f} "
            f"and {_saturation(10.0):.0f} E_Th/Δ."
        ),
        correction="With the factor r, as Eq. 11 has it at the contact.",
    ),
    Claim(
        id="bezuglyi2003-theta-small-r",
        place="comments to Fig. 3",
        statement="For r ≪ 1 the spectrum at the contact is almost that of the bulk, θ₀ ≈ θ_B",
        compute=lambda: _off_bulk(0.01),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "|θ₀ − θ_B|/|θ_B| at r = 0.01 and E = kT at 0.1 T_c. “≪” is a factor of 100 and “almost” a tenth. It grows towards "
            f"the gap, to {_off_bulk(0.01, 0.9):.2f} at 0.9 Δ."
        ),
    ),
    Claim(
        id="bezuglyi2003-theta-large-r",
        place="comments to Fig. 3",
        statement="For r ≫ 1 the proximity effect at the contact is suppressed, θ₀ → 0",
        compute=lambda: _left_at_contact(100.0),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "|θ₀|/|θ_B| at r = 100 and the same energy. What counts is rE ≫ Δ, not r ≫ 1: at r = 1000 it is "
            f"{_left_at_contact(1000.0):.2f}, and at 0.9 Δ and r = 100 {_left_at_contact(100.0, 0.9):.2f}. However large r is, "
            "low energies keep the effect."
        ),
    ),
)
