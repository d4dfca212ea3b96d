"""Claims of the chapter *Cooling by phonons*: what pioldi2025 says about electrons and phonons."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar
from scipy.special import zeta

from ...bcs import gap
from ...devices import NISDevice
from ...domain import Array
from ...electron_phonon import normal_metal, superconductor
from ..audit import Claim, share
from .samples import INAS, SIGMA_COPPER, SILVER, T_BATH, T_C_ALUMINIUM, T_LEFT, to_phonons


def _photons(device: NISDevice, T_left: Array) -> tuple[Array, Array]:
    """J_γ in W at T_R = 10 mK and its maximum over T_R, for each T_left."""
    T = T_left[:, None]
    currents = device.heat_current(T, T_BATH + (T - T_BATH) * np.linspace(0, 1, 201))
    return currents[:, 0], currents.max(axis=1)


def _photons_over_phonons(device: NISDevice, T: float) -> float:
    return float(_photons(device, np.array([T]))[1][0] / to_phonons(device, T))


def _matched_ratio_grows_on_cooling() -> float:
    T = np.geomspace(0.1, 1.0, 91)
    ratio = pi * k_B**2 / (12 * hbar) * (T**2 - T_BATH**2) / to_phonons(SILVER, T)
    return share(np.diff(ratio) < 0)


def _normal_law_from_its_integral() -> float:
    """∫ w⁴ [n(w) − n(w T/T_bath)] dw/24ζ(5) over 1 − (T_bath/T)⁵ for T = 2 T_bath."""
    value = quad(lambda w: w**4 * (1 / np.expm1(w) - np.exp(-2 * w) / -np.expm1(-2 * w)), 0, 80, epsabs=0, epsrel=1e-11)
    return float(value[0] / (24 * zeta(5)) / (1 - 2.0**-5))


def _timofeev(T: float, T_bath: float, delta: float, nodes: int = 600) -> float:
    """The printed double integral over ΣVT⁵ with coth of the phonon energy; delta = Δ/kT; midpoint rule in ξ, E = ±√(ξ² + Δ²)."""
    unit = max(delta, 1.0)
    L = np.arcsinh(45 / unit)
    u = (np.arange(nodes) + 0.5) / nodes * 2 * L - L
    xi, step = unit * np.sinh(u), unit * np.cosh(u) * 2 * L / nodes
    energy = np.sign(xi) * np.hypot(xi, delta)
    E, E_2 = energy[:, None], energy[None, :]
    w = E_2 - E
    off = w != 0
    w = np.where(off, w, 1.0)
    t, t_2 = np.tanh(E / 2), np.tanh(E_2 / 2)
    bracket = np.where(off, t * t_2 - 1 - (t - t_2) / np.tanh(w * T / (2 * T_bath)), 0.0)
    integrand = E * np.sign(w) * w**2 * bracket * (1 - delta**2 / (E * E_2))
    return float((step[:, None] * step * integrand).sum() / (96 * zeta(5)))


def _against_the_other_form() -> float:
    """Worst ratio of the double integral to the form of dey2023, over four pairs of temperatures."""
    ratios = [
        _timofeev(T, T_bath, float(gap(T, T_C_ALUMINIUM)) / (k_B * T))
        * T**5
        / float(superconductor(T, T_bath, 1.0, 1.0, T_C_ALUMINIUM))
        for T, T_bath in ((0.3, 0.01), (0.5, 0.01), (0.5, 0.4), (1.0, 0.3))
    ]
    return float(max(ratios, key=lambda r: abs(r - 1)))


@cache
def _largest_change_with_broadening() -> float:
    """Largest relative change of the flow to the phonons above 0.2 T_c when Γ goes from 1e-4 to 1e-3 Δ₀, both devices."""
    T = np.array([0.24, 0.3, 0.5, 0.8, 1.1])
    changes = [
        np.abs(to_phonons(device, T, gamma=1e-3) / to_phonons(device, T, gamma=1e-4) - 1) for device in (SILVER, INAS)
    ]
    return float(np.max(changes))


@cache
def _best_left_temperature() -> float:
    """T_L in K at which the silver device's (largest J_γ)/(heat to phonons) has its maximum."""
    best = minimize_scalar(
        lambda T: -_photons_over_phonons(SILVER, T), bounds=(0.3, 0.8), method="bounded", options={"xatol": 1e-4}
    )
    return float(best.x)


def _worst_left_temperature() -> float:
    """T_L in K of the minimum of that ratio below its maximum."""
    worst = minimize_scalar(
        lambda T: _photons_over_phonons(SILVER, T), bounds=(0.2, 0.4), method="bounded", options={"xatol": 1e-3}
    )
    return float(worst.x)


def _over_copper(device: NISDevice) -> float:
    """Heat flow of the normal material per volume at 0.5 K over that of copper."""
    normal = normal_metal(0.5, T_BATH, device.coupling_normal, 1.0, device.exponent)
    return float(normal / normal_metal(0.5, T_BATH, SIGMA_COPPER, 1.0))


def _equal_phonons() -> float:
    """T_L in K above which InAs sheds more to phonons than silver."""
    return brentq(lambda T: float(to_phonons(INAS, T) - to_phonons(SILVER, T)), 0.7, 1.19)


def _swing_falls_against_phonons() -> float:
    T = np.linspace(0.5, 1.19, 70)
    falls = []
    for device in (SILVER, INAS):
        cold, best = _photons(device, T)
        falls.append(np.diff((best - cold) / to_phonons(device, T)) < 0)
    return share(falls)


def _given_back(device: NISDevice, T_bath: float | Array) -> Array:
    """Heat in W that phonons at T_bath return to a reservoir at 500 mK, more than at 10 mK."""
    return np.asarray(to_phonons(device, T_LEFT) - to_phonons(device, T_LEFT, T_bath))


CLAIMS = (
    Claim(
        id="pioldi2025-phonon-thermalisation",
        place="Introduction",
        statement="At sub-kelvin electron temperatures thermalisation with the phonons is significantly reduced.",
        compute=lambda: float(to_phonons(SILVER, 0.5) / to_phonons(SILVER, 1.0)),
        allowed=(0, 0.1),
        unit="",
        why="Flow to phonons at 0.5 K over that at 1 K, silver device. We read “significantly” as ten times or more.",
    ),
    Claim(
        id="pioldi2025-photons-progressively-relevant",
        place="Introduction",
        statement="On cooling, the photonic channel becomes progressively relevant.",
        compute=_matched_ratio_grows_on_cooling,
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of steps from 1 K down to 0.1 K in which (matched photons)/(phonons of the silver device) grows. A general "
            "statement, so a matched channel. Between the device's own junctions the ratio falls again from "
            f"{_best_left_temperature():.2f} to {_worst_left_temperature():.2f} K."
        ),
    ),
    Claim(
        id="pioldi2025-low-coupling-materials",
        place="before Fig. 3",
        statement="Silver and InAs were selected for their low electron-phonon couplings.",
        compute=lambda: max(_over_copper(device) for device in (SILVER, INAS)),
        allowed=(0, 0.5),
        unit="",
        why=lambda: (
            "The larger of the two flows per volume at 0.5 K (silver) over that of copper with Σ = 2e9 W m⁻³ K⁻⁵. “Low” is "
            f"read as half of this common metal or less. InAs has {100 * _over_copper(INAS):.2f} % of it."
        ),
    ),
    Claim(
        id="pioldi2025-normal-phonon-law",
        place="before Fig. 3",
        statement="Silver gives ΣV(Tⁿ − T_bathⁿ) with n = 5 to the phonons.",
        compute=_normal_law_from_its_integral,
        allowed=(1 - 1e-9, 1 + 1e-9),
        unit="",
        why="The integral over phonons with the kernel ε³, for T = 2 T_bath, over the law. The 6 of InAs is a measured "
        "exponent, which we take over.",
    ),
    Claim(
        id="pioldi2025-phonon-integral-normal-limit",
        place="before Fig. 3",
        statement="The heat from aluminium is ΣV/(96ζ(5)k⁵) times a double integral (in it coth(ε/2kT_bath)).",
        compute=lambda: _timofeev(1.0, 0.5, 0.0) / (1 - 0.5**5),
        allowed=(1 - 1e-3, 1 + 1e-3),
        unit="",
        why="The double integral for Δ = 0 and T = 2 T_bath over the normal metal's law.",
        correction="With coth(ε′/2kT_bath), the energy of the phonon. As printed, with the electron's energy, the integral "
        "grows as the fifth power of any cut-off, and heat flows at T = T_bath.",
    ),
    Claim(
        id="pioldi2025-phonon-integral-superconductor",
        place="before Fig. 3",
        statement="The same integral describes the superconductor, with the factor 1 − Δ²/(ε² + εε′).",
        compute=_against_the_other_form,
        allowed=(1 - 1e-4, 1 + 1e-4),
        unit="",
        why="Ratio to Eqs. 8-9 of dey2023 (prefactor 1/24ζ(5), single Bose and Fermi functions), the worst of four pairs of "
        "temperatures; ideal density of states.",
        correction="With coth(ε′/2kT_bath).",
    ),
    Claim(
        id="pioldi2025-phonons-robust-to-broadening",
        place="below Fig. 1",
        statement="The results are robust to variations of Γ, since T > 0.2 T_c.",
        compute=_largest_change_with_broadening,
        allowed=(0, 0.01),
        unit="",
        why="Only what concerns the phonons: largest relative change of their heat from the left reservoir when Γ goes from "
        "10⁻⁴ to 10⁻³ Δ₀, both devices, five temperatures from 0.2 T_c to 1.1 K. “Robust”: within 1 %.",
        correction="With NN′ − PP′ as coherence factor. With a broadened density of states the printed one has poles at ε = 0 "
        "and ε + ε′ = 0. Their principal values would make the cold aluminium's flow far too large.",
    ),
    Claim(
        id="pioldi2025-inas-couples-less",
        place="Fig. 3(d)-(e)",
        statement="InAsOI couples least to the substrate phonons.",
        compute=lambda: share([to_phonons(INAS, T) < to_phonons(SILVER, T) for T in np.linspace(0.1, 0.7, 61)]),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of T_L from 0.1 to 0.7 K in which the whole left reservoir of the InAs device sheds less to phonons than "
            f"that of the silver device. Above {_equal_phonons():.2f} K it is the other way round, because its aluminium is "
            "thicker."
        ),
    ),
    Claim(
        id="pioldi2025-best-left-temperature",
        place="Fig. 3(f)",
        statement="In silver photons stand best against phonons at T_L ≈ 500 mK.",
        compute=lambda: 1e3 * _best_left_temperature(),
        allowed=(450, 550),
        unit="mK",
        why=lambda: (
            "T_L at which (largest J_γ)/(heat to phonons) peaks above 0.3 K. We read “≈” as 10 %. The peak is flat: at 500 mK "
            f"phonons carry {1 / _photons_over_phonons(SILVER, T_LEFT):.2f} times as much as photons, at the peak "
            f"{1 / _photons_over_phonons(SILVER, _best_left_temperature()):.2f} times. The responsivity itself is another "
            "chapter's."
        ),
    ),
    Claim(
        id="pioldi2025-phonons-suppress-at-high-T",
        place="Fig. 3(f)-(g)",
        statement="At higher T_L the phonons suppress the influence of NDTC.",
        compute=_swing_falls_against_phonons,
        allowed=(1, 1),
        unit="",
        why="Share of steps from 0.5 to 1.19 K in which (J_γ at its maximum − J_γ at T_R = 10 mK)/(heat to phonons) falls, "
        "both devices.",
    ),
    Claim(
        id="pioldi2025-warm-bath-heats",
        place="Fig. 4",
        statement="A warmer phonon bath pushes the left reservoir towards higher temperatures, against NDTC.",
        compute=lambda: share(
            [np.diff(_given_back(device, np.linspace(0.01, 0.5, 50))) > 0 for device in (SILVER, INAS)]
        ),
        allowed=(1, 1),
        unit="",
        why="Share of steps of T_bath from 10 to 500 mK in which the phonons return more heat to a reservoir at 500 mK, both "
        "devices.",
    ),
    Claim(
        id="pioldi2025-warm-bath-inas",
        place="Fig. 4",
        statement="For InAsOI these changes are less significant, due to its minimal phonon coupling.",
        compute=lambda: float(_given_back(INAS, 0.35) / _given_back(SILVER, 0.35)),
        allowed=(0, 0.5),
        unit="",
        why="Heat that a bath at 350 mK returns to a reservoir at 500 mK, InAs device over silver device. “Less significant” "
        "is read as half or less.",
    ),
)
