"""Claims of the chapter *Are the leads of an NDTC device heat-tight?*: the mirror of bezuglyi2003, the lines of both devices."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.constants import c as c_light
from scipy.constants import e as e_charge
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import expit

from ... import usadel
from ...bcs import gap
from ...distributions import bose, fermi_tail
from ...domain import Array
from ...mattis_bardeen import film_impedance
from ...photonic import transmission
from ...proximity import andreev_barrier
from ...superconducting_line import heat_current, spectral_conductance
from ..audit import Claim, share
from .samples import FILM_DEVICE, GAP_RATIO, SILVER, T_C_ALUMINIUM, T_DRAIN, T_LEFT

_AREA = 200e-9 * 40e-9  # m², of a line; the papers print no sizes, these are ours
_AL, _NB = 5e-8 * 10e-6 / _AREA, 15e-8 * 10e-6 / _AREA  # Ω, 10 µm of aluminium and of niobium, 5 and 15 µΩ cm
_T_NB = 9.2  # K
_T_RIGHT = 0.28  # K, of pioldi2025, where the photon current rises
_WORK = np.linspace(0.3, 0.4, 26)  # K, source temperatures of the fall, the last one T_c of the film


def _over_photons(T_c: float, R: float, worst: bool = True) -> float:
    """Leak of two lines over the photon current of the film device where it falls: worst or mean case."""
    T = _WORK[_WORK >= 0.34]
    ratios = 2 * heat_current(T, T_DRAIN, T_c, R) / FILM_DEVICE.heat_current(T, T_DRAIN)
    return float(ratios.max() if worst else ratios.mean())


@lru_cache
def _circuit() -> tuple[Array, Array, NDArray[np.complex128]]:
    """Angular frequencies, weights in J/s of a photon, film impedances (temperature, frequency)."""
    omega = np.geomspace(1e-5, 11.0, 200) * k_B / hbar
    film_gap = gap(_WORK, FILM_DEVICE.T_c, FILM_DEVICE.gap_ratio)[:, None]
    weight = np.log(omega[1] / omega[0]) * hbar * omega**2 / (2 * pi)
    return omega, weight, film_impedance(omega, _WORK[:, None], film_gap, FILM_DEVICE.R_film)


def _photons(inductance: float) -> Array:
    """Photon current of the film device at the working temperatures with an inductance in H in its loop."""
    omega, weight, film = _circuit()
    tau = transmission(FILM_DEVICE.R_drain + film + 1j * omega * inductance, FILM_DEVICE.R_drain)
    return (weight * tau * (bose(hbar * omega, _WORK[:, None]) - bose(hbar * omega, T_DRAIN))).sum(axis=1)


def _left_by_line(length: float) -> float:
    """Share of the fall of the heat current that a 50 Ω line of that length in m with the speed of light leaves."""
    omega, weight, film = _circuit()
    t, R_D = 1j * np.tan(omega * length / c_light), FILM_DEVICE.R_drain
    drain = 50 * (R_D + 50 * t) / (50 + R_D * t)
    tau = transmission(R_D + film, np.broadcast_to(drain, film.shape))
    Q = (weight * tau * (bose(hbar * omega, _WORK[:, None]) - bose(hbar * omega, T_DRAIN))).sum(axis=1)
    ideal = _photons(0.0)
    return float((Q.max() - Q[-1]) / (ideal.max() - ideal[-1]))


def _inductance(T_c: float, R: float) -> float:
    """Kinetic inductance of two lines."""
    return float(2 * hbar * R / (pi * GAP_RATIO * k_B * T_c))


def _best_survival(T_c: float) -> float:
    """Largest share of the fall of the heat current that lines of any shape leave, in per cent."""
    ideal = _photons(0.0)
    leak_1 = 2 * heat_current(_WORK, T_DRAIN, T_c, 1.0)  # of lines of 1 Ω
    totals = (_photons(_inductance(T_c, R)) + leak_1 / R for R in np.geomspace(1e-2, 1e5, 71))
    return float(100 * max((total.max() - total[-1]) / (ideal.max() - ideal[-1]) for total in totals))


def _loss(T_c: float, R: float) -> float:
    """Largest share in per cent of the loop's resistance that sits in two lines, at ħω = kT, at the working temperatures."""
    lines = film_impedance(k_B * _WORK / hbar, _WORK, gap(_WORK, T_c), 2 * R)
    return float(100 * (lines.real / (2 * FILM_DEVICE.R_drain)).max())


def _subgap_share(width: float) -> float:
    """Smallest share of the heat below the gap at 0.1, 0.2 and 0.3 T_c; a narrow inset passes all energies above it."""
    e = np.linspace(0.05, 0.95, 7)
    passed = spectral_conductance(e, width)
    shares = []
    for t in (0.1, 0.2, 0.3):
        y = float(gap(t, 1.0)) / (k_B * t)
        below = quad(lambda x, y=y: x * expit(-x) * np.interp(x / y, e, passed), 0, y, epsabs=0, epsrel=1e-8)[0]
        shares.append(below / (below + float(fermi_tail(y))))
    return float(min(shares))


def _mirror_width(t: float = 0.25) -> float:
    """Width in ξ₀ from which less than a tenth of the heat passes below the gap."""
    y = float(gap(t, 1.0)) / (k_B * t)
    s = (np.arange(4000) + 0.5) / 4000
    e = 1 - s**4  # midpoint rule: the edge is a fourth root

    def excess(width: float) -> float:
        passed = np.minimum(usadel.two_tails(e, -(s**4), width), 1.0)
        below = np.mean(4 * s**3 * e * y**2 * expit(-e * y) * passed)
        return float(below - 0.1 * (below + float(fermi_tail(y))))

    return float(brentq(excess, 4, 200))


def _mirror_leak(T_hot: float, T_cold: float, photons: float) -> float:
    """Heat below the gap along two aluminium lines of 10 µm over the photon current in W, in per cent."""
    diffusion = pi**2 * k_B**2 / (3 * e_charge**2) / (5e-8 * 135)  # Wiedemann-Franz and Kittel's heat capacity
    delta = float(gap(T_hot, T_C_ALUMINIUM))
    width = 10e-6 / np.sqrt(hbar * diffusion / (2 * delta))
    s = (np.arange(4000) + 0.5) / 4000 * 0.2  # E = Δ(1 − s⁴): further below nothing passes
    e = 1 - s**4
    passed = np.minimum(usadel.two_tails(e, -(s**4), width), 1.0)
    difference = expit(-e * delta / (k_B * T_hot)) - expit(-e * delta / (k_B * T_cold))
    heat = 0.2 * np.mean(4 * s**3 * e * difference * passed) * delta**2 * 2 / (e_charge**2 * _AL)
    return float(100 * 2 * heat / photons)


def _nis_leak(T_c: float, R: float) -> float:
    """Leak of two lines over the photon current of the silver device at 500 and 280 mK, where the latter rises."""
    return float(2 * heat_current(T_LEFT, _T_RIGHT, T_c, R) / SILVER.heat_current(T_LEFT, _T_RIGHT))


def _prefactor(t: float) -> float:
    """d ln(κ e^{Δ/kT})/d ln T of Andreev's formula with the gap at T = 0."""
    T = t * np.array([0.99, 1.01])
    kappa = T * andreev_barrier(T)
    y = gap(T, 1.0) / (k_B * T)
    return float(np.diff(np.log(kappa) + y)[0] / np.diff(np.log(T))[0])


def _activation(t: float) -> float:
    """−d ln κ/d(1/kT) of Andreev's formula in units of Δ(0)."""
    T = t * np.array([0.99, 1.01])
    return float(-np.diff(np.log(T * andreev_barrier(T)))[0] / np.diff(1 / T)[0] / GAP_RATIO)


CLAIMS = (
    Claim(
        id="dey2023-leads-heat-aluminium",
        place="Sec. III",
        statement="The gap suppresses heat conduction by quasiparticles from source to drain, so that photons dominate in the "
        "relevant range (aluminium lines).",
        compute=lambda: _over_photons(T_C_ALUMINIUM, _AL),
        allowed=(0, 1),
        unit="× photons",
        why=lambda: (
            "Leak of two lines of 10 µm × 200 nm × 40 nm (our choice, none is printed), 5 µΩ cm, over Q̇ between 340 and "
            f"400 mK, worst case; the mean is {_over_photons(T_C_ALUMINIUM, _AL, worst=False):.0f}. A line of normal metal would "
            "carry more still, but aluminium at a third of its T_c is not cold."
        ),
    ),
    Claim(
        id="dey2023-leads-heat-niobium",
        place="Sec. III",
        statement="The gap suppresses heat conduction by quasiparticles from source to drain, so that photons dominate in the "
        "relevant range (niobium lines).",
        compute=lambda: _over_photons(_T_NB, _NB),
        allowed=(0, 1),
        unit="× photons",
        why="The same with 9.2 K and 15 µΩ cm.",
    ),
    Claim(
        id="dey2023-leads-any-shape-aluminium",
        place="Sec. III",
        statement="Wires can be realised with aluminium (any cross-section and resistivity, up to 0.1 mm long).",
        compute=lambda: _best_survival(T_C_ALUMINIUM),
        allowed=(50, 101),
        unit="%",
        why="Largest share of the fall of the heat current before T_c that is left with leak and kinetic inductance of the "
        "lines, over all R_N from 10 mΩ to 100 kΩ. Lines tight enough are so inductive that they block the photons. In longer "
        "lines phonons take up the heat, which the source then loses all the same.",
    ),
    Claim(
        id="dey2023-leads-any-shape-thin-aluminium",
        place="Sec. III, ref. 55",
        statement="Wires can be realised with aluminium; thin films have T_c up to 3 K (any cross-section and resistivity).",
        compute=lambda: _best_survival(3.0),
        allowed=(50, 101),
        unit="%",
        why=lambda: (
            "The same with T_c = 3 K. A line of 62.5 Ω then leaks less than the photons carry, "
            f"{_over_photons(3.0, _AL):.2f} of it at worst, but the leak grows faster towards 400 mK than the photons fall."
        ),
    ),
    Claim(
        id="dey2023-leads-any-shape-niobium",
        place="Sec. III",
        statement="Wires can be realised with niobium; its kinetic inductance can be made negligible by a suitable geometry.",
        compute=lambda: _best_survival(_T_NB),
        allowed=(95, 101),
        unit="%",
        why="The same with T_c = 9.2 K.",
    ),
    Claim(
        id="dey2023-leads-lossless-aluminium",
        place="Sec. III",
        statement="The gap suppresses ac losses of the lines (aluminium).",
        compute=lambda: _loss(T_C_ALUMINIUM, _AL),
        allowed=(0, 5),
        unit="%",
        why="Largest Re Z of both lines, 10 µm each, over the 2R_D of the loop for photons of ħω = kT, 300 to 400 mK, by Mattis "
        "and Bardeen. Losses of aluminium are no problem, its heat conduction is.",
    ),
    Claim(
        id="dey2023-leads-mirror",
        place="Sec. III",
        statement="Direct conduction of heat between electrodes and wire is suppressed by Andreev mirroring.",
        compute=lambda: _mirror_leak(0.36, T_DRAIN, float(FILM_DEVICE.heat_current(0.36, T_DRAIN))),
        allowed=(0, 1),
        unit="%",
        why="Heat below the gap along two aluminium lines of 10 µm over Q̇, T_S = 360 mK, T_D = 30 mK. The mirror works below the "
        "gap; what passes the wires of the paper goes over it.",
    ),
    Claim(
        id="dey2023-leads-phase",
        place="Sec. III",
        statement="Phase shifts along the wires are negligible, since they are much shorter than the thermal wavelength.",
        compute=lambda: _left_by_line(10e-6),
        allowed=(0.95, 1.05),
        unit="",
        why=lambda: (
            "Share of the fall of Q̇ before T_c that a line of 10 µm and 50 Ω (both ours, none is printed) leaves; we read "
            "“negligible” as 5 %. Much shorter than centimetres is not enough: beside resistors of 3 Ω the line acts as an "
            f"inductance, and 0.1 mm leaves {_left_by_line(1e-4):.2f}, 1 mm {_left_by_line(1e-3):.2f}."
        ),
    ),
    Claim(
        id="pioldi2025-lines-mirror",
        place="before Eq. 1",
        statement="Clean contacts of the lines with normal metal are perfect mirrors at subgap energies.",
        compute=lambda: _mirror_leak(T_LEFT, _T_RIGHT, float(SILVER.heat_current(T_LEFT, _T_RIGHT))),
        allowed=(0, 1),
        unit="%",
        why="Heat below the gap along two aluminium lines of 10 µm over J_γ, T_L = 500 mK, T_R = 280 mK. What passes comes "
        "within a millionth of the gap's edge.",
    ),
    Claim(
        id="pioldi2025-lines-quasiparticles",
        place="before Eq. 1",
        statement="Superconducting lines suppress heat transport by quasiparticles; one superconductor serves for "
        "junctions and lines (aluminium).",
        compute=lambda: _nis_leak(T_C_ALUMINIUM, _AL),
        allowed=(0, 1),
        unit="× photons",
        why=lambda: (
            "Leak of two aluminium lines of 10 µm × 200 nm × 40 nm (our choice) over J_γ at 500 and 280 mK. It would "
            f"take {10e-3 * _nis_leak(T_C_ALUMINIUM, _AL):.0f} mm of line to make them equal, phonons aside. The paper asks "
            "for a larger gap only where the lines touch a superconductor."
        ),
    ),
    Claim(
        id="pioldi2025-lines-niobium",
        place="before Eq. 1",
        statement="Superconducting lines suppress heat transport by quasiparticles (niobium).",
        compute=lambda: _nis_leak(_T_NB, _NB),
        allowed=(0, 1),
        unit="× photons",
        why="The same with niobium.",
    ),
    Claim(
        id="bezuglyi2003-mirror-blocks",
        place="p. 1",
        statement="A thick superconducting layer blocks heat below Δ; only quasiparticles with E > Δ take part "
        "(intermediate state).",
        compute=lambda: share(
            [*(spectral_conductance([0.1, 0.5], 14.0) < 1e-3), spectral_conductance(2.0, 14.0) > 0.9]
        ),
        allowed=(1, 1),
        unit="",
        why="Share of three energies, 0.1 Δ, 0.5 Δ (less than 0.1 % of the normal heat must pass) and 2 Δ (more than 90 %), of a "
        "diffusive layer of 14 ξ₀ between normal metal, Usadel equation.",
    ),
    Claim(
        id="bezuglyi2003-mirror-activated",
        place="p. 1",
        statement="For T ≪ Δ Andreev's thermal conductance is nearly exponential, κ ~ T exp(−Δ/T): the exponential.",
        compute=lambda: _activation(0.1),
        allowed=(0.9, 1.1),
        unit="Δ(0)",
        why="Activation energy −d ln κ/d(1/T) of the formula behind the dashed curves of Fig. 3, at 0.1 T_c.",
    ),
    Claim(
        id="bezuglyi2003-mirror-prefactor",
        place="p. 1",
        statement="For T ≪ Δ Andreev's thermal conductance is nearly exponential, κ ~ T exp(−Δ/T): the factor T.",
        compute=lambda: _prefactor(0.1),
        allowed=(0.5, 1.5),
        unit="",
        why=lambda: (
            "Local power of κ exp(Δ/T) at 0.1 T_c, same formula. The limit is −1, from κ/κ_N ≃ (6/π²)(Δ/T)² exp(−Δ/T) "
            f"and κ_N ∝ T; at 0.05 T_c it is −{-_prefactor(0.05):.2f}. We read the print as a statement about the power as well."
        ),
    ),
    Claim(
        id="bezuglyi2003-narrow-inset",
        place="p. 1",
        statement="For w < ξ₀ quasiparticles below the gap may well dominate the heat at low temperature (inset geometry, "
        "w = 0.4 ξ₀).",
        compute=lambda: _subgap_share(0.4),
        allowed=(0.5, 1),
        unit="",
        why="Smallest share of the heat below the gap at 0.1, 0.2 and 0.3 T_c, diffusive inset between normal metal.",
    ),
    Claim(
        id="bezuglyi2003-mirror-width",
        place="p. 1",
        statement="The macroscopic picture of an Andreev barrier requires w ≫ ξ₀.",
        compute=_mirror_width,
        allowed=(5, np.inf),
        unit="ξ₀",
        why="Width of an inset from which less than a tenth of the heat passes below the gap, at 0.25 T_c. We read ≫ as five "
        "times or more. The colder, the wider.",
    ),
)
