"""Claims of the chapter *Andreev interferometer*: what bezuglyi2003 says about its Figs. 2(b) and 4."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from ... import usadel
from ...domain import Array
from ...proximity import Conductances, andreev_barrier, interferometer
from ..audit import Claim, share
from .samples import GAP_RATIO

_TEMPERATURES = (0.1, 0.3, 0.5, 0.8)  # T/T_c; our choice, neither text nor caption lists those of Fig. 4
_COLD = 0.1
_LENGTH = 10.0  # ξ₀, the caption of Fig. 4
_AWAY = np.pi * np.linspace(0, 1, 31) ** 2  # φ − π


@cache
def _curve(t: float) -> Conductances:
    return interferometer(t, np.pi + _AWAY, _LENGTH)


def _swings(t: float) -> tuple[float, float]:
    """Maximum less minimum over the phase of κ/κ_N and of G/G_N."""
    return float(np.ptp(_curve(t).thermal)), float(np.ptp(_curve(t).electric))


def _depth(t: float) -> float:
    thermal = _curve(t).thermal
    return float(1 - thermal.min() / thermal.max())


def _width(values: Array) -> float:
    """Full width about φ = π, in flux quanta, halfway between the smallest and the largest value."""
    distance = np.abs(values - values[0]) - np.ptp(values) / 2
    i = int(np.argmax(distance > 0))
    return float(np.interp(0.0, distance[i - 1 : i + 1], _AWAY[i - 1 : i + 1]) / np.pi)


def _peaks() -> float:
    """Largest deviation of κ/κ_N from 1 a thousandth of a radian beside odd multiples of π."""
    phase = np.pi * np.array([-3, -1, 1, 3, 5]) + 1e-3
    thermal = interferometer(np.array(_TEMPERATURES)[:, None], phase, _LENGTH).thermal
    return float(np.abs(thermal - 1).max())


@cache
def _equal_swings() -> float:
    """T/T_c at which both swings are equal; there G is largest between φ = 0 and π/2."""

    def difference(t: float) -> float:
        thermal, electric = interferometer(t, np.linspace(0.0, np.pi / 2, 6), _LENGTH)
        return float(2 - thermal.min() - electric.max())

    return float(brentq(difference, 0.6, 0.9, xtol=1e-4))


def _short_junction(E: Array, phase: Array, s: float) -> NDArray[np.complex128]:
    """cosh θ, E in units of Δ, at the place s (0 … 1) of a short diffusive junction: Usadel without E, between bulk ends."""
    sine = -1j / np.sqrt(1 - E**2)
    distance = np.arccosh((E * sine) ** 2 - sine**2 * np.cos(phase) + 0j)
    weights = (np.sinh((1 - s) * distance) + np.sinh(s * distance)) / np.sinh(distance)
    return np.asarray(E * sine * weights)


@cache
def _gap_error() -> float:
    """Largest deviation, in units of Δ, of the lowest energy that has states from |cos(φ/2)|: anywhere in the junction."""
    E = np.linspace(0.0005, 0.9995, 1000)
    phase = np.linspace(0.05, 0.95, 19) * np.pi
    found = [[E[np.argmax(np.abs(_short_junction(E, one, s).real) > 1e-6)] for one in phase] for s in (0.1, 0.3, 0.5)]
    return float(np.abs(np.array(found) - np.abs(np.cos(phase / 2))).max())


def _bcs_error(s: float) -> Array:
    """Relative deviation of the density of states between 1.05 E_g and 0.95 Δ from BCS with the gap E_g."""
    phase = np.linspace(0.4, 0.95, 12)[:, None] * np.pi
    edge = np.cos(phase / 2)
    E = 1.05 * edge + (0.95 - 1.05 * edge) * np.linspace(0, 1, 40)
    expected = E / np.sqrt(E**2 - edge**2)
    return np.asarray(np.abs(np.abs(_short_junction(E, phase, s).real) / expected - 1))


def _blocked() -> float:
    """Smallest d ln D₊/d ln x at the contact of a long wire, of energies E < E_g = Δ/2."""
    E = 0.5 * np.linspace(0.001, 0.999, 999)
    x = np.array([1e-4, 1e-3])[:, None]
    contact = usadel.bulk(E, E - 0.5)
    near = usadel.coefficients(contact * np.exp(-usadel.decay(E) * x))[0]
    return float(np.min(np.log(near[1] / near[0]) / np.log(x[1] / x[0])))


def _over_barrier(t: float) -> Array:
    """κ over that of a sharp barrier of height E_g(φ), which is the Andreev barrier with a smaller gap ratio."""
    seen = np.sin(_AWAY / 2) > 0.02  # phases whose gap the Andreev barrier's domain holds
    return np.asarray(_curve(t).thermal[seen] / andreev_barrier(t, GAP_RATIO * np.sin(_AWAY[seen] / 2)))


CLAIMS = (
    Claim(
        id="bezuglyi2003-interferometer-gap",
        place="p. 4, on Fig. 2(b)",
        statement="A separate short diffusive SNS junction has the gap E_g(φ) = Δ|cos(φ/2)|",
        compute=_gap_error,
        allowed=(0, 1.1e-3),
        unit="Δ",
        why="Largest deviation over 19 phases and three places; states are searched on energies 0.001 Δ apart.",
    ),
    Claim(
        id="bezuglyi2003-interferometer-bcs",
        place="p. 4, on Fig. 2(b)",
        statement="The spectrum at the contact is similar to BCS with the gap E_g",
        compute=lambda: share(_bcs_error(0.5) < 1e-9),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Fraction of energies and phases at which the density of states in the middle agrees: it is not similar but equal. "
            f"A quarter of the way along it deviates by up to {100 * _bcs_error(0.25).max():.0f} %."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-impenetrable",
        place="p. 4, on Fig. 2(b)",
        statement="The contact is an impenetrable barrier: heat is carried by energies above E_g only",
        compute=_blocked,
        allowed=(1, np.inf),
        unit="",
        why="Smallest power with which D₊ grows from zero with the distance to the contact, energies below E_g. "
        "From the first power on the resistance ∫dx/D₊ diverges, and no heat passes.",
    ),
    Claim(
        id="bezuglyi2003-interferometer-over-barrier",
        place="p. 4, on Fig. 4",
        statement="Above the barrier D₊ varies in space, as in over-the-barrier Andreev reflection",
        compute=lambda: share([_over_barrier(t) < 1 for t in _TEMPERATURES]),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Fraction of phases at which κ is below that of a sharp cut-off at E_g. "
            f"The reflection takes at most {100 * max(1 - _over_barrier(t).min() for t in _TEMPERATURES):.0f} % of the heat."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-suppressed",
        place="p. 4, Fig. 4(a)",
        statement="κ is generally suppressed",
        compute=lambda: share([_curve(t).thermal[1:] < 1 for t in _TEMPERATURES]),
        allowed=(1, 1),
        unit="",
        why="Fraction of phases, other than odd multiples of π, with κ < κ_N, at 0.1, 0.3, 0.5 and 0.8 T_c.",
    ),
    Claim(
        id="bezuglyi2003-interferometer-restored",
        place="p. 4, Fig. 4(a)",
        statement="At odd multiples of π the gap closes and κ returns to κ_N",
        compute=_peaks,
        allowed=(0, 1e-6),
        unit="",
        why="Largest deviation of κ/κ_N from 1, 0.001 rad beside five such phases, at four temperatures. At the phases "
        "themselves the package returns 1 without computing.",
    ),
    Claim(
        id="bezuglyi2003-interferometer-full-scale",
        place="abstract; p. 4",
        statement="κ oscillates at full scale with the phase, at low temperatures",
        compute=lambda: _depth(_COLD),
        allowed=(0.99, 1),
        unit="",
        why=lambda: (
            "1 − κ_min/κ_max at 0.1 T_c. The words low temperatures stand with Fig. 4: the depth is "
            f"{_depth(0.3):.2f} at 0.3 T_c, {_depth(0.5):.2f} at 0.5 T_c and {_depth(0.8):.2f} at 0.8 T_c."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-sharp-peaks",
        place="p. 4, Fig. 4(a)",
        statement="At low temperatures the peaks of κ at φ mod 2π = π are sharp",
        compute=lambda: _width(_curve(_COLD).thermal),
        allowed=(0, 0.25),
        unit="Φ₀",
        why=lambda: (
            "Full width at half height at 0.1 T_c. A cosine has 0.5, and half of that is called sharp here. "
            f"At 0.3 T_c the width is {_width(_curve(0.3).thermal):.2f} Φ₀. The tip itself is flat."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-dip-place",
        place="p. 4, Fig. 4(b)",
        statement="G has dips at the same phases",
        compute=lambda: share(
            [np.argmin(_curve(t).electric) == 0 and _curve(t).electric[1] > 1 for t in _TEMPERATURES]
        ),
        allowed=(1, 1),
        unit="",
        why=lambda: (
            "Fraction of the temperatures at which G is smallest at φ = π. At 0.1 T_c the dip stands between horns of "
            f"{_curve(_COLD).electric.max():.2f} G_N, while G(0) is {_curve(_COLD).electric[-1]:.2f} G_N."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-sharp-dips",
        place="p. 4, Fig. 4(b)",
        statement="The dips of G are sharp",
        compute=lambda: max(_width(_curve(t).electric) for t in _TEMPERATURES),
        allowed=(0, 0.25),
        unit="Φ₀",
        why=lambda: (
            "Largest full width at half depth of the four temperatures. At 0.1 T_c it is "
            f"{_width(_curve(_COLD).electric):.3f} Φ₀, a fraction of the peak's width, and the bottom is a corner."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-amplitudes",
        place="p. 4, Fig. 4(b)",
        statement="The oscillations of G have a much lower amplitude, at low temperatures",
        compute=lambda: _swings(_COLD)[0] / _swings(_COLD)[1],
        allowed=(2, np.inf),
        unit="",
        why=lambda: (
            "Swing of κ/κ_N over that of G/G_N at 0.1 T_c and L_N = 10 ξ₀; a factor of two is the least that much could mean. "
            f"At 0.5 T_c it is {_swings(0.5)[0] / _swings(0.5)[1]:.1f}."
        ),
    ),
    Claim(
        id="bezuglyi2003-interferometer-amplitudes-warm",
        place="p. 4, Fig. 4",
        statement="The oscillations of G are lower than those of κ over the lower half of the temperature range",
        compute=_equal_swings,
        allowed=(0.5, 1),
        unit="T_c",
        why=lambda: (
            "Temperature at which both swings are equal; below it κ swings more. The figure shows different temperatures, the "
            f"text speaks of low ones. At 0.8 T_c the order is reversed: the ratio is {_swings(0.8)[0] / _swings(0.8)[1]:.2f}."
        ),
    ),
)
