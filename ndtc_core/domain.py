"""The gate at the public edge: every argument is checked here, once, before any computing.

A *quantity* carries the symbol's unit and the range over which the package states its accuracy. The ranges are far wider
than any laboratory; they exist so that no product of allowed numbers can overflow, and so that a slipped unit (a
temperature of 0.3e12 K) is told apart from physics. What an argument is, its name says: the same all over the package,
but for the few names that a room gives a meaning of its own.

    [domain] ─→ every room
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Complex = NDArray[np.complex128]
Index = NDArray[np.int64]


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
        if np.count_nonzero(inside) < inside.size:  # not inside.all(), in half the time
            raise ValueError(f"{argument} must be {self}, got {_first_offender(array, inside)}")
        return array

    def check_one(self, argument: str, value: ArrayLike) -> None:
        """Raise a ValueError unless ``value`` is a single number in the range."""
        if self.check(argument, value).ndim:
            raise ValueError(f"{argument} must be one number{f' in {self.unit}' if self.unit else ''}, got {value!r}")

    def __str__(self) -> str:
        sign = "" if self.low < 0 else f" ≥ {self.low:g}" if self.low == 0 else f" > 0 {self.unit}".rstrip()
        return f"a finite {self.noun}{sign}, in [{self.low:g}, {self.high:g}] {self.unit}".rstrip()


TEMPERATURE = Quantity("temperature", "K", 1e-9, 1e9)
COUPLING = Quantity("electron-phonon coupling", "W m⁻³ K⁻ⁿ", 1e-12, 1e24)
IMPEDANCE_LIMIT = 1e150  # Ω; |Z| beyond it would overflow when squared

_MEANING = {
    "E": Quantity("energy relative to the Fermi level", "J", -1e-9, 1e-9),
    "gap": Quantity("energy gap", "J", 0.0, 1e-9),
    "gap_ratio gap_ratio_right ratio": Quantity("gap ratio Δ(0)/kT_c", "", 0.01, 100.0),
    "gamma": Quantity("broadening Γ/Δ(0)", "", 0.0, 1.0),
    "T T_bath T_c T_c_right T_drain T_left T_right T_source high low": TEMPERATURE,
    "t": Quantity("reduced temperature T/T_c", "", 1e-6, 1e9),
    "kinks omega": Quantity("angular frequency", "rad/s", 1e-6, 1e24),
    "power": Quantity("power", "W", 0.0, 1.0),
    "R_drain R_film R_left R_normal R_right": Quantity("resistance", "Ω", 1e-12, 1e18),
    "C_total": Quantity("capacitance", "F", 1e-36, 1e6),
    "volume volume_drain volume_film volume_normal volume_superconductor": Quantity("volume", "m³", 1e-36, 1e6),
    "coupling coupling_film coupling_normal coupling_superconductor": COUPLING,
    "exponent": Quantity("exponent", "", 1.0, 10.0),
    "sommerfeld": Quantity("Sommerfeld coefficient", "J m⁻³ K⁻²", 1e-9, 1e9),
    "tau": Quantity("transmission", "", 0.0, 1.0),
    "chi r x": Quantity("ratio", "", 1e-150, 1e150),
}
VOCABULARY = {name: quantity for names, quantity in _MEANING.items() for name in names.split()}


def check(own: Mapping[str, Quantity] = {}, /, **arguments: ArrayLike) -> tuple[Array, ...]:
    """The arguments in order, as float64 arrays: each a quantity of its name, and all of shapes that broadcast.

    They are not broadcast: an outer product stays as cheap as its factors. own, names that mean something else in the room
    of the caller; of a name like kinks[0] what stands before the bracket counts. Raises: ValueError, before any computing.
    """
    arrays = {}
    for name, value in arguments.items():
        quantity = own.get(name) or VOCABULARY.get(name) or VOCABULARY[name.partition("[")[0]]
        arrays[name] = quantity.check(name, value)
    if len(arrays) > 1:
        check_broadcast(**arrays)
    return tuple(arrays.values())


def check_impedance(argument: str, value: ArrayLike) -> Complex:
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
    distinct = {array.shape for array in arguments.values()}
    try:
        return np.broadcast_shapes(*distinct) if len(distinct) > 1 else distinct.pop()  # NumPy takes 4 µs for nothing
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arguments.items())
        raise ValueError(f"shapes must broadcast against each other, got {shapes}") from None


def refuse_arrays(**arguments: ArrayLike) -> None:
    """Raise a ValueError for the first argument that is an array, where plain numbers are meant."""
    for name, value in arguments.items():
        if np.ndim(value):
            raise ValueError(f"{name} must be one number here, got an array of shape {np.shape(value)}")


def flat(*arrays: Array) -> tuple[tuple[int, ...], list[Array]]:
    """The shape to which the arrays broadcast, and each of them broadcast to it and laid out along one axis."""
    whole = np.broadcast_arrays(*arrays)
    return whole[0].shape, [array.ravel() for array in whole]


def _numbers(argument: str, value: ArrayLike, kinds: str, noun: str) -> NDArray[Any]:
    """``value`` as an array whose dtype is of one of the NumPy ``kinds``; refuses text, booleans, objects, ragged lists."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{argument} must be a number or a rectangular array, got {value!r}") from None
    if array.dtype.kind not in kinds:
        text = repr(value)
        shortened = text if len(text) <= 60 else text[:57] + "..."
        raise ValueError(f"{argument} must hold {noun} numbers, got {array.dtype} {shortened}")
    return array


def _first_offender(array: NDArray[Any], accepted: NDArray[np.bool_]) -> str:
    index = tuple(int(i) for i in np.argwhere(~accepted)[0])
    return f"{array[index]:g}" + (f" at index {index}" if index else "")
