"""The gate at the public edge: every argument is checked here, once, before any computing.

A *quantity* carries the symbol's unit and the range over which the package states its accuracy. The ranges are far wider
than any laboratory; they exist so that no product of allowed numbers can overflow, and so that a slipped unit (a
temperature of 0.3e12 K) is told apart from physics.

    [domain] ─→ every room
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Quantity:
    """A real physical quantity: its name, unit, and the closed range [low, high] in which it is accepted."""

    noun: str
    unit: str
    low: float
    high: float

    def check(self, argument: str, value: ArrayLike) -> Array:
        """Return ``value`` as a float64 array, or raise a ValueError that names argument, unit, value and range."""
        array = _numbers(argument, value, "iuf", "real").astype(np.float64)
        # The comparison is false for NaN, so this one line also rejects what is not finite.
        inside = (array >= self.low) & (array <= self.high)
        if not inside.all():
            raise ValueError(f"{argument} must be {self}, got {_first_offender(array, inside)}")
        return array

    def __str__(self) -> str:
        sign = "" if self.low < 0 else f" ≥ {self.low:g}" if self.low == 0 else f" > 0 {self.unit}".rstrip()
        return f"a finite {self.noun}{sign}, in [{self.low:g}, {self.high:g}] {self.unit}".rstrip()


TEMPERATURE = Quantity("temperature", "K", 1e-9, 1e9)
ENERGY = Quantity("energy", "J", 1e-45, 1e-9)
ENERGY_FROM_FERMI_LEVEL = Quantity("energy relative to the Fermi level", "J", -1e-9, 1e-9)
GAP = Quantity("energy gap", "J", 0.0, 1e-9)
GAP_RATIO = Quantity("gap ratio Δ(0)/kT_c", "", 0.01, 100.0)
FREQUENCY = Quantity("angular frequency", "rad/s", 1e-6, 1e24)
POWER = Quantity("power", "W", 0.0, 1.0)
RESISTANCE = Quantity("resistance", "Ω", 1e-12, 1e18)
CAPACITANCE = Quantity("capacitance", "F", 1e-36, 1e6)
VOLUME = Quantity("volume", "m³", 1e-36, 1e6)
COUPLING = Quantity("electron-phonon coupling", "W m⁻³ K⁻ⁿ", 1e-12, 1e24)
RATIO = Quantity("ratio", "", 1e-150, 1e150)
REDUCED_TEMPERATURE = Quantity("reduced temperature T/T_c", "", 1e-6, 1e9)
TRANSMISSION = Quantity("transmission", "", 0.0, 1.0)

IMPEDANCE_LIMIT = 1e150  # Ω; |Z| beyond it would overflow when squared


def check_impedance(argument: str, value: ArrayLike) -> NDArray[np.complex128]:
    """Return a passive impedance as a complex128 array: finite, |Z| ≤ 1e150 Ω and Re Z ≥ 0.

    Re Z < 0 would be an amplifier: the fluctuation-dissipation theorem does not hold for it.
    """
    array = _numbers(argument, value, "iufc", "complex").astype(np.complex128)
    passive = (np.abs(array.real) <= IMPEDANCE_LIMIT) & (np.abs(array.imag) <= IMPEDANCE_LIMIT) & (array.real >= 0)
    if not passive.all():
        raise ValueError(
            f"{argument} must be a finite impedance in Ω with Re Z ≥ 0 and |Z| ≤ {IMPEDANCE_LIMIT:g} Ω, "
            f"got {_first_offender(array, passive)}"
        )
    return array


def check_broadcast(**arguments: NDArray[Any]) -> tuple[int, ...]:
    """Return the common shape of the named arrays, or raise a ValueError that lists their shapes."""
    try:
        return np.broadcast_shapes(*(array.shape for array in arguments.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arguments.items())
        raise ValueError(f"shapes must broadcast against each other, got {shapes}") from None


def _numbers(argument: str, value: ArrayLike, kinds: str, noun: str) -> NDArray[Any]:
    """``value`` as an array whose dtype is of one of the NumPy ``kinds``; refuses text, booleans, objects, ragged lists."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{argument} must be a number or a rectangular array, got {value!r}") from None
    if array.dtype.kind not in kinds:
        raise ValueError(f"{argument} must hold {noun} numbers, got {array.dtype} {_shortened(value)}")
    return array


def _first_offender(array: NDArray[Any], accepted: NDArray[np.bool_]) -> str:
    index = tuple(int(i) for i in np.argwhere(~accepted)[0])
    return f"{array[index]:g}" + (f" at index {index}" if index else "")


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
