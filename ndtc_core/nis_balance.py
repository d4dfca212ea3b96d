"""Steady temperatures of the left reservoir of an NIS device: what it sheds, where that balances a power, how cold it can get.

All designs of a map go the same way at once: a scan of 64 temperatures, with what phonons take from a table, says how many
steady states there are and about where; Newton's method does the rest and computes again only the elements that are not done.
Arguments are arrays that broadcast, unchecked.

    electron_phonon, electron_phonon_slopes, photonic, nis_channel, balance ─→ [nis_balance] ─→ nis_device
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .balance import falling_zero, minimum, newton
from .domain import TEMPERATURE, Array, Index
from .electron_phonon import power_difference
from .electron_phonon_slopes import flow_and_slopes, nearly_flow, spontaneous_emission
from .nis_channel import Junction, current, current_and_slopes, slopes
from .photonic import heat_current_rc, heat_current_resistive

_EVEN = 4.8  # ln of the range over which a scan is even
_SCAN = 64  # temperatures of the scan between the bath and T_c: neighbours differ by 8 %, beside colder baths by more
_STEEP = 3.0  # Δ(0)/kT_c beyond which R falls so fast next to T_c that the scan gets more temperatures there
_HUMP = 0.98  # T/T_c from which such a junction may shed more than at T_c, by up to 6 %
_WIDE = 1e3  # ratio of temperatures up to which elements share a scan
_FAIR, _FINE = 0.75, 1.2  # finesse of the electron-phonon integral in the first steps, 6e-6, and in the last, 5e-9


class Shed(NamedTuple):
    """What the left reservoir sheds in W, with derivatives in W/K."""

    power: Array
    by_left: Array
    by_right: Array
    by_bath: Array


class Reservoir(NamedTuple):
    """The left reservoir and all it sheds heat through: photons to the right junction, and phonons.

    metal and film, ΣV of the normal metal in W/Kⁿ with n = exponent, and of the left junction's superconductor in W/K⁵.
    """

    left: Junction
    right: Junction
    metal: Array
    exponent: Array
    film: Array

    @property
    def capacitance(self) -> Array:
        """C_left + C_right: the channel sees both as one."""
        return self.left.capacitance + self.right.capacitance

    def at(self, i: Any, shape: tuple[int, ...]) -> Reservoir:
        """The elements i, any index, of all that broadcasts to ``shape``, on one axis; what all share stays one number."""

        def of(a: Array) -> Array:
            return np.broadcast_to(a, shape)[i] if a.ndim else a

        return Reservoir(Junction(*map(of, self.left)), Junction(*map(of, self.right)), *map(of, self[2:]))

    def shed(self, T_left: Array, T_right: Array, T_bath: Array, finesse: float = _FINE) -> Shed:
        J, by_left, by_right = current_and_slopes(T_left, T_right, self.left, self.right)
        phonons, by_T, by_bath = self.phonons(T_left, T_bath, finesse)
        return Shed(J + phonons, by_left + by_T, by_right, by_bath)

    def phonons(self, T: Array, T_bath: Array, finesse: float = _FINE) -> tuple[Array, Array, Array]:
        """Heat to the phonons and its derivatives by T and T_bath."""
        n = self.exponent
        metal = power_difference(T, T_bath, n), n * T ** (n - 1), -n * T_bath ** (n - 1)
        film = flow_and_slopes(T, T_bath, self.left.T_c, self.left.ratio, finesse)
        heat, by_T, by_bath = (self.metal * m + self.film * f for m, f in zip(metal, film, strict=True))
        return heat, by_T, by_bath

    def emission(self, T: Array) -> Array:
        """What phonons at 0 K would take, to 1e-4: of one temperature only, so that scans read it from a table."""
        return self.metal * T**self.exponent + self.film * spontaneous_emission(T, self.left.T_c, self.left.ratio)

    def nearly_shed(self, T_left: Array, T_right: Array, T_bath: Array) -> Array:
        """The power for scans, with phonons from a table where it is good enough to see what the power does."""
        T_c, ratio, n = self.left.T_c, self.left.ratio, self.exponent
        flow = nearly_flow(T_left, T_bath, T_c, ratio)
        # It is not where a colder right side may hold T_left below T_bath, nor on the low hump of a steep junction next to T_c.
        colder = (T_right < T_bath).any() & (T_right.min() < T_left) & (T_left < T_bath)
        fails = colder | ((ratio > _STEEP) & (T_left > _HUMP * T_c))
        if fails.any():
            flow, fails, *those = np.broadcast_arrays(flow, fails, T_left, T_bath, T_c, ratio)
            T, cold, T_c, ratio = (array[fails] for array in those)
            flow = flow.copy()
            flow[fails] = flow_and_slopes(T, cold, T_c, ratio, _FAIR)[0]
        metal = power_difference(T_left, T_bath, n)
        return current(T_left, T_right, self.left, self.right) + self.metal * metal + self.film * flow


def hot_temperature(reservoir: Reservoir, P: Array, T_right: Array, T_bath: Array) -> tuple[Array, Index]:
    """T_left that sheds P, NaN where there is not exactly one below T_c, and how many there are."""
    everything = (*reservoir.left, *reservoir.right, *reservoir[2:], P, T_right, T_bath)
    asked = np.broadcast_shapes(*(array.shape for array in everything))
    shape = asked or (1,)
    T, count = np.full(shape, np.nan), np.zeros(shape, np.int64)
    if T.size == 0:
        return T, count
    scan, table = _scanned(reservoir, T_right, T_bath, shape)
    P, T_right, T_bath = (np.broadcast_to(a, shape) for a in (P, T_right, T_bath))
    crossings = np.diff(table > P, axis=0).sum(axis=0)
    count[...] = crossings + 2 * _unseen_pairs(reservoir, P, T_right, T_bath, scan, table - P)
    i = count == 1
    T[i] = _only_root(reservoir.at(i, shape), P[i], T_right[i], T_bath[i], scan[:, i], table[:, i])
    count[i & np.isnan(T)] = 0
    return T.reshape(asked), count.reshape(asked)


def _scanned(reservoir: Reservoir, T_right: Array, T_bath: Array, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Temperatures of the left reservoir, and nearly the power that it sheds there; both of shape (temperatures, *shape)."""
    # Below the colder of T_right and T_bath nothing is shed; half of T_c leaves a scan also where both are hotter than that.
    # One scan for all, unless it would be too wide for some: its terms broadcast, they are not repeated.
    coldest = np.minimum(T_right, T_bath)
    if coldest.max() < _WIDE * coldest.min():
        coldest = coldest.min()
    lowest = np.minimum(coldest, np.maximum(0.5 * reservoir.left.T_c, TEMPERATURE.low))
    scan = _scan(lowest.reshape((1,) * (len(shape) - lowest.ndim) + lowest.shape), reservoir.left, len(shape))
    table = reservoir.nearly_shed(scan, T_right, T_bath)
    return np.broadcast_to(scan, (len(scan), *shape)), np.broadcast_to(table, (len(scan), *shape))


def _only_root(reservoir: Reservoir, P: Array, T_right: Array, T_bath: Array, scan: Array, table: Array) -> Array:
    """T_left that sheds P where the table crosses it once, NaN where that was the table's error; all on one axis."""

    def shed(finesse: float) -> Callable[[Array, Index], tuple[Array, Array]]:
        return lambda T, i: reservoir.at(i, P.shape).shed(T, T_right[i], T_bath[i], finesse)[:2]

    cell, each = np.diff(table > P, axis=0).argmax(axis=0), np.arange(P.size)
    low, high, P_low, P_high = (values[cell + k, each] for values in (scan, table) for k in (0, 1))
    # The bracket is the whole scan: where the table is rough, the root may lie beside its cell.
    guess = low + (high - low) * (P - P_low) / (P_high - P_low)
    nearly = newton(shed(_FAIR), P, guess, scan[0], scan[-1], 1e-3)
    found = newton(shed(_FINE), P, nearly, scan[0], scan[-1])
    # Newton's method ends next to T_c also where less is shed there, should the scan have been wrong about that.
    at_the_end = np.flatnonzero(found > scan[-1] * (1 - 1e-5))
    lost = at_the_end[shed(_FINE)(found[at_the_end], at_the_end)[0] < P[at_the_end] * (1 - 1e-4)]
    found[lost] = np.nan
    return found


def _unseen_pairs(reservoir: Reservoir, P: Array, T_right: Array, T_bath: Array, scan: Array, excess: Array) -> Index:
    """How many pairs of temperatures that shed P hide between neighbours of a scan, on either side of an extremum."""
    pairs = np.zeros(P.shape, np.int64)
    above = excess > 0
    alike = (above[:-2] == above[1:-1]) & (above[2:] == above[1:-1])
    before, here, after = np.abs(excess[:-2]), np.abs(excess[1:-1]), np.abs(excess[2:])
    # A parabola through three points can reach P only where 10 here < before + after; 4, since not all is a parabola.
    row, *where = np.nonzero(alike & (here < before) & (here <= after) & (4 * here < before + after))
    if row.size:
        i = tuple(where)
        sign = np.where(above[1:-1][row, *i], 1.0, -1.0)

        def distance(T: Array, k: Index) -> Array:
            j = tuple(w[k] for w in where)
            return sign[k] * (reservoir.at(j, P.shape).shed(T, T_right[j], T_bath[j], _FAIR).power - P[j])

        around = (scan[row, *i], scan[row + 1, *i], scan[row + 2, *i])
        np.add.at(pairs, i, minimum(distance, around, 1e-6, np.arange(row.size))[1] < 0)
    return pairs


def coldest(reservoir: Reservoir, P: Array, T_bath: Array, bath_follows: bool, start: Array) -> Array:
    """Smallest T_left over T_right from T_bath up, given its value ``start`` at T_bath; all on one axis.

    T_left ≤ θ at some T_right exactly where a reservoir at θ could shed P there. So the smallest T_left is the θ at which
    the most that can be shed, P*(θ) = max over T_right, equals P; and dP*/dθ is the partial derivative at that maximum.
    """

    def best(T_left: Array, i: Index, low: Array, high: Array) -> Array:
        """T_right between low and high that lets the elements i at T_left shed most."""
        # once: T_left stays, T_right is searched
        R, R_slope = reservoir.at(i, P.shape).left.resistance_and_slope(T_left)

        def slope(T: Array, j: Index) -> Array:
            some = reservoir.at(i[j], P.shape)
            by_right = slopes(T_left[j], T, (R[j], R_slope[j]), some.right.resistance_and_slope(T), some.capacitance)[2]
            return by_right + some.phonons(T_left[j], T, _FAIR)[2] if bath_follows else by_right

        return falling_zero(slope, low, np.minimum(high, T_left))

    def shed(T_left: Array, i: Index, finesse: float = _FINE) -> tuple[Array, Array]:
        bath = T_right if bath_follows else T_bath
        return reservoir.at(i, P.shape).shed(T_left, T_right[i], bath[i], finesse)[:2]

    def shed_at_best(T_left: Array, i: Index) -> tuple[Array, Array]:
        # A small step of T_left moves T_right little: it is searched near by, and afar only if it is found at that edge.
        near, far = np.maximum(low[i], 0.98 * T_right[i]), np.minimum(high[i], 1.02 * T_right[i])
        T_right[i] = best(T_left, i, near, far)
        j = np.flatnonzero(((T_right[i] <= near) & (near > low[i])) | ((T_right[i] >= far) & (far < high[i])))
        T_right[i[j]] = best(T_left[j], i[j], low[i[j]], high[i[j]])
        return shed(T_left, i)

    def solved(j: Index) -> Array:
        """T_left of the elements j, from T, with T_right in their brackets."""
        nearly = newton(lambda T, i: shed(T, j[i], _FAIR), P[j], T[j], T_bath[j], top[j], 1e-3)
        return newton(lambda T, i: shed_at_best(T, j[i]), P[j], nearly, T_bath[j], top[j])

    def astray(i: Index) -> Index:
        """Those of the elements i whose T_right ended at an edge of its bracket, or whose T_left does not shed P."""
        at_an_edge = ((T_right[i] < 1.0001 * low[i]) & (low[i] > T_bath[i])) | (T_right[i] > 0.9999 * high[i])
        excess = shed(T[i], i, _FAIR)[0] - P[i]
        excess = np.where(T[i] < start[i], np.abs(excess), excess)  # where T_left only rises, less is shed than P
        return i[at_an_edge | (excess > 1e-3 * P[i])]

    each = np.arange(P.size)
    top = start * (1 + 1e-5)  # a root at the very end of the bracket would be stepped over
    scan = _scan(T_bath, reservoir.left, 1)
    T, low, high = _coldest_of_scan(reservoir, P, scan, bath_follows, start)
    T_right = best(T, each, low, high)
    T = solved(each)
    # What phonons give back near T_c depends on T_left, too, and a hump may be narrower than a step of the scan: the table may
    # have pointed beside it. Then the full integrals tell where to look, on the scan and once more between the neighbours of the
    # best, as long as that helps.
    i = astray(each)
    while i.size:
        some, columns = reservoir.at(i, P.shape), scan[:, i]
        for _ in range(2):
            right = np.minimum(columns, T[i])
            power = [some.shed(T[i], t, t if bath_follows else T_bath[i], _FAIR).power for t in right]
            middle = np.argmax(power, axis=0)
            low[i], high[i] = (right[np.clip(middle + k, 0, len(right) - 1), np.arange(i.size)] for k in (-1, 1))
            columns = np.geomspace(low[i], high[i], _SCAN // 2)
        T_right[i] = best(T[i], i, low[i], high[i])
        colder = solved(i)
        better = colder < T[i] * (1 - 1e-9)
        T[i] = np.minimum(T[i], colder)
        i = astray(i[better])
    return T


def _coldest_of_scan(
    reservoir: Reservoir, P: Array, scan: Array, bath_follows: bool, start: Array
) -> tuple[Array, Array, Array]:
    """First guess of the smallest T_left, and two temperatures around T_right there.

    Rows are T_left, columns T_right, both on the scan: up row by row until some column lets P be shed.
    """
    R_left, R_right = (side.resistance(scan) for side in (reservoir.left, reservoir.right))
    C = np.broadcast_to(reservoir.capacitance, P.shape)
    emission = reservoir.emission(scan)
    given_back = emission if bath_follows else emission[:1]
    # No channel carries more than a matched one: rows where even that is not enough need not be looked at.
    bound = emission - emission[0] + heat_current_resistive(scan, scan[0])
    row = np.maximum((bound < 0.999 * P).sum(axis=0) - 1, 0)
    most, best = np.full((2, P.size), -np.inf), np.zeros((2, P.size), int)  # of the row before and of this one
    i = each = np.arange(P.size)
    while i.size:
        at = row[i], i
        table = heat_current_rc(scan[at], scan[:, i], R_left[at], R_right[:, i], C[i]) - given_back[:, i]
        best[:, i] = best[1, i], table.argmax(axis=0)
        most[:, i] = most[1, i], table.max(axis=0) + emission[at]
        i = i[(most[1, i] < P[i]) & (row[i] < len(scan) - 1)]
        row[i] += 1
    # P lies between both rows; where only one was looked at, or no row is enough, the last one is the guess.
    before, after = scan[np.maximum(row - 1, 0), each], scan[row, each]
    between = np.isfinite(most[0]) & (most[1] > P)
    share = np.divide(P - most[0], most[1] - most[0], out=np.ones(P.size), where=between)
    low, high = (scan[np.clip(best.max(axis=0) + k, 0, len(scan) - 1), each] for k in (-2, 2))
    return np.minimum(before + (after - before) * share, start), low, high


def _scan(lowest: Array, left: Junction, axes: int) -> Array:
    """Temperatures from ``lowest`` to exactly T_c, whatever the rounding, on a new first axis in front of ``axes`` others.

    Even in the logarithm up to T_c/lowest = 120. Of wider ranges the cold end, where junctions no longer change, gets the widest
    steps; next to T_c they stay 8 %. Where R falls within less, steps shrink with the distance from T_c.
    """
    T_c, below = left.T_c, np.linspace(1, 0, _SCAN)
    if (left.ratio > _STEEP).any():
        below = np.concatenate([below[:-5], below[-5] * 2 ** -np.arange(0, 14, 0.25), [0.0]])
    below = below.reshape(-1, *(1,) * axes)
    even = _EVEN / np.maximum(np.log(T_c / lowest), _EVEN)
    fraction = 1 - below * (even + (1 - even) * below**3)  # exactly 0 at ``lowest``
    return np.where(below > 0, lowest * (T_c / lowest) ** fraction, T_c)
