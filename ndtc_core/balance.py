"""Steady states: temperatures at which an electrode sheds exactly the power it receives.

The power shed is a function of one temperature when every other one follows from it. If that function is not monotonic
(negative differential conductance makes it so when it outweighs all other channels), several temperatures balance one
power; all are found, and how many there are is always said.

    domain ─→ [balance] ─→ nis_balance, nis_device, devices
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .domain import Array, Index

OnFailure = Literal["raise", "mask"]

_CELLS = 160
_RELATIVE = 4e-15  # of a temperature: the root finder's tolerance


def steady_temperatures(
    shed: Callable[[Array], Array], power: Array, T_low: float, T_high: float, corners: Sequence[float] = ()
) -> tuple[Array, Index]:
    """All temperatures in [T_low, T_high] with shed(T) = power, for every power of an array.

    Parameters: shed, power in W shed at an array of temperatures in K, continuous; power in W, any shape; corners,
    temperatures in K where shed has a kink or turns sharply (a critical temperature).
    Returns: temperatures in K, shape (branches, *power.shape), ascending along the first axis and NaN beyond the count of
    that power; count, integers of the shape of power. Relative error 1e-14 of T, given that of ``shed``. Two
    steady states closer than a cell of the scan (a few per cent of T_high − T_low, 1e-5 next to a corner) are seen when
    the extremum of ``shed`` between them is an extremum of the scan.
    """
    span = T_high - T_low
    fractions = np.concatenate([[0.0], np.geomspace(1e-6, 1.0, _CELLS), np.linspace(0, 1, _CELLS)])
    offsets = np.concatenate([[0.0], np.geomspace(1e-5, 0.1, 24)])
    near = [corner * (1 + side * offsets) for corner in corners for side in (-1, 1)]
    # Clipped, not selected: rounding may lift T_low + span above T_high, and the last cell would be lost.
    scan = np.unique(np.clip(np.concatenate([T_low + span * fractions, *near]), T_low, T_high))
    scan, value = _with_extrema(shed, scan, shed(scan))

    flat = power.ravel()
    excess = value[:, None] - flat
    # half-open cells: a power met exactly at a scan point belongs to one cell only
    crossing = (excess[:-1] <= 0) != (excess[1:] <= 0)
    cell, index = np.nonzero(crossing)
    from scipy.optimize import elementwise  # here and below: slower to import than NumPy and all of this package

    bracket, tolerances = (scan[cell], scan[cell + 1]), _only_relative(_RELATIVE)
    found = elementwise.find_root(lambda T, P: shed(T) - P, bracket, args=(flat[index],), tolerances=tolerances)
    _refuse_lost(found.status)
    # A power met at a scan point may not be met there when ``shed`` is rounded otherwise, among other temperatures.
    nearer = np.abs(found.f_bracket[0]) < np.abs(found.f_bracket[1])
    root = np.where(found.success, found.x, np.where(nearer, *bracket))
    # sorted by power, then temperature; a minimum that only touches the power was met from both of its cells
    order = np.lexsort((root, index))
    index, root = index[order], root[order]
    twice = np.flatnonzero((np.diff(index) == 0) & (np.diff(root) <= 1e-13 * root[1:])) + 1
    index, root = np.delete(index, twice), np.delete(root, twice)

    count: Index = np.bincount(index, minlength=flat.size).astype(np.int64)
    branches = np.full((max(1, count.max(initial=0)), flat.size), np.nan)
    branches[np.arange(index.size) - np.repeat(np.cumsum(count) - count, count), index] = root
    return branches.reshape(branches.shape[:1] + power.shape), count.reshape(power.shape)


def check_on_failure(on_failure: str) -> None:
    """Raise a ValueError unless on_failure is "raise" or "mask"."""
    if on_failure not in ("raise", "mask"):
        raise ValueError(f"on_failure must be 'raise' or 'mask', got {on_failure!r}")


def refuse_unless_single(count: Index, power: Array, T_c: Array | None = None) -> None:
    """Raise a ValueError in physics words unless every power has exactly one steady state, below ``T_c`` if that is given."""
    wrong = count != 1
    if not wrong.any():
        return
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    said = f"power = {np.broadcast_to(power, count.shape)[first]:g} W" + (f" at index {first}" if first else "")
    below, advice = "", "; steady_states returns all of them"
    if T_c is not None:
        below, advice = f" below T_c = {np.broadcast_to(T_c, count.shape)[first]:g} K of the left superconductor", ""
    if count[first] == 0:
        raise ValueError(f"{said} has no steady state: no temperature{below} sheds it")
    raise ValueError(
        f"{said} has {count[first]} steady states{below} (the shed power is not monotonic in temperature){advice}"
    )


def _with_extrema(shed: Callable[[Array], Array], scan: Array, value: Array) -> tuple[Array, Array]:
    """The scan with the local extrema of ``shed`` added, so that a power just below a maximum is seen to cross twice."""
    step = np.diff(value)
    turn = np.flatnonzero(step[:-1] * step[1:] < 0) + 1
    if not turn.size:
        return scan, value
    sign = np.sign(step[turn])  # +1 where a minimum: the step after it rises
    T, least = minimum(lambda T, s: s * shed(T), (scan[turn - 1], scan[turn], scan[turn + 1]), 1e-10, sign)
    scan, value = np.append(scan, T), np.append(value, sign * least)
    order = np.argsort(scan, kind="stable")
    return scan[order], value[order]


def minimum(
    f: Callable[..., Array], bracket: tuple[Array, Array, Array], rtol: float, *parameters: NDArray[Any]
) -> tuple[Array, Array]:
    """T between the outer two of three where f(T, *parameters) is least, to rtol, and f there; element by element.

    The middle one where f, asked again, is not least there: then the minimum is no deeper than f is rounded.
    """
    from scipy.optimize import elementwise

    found = elementwise.find_minimum(f, bracket, args=parameters, tolerances=_only_relative(rtol))
    middle, f_middle = bracket[1], found.f_bracket[1]
    return np.where(found.success, found.x, middle), np.where(found.success, found.f_x, f_middle)


def _refuse_lost(status: NDArray[np.int32]) -> None:
    """SciPy's −1 is no change of sign, which has its meaning; below, the search has failed."""
    if (status < -1).any():
        raise RuntimeError("a root between two temperatures was not found: the function is not finite there")


def _only_relative(xrtol: float) -> dict[str, float]:
    return {"xatol": 0, "xrtol": xrtol, "fatol": 0, "frtol": 0}


def newton(
    shed: Callable[[Array, Index], tuple[Array, Array]],
    power: Array,
    T: Array,
    T_low: Array,
    T_high: Array,
    last_step: float = 3e-6,
) -> Array:
    """T between T_low and T_high with shed(T) = power, element by element, when exactly one is known to be there.

    Parameters: shed(T, i), power in W shed at T by the elements i and its slope in W/K; T, first guesses, all arrays of shape
    (points,). A step that leaves the bracket, or a slope that points the wrong way, is replaced by the geometric middle;
    last_step, relative to T, ends the iteration of an element: those that are done are not computed again.
    Returns: T in K. Convergence is quadratic: a last step of 3e-6 leaves about 1e-10.
    """
    T, T_low, T_high = T.copy(), T_low.copy(), T_high.copy()
    i = np.arange(T.size)
    for _ in range(100):
        if not i.size:
            return T
        value, slope = shed(T[i], i)
        excess, old = value - power[i], T[i]
        T_low[i], T_high[i] = np.where(excess <= 0, old, T_low[i]), np.where(excess > 0, old, T_high[i])
        rising = slope > 0
        new = old - excess / np.where(rising, slope, 1.0)
        new = np.where(rising & (new >= T_low[i]) & (new <= T_high[i]), new, np.sqrt(T_low[i] * T_high[i]))
        T[i] = new
        i = i[np.abs(new - old) > last_step * new]
    raise RuntimeError(f"the steady state was not found to {last_step:g} of its temperature in 100 steps")


def falling_zero(f: Callable[[Array, Index], Array], low: Array, high: Array) -> Array:
    """Where f changes from + to − between low and high, element by element, to 1e-5; low if f < 0 there, high if f > 0 there.

    f(T, i) is asked for the elements i that are not done. Raises: RuntimeError when the search fails.
    """
    from scipy.optimize import elementwise

    found = elementwise.find_root(f, (low, high), args=(np.arange(low.size),), tolerances=_only_relative(1e-5))
    _refuse_lost(found.status)
    f_low, f_high = found.f_bracket
    rising = (f_low < 0) | ((f_low == 0) & (f_high > 0))  # or < 0 all along
    return np.where(rising, low, np.where(found.success, found.x, high))
