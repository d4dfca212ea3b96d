"""Claims of the chapter *Is the linear model allowed?*: what pioldi2025 says about its own model of the junctions."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.constants import c as c_light
from scipy.constants import e, h, hbar, pi
from scipy.constants import k as k_B
from scipy.interpolate import CubicSpline

from ...bcs import density_of_states, gap
from ...distributions import fermi
from ...domain import Array
from ...junction import admittance_ratio, resistance_ratio
from ..audit import Claim
from .samples import C_PRINTED, C_READ, SILVER, T_C_ALUMINIUM, T_LEFT, to_phonons

_GAP = SILVER.gap_ratio * k_B * T_C_ALUMINIUM
_R_A, _AREA, _CHI = SILVER.specific_resistance, SILVER.area_left, SILVER.chi  # Ω m², m², –
_R_K = h / e**2
_WIRE = 3e-8 * 1.3e-6 / (0.2e-6 * 0.01e-6)  # Ω: 3 µΩ cm, the copper of dey2023, from end to end of one silver wire
_L_FILM = hbar * (5e-8 * 2e-6 / (0.2e-6 * 0.01e-6)) / (pi * _GAP)  # H: 5 µΩ cm

_EDGES = np.concatenate([[0], np.geomspace(0.02, 0.9, 7), [1, 1.1, 1.5, 2, 3, 4, 6, 9]]) * _GAP / hbar
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_OMEGA = np.concatenate([(a + b) / 2 + (b - a) / 2 * _NODES for a, b in pairwise(_EDGES)])
_WEIGHT = np.concatenate([(b - a) / 2 * _WEIGHTS for a, b in pairwise(_EDGES)])
_T = np.concatenate([np.geomspace(0.01, 0.09, 6), np.linspace(0.1, 0.9, 81)])
_HOT = 46  # index of 0.5 K
_PHOTONS = 1 / np.expm1(np.minimum(hbar * _OMEGA / (k_B * _T[:, None]), 700.0))
_PER_OMEGA = _WEIGHT * hbar * _OMEGA / (2 * pi)


def _slope(v: Array, T: float) -> Array:
    """R₀ dI/dV at eV = vkT: sum over Matsubara energies, relative error 1e-9 (``_environment`` takes differences)."""
    v = np.asarray(v, dtype=float)[:, None]
    a, b = float(gap(T, T_C_ALUMINIUM)) / (k_B * T), SILVER.gamma * _GAP / (k_B * T)
    n = 24 + int(a)
    z, Z = 2 * pi * (np.arange(n) + 0.5) + b + 1j * v, 2 * pi * n + b + 1j * v[:, 0]
    r = np.sqrt(Z * Z + a * a)
    tail = (
        (1 - Z / r) / (2 * pi) - pi / 4 * a**2 * Z / r**5 - 7 * pi**3 / 720 * a**2 * Z * (105 * a**2 / r**2 - 60) / r**7
    )
    return 1 - 2 * pi * (a**2 * ((z * z + a * a) ** -1.5).sum(axis=1) + tail).real


def _tunnelling(omega: ArrayLike, T: ArrayLike) -> NDArray[Any]:
    return admittance_ratio(omega, T, T_C_ALUMINIUM, SILVER.gamma)


@cache
def _admittances() -> tuple[NDArray[Any], NDArray[Any]]:
    """R₀Y on temperatures × frequencies: lumped (R(T) only) and as tunnelling has it."""
    return (1 / resistance_ratio(_T, T_C_ALUMINIUM))[:, None] + 0j * _OMEGA, _tunnelling(_OMEGA, _T[:, None])


@cache
def _map(kind: str, wire: float = 0.0, inductance: float = 0.0, length: float = 0.0) -> Array:
    """J in W, T_left × T_right: ``kind`` is lumped or full; series resistance and inductance, 50 Ω line of that length."""
    y = _admittances()[kind == "full"]
    Z_left = 1 / (y * _AREA / _R_A + 1j * _OMEGA * C_READ * _AREA) + wire
    Z_right = 1 / (_CHI * _AREA * (y / _R_A + 1j * _OMEGA * C_READ)) + wire + 1j * _OMEGA * inductance
    if length:
        t = 1j * np.tan(_OMEGA * length / c_light)
        Z_right = 50 * (Z_right + 50 * t) / (50 + Z_right * t)
    return np.array(
        [
            (4 * Z.real * Z_right.real / abs(Z + Z_right) ** 2 * (n - _PHOTONS)) @ _PER_OMEGA
            for Z, n in zip(Z_left, _PHOTONS, strict=True)
        ]
    )


def _maximum(J: Array) -> float:
    """Largest J over T_R at T_L = 0.5 K."""
    curve = CubicSpline(_T[: _HOT + 1], J[_HOT, : _HOT + 1])
    return float(curve(np.linspace(0.01, 0.5, 4000)).max())


def _drop_of_map(J: Array, power: float = 100e-15) -> float:
    """δT in K of the silver device in set-up 1 from a map of J."""
    T_left = []
    for column in (J + to_phonons(SILVER, _T)[:, None]).T:
        i = int(np.flatnonzero(column < power)[-1])
        T_left.append(float(CubicSpline(column[max(i - 3, 0) : i + 5], _T[max(i - 3, 0) : i + 5])(power)))
    cold = T_left[0] > _T
    curve = CubicSpline(_T[cold], np.array(T_left)[cold])
    return T_left[0] - float(curve(np.linspace(0.01, _T[cold][-1], 4000)).min())


def _left_by_line(length: float) -> float:
    """Share of the largest J_γ that a line of that length in m leaves."""
    return _maximum(_map("lumped", length=length)) / _maximum(_map("lumped"))


@cache
def _half_way() -> float:
    """Length in m of the line that leaves half, to 5 %."""
    lengths = np.geomspace(1e-4, 1e-3, 48)
    return float(lengths[[_left_by_line(length) < 0.5 for length in lengths].index(True)])


def _rms_noise(T: float, c: float) -> float:
    """e·V_rms/kT of the capacitance of a left and a right junction together."""
    return float(np.sqrt(e**2 / (k_B * T * (1 + _CHI) * c * _AREA)))


def _environment(T: float, T_around: float) -> float:
    """δG/G of the right junction at T beside the left one at T_around, to first order in Re Z/R_K."""
    R_left = _R_A / _AREA * float(resistance_ratio(T_around, T_C_ALUMINIUM))
    Z = 1 / (1 / R_left + 1j * _OMEGA * (1 + _CHI) * C_READ * _AREA)
    n = 1 / np.expm1(np.minimum(hbar * _OMEGA / (k_B * T_around), 700.0))
    w = hbar * _OMEGA / (k_B * T)
    current, slope = w * _tunnelling(_OMEGA, T).real, _slope(w, T)
    q, half = np.exp(-np.minimum(w, 700.0)), float(_slope(np.zeros(1), T)[0]) / 2
    back = current * q / np.expm1(-w) ** 2 + slope * q / np.expm1(-w)
    forth = -slope / np.expm1(-w) - current * q / np.expm1(-w) ** 2
    return float(_WEIGHT @ (2 * Z.real / (_R_K * _OMEGA) * ((1 + n) * (back / half - 1) + n * (forth / half - 1))))


def _graded(T: float) -> tuple[Array, Array]:
    """Energies in kT, crowded at both gap edges, and the density of states there."""
    edge = float(gap(T, T_C_ALUMINIUM)) / (k_B * T)
    steps = np.geomspace(1e-7, 45, 4000)
    half = np.concatenate([edge - steps[steps < edge][::-1], edge + steps])
    x = np.concatenate([-half[::-1], half])
    return x, density_of_states(x * k_B * T, edge * k_B * T, SILVER.gamma * _GAP)


def _noise_of_tunnelling() -> float:
    """Largest deviation of the noise of the tunnel current, counted event by event, from 2ħω Re Y (2n + 1)."""
    worst = 0.0
    for T, w in ((0.3, 1.0), (0.3, 4.0), (0.5, 2.0), (0.7, 0.5)):
        x, N = _graded(T)

        def filled(y: Array, T: float = T) -> Array:
            return fermi(y * k_B * T, T)

        counted = sum(
            np.trapezoid(N * (filled(x - s) * (1 - filled(x)) + filled(x) * (1 - filled(x - s))), x) for s in (w, -w)
        )
        Y = float(_tunnelling(w * k_B * T / hbar, T).real)
        worst = max(worst, abs(counted / (2 * w * Y * (2 / np.expm1(w) + 1)) - 1))
    return round(worst, 4)


def _contact(T: float) -> float:
    """Heat conductance of the two junctions of the left reservoir together, W/K."""
    x, N = _graded(T)
    whole = np.trapezoid(N * x * x / (4 * np.cosh(x / 2) ** 2), x)
    return float(2 * k_B**2 * T / (e**2 * _R_A / _AREA) * whole)


def _difference_N_S() -> float:
    """Largest (T_S − T_N)/T_L in per cent for 10 to 1000 fW, all of which crosses from S to N."""
    powers = np.geomspace(10e-15, 1e-12, 5)
    T_left = SILVER.hot_temperature(powers, 0.01)
    return max(100 * P / _contact(T) / T for P, T in zip(powers, T_left, strict=True))


def _difference_on_the_right(T_right: float) -> float:
    """(T_N − T_S)/T_R in per cent if the photon current from 500 mK must cross both junctions of the right reservoir."""
    return float(100 * SILVER.heat_current(T_LEFT, T_right) / (_CHI * _contact(T_right)) / T_right)


def _wire_over_coherence_length() -> float:
    """Length of a silver wire over √(ħD/2kT) at 280 mK; D by Wiedemann and Franz from 3 µΩ cm and silver's 63 J/(m³ K²)."""
    D = pi**2 * k_B**2 / (3 * e**2) / (3e-8 * 63)
    return float(1.3e-6 / np.sqrt(hbar * D / (2 * k_B * 0.28)))


def _returned_by_phonons() -> float:
    """(T_ph/T_L)⁵ in per cent at 100 fW for a boundary that passes a tenth of the phonons that meet it."""
    per_area = 0.1 * pi**2 * k_B**4 / (40 * hbar**3 * 3000.0**2)
    T_phonon = (100e-15 / (per_area * 2 * 1.3e-6 * 0.2e-6)) ** 0.25
    return float(100 * (T_phonon / SILVER.hot_temperature(100e-15, 0.01)) ** 5)


CLAIMS = (
    Claim(
        id="pioldi2025-linear-noise-printed",
        place="before Eq. 1",
        statement="Voltage fluctuations are small enough for a linear model of the junctions (verified self-consistently).",
        compute=lambda: _rms_noise(T_LEFT, C_PRINTED),
        allowed=(0, 0.1),
        unit="kT/e",
        why="rms noise √(kT/C) of both junctions at 0.5 K, with c = 50 pF/µm² as printed. A current is linear for eV ≪ kT; "
        "we read that as a tenth.",
    ),
    Claim(
        id="pioldi2025-linear-noise-femtofarad",
        place="before Eq. 1",
        statement="Voltage fluctuations are small enough for a linear model (with the capacitance that gives the printed heat "
        "currents).",
        compute=lambda: _rms_noise(T_LEFT, C_READ),
        allowed=(0, 0.1),
        unit="kT/e",
        why="The same with 50 fF/µm². The noise is not small; that it hardly changes R is the next claim.",
    ),
    Claim(
        id="pioldi2025-linear-own-noise",
        place="before Eq. 1",
        statement="The linear resistance may be used in spite of the fluctuations.",
        compute=lambda: max(100 * abs(_environment(T, T)) for T in (0.24, 0.3, 0.4, 0.5)),
        allowed=(0, 5),
        unit="%",
        why="Largest change of the zero-bias conductance by surroundings of the same temperature, from 0.2 T_c, where the "
        "paper works, to 0.5 K, with 50 fF/µm². Noise and the quantum of charge cancel.",
    ),
    Claim(
        id="pioldi2025-linear-environment-in-gamma",
        place="Ref. 46",
        statement="Influence of the environment on tunnelling may be taken as included in the Dynes parameter.",
        compute=lambda: _environment(0.01, T_LEFT),
        allowed=(0, 1),
        unit="Γ",
        why="Conductance that the left junction at 0.5 K gives the right one at 10 mK, in units of what Γ = 1e-4 Δ₀ gives. "
        "Below one, a measured Γ can contain it.",
    ),
    Claim(
        id="pioldi2025-linear-fluctuation-dissipation",
        place="below Eq. 3",
        statement="The fluctuation-dissipation theorem is valid for NIS junctions in equilibrium "
        "(at the frequencies of thermal photons).",
        compute=_noise_of_tunnelling,
        allowed=(0, 1e-4),
        unit="",
        why="Noise counted from all tunnelling events with a photon ħω taken or given, against 2ħω Re Y coth(ħω/2kT); "
        "largest deviation at 0.3 to 0.7 K, 0.5 to 4 kT.",
    ),
    Claim(
        id="pioldi2025-linear-lumped-junction",
        place="Fig. 1b, Eq. 3",
        statement="For the heat current each junction is a resistance R(T) parallel to the capacitance of its plates.",
        compute=lambda: _maximum(_map("full")) / _maximum(_map("lumped")),
        allowed=(0.9, 1.1),
        unit="",
        why="Largest J_γ at T_L = 500 mK with the admittance of tunnelling at the photon's frequency, over that with R(T). "
        "ħω reaches the gap, and tunnelling adds ħ/2ΔR₀ to the capacitance.",
    ),
    Claim(
        id="pioldi2025-linear-distance",
        place="below Eq. 5",
        statement="Photons reach over sizable distances, so the reservoirs can be kept apart.",
        compute=lambda: _left_by_line(100e-6),
        allowed=(0.5, 1),
        unit="",
        why=lambda: (
            "Share of the largest J_γ that is left after 0.1 mm of 50 Ω line with the speed of light; we ask for half. No "
            f"distance is printed; half is left at {1e3 * _half_way():.1f} mm."
        ),
    ),
    Claim(
        id="pioldi2025-linear-long-distance",
        place="Introduction",
        statement="Photonic heat channels are significant over long distances (this device, 1 mm).",
        compute=lambda: _left_by_line(1e-3),
        allowed=(0.5, 1),
        unit="",
        why=lambda: (
            "The same for 1 mm, which is short beside a chip. Lines carry heat over a metre where the ends match the line; these "
            f"ends have kΩ, and to them the line is a capacitance. At 10 mm {100 * _left_by_line(1e-2):.0f} % is left."
        ),
    ),
    Claim(
        id="pioldi2025-linear-kapitza",
        place="Eq. 5",
        statement="The Kapitza resistance is negligible.",
        compute=_returned_by_phonons,
        allowed=(0, 5),
        unit="%",
        why="Share of the electron-phonon cooling that warm phonons of the film return at 100 fW, if a tenth of them passes "
        "the boundary (sound at 3 km/s). No value is printed.",
    ),
    Claim(
        id="pioldi2025-linear-wires",
        place="before Fig. 3",
        statement="The intrinsic resistance of the normal wires is negligible.",
        compute=lambda: 100 * (1 - _drop_of_map(_map("lumped", wire=_WIRE)) / _drop_of_map(_map("lumped"))),
        allowed=(-10, 10),
        unit="%",
        why=f"Loss of δT (silver, 100 fW, set-up 1) with {_WIRE:.1f} Ω in series with each junction, in the paper's own model. "
        "No resistivity is printed; 3 µΩ cm is the copper film of dey2023.",
    ),
    Claim(
        id="pioldi2025-linear-superconductor-impedance",
        place="before Fig. 3",
        statement="The complex impedance of the superconductors is negligible.",
        compute=lambda: (
            100 * abs(_drop_of_map(_map("lumped", inductance=2 * _L_FILM)) / _drop_of_map(_map("lumped")) - 1)
        ),
        allowed=(0, 5),
        unit="%",
        why="Change of δT by the kinetic inductance ħR/πΔ of two aluminium pieces of 2 × 0.2 × 0.01 µm³, with 5 µΩ cm (not "
        "printed).",
    ),
    Claim(
        id="pioldi2025-linear-charging-printed",
        place="before Fig. 3",
        statement="Charging effects are negligible.",
        compute=lambda: e**2 / (2 * C_PRINTED * _AREA) / (k_B * 0.2),
        allowed=(0, 0.1),
        unit="kT",
        why="e²/2C of the left junction at 0.2 K with c = 50 pF/µm² as printed.",
    ),
    Claim(
        id="pioldi2025-linear-charging-femtofarad",
        place="before Fig. 3",
        statement="Charging effects are negligible (with the capacitance that gives the printed heat currents).",
        compute=lambda: e**2 / (2 * C_READ * _AREA) / (k_B * 0.2),
        allowed=(0, 0.1),
        unit="kT",
        why="The same with 50 fF/µm². Together with the noise it leaves R unchanged in equilibrium; by itself the energy is "
        "not negligible.",
    ),
    Claim(
        id="pioldi2025-linear-one-temperature",
        place="before Fig. 3",
        statement="Heat exchange between S and N is strong enough for both to have the same temperature.",
        compute=_difference_N_S,
        allowed=(0, 1),
        unit="%",
        why="Largest (T_S − T_N)/T_L of the hot silver reservoir for inputs of 10 to 1000 fW, if all of it crosses from S "
        "to N.",
    ),
    Claim(
        id="pioldi2025-linear-one-temperature-right",
        place="before Fig. 3",
        statement="Heat exchange between S and N is strong enough for both to have the same temperature "
        "(right reservoir, 150 mK).",
        compute=lambda: _difference_on_the_right(0.15),
        allowed=(0, 1),
        unit="%",
        why=lambda: (
            "Difference between N and S over T_R if the whole photon current from 500 mK has to cross the junctions. Below T_c/8 "
            f"hardly any electron crosses: at 100 mK it is {_difference_on_the_right(0.1):.0f} %. At 200 mK, where T_L begins to "
            f"fall, it is {_difference_on_the_right(0.2):.1f} %."
        ),
    ),
    Claim(
        id="pioldi2025-linear-proximity",
        place="before Fig. 3",
        statement="The normal wires are long enough for the proximity effect to be negligible.",
        compute=_wire_over_coherence_length,
        allowed=(5, np.inf),
        unit="",
        why="Length of a silver wire over √(ħD/2kT) at 280 mK, where J_γ rises, with 3 µΩ cm (not printed). We ask for five, as "
        "in the claim on w ≫ ξ₀ of bezuglyi2003. The result grows as the root of the resistivity.",
    ),
)
