"""Claims of the chapter *Power balance*: dey2023, Secs. III C and IV, Fig. 3."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

import numpy as np
from scipy.constants import e as e_charge
from scipy.constants import h, hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import elementwise
from scipy.special import expit

from ...bcs import gap_self_consistent
from ...domain import Array
from ...electron_phonon import normal_metal, superconductor
from ..audit import Claim, share
from .samples import FILM_DEVICE, SIGMA_COPPER, T_C_ALUMINIUM, T_C_FILM, WEAK_COUPLING

_LORENZ = pi**2 * k_B**2 / (3 * e_charge**2)
_ALUMINIUM_GAP = float(1e6 * WEAK_COUPLING * k_B * T_C_ALUMINIUM / e_charge)  # µeV, at T = 0
_PRINTED = (FILM_DEVICE.coupling_normal, FILM_DEVICE.coupling_film)  # W m⁻³ K⁻⁵: 3·10⁹ and 1.3·10⁹
_COPPER = (SIGMA_COPPER, FILM_DEVICE.coupling_film)  # with the usual value for copper
_SOFT_TITANIUM = (FILM_DEVICE.coupling_normal, 0.87e9)  # fitted to the printed window, no source has it
_SOUND = 3000.0  # m/s, of the films' phonons; not printed


@cache
def _balance(coupling_normal: float, coupling_film: float) -> dict[str, Array]:
    """Steady states of the device at source temperatures from 40 to 480 mK, T_c among them, in K and W."""
    device = replace(FILM_DEVICE, coupling_normal=coupling_normal, coupling_film=coupling_film)
    T_S = np.unique(
        np.concatenate([np.linspace(0.04, 0.32, 15), np.linspace(0.32, T_C_FILM, 81), np.linspace(T_C_FILM, 0.48, 9)])
    )
    drain = (device.T_bath, device.coupling_normal, device.volume_drain)
    T_D = elementwise.find_root(
        lambda T, T_S: device.heat_current(T_S, T) - normal_metal(T, *drain),
        (np.full(T_S.shape, device.T_bath), T_S),
        args=(T_S,),
        tolerances={"xrtol": 1e-12},
    ).x
    photons = device.heat_current(T_S, T_D)
    film = (device.T_bath, device.coupling_film, device.volume_film, device.T_c, device.gap_ratio)
    phonons = normal_metal(T_S, *drain) + superconductor(T_S, *film)
    return {"T_S": T_S, "T_D": T_D, "P": photons + phonons, "photons": photons}


@cache
def _fall(coupling_normal: float, coupling_film: float) -> tuple[float, float, float, float]:
    """Powers in W between which T_D falls, maximum to minimum; the fall and the minimum in K. A parabola refines the maximum."""
    found = _balance(coupling_normal, coupling_film)
    end = int(np.flatnonzero(found["T_S"] == T_C_FILM)[0])
    top = int(np.argmax(found["T_D"][: end + 1]))
    if top == end:
        return np.nan, np.nan, 0.0, np.nan
    near = slice(top - 2, top + 3)
    a, b, c = np.polyfit(found["T_S"][near] - found["T_S"][top], found["T_D"][near], 2)
    start = np.interp(found["T_S"][top] - b / (2 * a), found["T_S"], found["P"])
    least = float(found["T_D"][end])
    return float(start), float(found["P"][end]), float(c - b**2 / (4 * a)) - least, least


def _drop(couplings: tuple[float, float] = _PRINTED) -> float:
    """Fall of T_D in mK."""
    return 1e3 * _fall(*couplings)[2]


def _warmest(couplings: tuple[float, float] = _PRINTED) -> float:
    """T_D in K where it starts to fall."""
    return sum(_fall(*couplings)[2:])


def _below_maximum(power: float, couplings: tuple[float, float]) -> float:
    """By how much T_D at that power in W is below its maximum, in µK."""
    found = _balance(*couplings)
    return 1e6 * float(_warmest(couplings) - np.interp(power, found["P"], found["T_D"]))


def _photon_share(T_S: float) -> float:
    """Share of P_in that leaves the source as photons."""
    found = _balance(*_PRINTED)
    return float(np.interp(T_S, found["T_S"], found["photons"] / found["P"]))


def _window_of_source() -> float:
    """T_S in K where T_D starts to fall; printed parameters."""
    found = _balance(*_PRINTED)
    return float(np.interp(_fall(*_PRINTED)[0], found["P"], found["T_S"]))


def _phonons_over_photons() -> float:
    """Least ratio of the phonons' rise to the photons' fall, steps of T_S in which the photon current falls."""
    found = _balance(*_PRINTED)
    photons, total = np.diff(found["photons"]), np.diff(found["P"])
    falling = photons < 0
    return float((1 - total[falling] / photons[falling]).min())


def _gap_below_full(t: float) -> float:
    """1 − Δ/Δ₀ at T = t T_c, by the gap equation."""
    return float(1 - gap_self_consistent(t, 1.0) / gap_self_consistent(0.001, 1.0))


def _window_end(which: int, coupling_normal: float, coupling_film: float) -> float:
    """Lower (0) or upper (1) end of the range of powers in which T_D falls, in pW."""
    return 1e12 * _fall(coupling_normal, coupling_film)[which]


def _joule_share_normal() -> float:
    """Heat that a normal electrode brings into an island of its temperature, over V²/R; eV = 10 kT, by quadrature."""
    heat = quad(lambda E: E * (expit(10 - E) - expit(-E)), -60, 80, epsabs=0, epsrel=1e-10, limit=200)[0]
    return float(heat / 10**2)


def _joule_share_superconducting(v: float) -> float:
    """Heat into a cold island over V²/2R from a superconducting electrode at eV = vΔ; E = Δ cosh u."""
    heat = quad(lambda u: (v - np.cosh(u)) * np.cosh(u), 0, np.arccosh(v), epsabs=0, epsrel=1e-10)[0]
    return float(heat / (v**2 / 2))


def _kept_by_electrode(v: float) -> float:
    """Share of the Joule heat that stays in the superconducting electrode; the current is √(v² − 1) Δ/eR."""
    return 1 - _joule_share_superconducting(v) * v**2 / 2 / (v * float(np.sqrt(v**2 - 1)))


def _barrier_needed(power: float, v: float) -> float:
    """R_h in MΩ at which aluminium junctions are at eV_h = vΔ when the source takes up that power in W."""
    return 1e-6 * (1e-6 * v * _ALUMINIUM_GAP) ** 2 / (4 * power)


def _healing_length(resistivity: float, coupling: float, T: float) -> float:
    """Distance in m over which electrons pass an excess of heat to phonons; Wiedemann-Franz."""
    return float(np.sqrt(_LORENZ / (5 * resistivity * coupling * T**3)))


def _returned_by_phonons(T: float = 0.369, passed: float = 0.1) -> float:
    """(T_ph/T_S)⁵ in per cent if the films have phonons of their own and the boundary passes that share of them."""
    found = _balance(*_PRINTED)
    power = float(np.interp(T, found["T_S"], found["P"] - found["photons"]))
    per_area = passed * pi**2 * k_B**4 / (40 * hbar**3 * _SOUND**2)
    return float(100 * ((power / (per_area * 0.7e-6 * (2e-6 + 6e-6)) + 0.03**4) ** 0.25 / T) ** 5)


def _difference_along_film(T: float = 0.369) -> float:
    """Temperature difference in K along 6 µm of titanium heated from one end, uniform loss, normal conductivity."""
    return float(1.3e9 * (T**5 - 0.03**5) * 6e-6**2 / (2 * _LORENZ * T / 30e-8))


def _same_sign() -> float:
    """Share of source temperatures at which T_D moves in the direction in which Q̇_γ does at fixed T_D."""
    found = _balance(*_PRINTED)
    T_S, held = found["T_S"], (found["T_D"][1:] + found["T_D"][:-1]) / 2
    step = FILM_DEVICE.heat_current(T_S[1:], held) - FILM_DEVICE.heat_current(T_S[:-1], held)
    return share(np.sign(step) == np.sign(np.diff(found["T_D"])))


def _normal_limit() -> float:
    """Eqs. 8-9 for Δ = 0 by nested quadrature, over ΣV(T⁵ − T_p⁵); T_p = T/2, energies in units of kT."""

    def overlap(eps: float) -> float:
        return quad(lambda E: expit(-E) - expit(-E - eps), -eps - 45, 45, epsabs=0, epsrel=1e-9, limit=200)[0]

    heat = quad(lambda x: x**3 * (1 / np.expm1(x) - 1 / np.expm1(2 * x)) * overlap(x), 0, 60, epsabs=0, epsrel=1e-8)[0]
    zeta_5 = float(np.sum(np.arange(1.0, 2000) ** -5))
    return float(heat / (24 * zeta_5 * (1 - 0.5**5)))


CLAIMS = (
    Claim(
        id="dey2023-drop-few-mk",
        place="Abstract",
        statement="NDTC shows as a drop of the drain temperature of the order of a few mK.",
        compute=_drop,
        allowed=(2, 9),
        unit="mK",
        why="Printed parameters. We read “a few” as two at least. More than 1 mK, as Sec. IV says, holds: see below.",
    ),
    Claim(
        id="dey2023-heater-power",
        place="Sec. III.C",
        statement="The heater dissipates V_h²/(4R_h) in the source (normal electrodes).",
        compute=lambda: 2 * _joule_share_normal(),
        allowed=(0.99, 1.01),
        unit="",
        why="Heat into the source over V_h²/4R_h: two junctions, each at V_h/2, electrodes as warm as the source, by quadrature.",
    ),
    Claim(
        id="dey2023-heater-power-superconducting",
        place="Sec. III.C",
        statement="The heater dissipates V_h²/(4R_h) in the source (superconducting electrodes, eV_h = 20 Δ).",
        compute=lambda: _joule_share_superconducting(10.0),
        allowed=(0.95, 1.05),
        unit="",
        why="The same with cold superconducting electrodes. Each junction is at 10 Δ/e.",
    ),
    Claim(
        id="dey2023-heater-power-superconducting-low",
        place="Sec. III.C",
        statement="The heater dissipates V_h²/(4R_h) in the source (superconducting electrodes, eV_h = 4 Δ).",
        compute=lambda: _joule_share_superconducting(2.0),
        allowed=(0.95, 1.05),
        unit="",
        why=lambda: (
            f"Each junction is at 2 Δ/e: the gap holds back current and keeps {100 * _kept_by_electrode(2.0):.0f} % of the heat. "
            f"At 2 pW aluminium needs barriers of {_barrier_needed(2e-12, 20.0):.1f} MΩ to be as far above the gap as in the "
            "claim above."
        ),
    ),
    Claim(
        id="dey2023-half-of-the-power",
        place="Footnote 63",
        statement="Only half of the heater's power is dissipated in the source.",
        compute=_joule_share_normal,
        allowed=(0.49, 0.51),
        unit="",
        why="Heat into the island over V²/R, one junction between normal metals of equal temperature, eV = 10 kT.",
    ),
    Claim(
        id="dey2023-thermometer-range",
        place="Sec. III.C",
        statement="T_D ≤ 0.4 T_c of an aluminium thermometer (1.2 K) holds for these parameters.",
        compute=lambda: float(_balance(*_PRINTED)["T_D"].max() / T_C_ALUMINIUM),
        allowed=(0, 0.4),
        unit="T_c",
        why="Warmest drain for source temperatures up to 480 mK.",
    ),
    Claim(
        id="dey2023-thermometer-insensitive",
        place="Sec. III.C",
        statement="For T ≤ 0.4 T_c the thermometer is insensitive to the temperature of its superconducting elements.",
        compute=lambda: 100 * _gap_below_full(0.4),
        allowed=(0, 2),
        unit="%",
        why=lambda: (
            "Fall of the gap between T = 0 and 0.4 T_c by the gap equation; we read “insensitive” as 2 %. For aluminium it "
            f"is {_gap_below_full(0.4) * _ALUMINIUM_GAP:.1f} µeV, much beside the {1e3 * _drop() * k_B / e_charge:.1f} µeV that "
            f"kT changes in the drop. At {_warmest() / T_C_ALUMINIUM:.2f} T_c, where the drain is, it is "
            f"{1e7 * _gap_below_full(_warmest() / T_C_ALUMINIUM):.0f} parts in 10⁷."
        ),
    ),
    Claim(
        id="dey2023-phonons-central",
        place="Sec. III.C",
        statement="The electrodes settle by giving heat to phonons, above all.",
        compute=lambda: 100 * (1 - _photon_share(0.37)),
        allowed=(50, 100),
        unit="%",
        why=lambda: (
            "Share of P_in that the source gives to phonons at T_S = 370 mK. Photons carry the rest, "
            f"{1e3 * _photon_share(0.37):.0f} parts in 1000."
        ),
    ),
    Claim(
        id="dey2023-healing-length-copper",
        place="Sec. III.C",
        statement="The thermal healing length is tens to hundreds of µm (copper at the drain's 141 mK).",
        compute=lambda: 1e6 * _healing_length(3e-8, 3e9, 0.141),
        allowed=(10, 999),
        unit="µm",
        why="√(ℒ/5ρΣT³) with the printed ρ and Σ and the law of Wiedemann and Franz, ℒ = π²k²/3e².",
    ),
    Claim(
        id="dey2023-healing-length-titanium",
        place="Sec. III.C",
        statement="The thermal healing length is tens to hundreds of µm (titanium at T_c).",
        compute=lambda: 1e6 * _healing_length(30e-8, 1.3e9, 0.4),
        allowed=(10, 999),
        unit="µm",
        why="The shortest of all: the film itself is 6 µm long.",
    ),
    Claim(
        id="dey2023-vanishing-kapitza",
        place="Sec. III.C",
        statement="Films as thin as these share their phonons with the substrate, without a Kapitza resistance.",
        compute=lambda: 30e-9 / (h * _SOUND / (k_B * T_C_FILM)),
        allowed=(0, 0.1),
        unit="phonon wavelengths",
        why=lambda: (
            "Thickness of the copper over hv/kT at T_c with v = 3 km/s (not printed). A film much thinner than the wavelength "
            "has no phonons of its own; we read “thin” as a tenth. If it had, and one in ten passed the boundary, they would "
            f"return {_returned_by_phonons():.0f} % of the cooling at 369 mK."
        ),
    ),
    Claim(
        id="dey2023-no-gradient",
        place="Sec. III.C",
        statement="A thermal gradient in the source is small and may be neglected.",
        compute=lambda: 100 * _difference_along_film() / 0.369,
        allowed=(0, 5),
        unit="%",
        why=lambda: (
            "Difference between the ends of the titanium film, heated from its copper end, over T_S = 369 mK. We read “small” "
            f"as 5 %. It is {1e3 * _difference_along_film():.0f} mK, "
            f"{100 * _difference_along_film() / (T_C_FILM - _window_of_source()):.0f} % of the window in T_S."
        ),
    ),
    Claim(
        id="dey2023-ep-normal-limit",
        place="Eqs. 7-9",
        statement="A normal metal loses ΣV(T⁵ − T_p⁵); a superconductor obeys Eqs. 8-9 with the prefactor ΣV/24ζ(5)k⁵.",
        compute=_normal_limit,
        allowed=(1 - 1e-6, 1 + 1e-6),
        unit="",
        why="Ratio of the two for Δ = 0, by nested quadrature: the two laws are one.",
    ),
    Claim(
        id="dey2023-ts-monotonic",
        place="Sec. III.C, Fig. 3(d)",
        statement="T_S increases monotonically with P_in.",
        compute=lambda: share(np.diff(_balance(*_PRINTED)["P"]) > 0),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of steps in T_S, 40 to 480 mK, in which P_in rises. Where the photon current falls, phonons gain at "
            f"least {round(_phonons_over_photons(), -2):.0f} times as much."
        ),
    ),
    *(
        Claim(
            id=f"dey2023-window-{end}-{tag}",
            place="Sec. III.C, Fig. 3(c)",
            statement=f"T_D decreases for P_in around [1.5, 2.25] pW ({end} end, {condition}).",
            compute=partial(_window_end, which, *couplings),
            allowed=allowed,
            unit="pW",
            why=why,
            correction=correction,
        )
        for couplings, tag, condition, correction, why in (
            (
                _PRINTED,
                "printed",
                "printed parameters",
                "",
                "We read “around” as 10 %.",
            ),
            (
                _COPPER,
                "copper",
                "Σ_Cu = 2·10⁹",
                "With Σ_Cu = 2·10⁹ W m⁻³ K⁻⁵, the value usually tabulated for copper.",
                lambda: (
                    f"The maximum of T_D is flat: at 1.5 pW the drain is {_below_maximum(1.5e-12, _COPPER):.0f} µK below it. "
                    "The window alone cannot tell which coupling differed: with Σ_Cu as printed, Σ_Ti = 0.87·10⁹ in place of "
                    f"1.3·10⁹ gives {_window_end(0, *_SOFT_TITANIUM):.2f} to {_window_end(1, *_SOFT_TITANIUM):.2f} pW."
                ),
            ),
        )
        for end, which, allowed in (("lower", 0, (1.35, 1.65)), ("upper", 1, (2.025, 2.475)))
    ),
    Claim(
        id="dey2023-window-near-tc",
        place="Sec. III.C",
        statement="In the window T_S is close to T_c.",
        compute=lambda: _window_of_source() / T_C_FILM,
        allowed=(0.9, 1),
        unit="T_c",
        why="T_S at the window's lower end, printed parameters; the upper end is T_c. We read “close” as 10 %.",
    ),
    Claim(
        id="dey2023-signature",
        place="Sec. III.C",
        statement="T_D falls because the photonic channel has NDTC.",
        compute=_same_sign,
        allowed=(1, 1),
        unit="",
        why="Share of steps in T_S in which T_D and the photon current at fixed T_D move the same way.",
    ),
    Claim(
        id="dey2023-drop-above-1mk",
        place="Sec. IV",
        statement="The temperature drop is larger than 1 mK (printed parameters).",
        compute=_drop,
        allowed=(1, float("inf")),
        unit="mK",
        why=lambda: f"T_D falls from {1e3 * _warmest():.1f} to {1e3 * _fall(*_PRINTED)[3]:.1f} mK.",
    ),
    Claim(
        id="dey2023-drop-above-1mk-copper",
        place="Sec. IV",
        statement="The temperature drop is larger than 1 mK (Σ_Cu = 2·10⁹).",
        compute=lambda: _drop(_COPPER),
        allowed=(1, float("inf")),
        unit="mK",
        why="The value of Σ_Cu with which the window comes out.",
    ),
    Claim(
        id="dey2023-thermometry-suffices",
        place="Sec. IV",
        statement="Thermometry with an uncertainty of 40 µK can identify the effect.",
        compute=lambda: _drop() / 40e-3,
        allowed=(5, float("inf")),
        unit="",
        why="Drop over uncertainty. We ask for 5.",
    ),
)
