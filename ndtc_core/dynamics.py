"""Temperatures of a thermal network in time: C dT/dt = net power.

network ─→ [dynamics] ─→ (chapters)
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from threading import RLock
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import ArrayLike

from .domain import TEMPERATURE, Array, Quantity
from .network import NET_POWER, Network

_TIME = Quantity("time", "s", -1e9, 1e9)
_ONE_AT_A_TIME = RLock()  # the filters of warnings belong to the process: two threads would restore each other's


class Trajectory(NamedTuple):
    """time in s, (times,); T in K, (nodes, times); since time[0], in J: heat along every branch, (branches, times), and energy
    supplied by the powers to every node, (nodes, times)."""

    time: Array
    T: Array
    heat: Array
    supplied: Array


def relax(
    network: Network,
    T_start: ArrayLike,
    time: ArrayLike,
    powers: Mapping[str, Callable[[float], float]] | None = None,
    jumps: Sequence[float] = (),
    rtol: float = 1e-11,
) -> Trajectory:
    """The trajectory from T_start at time[0], with LSODA, which turns to a stiff method where it must.

    ln T is integrated, so that no T gets negative, together with the heat of every branch: the energy of a node grows by
    what its branches and its power bring, to 1e-8 of the energy turned over. A capacity that vanishes like e^(−Δ/kT) makes the
    equations stiff; hence the method.

    Parameters: T_start in K, (nodes,); time in s, ascending, two or more; powers, functions of time in s that replace, for the
    nodes they name, the network's power in W; jumps, times in s at which they jump (a pulse may be missed without); rtol,
    relative error of T a step, in [1e-12, 1e-3] (a figure needs 1e-6).
    Returns: ``Trajectory`` at ``time``.
    Raises: ValueError for bad input; RuntimeError with the time at which the integration failed.

    >>> from ndtc_core.network import Branch
    >>> wire = Branch("dot", "cold", lambda T, T_0: 1e-12 * (T - T_0))
    >>> path = relax(Network({"dot": lambda T: 1e-18 + 0 * T}, {"cold": 0.1}, [wire]), [0.2], [0.0, 1e-6])
    >>> [round(float(T), 9) for T in (path.T[0, -1], 0.1 + 0.1 * np.exp(-1))]
    [0.136787944, 0.136787944]
    """
    T_start, time = TEMPERATURE.check("T_start", T_start), _TIME.check("time", time)
    breaks = _TIME.check("jumps", jumps)
    Quantity("relative error", "", 1e-12, 1e-3).check_one("rtol", rtol)
    n, names, powers = len(network.nodes), list(network.nodes), dict(powers or {})
    if T_start.shape != (n,):
        raise ValueError(f"T_start in K must have the shape ({n},), one temperature a node, got {T_start.shape}")
    if time.ndim != 1 or time.size < 2 or not (np.diff(time) > 0).all():
        raise ValueError(f"time in s must ascend and hold two or more numbers, got {time}")
    if unknown := set(powers) - set(names):
        raise ValueError(f"powers names {sorted(unknown)}, not among the nodes {names}")
    for name, power in powers.items():
        if not callable(power):
            raise ValueError(f"powers[{name!r}] must be a power in W as a function of time in s, got {power!r}")
    energy = float((network.capacities(T_start) * T_start).sum())  # unit of heat: of order one, like ln T

    def slope(t: float, y: Array, first: float, last: float) -> Array:
        if not (np.abs(y[:n]) < np.log(TEMPERATURE.high)).all():
            raise RuntimeError(f"the integration failed at t = {t:g} s: a temperature leaves {TEMPERATURE}")
        T = np.exp(y[:n])
        t = min(max(t, first), last)
        P = [powers[name](t) if name in powers else network.powers.get(name, 0.0) for name in names]
        supplied = NET_POWER.check(f"powers at t = {t:g} s", P)
        flows = network.flows(T)
        into = supplied + network.incidence @ flows
        return np.concatenate([into / (network.capacities(T) * T), flows / energy, supplied / energy])

    y = np.concatenate([np.log(T_start), np.zeros(len(network.branches) + n)])
    columns = [y[:, None]]
    inside = breaks[(breaks > time[0]) & (breaks < time[-1])]
    for start, end in pairwise(np.unique([time[0], *inside, time[-1]])):
        now = np.unique(np.append(time[(time > start) & (time < end)], end))
        sides = np.nextafter(start, end), np.nextafter(end, start)  # a power is asked on this side of its jumps
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what LSODA would print is in the status
            solution = scipy.integrate.solve_ivp(
                slope, (start, end), y, method="LSODA", t_eval=now, args=sides, rtol=rtol, atol=rtol
            )
        if solution.status != 0:
            raise RuntimeError(f"the integration failed at t = {solution.t[-1]:g} s: {solution.message}")
        y = solution.y[:, -1]
        columns.append(solution.y if end in time else solution.y[:, :-1])
    y = np.concatenate(columns, axis=1)
    return Trajectory(time, np.exp(y[:n]), energy * y[n:-n], energy * y[-n:])
