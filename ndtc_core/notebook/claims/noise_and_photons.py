"""Claims of the chapter *Noise, photons and a one-dimensional Stefan-Boltzmann law*: dey2023, Secs. I and II."""

from __future__ import annotations

import numpy as np
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad

from ...distributions import bose
from ...photonic import (
    SIGMA_SB_1D,
    heat_current,
    heat_current_resistive,
    thermal_wavelength,
    transmission,
)
from ..audit import Claim, share
from .samples import KELVINS, OHMS, PASSIVE, T_C_FILM


def _noise_into_matched_load() -> float:
    """Power per bandwidth that S_V drives into a matched load, over the mean energy of one mode summed level by level."""
    T, omega = 0.1, 2e10
    levels = (np.arange(500) + 0.5) * hbar * omega
    weights = np.exp(-levels / (k_B * T))
    S_V = 4 * hbar * omega * 50 * (bose(hbar * omega, T) + 0.5)
    return float(50 * S_V / (50 + 50) ** 2 / (levels @ weights / weights.sum()))


def _one_way(cut_off: float, half: float) -> float:
    """Eq. 1 for matched resistors at 0.1 K, up to ħω = cut_off · kT, with ``half`` added to n, in W."""
    integral = quad(lambda x: x * (1 / np.expm1(x) + half), 0, cut_off, points=[1, 10], epsabs=0, epsrel=1e-10)[0]
    return float((k_B * 0.1) ** 2 / (2 * pi * hbar) * integral)


def _unlike_elements_at_one_temperature() -> float:
    """Largest |Q̇_{S→D} − Q̇_{D→S}|/Q̇_{S→D}, both with the half, each from its own noise, among unlike impedances."""
    x = np.linspace(0.01, 40, 4000)
    omega = x * k_B * 0.1 / hbar
    Z_S, Z_D = 30 + 1j * omega * 1e-9, 80 / (1 + 1j * omega * 80 * 20e-15)
    S_V_over_R = 4 * hbar * omega * (bose(hbar * omega, 0.1) + 0.5)
    forth = np.trapezoid(Z_D.real * S_V_over_R * Z_S.real / np.abs(Z_S + Z_D) ** 2, omega)
    back = np.trapezoid(Z_S.real * S_V_over_R * Z_D.real / np.abs(Z_D + Z_S) ** 2, omega)
    return float(np.round(abs(forth - back) / forth, 12))


def _temperature_exponent() -> float:
    """d ln Q̇/d ln T_S between 0.2 and 0.4 K for a drain at 1 mK, by quadrature of Eq. 3."""
    low, high = heat_current(20.0, 50.0, [0.2, 0.4], 1e-3)
    return float(np.log(high / low) / np.log(2))


CLAIMS = (
    Claim(
        id="dey2023-thermal-wavelength",
        place="Sec. II",
        statement="The thermal photon wavelength λ_T = 2πħc/(kT) is 1.4 cm at 1 K.",
        compute=lambda: float(thermal_wavelength(1.0)) * 100,
        allowed=(1.35, 1.45),
        unit="cm",
        why="Two printed digits: anything that rounds to 1.4. This is the wavelength of a photon of energy kT in vacuum.",
    ),
    Claim(
        id="dey2023-lumped-elements",
        place="Sec. II, Fig. 3",
        statement="The electrodes are much shorter than λ_T.",
        compute=lambda: 6e-6 / float(thermal_wavelength(T_C_FILM)),
        allowed=(0, 0.01),
        unit="λ_T",
        why="The longest film (6 µm of titanium) at the highest temperature of interest, T_c = 0.4 K. "
        "We read “much shorter” as 1 % or less.",
    ),
    Claim(
        id="dey2023-johnson-nyquist",
        place="Sec. II",
        statement="The noise of an impedance is S_V = 4ħω Re Z (n + ½).",
        compute=_noise_into_matched_load,
        allowed=(1 - 1e-9, 1 + 1e-9),
        unit="",
        why="Power into a matched load per bandwidth dω/2π, over the mean energy of one oscillator, summed level by level. "
        "The factor 4 belongs to positive frequencies only.",
    ),
    Claim(
        id="dey2023-emitted-power-finite",
        place="Eq. 1",
        statement="Eq. 1 is the total power that the source radiates into the drain.",
        compute=lambda: _one_way(200, half=0) / _one_way(100, half=0),
        allowed=(0.999, 1.001),
        unit="",
        why="Growth of the integral when its cut-off is doubled from 100 to 200 kT/ħ, matched resistors.",
        correction="Without the ½. As printed, Eq. 1 grows with the square of the cut-off. Only Eq. 3 is a power.",
    ),
    Claim(
        id="dey2023-transmission-fraction",
        place="Eq. 2",
        statement="τ is a photon transmission coefficient.",
        compute=lambda: share(
            np.abs(
                transmission(*PASSIVE) + np.abs((PASSIVE[0] - np.conj(PASSIVE[1])) / (PASSIVE[0] + PASSIVE[1])) ** 2 - 1
            )
            < 1e-12
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of passive impedances in which transmitted and reflected power add up to one.",
    ),
    Claim(
        id="dey2023-symmetry",
        place="Sec. II",
        statement="The back-flow follows by symmetry: exchange S and D.",
        compute=lambda: share(np.abs(transmission(*PASSIVE) / transmission(*PASSIVE[::-1]) - 1) < 1e-12),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of passive impedances with the same τ in both directions.",
    ),
    Claim(
        id="dey2023-zero-point-cancels",
        place="Eq. 3",
        statement="The zero-point ½ of Eq. 1 drops out of the net heat current.",
        compute=_unlike_elements_at_one_temperature,
        allowed=(0, 1e-9),
        unit="",
        why="Net over one-way current, both with the ½, between 30 Ω + 1 nH and 80 Ω ∥ 20 fF at 100 mK each, up to 40 kT/ħ.",
    ),
    Claim(
        id="dey2023-net-current-sign",
        place="Sec. II",
        statement="Heat is exchanged whenever T_S ≠ T_D (from hot to cold).",
        compute=lambda: share(
            heat_current(OHMS[0, 0] + 0j, lambda omega, T: OHMS[1, 0] + 1j * omega * 1e-9, *KELVINS)
            * (KELVINS[0] - KELVINS[1])
            > 0
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of temperatures between 20 mK and 1 K in which Q̇ has the sign of T_S − T_D.",
    ),
    Claim(
        id="dey2023-resistive-closed-form",
        place="Sec. II, below Eq. 3",
        statement="For two resistors Eq. 3 gives Q̇ = τ₀πk²(T_S² − T_D²)/(12ħ).",
        compute=lambda: share(
            np.abs(heat_current(20.0, 50.0, *KELVINS) / heat_current_resistive(KELVINS[0], KELVINS[1], 40 / 49) - 1)
            < 1e-9
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of temperatures in which quadrature and closed form agree to 1e-9; 20 Ω and 50 Ω.",
    ),
    Claim(
        id="dey2023-square-law",
        place="Sec. II, below Eq. 3",
        statement="The heat current is proportional to T², as for a black body in one dimension.",
        compute=_temperature_exponent,
        allowed=(1.999, 2.001),
        unit="",
        why="Exponent of T_S between 0.2 and 0.4 K with the drain at 1 mK, by quadrature.",
    ),
    Claim(
        id="dey2023-sigma-1d",
        place="Sec. II, below Eq. 3",
        statement="The Stefan-Boltzmann constant in one dimension is πk²/(6ħ).",
        compute=lambda: 2 * _one_way(200, half=0) / 0.1**2 / (pi * k_B**2 / (6 * hbar)),
        allowed=(1 - 1e-9, 1 + 1e-9),
        unit="",
        why="Black-body emission at 0.1 K into one direction with two polarisations, by quadrature, over πk²T²/(6ħ).",
    ),
    Claim(
        id="dey2023-polarisation-half",
        place="footnote 48",
        statement="The heat current has an additional factor ½, due to polarisation.",
        compute=lambda: float(heat_current(50.0, 50.0, 0.4, 1e-6)) / (SIGMA_SB_1D * 0.4**2),
        allowed=(0.499999, 0.500001),
        unit="",
        why="Heat between matched resistors (drain at 1 µK), over σT². A pair of wires carries one polarisation of two.",
    ),
    Claim(
        id="dey2023-wavelength-centimetres",
        place="Sec. III",
        statement="The thermal wavelength is of the order of centimetres or larger.",
        compute=lambda: float(thermal_wavelength(T_C_FILM)) * 100,
        allowed=(1, float("inf")),
        unit="cm",
        why="At T_c = 0.4 K; any lower temperature makes it longer.",
    ),
)
