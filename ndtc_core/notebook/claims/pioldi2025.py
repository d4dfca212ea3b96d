"""Claims of pioldi2025, in the order of the paper."""

from __future__ import annotations

import numpy as np

from ...domain import Array
from ...photonic import heat_current_resistive, matching, transmission
from ..audit import Claim

_T_LEFT = 0.5
_T_RIGHT = np.linspace(0.01, 0.499, 2000)  # from the lowest temperature of the paper almost up to T_L


def _current_into_heated_reservoir(ratio: Array) -> Array:
    """Heat current in W from 500 mK into a right reservoir of R_R/R_L = ``ratio`` at each T_R; resistances only."""
    return heat_current_resistive(_T_LEFT, _T_RIGHT, matching(ratio))


def _rc_elements() -> tuple[Array, Array]:
    """Transmission of two parallel RC elements: from their impedances, and by Eq. 3 as printed. 1000 random circuits."""
    rng = np.random.default_rng(2503)
    R_L, R_R = np.exp(rng.uniform(np.log(1), np.log(1e6), (2, 1000)))
    C_L, C_R = np.exp(rng.uniform(np.log(1e-16), np.log(1e-12), (2, 1000)))
    omega = np.exp(rng.uniform(np.log(1e9), np.log(1e12), 1000))
    Z_L, Z_R = R_L / (1 + 1j * omega * R_L * C_L), R_R / (1 + 1j * omega * R_R * C_R)
    printed = 4 * R_L * R_R / ((R_L + R_R) ** 2 + (omega * R_L * R_R * (C_L + C_R)) ** 2)
    return transmission(Z_L, Z_R), printed


def _share_of_alignments_with_ndtc() -> float:
    """Share of monotonic alignments, R_R/R_L from X to 1 as T_R → T_L, in which the current rises anywhere with T_R."""
    closeness = _T_RIGHT / _T_LEFT
    rises = [
        bool((np.diff(_current_into_heated_reservoir(X - (X - 1) * closeness**power)) > 0).any())
        for X in np.geomspace(1.1, 1e4, 25)
        for power in (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
    ]
    return float(np.mean(rises))


def _rise_of_current() -> float:
    currents = _current_into_heated_reservoir(_T_LEFT / _T_RIGHT)
    return float(currents.max() / currents[0])


CLAIMS = (
    Claim(
        id="pioldi2025-flow-rises-as-bias-shrinks",
        paper="pioldi2025",
        place="Introduction",
        chapter="impedance_matching",
        statement="With a temperature-dependent match the heat flow can increase although the temperature difference decreases.",
        compute=_rise_of_current,
        allowed=(1.01, float("inf")),
        unit="",
        why="Largest heat current over that at T_R = 10 mK, for resistors with R_R = R_L T_L/T_R and T_L = 500 mK. "
        "A resistance that falls as slowly as 1/T will do.",
    ),
    Claim(
        id="pioldi2025-eq3",
        paper="pioldi2025",
        place="Eq. 3",
        chapter="impedance_matching",
        statement="τ = 4R_LR_R/[(R_L + R_R)² + (ωR_LR_R(C_L + C_R))²] for two junctions.",
        compute=lambda: float(np.mean(np.abs(np.divide(*_rc_elements()) - 1) < 1e-12)),
        allowed=(1, 1),
        unit="",
        why="Share of 1000 random circuits in which the impedances of the circuit diagram, two parallel RC elements in a loop, "
        "give the printed formula.",
    ),
    Claim(
        id="pioldi2025-always-when-aligning",
        paper="pioldi2025",
        place="Summary",
        chapter="impedance_matching",
        statement="NDTC is always present when two impedances tend to align as their temperatures converge.",
        compute=_share_of_alignments_with_ndtc,
        allowed=(1, 1),
        unit="",
        why="Share of 150 alignments R_R/R_L = X − (X − 1)(T_R/T_L)^q with NDTC above 10 mK; X from 1.1 to 10⁴, q from ½ "
        "to 4, T_L = 500 mK. What decides is the threshold: |x − 1|/(x + 1) · |d ln R_R/d ln T_R| > 2/[(T_L/T_R)² − 1]. "
        "For q ≥ 2 no X reaches it.",
    ),
)
