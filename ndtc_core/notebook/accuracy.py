"""How good the package's numbers are: what it computes now at stored points, beside stored references of another route.

``data/accuracy.npz`` is made by ``tools/accuracy.py``, which draws the points and computes the references; what is compared,
what each docstring promises and what limits it stands here. The page "How good are these numbers?" and a test use it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.constants import k as k_B

from .. import (
    bcs,
    distributions,
    electron_phonon,
    heat_capacity,
    junction,
    mattis_bardeen,
    nis_channel,
    photonic,
    proximity,
    superconducting_line,
)
from ..devices import NISDevice, PhaseTransitionDevice
from ..domain import Array
from ..electron_phonon_slopes import superconductor_slopes

STORED = Path(__file__).parent / "data" / "accuracy.npz"
ONE, TWO, STEADY = 1e-10, 1e-8, 1e-6  # targets: functions of one integral (or none), of two, steady states


def _size(reference: Array, **arguments: Array) -> Array:
    return np.abs(reference)


def _norm(reference: Array, **arguments: Array) -> Array:
    """Of all the parts of a result together."""
    return np.sqrt((reference**2).sum(axis=-1, keepdims=True))


def _largest(reference: Array, **arguments: Array) -> Array:
    return np.abs(reference).max(axis=-1, keepdims=True)


def _one_more(reference: Array, **arguments: Array) -> Array:
    return 1 + np.abs(reference)


@dataclass(frozen=True)
class Row:
    """One public function.

    compute, called with the stored arguments, one array each, returns an array with the points first; stated, the error that the
    docstring allows, in units of ``scale``, a number or a function of the arguments; scale, what an error is divided by; target;
    limit, what sets the error; words, ``stated`` as a reader wants it.
    """

    name: str
    compute: Callable[..., Any]
    target: float
    stated: float | Callable[..., Array]
    words: str
    limit: str
    scale: Callable[..., Array] = _size
    floor: float = 1e-290  # what is smaller counts as zero

    def errors(self, points: slice = slice(None)) -> tuple[Array, Array]:
        """The error and the stated one at every stored point, computed now."""
        arguments, reference = stored(self.name)
        arguments, reference = {name: values[points] for name, values in arguments.items()}, reference[points]
        scale = np.maximum(self.scale(reference, **arguments), self.floor)
        error = np.abs(self.compute(**arguments) - reference) / scale
        limit = self.stated(**arguments) if callable(self.stated) else np.asarray(self.stated)
        axes = tuple(range(1, error.ndim))
        return error.max(axis=axes), np.broadcast_to(limit, error.shape[:1])


def stored(name: str) -> tuple[dict[str, Array], Array]:
    """Arguments and reference of one function."""
    file = _file()
    keys = [key for key in file if key.startswith(name + "/")]
    arguments = {key.split("/")[1]: file[key] for key in keys}
    return arguments, arguments.pop("reference")


@cache
def _file() -> dict[str, Array]:
    with np.load(STORED) as file:
        return dict(file)


def rounded_up(error: float) -> str:
    """A bound with one digit; a power of ten below 1e-9, where rounding may decide. 1e-16 is the least that is told apart."""
    exponent = int(np.floor(np.log10(max(error, 9e-17))))
    digit = 10 if exponent < -9 else int(np.ceil(error / 10.0**exponent))
    return f"{digit * 10.0**exponent:.0e}"


def _parts(z: Any) -> Array:
    return np.stack([np.real(z), np.imag(z)], axis=-1)


def _pair(values: Any) -> Array:
    return np.stack(list(values), axis=-1)


def _exponent(T: Array, T_c: Array, ratio: Array, **rest: Array) -> Array:
    """Δ/kT, that of the hotter end where there are two."""
    return np.asarray(bcs.gap(T, T_c, ratio)) / (k_B * T)


def _complex(function: Callable[..., Any]) -> Callable[..., Array]:
    return lambda **arguments: _parts(function(**arguments))


def _impedances(**z: Array) -> tuple[Array, Array]:
    return z["source"] + 1j * z["source_imag"], z["drain"] + 1j * z["drain_imag"]


def _cancellation(**z: Array) -> Array:
    Z_source, Z_drain = _impedances(**z)
    return 1e-15 * ((abs(Z_source) + abs(Z_drain)) / abs(Z_source + Z_drain)) ** 2


def _circuit(T_source: Array, T_drain: Array, R_source: Array, L: Array, R_drain: Array, C: Array) -> Array:
    """A resistor with a coil, and a resistor beside a capacitor."""
    resonance, width = 1 / np.sqrt(L * C), R_source / L + 1 / (R_drain * C)
    return photonic.heat_current(
        lambda omega, T: R_source + 1j * omega * L,
        lambda omega, T: R_drain / (1 + 1j * omega * R_drain * C),
        T_source,
        T_drain,
        kinks=[np.clip(resonance + side * width, 1e-6, 1e24) for side in (-10, -1, 0, 1, 10)],
    )


def _method(device: type, name: str) -> Callable[..., Array]:
    """A method, called with the fields of its device among its arguments."""

    def compute(**arguments: Array) -> Array:
        of_device = device.__dataclass_fields__  # type: ignore[attr-defined]
        fields = {field: arguments.pop(field) for field in tuple(arguments) if field in of_device}
        return getattr(device(**fields), name)(**arguments)

    return compute


def _larger_part(reference: Array, T_left: Array, T_right: Array, **fields: Any) -> Array:
    """Of κ at fixed resistances, and what they add."""
    left, right = NISDevice(**fields)._junctions()
    rigid = left.resistance(T_left)[0], np.zeros(()), right.resistance(T_right)[0], np.zeros(())
    fixed = -nis_channel.slopes(T_left, T_right, rigid[:2], rigid[2:], left.capacitance + right.capacitance)[2]
    return np.maximum(np.abs(fixed), np.abs(reference - fixed))


def states(power: Array, **fields: Array) -> tuple[Array, Array]:
    """Both temperatures and the number of states, one device after the other: its fields are numbers, its powers an array."""
    result, count = np.empty((*power.shape, 2)), np.empty(power.shape, int)
    table = np.stack(list(fields.values()))
    for column in np.unique(table, axis=1).T:
        same = (column == table.T).all(axis=1)
        device = PhaseTransitionDevice(**{name: float(value) for name, value in zip(fields, column, strict=True)})
        found, count[same] = device.steady_state(power[same], "mask")
        result[same] = _pair(found)
    return result, count


ROUNDING, NODES, BVP = "rounding", "node counts", "the reference, SciPy's solve_bvp"
EXPONENT, QUANTUM = "rounding of the exponent Δ/kT", "rounding of E/kT"
# fmt: off
ROWS = (
    Row("distributions.fermi", distributions.fermi, ONE, lambda E, T: 4e-16 * (1 + abs(E) / (k_B * T)), "4e-16 (1 + |E|/kT)",
        QUANTUM),
    Row("distributions.fermi_tail", distributions.fermi_tail, ONE, lambda y: np.where(y < 708, 1e-15, 1.0), "1e-15, y < 708",
        ROUNDING, floor=1e-307),
    Row("distributions.bose", distributions.bose, ONE, lambda E, T: 4e-16 * (1 + E / (k_B * T)), "4e-16 (1 + E/kT)", QUANTUM),
    Row("photonic.thermal_wavelength", photonic.thermal_wavelength, ONE, 1e-15, "1e-15", ROUNDING),
    Row("photonic.conductance_quantum", photonic.conductance_quantum, ONE, 1e-15, "1e-15", ROUNDING),
    Row("photonic.matching", photonic.matching, ONE, 1e-15, "1e-15", ROUNDING),
    Row("photonic.transmission", lambda **z: photonic.transmission(*_impedances(**z)), ONE,
        _cancellation,
        "1e-15 (|Z_S| + |Z_D|)²/|Z_S + Z_D|²", "rounding of Z_S + Z_D"),
    Row("photonic.heat_current", _circuit, ONE, 1e-10, "1e-10", "tolerance of the adaptive rule"),
    Row("photonic.heat_current_resistive", photonic.heat_current_resistive, ONE, 1e-15, "1e-15", ROUNDING),
    Row("photonic.heat_current_rc", photonic.heat_current_rc, ONE, 1e-12, "1e-12", "rounding of the recurrence of ψ"),
    Row("bcs.gap", bcs.gap, ONE, 1e-15, "1e-15", ROUNDING),
    Row("bcs.gap_self_consistent", bcs.gap_self_consistent, ONE, 1e-10, "1e-10", "rest of the sum after 64 terms"),
    Row("bcs.density_of_states", bcs.density_of_states, ONE, 1e-14, "1e-14", ROUNDING),
    Row("bcs.pair_density_of_states", bcs.pair_density_of_states, ONE, 1e-14, "1e-14", ROUNDING),
    Row("mattis_bardeen.conductivity", _complex(mattis_bardeen.conductivity), ONE, 1e-11, "1e-11 of |σ|", NODES, _norm),
    Row("mattis_bardeen.film_impedance", _complex(mattis_bardeen.film_impedance), ONE, 1e-11, "1e-11 of |Z|", NODES, _norm),
    Row("electron_phonon.normal_metal", electron_phonon.normal_metal, ONE, 1e-14, "1e-14", "rounding of the power"),
    Row("electron_phonon.superconductor", electron_phonon.superconductor, TWO, 1e-8, "1e-8", NODES),
    Row("electron_phonon.superconductor, Γ > 0", electron_phonon.superconductor, TWO, 1e-8, "1e-8", NODES),
    Row("electron_phonon_slopes.superconductor_slopes", lambda **a: _pair(superconductor_slopes(**a)), TWO, 1e-8,
        "1e-8 of the larger", NODES, _largest),
    Row("heat_capacity.normal_metal", heat_capacity.normal_metal, ONE, 1e-15, "1e-15", ROUNDING),
    Row("heat_capacity.normal_metal_energy", heat_capacity.normal_metal_energy, ONE, 1e-15, "1e-15", ROUNDING),
    Row("heat_capacity.superconductor", heat_capacity.superconductor, ONE,
        lambda T, T_c, ratio, **a: 1e-14 * (1 + _exponent(T, T_c, ratio)), "1e-14 (1 + Δ/kT)", EXPONENT),
    Row("heat_capacity.superconductor_energy", heat_capacity.superconductor_energy, TWO, 1e-12, "1e-12", NODES),
    Row("junction.resistance_ratio", junction.resistance_ratio, ONE, 1e-12, "1e-12", "rest of the sum, and e^(Δ/kT)"),
    Row("junction.resistance_slope", junction.resistance_slope, ONE, 1e-11, "1e-11", "rest of the sum"),
    Row("junction.admittance_ratio", _complex(junction.admittance_ratio), ONE,
        lambda T, T_c, ratio, **a: 1e-12 + 1e-15 * _exponent(T, T_c, ratio), "1e-12 + 1e-15 Δ/kT", "rounding of ħω/kT"),
    Row("superconducting_line.heat_current", superconducting_line.heat_current, ONE,
        lambda T_left, T_right, T_c, ratio, **a: 1e-15 * (1 + _exponent(np.maximum(T_left, T_right), T_c, ratio)),
        "1e-15 (1 + Δ/kT)", EXPONENT),
    Row("superconducting_line.spectral_conductance", superconducting_line.spectral_conductance, TWO, 1e-9, "1e-9", NODES),
    Row("proximity.andreev_barrier", proximity.andreev_barrier, ONE,
        lambda t, gap_ratio: 1e-15 * (1 + _exponent(t, np.ones(()), gap_ratio)), "1e-15 (1 + Δ/kT)", EXPONENT),
    Row("proximity.semi_infinite_conductances", lambda **a: _pair(proximity.semi_infinite_conductances(**a)), TWO,
        1e-8, "1e-8", "160 energies"),
    Row("proximity.conductances", lambda **a: _pair(proximity.conductances(**a)), TWO, 1e-8, "1e-8", "160 energies"),
    Row("proximity.interferometer", lambda **a: _pair(proximity.interferometer(**a)), TWO, 1e-8, "1e-8", "160 energies"),
    Row("proximity.spectral_angle", _complex(proximity.spectral_angle), ONE, 1e-10, "1e-10 of θ itself", BVP,
        lambda reference, **a: np.ones((*reference.shape[:-1], 1))),
    Row("proximity.ProximityWire.spectral_resistances",
        lambda E, t, **fields: _pair(proximity.ProximityWire(**fields).spectral_resistances(E, t)), TWO, 1e-10, "1e-10", BVP),
    Row("proximity.ProximityWire.diffusion_coefficients",
        lambda E, t, x, **fields: _pair(proximity.ProximityWire(**fields).diffusion_coefficients(E, t, x)), ONE, 1e-10, "1e-10",
        BVP),
    Row("NISDevice.heat_current", _method(NISDevice, "heat_current"), ONE, 1e-11, "1e-11", "R(T) of the colder junction"),
    Row("NISDevice.thermal_conductance", _method(NISDevice, "thermal_conductance"), ONE, 1e-10, "1e-10 of the larger part",
        "slope of R(T)", _larger_part),
    Row("NISDevice.hot_temperature", _method(NISDevice, "hot_temperature"), STEADY, 1e-9, "1e-9", "phonon heat"),
    Row("NISDevice.responsivity", _method(NISDevice, "responsivity"), STEADY, 1e-7, "1e-7 (1 + |value|)",
        "phonon slopes", _one_more),
    Row("NISDevice.bath_responsivity", _method(NISDevice, "bath_responsivity"), STEADY, 1e-7, "1e-7 (1 + |value|)",
        "phonon slopes", _one_more),
    Row("NISDevice.temperature_drop", lambda T_left, **a: _method(NISDevice, "temperature_drop")(**a), STEADY, 1e-9,
        "1e-9 T_left", "phonon heat", lambda reference, T_left, **a: T_left),
    Row("PhaseTransitionDevice.heat_current", _method(PhaseTransitionDevice, "heat_current"), TWO,
        1e-8, "1e-8", NODES),
    Row("PhaseTransitionDevice.mean_transmission", _method(PhaseTransitionDevice, "mean_transmission"), TWO, 1e-8, "1e-8",
        NODES),
    Row("PhaseTransitionDevice.drain_temperature", _method(PhaseTransitionDevice, "drain_temperature"), STEADY, 1e-9, "1e-9",
        "photon heat"),
    Row("PhaseTransitionDevice.steady_state", lambda **a: states(**a)[0], STEADY, 1e-6, "1e-6", "photon and phonon heat"),
)
# fmt: on
