"""Claims of the chapter *The superconductor's impedance*: dey2023, Sec. III and Eqs. 4-6."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.special import ellipe, ellipk

from ...bcs import gap, gap_self_consistent
from ...mattis_bardeen import conductivity, film_impedance
from ..audit import Claim, share
from .samples import FILM_DEVICE, T_C_FILM, WEAK_COUPLING

_R_FILM, _R_DRAIN = FILM_DEVICE.R_film, FILM_DEVICE.R_drain  # Ω, from the caption of Fig. 3: ρ l/A


def _film(T: ArrayLike, quantum: ArrayLike) -> NDArray[np.complex128]:
    """Z₀ of the published film in Ω at temperature T and photon energy ``quantum`` in units of kT_c."""
    return film_impedance(
        np.asarray(quantum) * k_B * T_C_FILM / hbar, T, gap(T, T_C_FILM, FILM_DEVICE.gap_ratio), _R_FILM
    )


def _reduced(w: float, t: float) -> complex:
    """σ₁ − iσ₂ at ħω = w Δ and kT = t Δ."""
    return complex(conductivity(w * 1e-23 / hbar, t * 1e-23 / k_B, 1e-23))


def _cold_closed_form(w: float) -> complex:
    """σ₁ − iσ₂ at T = 0 and ħω = w Δ > 2Δ from complete elliptic integrals."""
    m = ((w - 2) / (w + 2)) ** 2
    sigma_1 = (1 + 2 / w) * ellipe(m) - 4 / w * ellipk(m)
    return complex(sigma_1, -((1 + 2 / w) * ellipe(1 - m) + (2 / w - 1) * ellipk(1 - m)) / 2)


def _sigma_2_from_sigma_1(w: float, t: float) -> float:
    """σ₂ by Kramers-Kronig from σ₁ at all frequencies and the inertia of the condensate; units as in ``_reduced``."""
    here = _reduced(w, t).real

    def integrand(v: float) -> float:
        return (_reduced(v, t).real - here) / (v**2 - w**2)

    edges = (1e-7, 1e-3, 0.1, 2, 2.5, 10, 100, 1e4)
    parts = (quad(integrand, *pair, epsabs=0, epsrel=1e-7, limit=200)[0] for pair in pairwise(edges))
    tail = (1 - here) / 1e4
    return float(pi * np.tanh(1 / (2 * t)) / w - 2 * w / pi * (sum(parts) + tail))


def _gap_error() -> float:
    """Largest relative error of the printed gap, Δ₀ = 1.76 kT_c included, against the gap equation, in per cent."""
    T = np.linspace(0.02, 1, 2000)[:-1]
    return 100 * float(
        np.max(np.abs(gap(T, 1.0, FILM_DEVICE.gap_ratio) / gap_self_consistent(T, 1.0, WEAK_COUPLING) - 1))
    )


def _activation() -> float:
    """−d ln Re Z₀/d(1/kT) between 30 and 40 mK at ħω = 0.2 kT_c, over Δ₀."""
    colder, warmer = _film(np.array([0.03, 0.04]), 0.2).real
    return float(np.log(warmer / colder) / (1 / 0.03 - 1 / 0.04) / (FILM_DEVICE.gap_ratio * T_C_FILM))


def _kinetic_inductance(T: float) -> float:
    """L_k = ħR₀/(πΔ tanh(Δ/2kT)) of the film in H."""
    Delta = float(gap(T, T_C_FILM, FILM_DEVICE.gap_ratio))
    return float(hbar * _R_FILM / (pi * Delta * np.tanh(Delta / (2 * k_B * T))))


def _half_way() -> float:
    """Temperature over T_c at which Re Z₀ of the film reaches R₀/2 for ħω = kT_c."""
    T = np.linspace(0.3, T_C_FILM, 4001)
    return float(np.interp(_R_FILM / 2, _film(T, 1.0).real, T) / T_C_FILM)


CLAIMS = (
    Claim(
        id="dey2023-sharp-step",
        place="Sec. III",
        statement="The transition to the resistive state mimics a sharp step of the resistance at T_c.",
        compute=_half_way,
        allowed=(0.9, 1),
        unit="T_c",
        why="Temperature at which Re Z₀ = R₀/2 for a photon of ħω = kT_c. We read “sharp” as the upper tenth of T_c. The step is "
        "wider for photons of higher frequency.",
    ),
    Claim(
        id="dey2023-dissipation-negligible",
        place="Sec. III",
        statement="Below T_c dissipation in the superconductor is negligible, Re Z_S ~ R_D (far below T_c).",
        compute=lambda: float(1 + _film(0.2, 0.5).real / _R_DRAIN),
        allowed=(1, 1.1),
        unit="",
        why="Re Z_S/R_D at T_c/2 for a photon of ħω = kT_S, r = 36. We read “~” as 10 %. Colder is better.",
    ),
    Claim(
        id="dey2023-dissipation-negligible-350mK",
        place="Sec. III",
        statement="Below T_c dissipation in the superconductor is negligible, Re Z_S ~ R_D (at 350 mK, where NDTC is said "
        "to begin).",
        compute=lambda: float(1 + _film(0.35, 0.35 / T_C_FILM).real / _R_DRAIN),
        allowed=(1, 1.1),
        unit="",
        why="Re Z_S/R_D for a photon of ħω = kT_S, r = 36. Thermal quasiparticles dissipate well below T_c.",
    ),
    Claim(
        id="dey2023-normal-resistance",
        place="Sec. III",
        statement="Re Z_S = R_D + R₀ for T > T_c.",
        compute=lambda: share(_film(np.geomspace(T_C_FILM, 2, 50)[:, None], np.geomspace(0.01, 10, 50)) == _R_FILM),
        allowed=(1, 1),
        unit="",
        why="Share of temperatures from T_c to 2 K and photon energies from 0.01 to 10 kT_c at which Z₀ = R₀, without reactance.",
    ),
    Claim(
        id="dey2023-exponential-suppression",
        place="Sec. III",
        statement="At low temperature the gap suppresses ac losses exponentially.",
        compute=_activation,
        allowed=(0.9, 1.1),
        unit="Δ₀",
        why="Activation energy of Re Z₀ between 30 and 40 mK at ħω = 0.2 kT_c (aluminium and titanium differ only in T_c). An "
        "exponential with the gap in it has 1.",
    ),
    Claim(
        id="dey2023-pair-breaking-limit",
        place="Eq. 4",
        statement="σ₁ is given by Eq. 4.",
        compute=lambda: _reduced(3.0, 0.02).real / _cold_closed_form(3.0).real,
        allowed=(1 - 1e-9, 1 + 1e-9),
        unit="",
        why="σ₁ at ħω = 3Δ, T → 0, over the closed form in elliptic integrals.",
        correction="Upper limit of the second integral −Δ, printed Δ (the first version of the paper has −Δ). As printed, a cold "
        "film would give out power just above 2Δ.",
    ),
    Claim(
        id="dey2023-modulus-of-nu",
        place="Eq. 5",
        statement="σ₂ is given by Eq. 5.",
        compute=lambda: -_reduced(6.0, 0.3).imag / _sigma_2_from_sigma_1(6.0, 0.3),
        allowed=(0.9999, 1.0001),
        unit="",
        why="σ₂ at ħω = 6Δ, kT = 0.3Δ, over what Kramers-Kronig makes of σ₁.",
        correction="The modulus of ν means the imaginary root only: the numerator keeps its sign. With the literal modulus "
        "σ₂ falls too slowly above 2Δ.",
    ),
    Claim(
        id="dey2023-condensate-limit",
        place="Eq. 5",
        statement="The lower limit of Eq. 5 is the larger of −Δ and Δ − ħω.",
        compute=lambda: -_reduced(1.9, 0.3).imag / _sigma_2_from_sigma_1(1.9, 0.3),
        allowed=(0.9999, 1.0001),
        unit="",
        why="σ₂ at ħω = 1.9Δ, kT = 0.3Δ, over Kramers-Kronig; the claim above does the same on the other side of 2Δ.",
    ),
    Claim(
        id="dey2023-gap-ratio",
        place="Sec. III.A",
        statement="Δ₀ = 1.76 kT_c according to BCS theory.",
        compute=lambda: float(gap_self_consistent(0.02, 1.0, WEAK_COUPLING) / k_B),
        allowed=(1.755, 1.765),
        unit="kT_c",
        why="Three printed digits. The weak-coupling value is π e^(−γ), with Euler's constant γ.",
    ),
    Claim(
        id="dey2023-gap-formula",
        place="footnote 60",
        statement="The tanh form of the gap has an error smaller than 3 % at every temperature.",
        compute=_gap_error,
        allowed=(0, 3),
        unit="%",
        why="Largest deviation from the gap equation on 1999 temperatures from 0.02 T_c to T_c, the rounding to 1.76 included.",
    ),
    Claim(
        id="dey2023-gap-closes",
        place="Sec. III.A",
        statement="The gap closes like 1.74 √(1 − T/T_c) (the argument of the tanh).",
        compute=lambda: float(gap_self_consistent(1 - 1e-8, 1.0, WEAK_COUPLING) / (k_B * WEAK_COUPLING * 1e-4)),
        allowed=(1.735, 1.745),
        unit="",
        why="Δ/Δ₀ over √(1 − T/T_c) from the gap equation at 1 − T/T_c = 1e-8. Three printed digits.",
    ),
    Claim(
        id="dey2023-pair-breaking-threshold",
        place="Sec. III.A",
        statement="Photons break pairs only for ħω > 2Δ; otherwise thermal quasiparticles dissipate.",
        compute=lambda: round(_reduced(1.999, 0.02).real / _reduced(2.1, 0.02).real, 12),
        allowed=(0, 1e-9),
        unit="",
        why="σ₁ just below the edge over σ₁ 5 % above it, at kT = Δ/50, where hardly any quasiparticle is left.",
    ),
    Claim(
        id="dey2023-kinetic-inductance",
        place="Sec. III.A",
        statement="The film's kinetic inductance is that of Eq. 5.",
        compute=lambda: float(_film(0.2, 1e-3).imag / (1e-3 * k_B * T_C_FILM / hbar * _kinetic_inductance(0.2))),
        allowed=(0.999, 1.001),
        unit="",
        why="Im Z₀ over ωL_k, L_k = ħR₀/(πΔ tanh(Δ/2kT)), at T_c/2 and ħω = 0.001 kT_c.",
    ),
    Claim(
        id="dey2023-low-frequency-impedance",
        place="footnote 62",
        statement="At T = 0 and low frequency Z₀ ~ iħωR₀/(πΔ₀).",
        compute=lambda: abs(1 / _reduced(0.1, 0.02) / (0.1j / pi)),
        allowed=(0.99, 1.01),
        unit="",
        why="|Z₀| over the approximation at ħω = 0.1 Δ₀, T → 0.",
    ),
    Claim(
        id="dey2023-low-frequency-to-cutoff",
        place="footnote 62",
        statement="The same form serves in the average of τ over all frequencies up to 2Δ₀/ħ.",
        compute=lambda: abs(1 / _reduced(2.0, 0.02) / (2j / pi)),
        allowed=(0.9, 1.1),
        unit="",
        why="|Z₀| over the approximation at the cut-off ħω = 2Δ₀. It is π/2 there: |Z₀| = R₀ exactly. The average for "
        "r → ∞ does not feel it, because only low frequencies count there.",
    ),
    Claim(
        id="dey2023-film-ratio",
        place="Figs. 2(d), 3",
        statement="r = R₀/R_D = 36 for the films of Fig. 3.",
        compute=lambda: _R_FILM / _R_DRAIN,
        allowed=(35.5, 36.5),
        unit="",
        why="From the resistivities, lengths and cross-sections in the caption of Fig. 3: "
        f"{_R_FILM:.2f} Ω over {_R_DRAIN:.3f} Ω.",
    ),
)
