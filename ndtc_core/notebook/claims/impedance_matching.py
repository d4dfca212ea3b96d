"""Claims of the chapter *Impedance matching as a thermal valve*: dey2023, Fig. 1, and what pioldi2025 says of matching."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit

from ...domain import Array
from ...photonic import (
    heat_current_resistive,
    matching,
    transmission,
)
from ..audit import Claim, share
from .samples import OHMS, PASSIVE, T_C_FILM, T_DRAIN, T_LEFT

_WIDTH, _HEIGHT = 4e-3, 37.0  # Fig. 1(c),(d): our width in K; R_S/R_D = 1 + 36 of the device


def _step(T: Array, height: float = _HEIGHT, width: float = _WIDTH) -> Array:
    """R_S/R_D of the source of Fig. 1(c): a logistic step from 1 to ``height`` at T_c. The form is ours."""
    return 1 + (height - 1) * expit((T - T_C_FILM) / width)


def _stepped_current(T: Array, height: float = _HEIGHT, contact: float = 0.0) -> Array:
    """Heat current in W of that source, with a contact resistance (in units of R_D) in series to the loop."""
    x = _step(T, height)
    tau = 4 * x / (1 + x + contact) ** 2
    return heat_current_resistive(T, T_DRAIN, np.minimum(tau, 1))


def _fall(height: float = _HEIGHT, contact: float = 0.0) -> tuple[float, float, float]:
    """Fall of the heat current with rising T_S: in W, relative to the maximum before it, and T_S in K where it ends."""
    T = np.linspace(0.3, 0.5, 20001)
    Q = _stepped_current(T, height, contact)
    falling = np.flatnonzero(np.diff(Q) < 0)
    if not falling.size:
        return 0.0, 0.0, np.nan
    top, bottom = Q[falling[0]], Q[falling[-1] + 1]
    return float(top - bottom), float(1 - bottom / top), float(T[falling[-1] + 1])


def _drop_left_by_contact(contact: float) -> float:
    """Relative drop with a contact (in units of R_D), over that without."""
    return _fall(contact=contact)[1] / _fall()[1]


def _best_height() -> float:
    """R_S/R_D above the step for which the fall in W is deepest."""
    best = minimize_scalar(lambda log: -_fall(float(np.exp(log)))[0], bounds=(3, 8), method="bounded")
    return float(np.exp(best.x))


def _least_slope_with_ndtc() -> float:
    """Smallest |d ln R_S/d ln T_S| with ∂Q̇/∂T_S < 0 among random resistance ratios, slopes and T_D/T_S < 1."""
    rng = np.random.default_rng(134510)
    x, s = np.exp(rng.uniform(-8, 8, 100_000)), rng.uniform(-5, 5, 100_000)
    T_D, step = rng.uniform(0.001, 0.9, 100_000), 1e-6
    up, down = (heat_current_resistive(T, T_D, matching(x * T**s)) for T in (1 + step, 1 - step))
    return float(np.abs(s[up < down]).min())


def _energy_passed_in_collisions() -> Array:
    """Energy that an elastic head-on collision hands to a ball at rest, over the energy before; 1000 pairs of masses."""
    m, M = OHMS[:2]
    speed_of_centre = m / (m + M)  # in units of the first ball's speed; the collision reverses both relative to it
    return M * (2 * speed_of_centre) ** 2 / m


_T_RIGHT = np.linspace(0.01, 0.499, 2000)  # from the lowest temperature of the paper almost up to T_L
_POWERS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)


def _current_into_heated_reservoir(ratio: Array) -> Array:
    """Heat current in W from 500 mK into a right reservoir of R_R/R_L = ``ratio`` at each T_R; resistances only."""
    return heat_current_resistive(T_LEFT, _T_RIGHT, matching(ratio))


def _rc_elements() -> tuple[Array, Array]:
    """Transmission of two parallel RC elements: from their impedances, and by Eq. 3 as printed. 1000 random circuits."""
    rng = np.random.default_rng(2503)
    R_L, R_R = np.exp(rng.uniform(np.log(1), np.log(1e6), (2, 1000)))
    C_L, C_R = np.exp(rng.uniform(np.log(1e-16), np.log(1e-12), (2, 1000)))
    omega = np.exp(rng.uniform(np.log(1e9), np.log(1e12), 1000))
    Z_L, Z_R = R_L / (1 + 1j * omega * R_L * C_L), R_R / (1 + 1j * omega * R_R * C_R)
    printed = 4 * R_L * R_R / ((R_L + R_R) ** 2 + (omega * R_L * R_R * (C_L + C_R)) ** 2)
    return transmission(Z_L, Z_R), printed


@cache
def _alignments_with_ndtc() -> NDArray[np.bool_]:
    """In which monotonic alignments, R_R/R_L from X to 1 as T_R → T_L, the current rises anywhere with T_R: X × _POWERS."""
    closeness = _T_RIGHT / T_LEFT
    rises = [
        [(np.diff(_current_into_heated_reservoir(X - (X - 1) * closeness**power)) > 0).any() for power in _POWERS]
        for X in np.geomspace(1.1, 1e4, 25)
    ]
    return np.array(rises, dtype=bool)


def _least_power_without_ndtc() -> float:
    return min(power for power, column in zip(_POWERS, _alignments_with_ndtc().T, strict=True) if not column.any())


def _rise_of_current() -> float:
    currents = _current_into_heated_reservoir(T_LEFT / _T_RIGHT)
    return float(currents.max() / currents[0])


CLAIMS = (
    Claim(
        id="dey2023-optimum-at-matching",
        place="Abstract, Sec. I",
        statement="Power is optimally transmitted between two circuit elements under impedance matching.",
        compute=lambda: share(
            (transmission(PASSIVE[0], np.conj(PASSIVE[0])) > 1 - 1e-12) & (transmission(*PASSIVE) < 1)
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random passive sources whose complex conjugate takes all power, and a random other load less.",
    ),
    Claim(
        id="dey2023-abrupt-change",
        place="Abstract",
        statement="The heat flux falls with rising temperature when the impedance changes abruptly.",
        compute=_least_slope_with_ndtc,
        allowed=(2, float("inf")),
        unit="",
        why="Least |d ln R_S/d ln T_S| among 100 000 random cases in which Q̇ falls. “Abrupt” has a number: faster than T².",
    ),
    Claim(
        id="dey2023-resistive-transmission",
        place="Sec. II, below Eq. 3",
        statement="Between two resistors Eq. 2 becomes τ₀(x) = 4x/(x + 1)², x = R_S/R_D.",
        compute=lambda: share(
            np.abs(transmission(OHMS[0], OHMS[1]) / matching(OHMS[0] / OHMS[1]) - 1) < 1e-12,
        ),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of resistances for which both formulas agree.",
    ),
    Claim(
        id="dey2023-maximum-at-equal-resistances",
        place="Sec. II, Fig. 1(b)",
        statement="τ₀ is nonmonotonic and has its maximum at R_S = R_D.",
        compute=lambda: float(np.geomspace(1e-3, 1e3, 6001)[np.argmax(matching(np.geomspace(1e-3, 1e3, 6001)))]),
        allowed=(0.999, 1.001),
        unit="",
        why="Ratio R_S/R_D at the largest of 6001 values between 0.001 and 1000.",
    ),
    Claim(
        id="dey2023-collisions",
        place="Sec. II",
        statement="The maximum power theorem also holds for mechanical collisions.",
        compute=lambda: share(np.abs(_energy_passed_in_collisions() / matching(OHMS[0] / OHMS[1]) - 1) < 1e-12),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random pairs of masses whose elastic collision passes on the fraction τ₀(m/M) of the energy.",
    ),
    Claim(
        id="dey2023-unity-below-tc",
        place="Sec. II, Fig. 1",
        statement="τ₀ is unity for T < T_c, where R_S = R_D.",
        compute=lambda: float(matching(_step(np.linspace(T_DRAIN, T_C_FILM - 5 * _WIDTH, 500))).min()),
        allowed=(0.95, 1),
        unit="",
        why="Smallest τ₀ up to 380 mK for a step to 37 R_D that is 4 mK wide. A step of any width leaves unity before T_c.",
    ),
    Claim(
        id="dey2023-much-smaller-than-one",
        place="Sec. II, Fig. 1",
        statement="τ₀ is much smaller than one for R_S ≫ R_D.",
        compute=lambda: float(matching(100.0)),
        allowed=(0, 0.1),
        unit="",
        why=lambda: (
            "We read “≫” as a factor of 100 and “much smaller” as a tenth or less. R_S/R_D = 37, as in the device, gives "
            f"{float(matching(_HEIGHT)):.2f}."
        ),
    ),
    Claim(
        id="dey2023-falls-near-tc",
        place="Sec. II, Fig. 1(d)",
        statement="Q̇ decreases with rising T_S in the vicinity of T_c.",
        compute=lambda: share(np.diff(_stepped_current(np.linspace(T_C_FILM - _WIDTH, T_C_FILM + _WIDTH, 501))) < 0),
        allowed=(1, 1),
        unit="",
        why="Share of grid steps in which Q̇ falls, T_c ± 4 mK; step to 37 R_D, 4 mK wide, T_D = 30 mK.",
    ),
    Claim(
        id="dey2023-positive-again",
        place="Sec. II, Fig. 1(d)",
        statement="At larger source temperatures the heat conductance is positive again.",
        compute=lambda: share(np.diff(_stepped_current(np.linspace(T_C_FILM + 10 * _WIDTH, 2 * T_C_FILM, 501))) > 0),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            f"Share of grid steps in which Q̇ rises, 440 to 800 mK. It still falls up to {1e3 * _fall()[2]:.0f} mK, a little "
            "beyond T_c."
        ),
    ),
    Claim(
        id="dey2023-constant-above-tc",
        place="Sec. II, Fig. 1(d)",
        statement="The transmission is approximately constant for T > T_c.",
        compute=lambda: float(matching(_step(np.array(T_C_FILM + 10 * _WIDTH))) / matching(_HEIGHT) - 1),
        allowed=(0, 0.01),
        unit="",
        why="Relative distance of τ₀ from its final value at 440 mK. We read “approximately” as 1 %.",
    ),
    Claim(
        id="dey2023-interface-resistance",
        place="Sec. III",
        statement="A resistance between wire and electrodes hardly changes what is seen (ideal step of Fig. 1).",
        compute=lambda: _drop_left_by_contact(0.1),
        allowed=(0.9, 1.1),
        unit="",
        why=lambda: (
            "Relative drop of Q̇ with a contact of 0.1 R_D, over that without, step of Fig. 1. We read “hardly” as 10 %. The film "
            "has claims of its own, in another chapter. A contact that is not small "
            f"moves the match to R_S = R_D + R_i: {100 * _drop_left_by_contact(10):.0f} % of the drop is left with 10 R_D, "
            f"{100 * _drop_left_by_contact(36):.0f} % with 36 R_D."
        ),
    ),
    Claim(
        id="dey2023-more-r0-jump",
        place="Sec. III B",
        statement="In the picture of Fig. 1 an increase of R_0 is always beneficial (ideal jump).",
        compute=lambda: share(np.diff(1 - matching(np.geomspace(1.01, 1e6, 500))) > 0),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of increases of R_S/R_D from 1 to 10⁶ that enlarge the drop of an ideal jump at T_c. A transition 4 mK "
            f"wide has an optimum near R_S/R_D = {round(_best_height(), -1):.0f}, since a higher step of the same width loses "
            "the match earlier."
        ),
    ),
    Claim(
        id="pioldi2025-flow-rises-as-bias-shrinks",
        place="Introduction",
        statement="With a temperature-dependent match the heat flow can increase although the temperature difference decreases.",
        compute=_rise_of_current,
        allowed=(1.01, float("inf")),
        unit="",
        why="Largest heat current over that at T_R = 10 mK, for resistors with R_R = R_L T_L/T_R and T_L = 500 mK. "
        "A resistance that falls as slowly as 1/T will do.",
    ),
    Claim(
        id="pioldi2025-eq3",
        place="Eq. 3",
        statement="τ = 4R_L R_R/[(R_L + R_R)² + (ωR_L R_R (C_L + C_R))²] for two junctions.",
        compute=lambda: float(np.mean(np.abs(np.divide(*_rc_elements()) - 1) < 1e-12)),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits in which the impedances of the circuit diagram, two parallel RC elements in a loop, "
        "give the printed formula.",
    ),
    Claim(
        id="pioldi2025-always-when-aligning",
        place="Summary",
        statement="Wherever two impedances become equal as their temperatures do, there is NDTC.",
        compute=lambda: share(_alignments_with_ndtc()),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Share of 150 alignments R_R/R_L = X − (X − 1)(T_R/T_L)^q with NDTC above 10 mK; X from 1.1 to 10⁴, q from ½ "
            "to 4, T_L = 500 mK. What decides is the threshold: |x − 1|/(x + 1) · |d ln R_R/d ln T_R| > 2/[(T_L/T_R)² − 1]. "
            f"For q ≥ {_least_power_without_ndtc():g} no X reaches it."
        ),
    ),
)
