"""Claims of the chapter *Thermal and electric conductance*: bezuglyi2003, Eqs. 2-6 and 12, Fig. 3, power laws, the experiment."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.optimize import brentq, least_squares

from ...domain import Array
from ...proximity import Conductances, ProximityWire, andreev_barrier, conductances, semi_infinite_conductances
from ..audit import Claim, share
from .samples import GAP_RATIO

_RATIOS = np.array([0.1, 1.0, 10.0])[:, None]
_LONG, _STRONG = 1000.0, 0.1  # L_N/ξ₀ and r with the widest window E_Th ≪ T ≪ T₀
_COLDEST = 0.01  # of E_Th


def _thouless(length: float) -> float:
    """T/T_c at which kT = E_Th."""
    return GAP_RATIO * 2 / length**2


def _crossover(r: float, length: float) -> float:
    """T/T_c at which kT = T₀ = Δξ₀/(L_N √r)."""
    return GAP_RATIO / (length * np.sqrt(r))


@cache
def _figure_3() -> tuple[Array, Conductances]:
    """Temperatures, and both conductances for r = 0.1, 1, 10 at L_N = 10 ξ₀."""
    t = np.concatenate([np.geomspace(0.01, 0.08, 6), np.linspace(0.1, 0.95, 12)])
    return t, conductances(t, _RATIOS)


@cache
def _from_boundary_conditions() -> tuple[float, float]:
    """κ from Eq. 2 with two unequal reservoirs over Eq. 4 without its 1/L_N, and dI/dV from Eq. 5 over Eq. 6; r = 1, 0.2 T_c."""
    wire, t = ProximityWire(1.0), 0.2
    T, delta, bias = t / GAP_RATIO, 1e-3, 1e-3
    nodes, weights = np.polynomial.legendre.leggauss(60)
    s, w = (nodes + 1) / 2, weights / 2
    below = 1 - (0.5**0.25 * s) ** 4  # Δ = Δ(0) to 1e-6 at this temperature
    E = np.concatenate([0.5 * s**2, below, 1 + 40 * T * s**4])
    w = np.concatenate([0.5 * 2 * s * w, 4 * 0.5 * s**3 * w, 160 * T * s**3 * w])
    heat, charge = wire.spectral_resistances(E, t)
    hot, cold = T * (1 + delta / 2), T * (1 - delta / 2)
    flow = w @ (E * (np.tanh(E / (2 * cold)) - np.tanh(E / (2 * hot))) / heat)
    normal = np.pi**2 / 3 * T * (hot - cold)  # Wiedemann-Franz, G_N/e² = 1
    voltage = bias * T
    imbalance = np.tanh((E + voltage / 2) / (2 * T)) - np.tanh((E - voltage / 2) / (2 * T))
    found = wire.conductances(t)
    return float(flow / normal / found.thermal), float(w @ (imbalance / charge) / voltage / found.electric)


@cache
def _thermal_long(t: float) -> float:
    return float(conductances(t, _STRONG, _LONG).thermal)


def _exponent_of_kappa(t: float) -> float:
    """d ln κ/d ln T with κ_N ∝ T, in the longest wire, from two temperatures 20 % apart."""
    low, high = t / 1.1, 1.1 * t
    return 1 + float(np.log(_thermal_long(high) / _thermal_long(low)) / np.log(high / low))


def _in_the_window() -> float:
    """The middle of the window between E_Th and T₀, as T/T_c."""
    return float(np.sqrt(_thouless(_LONG) * _crossover(_STRONG, _LONG)))


def _below_thouless() -> float:
    return 0.45 * _thouless(_LONG)  # as cold as the package goes, 1e-6 T_c


def _resistance_in_window() -> float:
    """(κ_N/κ − 1) T/T₀ in the middle of the window."""
    t = _in_the_window()
    return (1 / _thermal_long(t) - 1) * t / _crossover(_STRONG, _LONG)


def _half() -> float:
    """T/T₀ at which κ = κ_N/2."""
    t_0 = _crossover(_STRONG, _LONG)
    return float(np.exp(brentq(lambda s: _thermal_long(t_0 * float(np.exp(s))) - 0.5, -2, 2, xtol=1e-3)))


def _plateau(r: float, length: float) -> float:
    """κ/κ_N far below E_Th in units of E_Th/T₀ = 2ξ₀√r/L_N."""
    cold = conductances(_COLDEST * _thouless(length), r, length).thermal
    return float(cold) * length / (2 * np.sqrt(r))


def _surplus(T: float) -> float:
    """What the formula of semi-infinite leads gives too much of κ at kT = T·E_Th; r = 0.1, L_N = 100 ξ₀."""
    t = T * _thouless(100.0)
    return float(semi_infinite_conductances(t, _STRONG, 100.0).thermal / conductances(t, _STRONG, 100.0).thermal) - 1


def _failure() -> float:
    """T/E_Th at which it has lost 10 % of κ."""
    return float(np.exp(brentq(lambda s: _surplus(float(np.exp(s))) + 0.1, -2, 2, xtol=1e-3)))


@cache
def _over_r() -> tuple[Array, Array, Array]:
    """r, κ/κ_N at 0.1 T_c, and the highest G/G_N over T, for L_N = 10 ξ₀."""
    r = np.geomspace(0.01, 1000, 6)
    t = np.geomspace(0.1, 0.75, 10)
    found = conductances(t, r[:, None])
    return r, found.thermal[:, 0], found.electric.max(axis=1)


@cache
def _peak_in_long_wire(r: float) -> float:
    """Highest G/G_N of a wire of 100 ξ₀, in per cent above one."""
    t = _thouless(100.0) * np.linspace(12, 30, 10)
    found = conductances(t, r, 100.0).electric
    i = int(np.clip(found.argmax(), 1, 8))
    a, b, c = np.polyfit(t[i - 1 : i + 2] / t[i], found[i - 1 : i + 2], 2)
    return float(100 * (c - b**2 / (4 * a) - 1))


def _tenth_in_long_wire() -> float:
    """T/T_c at which κ = κ_N/10 in a wire of 100 ξ₀, r = 0.1."""
    return float(brentq(lambda t: float(conductances(t, 0.1, 100.0).thermal) - 0.1, 1e-3, 0.2, xtol=1e-6))


def _over_andreev(t: float) -> float:
    """κ over Andreev's formula at T/T_c, the smallest of r = 0.1, 1, 10."""
    return float(conductances(t, _RATIOS[:, 0]).thermal.min() / andreev_barrier(t))


def _crossing(r: float) -> float:
    """T/T_c above which κ lies below Andreev's formula."""
    return float(brentq(lambda t: float(conductances(t, r).thermal - andreev_barrier(t)), 0.9, 1 - 1e-6, xtol=1e-5))


@cache
def _fit(r: float, free: bool) -> tuple[float, float, float]:
    """Andreev's formula, gap free, fitted to κ(T) from 0.1 to 0.5 T_c: gap over Δ, rms in % of the largest κ, κ_fit/κ at 0.1 T_c.

    free: the normal-state κ_N is a parameter too, as where it was not measured.
    """
    t = np.linspace(0.1, 0.5, 11)
    kappa = t * conductances(t, r).thermal

    def model(p: Array) -> Array:
        return np.asarray((p[1] if free else 1.0) * t * andreev_barrier(t, p[0] * GAP_RATIO))

    found = least_squares(lambda p: model(p) - kappa, [0.5, 1.0], bounds=([0.02, 0.1], [2, 3])).x
    error = np.sqrt(np.mean((model(found) - kappa) ** 2))
    return float(found[0]), float(100 * error / kappa.max()), float(model(found)[0] / kappa[0])


CLAIMS = (
    Claim(
        id="bezuglyi2003-thermal-not-exponential",
        place="introduction",
        statement="κ(T) appears to be power-like rather than exponential",
        compute=lambda: float(
            1 + np.max(np.diff(np.log(_figure_3()[1].thermal), axis=1) / np.diff(np.log(_figure_3()[0])))
        ),
        allowed=(0, 4),
        unit="",
        why=lambda: (
            "Largest local exponent d ln κ/d ln T for r = 0.1, 1, 10 and L_N = 10 ξ₀, with κ_N ∝ T; we bound it by the largest "
            "power printed. The exponential has no such bound: Andreev's formula reaches "
            f"{1 + np.log(andreev_barrier(0.105) / andreev_barrier(0.095)) / np.log(0.105 / 0.095):.0f} at 0.1 T_c already."
        ),
    ),
    Claim(
        id="bezuglyi2003-eq4-linear-response",
        place="Eqs. 2-4",
        statement="The heat flow between reservoirs at T₁ and T₂ gives κ/κ_N by Eq. 4",
        compute=lambda: _from_boundary_conditions()[0],
        allowed=(1 - 1e-5, 1 + 1e-5),
        unit="",
        why="Q/(T₁ − T₂) over ℒG_N T from unlinearised boundary conditions, divided by the κ/κ_N of the package; r = 1, "
        "0.2 T_c, T₁ − T₂ = T/1000.",
        correction="The printed κ = Q/[L_N(T₁ − T₂)] has a surplus 1/L_N: Q/(T₁ − T₂) is already the conductance. It cancels in "
        "κ/κ_N.",
    ),
    Claim(
        id="bezuglyi2003-eq6",
        place="Eqs. 5, 6",
        statement="A small voltage gives G/G_N by Eq. 6",
        compute=lambda: _from_boundary_conditions()[1],
        allowed=(1 - 1e-5, 1 + 1e-5),
        unit="",
        why="I/V from Eq. 5 as printed, at eV = T/1000, divided by the G/G_N of the package; r = 1, 0.2 T_c.",
    ),
    Claim(
        id="bezuglyi2003-eq12",
        place="Eq. 12",
        statement="δR_Q(T) ≈ T₀/T with T₀ = Δξ₀/(L_N√r), at energies E ~ T",
        compute=_resistance_in_window,
        allowed=(0.3, 3),
        unit="",
        why="(κ_N/κ − 1)T/T₀ in the middle of E_Th ≪ T ≪ T₀, r = 0.1, L_N = 1000 ξ₀; an estimate is allowed a factor of 3. "
        "Eq. 11 integrates to 2T₀/E, and the thermal average of E/2T₀ is 27ζ(3)T/(2π²T₀).",
    ),
    Claim(
        id="bezuglyi2003-dominates-below-t0",
        place="Eq. 12",
        statement="Below T₀ the proximity region dominates the thermal resistance",
        compute=_half,
        allowed=(0.3, 3),
        unit="T₀",
        why="Temperature at which it makes half of the resistance, κ = κ_N/2; r = 0.1, L_N = 1000 ξ₀. A scale is allowed a "
        "factor of 3.",
    ),
    Claim(
        id="bezuglyi2003-linear-ratio",
        place="below Eq. 12",
        statement="For E_Th ≪ T ≪ T₀, κ falls like κ_N T/T₀",
        compute=lambda: _exponent_of_kappa(_in_the_window()) - 1,
        allowed=(0.85, 1.15),
        unit="",
        why="d ln(κ/κ_N)/d ln T in the middle of the window, r = 0.1, L_N = 1000 ξ₀.",
    ),
    Claim(
        id="bezuglyi2003-fourth-power",
        place="abstract, below Eq. 12, conclusion",
        statement="For E_Th ≪ T ≪ T₀, κ ~ T⁴",
        compute=lambda: _exponent_of_kappa(_in_the_window()),
        allowed=(3.7, 4.3),
        unit="",
        why="d ln κ/d ln T at the same place. κ_N of electrons is proportional to T, so κ_N T/T₀ is T². "
        "T⁴ would need κ_N ∝ T³.",
    ),
    Claim(
        id="bezuglyi2003-semi-infinite-fails",
        place="below Eq. 12",
        statement="At temperatures below E_Th the approximation of semi-infinite leads fails",
        compute=_failure,
        allowed=(0.3, 3),
        unit="E_Th",
        why=lambda: (
            "Temperature at which its κ is 10 % too small, r = 0.1, L_N = 100 ξ₀. At 5 E_Th it is "
            f"{100 * _surplus(5.0):.0f} % too large."
        ),
    ),
    Claim(
        id="bezuglyi2003-third-power",
        place="below Eq. 12, conclusion",
        statement="Below E_Th κ ~ T³",
        compute=lambda: _exponent_of_kappa(_below_thouless()),
        allowed=(2.7, 3.3),
        unit="",
        why="d ln κ/d ln T at 0.45 E_Th, r = 0.1, L_N = 1000 ξ₀. κ/κ_N becomes constant, so κ is proportional to T.",
    ),
    Claim(
        id="bezuglyi2003-slower-below-thouless",
        place="below Eq. 12, conclusion",
        statement="Below E_Th the decrease is slower by one power of T",
        compute=lambda: _exponent_of_kappa(_in_the_window()) - _exponent_of_kappa(_below_thouless()),
        allowed=(0.7, 1.3),
        unit="",
        why="Difference of the two exponents above. The step from one law to the other is right, though neither power is.",
    ),
    Claim(
        id="bezuglyi2003-plateau",
        place="below Eq. 12",
        statement="The prefactor is small there, E_Th/T₀ ~ ξ₀√r/L_N",
        compute=lambda: _plateau(1.0, 100.0),
        allowed=(0.3, 3),
        unit="E_Th/T₀",
        why=lambda: (
            f"κ/κ_N at {_COLDEST:g} E_Th, r = 1, L_N = 100 ξ₀. The chapter derives π²/4 for small ξ₀√r/L_N. For r = 10 and "
            f"L_N = 10 ξ₀ it is {_plateau(10.0, 10.0):.2f}."
        ),
    ),
    Claim(
        id="bezuglyi2003-reentrance",
        place="abstract, below Eq. 12, Fig. 3(b)",
        statement="As T falls, G passes a maximum",
        compute=lambda: share(
            [0 < curve.argmax() < curve.size - 1 and curve.max() > 1.01 for curve in _figure_3()[1].electric]
        ),
        allowed=(1, 1),
        unit="",
        why="Share of r = 0.1, 1, 10 whose largest G lies between 0.01 and 0.95 T_c and is more than 1 % above G_N.",
    ),
    Claim(
        id="bezuglyi2003-returns",
        place="below Eq. 12, Fig. 3(b)",
        statement="At the lowest temperatures G returns to G_N",
        compute=lambda: float(np.max(conductances(0.1 * _thouless(10.0), _RATIOS).electric) - 1),
        allowed=(0, 1e-3),
        unit="",
        why="Largest G/G_N − 1 at 0.1 E_Th, r = 0.1, 1, 10, L_N = 10 ξ₀.",
    ),
    Claim(
        id="bezuglyi2003-contrast",
        place="abstract, Fig. 3",
        statement="While G is reentrant, κ/κ_N falls all the way as T falls",
        compute=lambda: share(np.diff(_figure_3()[1].thermal, axis=1) > 0),
        allowed=(1, 1),
        unit="",
        why="Share of steps in T from 0.01 to 0.95 T_c on which κ/κ_N rises, r = 0.1, 1, 10.",
    ),
    Claim(
        id="bezuglyi2003-small-r",
        place="comments to Fig. 3",
        statement="A small r (mobile carriers in the superconductor) reduces κ and increases G",
        compute=lambda: share(np.concatenate([np.diff(_over_r()[1]) > 0, np.diff(_over_r()[2]) < 0])),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of the five decades from r = 0.01 to 1000 on which κ at 0.1 T_c rises, and on which the peak of G falls; "
            "L_N = 10 ξ₀. In a long wire the part about G no longer holds: at 100 ξ₀ the peak is "
            f"{_peak_in_long_wire(0.1):.2f} % for r = 0.1 and {_peak_in_long_wire(10.0):.2f} % for r = 10."
        ),
    ),
    Claim(
        id="bezuglyi2003-large-r",
        place="comments to Fig. 3",
        statement="For r ≫ 1 the proximity effect is suppressed: κ is enhanced, the peak of G reduced",
        compute=lambda: float(max(1 - _over_r()[1][-1], _over_r()[2][-1] - 1)),
        allowed=(0, 0.01),
        unit="",
        why="Larger of 1 − κ/κ_N at 0.1 T_c and the peak of G/G_N − 1, at r = 1000 and L_N = 10 ξ₀.",
    ),
    Claim(
        id="bezuglyi2003-above-andreev",
        place="comments to Fig. 3",
        statement="For all reasonable r, κ is considerably larger than Andreev's formula gives",
        compute=lambda: float(brentq(lambda t: _over_andreev(t) - 1.5, 0.3, 0.9, xtol=1e-5)),
        allowed=(0.5, 1),
        unit="T_c",
        why=lambda: (
            "Temperature up to which κ is at least half as large again for each of r = 0.1, 1, 10; it has to be so in the lower "
            f"half of the range. The ratio grows without bound as T falls; at 0.8 T_c it is {_over_andreev(0.8):.2f}, at 0.9 T_c "
            f"{_over_andreev(0.9):.2f}. For r = 0.1 the excess changes its sign, at {_crossing(0.1):.3f} T_c."
        ),
    ),
    Claim(
        id="bezuglyi2003-experiment-heat",
        place="introduction, abstract",
        statement="In the experiment κ/κ_N fell by an order of magnitude, and the theory explains it (r = 0.1)",
        compute=lambda: float(conductances(0.1, 0.1).thermal),
        allowed=(0, 0.32),
        unit="",
        why=lambda: (
            "κ/κ_N at 0.1 T_c, r = 0.1 and L_N = 10 ξ₀; an order of magnitude begins at √10. Length and r of the experiment are "
            f"not printed. At r = 0.01 it is {float(conductances(0.1, 0.01).thermal):.2f}, in a wire of 100 ξ₀ with r = 0.1 "
            f"{float(conductances(0.1, 0.1, 100.0).thermal):.2f}."
        ),
    ),
    Claim(
        id="bezuglyi2003-experiment-charge",
        place="introduction, abstract",
        statement="In the experiment G changed by a few per cent only, and the theory explains it (same wire)",
        compute=lambda: 100 * float(_figure_3()[1].electric[0].max() - 1),
        allowed=(0, 9),
        unit="%",
        why=lambda: (
            "Highest G/G_N − 1 for r = 0.1 and L_N = 10 ξ₀. A longer wire comes closer, with "
            f"{_peak_in_long_wire(0.1):.0f} % at 100 ξ₀, but its κ/κ_N falls to a tenth at {_tenth_in_long_wire():.3f} T_c only."
        ),
    ),
    Claim(
        id="bezuglyi2003-fit-looks-satisfactory",
        place="introduction, conclusion",
        statement="A fit by Andreev's formula looks satisfactory though its physics does not apply",
        compute=lambda: _fit(0.1, True)[1],
        allowed=(0, 5),
        unit="%",
        why=lambda: (
            "The experiment's data are not at hand, so we fit our own κ(T), r = 0.1, from 0.1 to 0.5 T_c, gap and κ_N free: rms "
            f"deviation in per cent of the largest κ. But the fitted gap is {_fit(0.1, True)[0]:.2f} Δ, and at 0.1 T_c the fit "
            f"has {100 * _fit(0.1, True)[2]:.0f} % of κ. With κ_N known the deviation is {_fit(0.1, False)[1]:.1f} %."
        ),
    ),
)
