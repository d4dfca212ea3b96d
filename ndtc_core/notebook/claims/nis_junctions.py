"""Claims of the chapter *NIS junctions as temperature-dependent resistors*: pioldi2025, introduction, Eq. 1 and Fig. 1(c)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.constants import k as k_B
from scipy.special import expit

from ...bcs import density_of_states, gap, gap_self_consistent
from ...devices import NISDevice
from ...junction import resistance_ratio, resistance_slope
from ..audit import Claim, share
from .samples import GAMMA, SILVER, T_C_ALUMINIUM, WEAK_COUPLING

_RATIO = SILVER.gap_ratio  # Δ₀/kT_c, 1.764
_REDUCED = np.linspace(0.02, 0.999, 1959)  # T/T_c


def _states(t: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Energies E > 0 in units of kT_c and N_S(E) dE there, at T = t T_c: E = Δ + Γ sinh s resolves the peak at the edge."""
    edge, width = float(gap(t, 1.0)) / k_B, GAMMA * _RATIO
    nodes, weights = np.polynomial.legendre.leggauss(24)
    borders = np.linspace(-np.arcsinh(edge / width), np.arcsinh((60 * t + 5) / width), 41)
    s = (borders[:-1, None] + (nodes + 1) / 2 * np.diff(borders)[:, None]).ravel()
    ds = (np.diff(borders)[:, None] / 2 * weights).ravel()
    energy = edge + width * np.sinh(s)
    return energy, density_of_states(energy * k_B, edge * k_B, width * k_B) * width * np.cosh(s) * ds


def _ohmic() -> float:
    """I R(T)/δV of Eq. 1 at eδV = 0.01 kT: the value farthest from 1 among 18 temperatures from 0.05 to 0.9 T_c."""
    found = []
    for t in np.linspace(0.05, 0.9, 18):
        energy, dN = _states(t)
        voltage = 0.01 * t
        current = (dN * (expit((voltage - energy) / t) - expit(-(voltage + energy) / t))).sum()
        found.append(float(current / voltage * resistance_ratio(t, 1.0, GAMMA)))
    return max(found, key=lambda value: abs(value - 1))


def _noise() -> float:
    """Noise 2e²(Γ₊ + Γ₋) of tunnelling electrons at V = 0 over 4kT/R: the value farthest from 1, as in ``_ohmic``."""
    found = []
    for t in np.linspace(0.05, 0.9, 18):
        energy, dN = _states(t)
        events = 2 * 2 * (dN * expit(energy / t) * expit(-energy / t)).sum()  # e²R₀(Γ₊ + Γ₋)/kT_c, both signs of E
        found.append(float(2 * events / (4 * t) * resistance_ratio(t, 1.0, GAMMA)))
    return max(found, key=lambda value: abs(value - 1))


def _same_for_all() -> float:
    """Share of T/T_c and T_c = 0.1, 0.4, 5 K at which R/R₀ equals that of T_c = 1.2 K to 1e-9, at equal Γ/Δ₀."""
    aluminium = resistance_ratio(_REDUCED * T_C_ALUMINIUM, T_C_ALUMINIUM, GAMMA)
    T_c = np.array([[0.1], [0.4], [5.0]])
    return share(np.abs(resistance_ratio(_REDUCED * T_c, T_c, GAMMA) / aluminium - 1) < 1e-9)


def _visible_below(first: float, second: float, least: float = 0.1) -> float:
    """Highest T/T_c at which R for the first broadening exceeds R for the second by more than so many decades."""
    decades = np.log10(resistance_ratio(_REDUCED, 1.0, first) / resistance_ratio(_REDUCED, 1.0, second))
    return float(_REDUCED[decades > least][-1])


def _drop_with(gamma: float, power: float = 1e-13) -> float:
    """δT in K of the silver device, first setup."""
    return float(NISDevice.silver(gamma=gamma).temperature_drop(power, setup=1))


def _left_with_tenfold_gamma(power: float) -> float:
    """That δT with ten times the Γ, in per cent of itself."""
    return 100 * _drop_with(10 * GAMMA, power) / _drop_with(GAMMA, power)


CLAIMS = (
    Claim(
        id="pioldi2025-nj-sensitivity",
        place="introduction",
        statement="The charge transport of NIS junctions is significantly sensitive to temperature.",
        compute=lambda: float(resistance_slope(_REDUCED, 1.0, GAMMA).min()),
        allowed=(-np.inf, -1),
        unit="",
        why="Steepest d ln R/d ln T for Γ = 1e-4 Δ₀. We read “significantly” as: R falls faster than 1/T.",
    ),
    Claim(
        id="pioldi2025-nj-linear-response",
        place="Eq. 1",
        statement="For a small voltage δV the quasiparticle current is δV/R(T).",
        compute=_ohmic,
        allowed=(0.9999, 1.0001),
        unit="",
        why="The printed integral at eδV = 0.01 kT times R/δV, farthest from 1 among 18 temperatures from 0.05 to 0.9 T_c. Small "
        "means eδV ≪ kT: the first correction is (eδV/kT)²/6.",
    ),
    Claim(
        id="pioldi2025-nj-gap-ratio",
        place="below Eq. 1",
        statement="The BCS gap at zero temperature is 1.764 kT_c.",
        compute=lambda: float(gap_self_consistent(0.02, 1.0, WEAK_COUPLING) / k_B),
        allowed=(1.7635, 1.7645),
        unit="kT_c",
        why="Four printed digits. The weak-coupling value is π e^(−γ), with Euler's constant γ.",
    ),
    Claim(
        id="pioldi2025-nj-gap-formula",
        place="below Eq. 1",
        statement="Δ(T) ≈ 1.764 kT_c tanh(1.74 √(T_c/T − 1)).",
        compute=lambda: (
            100
            * float(np.max(np.abs(gap(_REDUCED, 1.0, _RATIO) / gap_self_consistent(_REDUCED, 1.0, WEAK_COUPLING) - 1)))
        ),
        allowed=(0, 3),
        unit="%",
        why="Largest deviation from the gap equation. The paper gives no accuracy: 3 % is what dey2023 say of the same formula.",
    ),
    Claim(
        id="pioldi2025-nj-universal",
        place="text on Fig. 1(c)",
        statement="R/R₀ as a function of T/T_c is universal, independent of the specific superconductor.",
        compute=_same_for_all,
        allowed=(1, 1),
        unit="",
        why="Share of 1959 temperatures at which superconductors with T_c = 0.1, 0.4, 1.2 and 5 K agree to 1e-9. It holds at "
        "equal Γ/Δ₀ and for weak coupling, Δ₀ = 1.764 kT_c, which is what “BCS” means.",
    ),
    Claim(
        id="pioldi2025-nj-gamma-cold-only",
        place="text on Fig. 1(c)",
        statement="R/R₀ depends on Γ only for T ≲ 0.2 T_c (the paper's Γ against none).",
        compute=lambda: _visible_below(0.0, GAMMA),
        allowed=(0, 0.25),
        unit="T_c",
        why=lambda: (
            "T/T_c below which the curves for Γ = 0 and 1e-4 Δ₀ part by a tenth of a decade, as much as one sees in the "
            "logarithmic figure. We read “≲ 0.2” as up to 0.25. At 1 % instead the border is "
            f"{_visible_below(0.0, GAMMA, np.log10(1.01)):.2f}."
        ),
    ),
    Claim(
        id="pioldi2025-nj-gamma-cold-only-tenfold",
        place="text on Fig. 1(c)",
        statement="R/R₀ depends on Γ only for T ≲ 0.2 T_c (two values of Γ).",
        compute=lambda: _visible_below(GAMMA, 10 * GAMMA),
        allowed=(0, 0.25),
        unit="T_c",
        why=lambda: (
            "T/T_c below which the curves for Γ = 1e-4 and 1e-3 Δ₀ part by a tenth of a decade. The second value is our choice, "
            "the text names only the first. The border rises with Γ: between 1e-4 and 1e-2 Δ₀ it stands at "
            f"{_visible_below(GAMMA, 100 * GAMMA):.2f}."
        ),
    ),
    Claim(
        id="pioldi2025-nj-typical-operation",
        place="text on Fig. 1(c)",
        statement="The device typically operates at T > 0.2 T_c.",
        compute=lambda: share(np.linspace(0.01, 0.5, 4901) > 0.2 * T_C_ALUMINIUM),
        allowed=(0.5, 1),
        unit="",
        why="Share of the T_R axis of Fig. 2 (10 to 500 mK) above 240 mK. “Typically” is more than half. T_L = 500 mK always is.",
    ),
    Claim(
        id="pioldi2025-nj-robust",
        place="text on Fig. 1(c)",
        statement="The results are quite robust to variations of Γ (δT at 100 fW, ten times larger Γ).",
        compute=lambda: 100 - _left_with_tenfold_gamma(1e-13),
        allowed=(-20, 20),
        unit="%",
        why=lambda: (
            "Loss of δT for silver, first setup (c = 50 fF/µm²). We read “quite robust” as: a fifth at most for a "
            f"factor of ten. Of the δT {100 * _drop_with(100 * GAMMA) / _drop_with(GAMMA):.0f} % is left at Γ = 1e-2 Δ₀."
        ),
    ),
    Claim(
        id="pioldi2025-nj-robust-small-input",
        place="text on Fig. 1(c)",
        statement="The results are quite robust to variations of Γ (δT at 10 fW, ten times larger Γ).",
        compute=lambda: 100 - _left_with_tenfold_gamma(1e-14),
        allowed=(-20, 20),
        unit="%",
        why=lambda: (
            "The same at the smallest input of the paper's summary. δT compares with T_R = 10 mK, far below 0.2 T_c, where Γ "
            "alone decides how much the cold junction takes, and with the tenfold Γ T_L falls no more as T_R rises. At 30 fW "
            f"{_left_with_tenfold_gamma(3e-14):.0f} % of δT is left, at 1000 fW {_left_with_tenfold_gamma(1e-12):.0f} %."
        ),
    ),
    Claim(
        id="pioldi2025-nj-fluctuation-dissipation",
        place="below Eq. 3",
        statement="The fluctuation-dissipation theorem gives the noise of an NIS junction in equilibrium, in the linear regime.",
        compute=_noise,
        allowed=(0.999999, 1.000001),
        unit="",
        why="Low-frequency noise of independent tunnelling events at V = 0, from the golden rule, over 4kT/R: the value "
        "farthest from 1 among 18 temperatures.",
    ),
)
