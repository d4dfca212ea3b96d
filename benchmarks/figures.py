"""The data of every computed figure of the three papers, on the grids of the chapters. Drawings have no data.

Beside each stands what a plain route would cost: one integral of each kind is timed, and counted how often a root finder or an
adaptive rule asks for it. ``python benchmarks/figures.py`` computes all in a fresh process and says time, memory and ratios.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any
from unittest.mock import patch

import numpy as np
import plain
from numpy.typing import NDArray
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

from ndtc_core import (
    NISDevice,
    PhaseTransitionDevice,
    ProximityWire,
    bcs,
    coherence,
    electron_phonon,
    junction,
    mattis_bardeen,
    photonic,
    proximity,
    quadrature,
)

RATIOS = np.array([1, 5, 10, 36, 100.0])[:, None]
FILM = PhaseTransitionDevice()
FILMS = FILM.with_ratio(RATIOS)
T_SOURCE = np.unique(
    np.concatenate([np.linspace(0.03, 0.36, 67), np.linspace(0.36, 0.42, 61), np.linspace(0.42, 0.6, 37)])
)
T_MEAN = np.unique(np.concatenate([np.linspace(0.02, 0.36, 35), np.linspace(0.36, 0.4, 21), np.linspace(0.4, 0.5, 6)]))
EXTREMES = FILM.with_ratio(np.geomspace(0.1, 1000, 161))
T_DRAINS = np.array([0.03, 0.1, 0.15, 0.2, 0.25])[:, None]
POWERS = np.linspace(0.02e-12, 4e-12, 200)

DEVICES = {"silver": (NISDevice.silver(), (30, 100, 300)), "InAs": (NISDevice.inas(), (9, 40, 180))}  # fW
CHIS = np.array([0.1, 0.5, 1, 2, 5, 10])[:, None]
PAIR = NISDevice(chi=CHIS)
T_RIGHT = np.linspace(0.01, 0.6, 75)
T_REDUCED = np.linspace(0.02, 1.1, 541)
GAMMAS = np.array([1e-4, 1e-5])[:, None]
T_COLD = np.linspace(0.01, 0.5, 246)
HEATING = np.geomspace(1, 3000, 43) * 1e-15

WIRE_T = np.concatenate([np.geomspace(0.005, 0.3, 19), np.linspace(0.35, 0.9, 12), 1 - np.geomspace(0.07, 1e-3, 7)])
WIRE, WIRES = ProximityWire(1.0), ProximityWire(np.array([0.1, 1, 10])[:, None])
PHASE = np.pi - np.pi * np.linspace(0, 1, 42) ** 2
LOOP_T = np.array([0.1, 0.3, 0.5, 0.8])[:, None]


def hot_side(name: str, setup: int):
    """T_left and its responsivity for three powers."""
    device, powers = DEVICES[name]
    power = np.array(powers)[:, None] * 1e-15
    if setup == 1:
        return device.hot_temperature(power, T_RIGHT), device.responsivity(power, T_RIGHT)
    return device.hot_temperature(power, T_RIGHT, T_RIGHT), device.bath_responsivity(power, T_RIGHT)


def falls(setup: int):
    return [device.temperature_drop(HEATING, setup) for device, _ in DEVICES.values()]


def film_state_by_brentq(power: float) -> Counter[str]:
    """How often a root finder asks for each integral until both temperatures of dey2023 Eq. 7 are found."""
    asked: Counter[str] = Counter()
    metal = FILM.coupling_normal * FILM.volume_drain

    def drain(T_source):
        def excess(T):
            asked["film current"] += 1
            return FILM.heat_current(T_source, T) / 1e-15 - metal * (T**5 - FILM.T_bath**5) / 1e-15

        return brentq(excess, FILM.T_bath, T_source, rtol=1e-6)

    def missing(T_source):
        asked["film phonons"] += 1
        T = drain(T_source)
        film = electron_phonon.superconductor(T_source, 0.03, FILM.coupling_film, FILM.volume_film, FILM.T_c, 1.76)
        return (metal * (T**5 + T_source**5 - 2 * FILM.T_bath**5) + film) / power - 1

    brentq(missing, FILM.T_bath * 1.001, 0.6, rtol=1e-6)
    return asked


def hot_side_by_brentq(power: float, T_right: float) -> Counter[str]:
    """The same for one T_left of pioldi2025 Eq. 5; the resistance of the right junction is needed once."""
    device, asked = DEVICES["silver"][0], Counter(junction=1)
    metal, film = (
        device.coupling_normal * device.volume_normal,
        device.coupling_superconductor * device.volume_superconductor,
    )

    def missing(T):
        asked.update(("junction", "RC current", "aluminium phonons"))
        phonons = metal * (T**5 - 1e-10) + electron_phonon.superconductor(T, 0.01, 1.0, 1.0, 1.2) * film
        return (device.heat_current(T, T_right) + phonons) / power - 1

    brentq(missing, 0.01, 1.19, rtol=1e-6)
    return asked


def response_by_brentq() -> Counter[str]:
    """T_left at 100 fW, and at both ends of a small step of T_right for the responsivity."""
    return sum((hot_side_by_brentq(1e-13, T_right) for T_right in (0.249, 0.25, 0.251)), Counter())


def falls_by_brentq(power: float) -> Counter[str]:
    """And for one δT: a minimum over T_right of such roots."""
    device, asked = DEVICES["silver"][0], hot_side_by_brentq(power, 0.01)

    def T_left(T_right):
        asked.update(hot_side_by_brentq(power, T_right))
        return float(device.hot_temperature(power, T_right))

    minimize_scalar(T_left, bounds=(0.01, 0.5), method="bounded", options={"xatol": 1e-5})
    return asked


def wire_by_quad(t: float) -> Counter[str]:
    """Energies at which an adaptive rule wants the Usadel equation solved for one κ(T) and one G(T)."""
    asked: Counter[str] = Counter()

    def integrand(y, which):
        asked["wire angle"] += 1
        return y ** (2 - 2 * which) / (WIRE.spectral_resistances(y * 2 * t / 1.764, t)[which] * np.cosh(y) ** 2)

    edge = 1.764 / (2 * t)
    for which, ends in product((0, 1), ((1e-6, edge), (edge, edge + 20))):
        quad(integrand, *ends, args=(which,), epsrel=1e-5)
    return asked


@dataclass(frozen=True)
class Panel:
    """Published panels: their data by the package, how many numbers that are, and what the plain route needs for one of them."""

    name: str
    compute: Callable[[], Any]
    points: int
    needs: Callable[[], Counter[str]]


def once(*integrals: str) -> Callable[[], Counter[str]]:
    return lambda: Counter(integrals)


PANELS = (
    Panel("dey2023 2(a)", lambda: FILMS.heat_current(T_SOURCE, 0.03), 5 * T_SOURCE.size, once("film current")),
    Panel("dey2023 2(b)", lambda: FILMS.mean_transmission(T_MEAN), 5 * T_MEAN.size, once("mean transmission")),
    Panel("dey2023 2(c)", lambda: EXTREMES.mean_transmission([[1e-3], [0.4]]), 322, once("mean transmission")),
    Panel("dey2023 2(d)", lambda: FILM.heat_current(T_SOURCE, T_DRAINS), 5 * T_SOURCE.size, once("film current")),
    Panel("dey2023 3(c,d)", lambda: FILM.steady_state(POWERS), 200, lambda: film_state_by_brentq(2e-12)),
    Panel("pioldi2025 1(c)", lambda: junction.resistance_ratio(T_REDUCED, 1.0, GAMMAS), 1082, once("junction")),
    Panel("pioldi2025 2(a)", lambda: PAIR.heat_current(0.5, T_COLD), 1476, once("junction", "RC current")),
    Panel(
        "pioldi2025 2(b)", lambda: PAIR.thermal_conductance(0.5, T_COLD), 1476, once(*2 * ("junction", "RC current"))
    ),
    Panel("pioldi2025 3(b,f)", lambda: hot_side("silver", 1), 225, response_by_brentq),
    Panel("pioldi2025 3(c,g)", lambda: hot_side("InAs", 1), 225, response_by_brentq),
    Panel("pioldi2025 3(d,e)", lambda: falls(1), 86, lambda: falls_by_brentq(1e-13)),
    Panel("pioldi2025 4(b,f)", lambda: hot_side("silver", 2), 225, response_by_brentq),
    Panel("pioldi2025 4(c,g)", lambda: hot_side("InAs", 2), 225, response_by_brentq),
    Panel("pioldi2025 4(d,e)", lambda: falls(2), 86, lambda: falls_by_brentq(1e-13)),
    Panel("bezuglyi2003 3(a,b)", lambda: WIRES.conductances(WIRE_T), 3 * WIRE_T.size, lambda: wire_by_quad(0.3)),
    Panel("bezuglyi2003 4(a,b)", lambda: proximity.interferometer(LOOP_T, PHASE, 10.0), 168, lambda: wire_by_quad(0.3)),
)
# the plain integral and the package's number for it
INTEGRALS = {
    "film current": (
        lambda: plain.film_heat_current(0.34, 0.03, 36.0),
        lambda: FILM.with_ratio(36).heat_current(0.34, 0.03),
    ),
    "mean transmission": (
        lambda: plain.film_mean_transmission(0.34, 36.0),
        lambda: FILM.with_ratio(36).mean_transmission(0.34),
    ),
    "film phonons": (
        lambda: plain.film_phonons(0.3, 0.15, 0.4),
        lambda: electron_phonon.superconductor(0.3, 0.15, 1.0, 1.0, 0.4),
    ),
    "aluminium phonons": (
        lambda: plain.film_phonons(0.5, 0.01, 1.2),
        lambda: electron_phonon.superconductor(0.5, 0.01, 1.0, 1.0, 1.2),
    ),
    "junction": (lambda: plain.junction_ratio(0.5, 1.2, 1e-4), lambda: junction.resistance_ratio(0.5, 1.2, 1e-4)),
    "RC current": (
        lambda: plain.rc_heat_current(0.5, 0.3, 500.0, 400.0, 5e-15),
        lambda: photonic.heat_current_rc(0.5, 0.3, 500.0, 400.0, 5e-15),
    ),
    "wire angle": (lambda: plain.wire_angle(0.5, 1.0), lambda: WIRE.spectral_angle(0.5, 1e-6)),
}


def conductivity_map() -> NDArray[np.complex128]:
    """2560 points: 40 temperatures × 64 frequencies, both sides of 2Δ."""
    T = np.linspace(0.08, 0.396, 40)[:, None]
    return mattis_bardeen.conductivity(np.linspace(0.01, 6, 64) * k_B * 0.4 / hbar, T, bcs.gap(T, 0.4))


def exponentials_of_the_map() -> Callable[[], None]:
    """The floor below ``conductivity_map``: one exponential for each node of its integrals, and nothing else."""
    nodes = 0

    def counted(terms, *arguments):
        def counting(n, *batch):
            nonlocal nodes
            sums = terms(n, *batch)
            nodes += n * sums.size
            return sums

        return quadrature.in_batches(counting, *arguments)

    with patch.object(coherence, "in_batches", counted), patch.object(mattis_bardeen, "in_batches", counted):
        conductivity_map()
    batch = np.linspace(-30, 0, 6000)

    def floor() -> None:
        for _ in range(nodes // batch.size):
            np.exp(batch)

    return floor


def processor_seconds(compute: Callable[[], Any]) -> float:
    start = time.process_time()
    compute()
    return time.process_time() - start


def fastest(compute: Callable[[], Any], least: float = 0.03) -> float:
    """Processor seconds of the fastest run; runs are repeated for ``least`` seconds, since one millisecond is noise."""
    times = [processor_seconds(compute)]
    while sum(times) < least:
        times.append(processor_seconds(compute))
    return min(times)


def measure(rounds: int = 3) -> dict[str, tuple[float, float]]:
    """For each panel, processor seconds by the package and, extrapolated from one integral of each kind, by the plain route.

    All is timed in turn, ``rounds`` times, and the fastest run counts: a processor that others use as well is slow for seconds.
    Raises: ValueError where the plain integral and the package do not agree to 1e-4.
    """
    for name, (integral, ours) in INTEGRALS.items():
        if abs((plainly := integral()) / ours() - 1) > 1e-4:
            raise ValueError(f"{name}: the plain integral gives {plainly:g}, the package {ours():g}")
    kinds = [
        {name: integral for name, (integral, _) in INTEGRALS.items()},
        {panel.name: panel.compute for panel in PANELS},
    ]
    turns = [[{name: fastest(compute) for name, compute in kind.items()} for kind in kinds] for _ in range(rounds)]
    plainly, ours = ({name: min(turn[name] for turn in kind) for name in kind[0]} for kind in zip(*turns, strict=True))
    each = {panel: sum(count * plainly[integral] for integral, count in panel.needs().items()) for panel in PANELS}
    return {panel.name: (ours[panel.name], panel.points * each[panel]) for panel in PANELS}


if __name__ == "__main__":
    ours = {panel.name: processor_seconds(panel.compute) for panel in PANELS}  # first: nothing is warm
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for name, (_, plainly) in measure().items():
        print(f"{name:<20} {1e3 * ours[name]:8.1f} ms, plain {plainly:9.0f} s, {plainly / ours[name]:9.1e} times")
    print(f"{'all':<20} {1e3 * sum(ours.values()):8.1f} ms, {memory:.0f} MiB")
