"""A thermal network: nodes that store heat, baths that hold their temperature, branches that carry heat between two of them.

C_i dT_i/dt = P_i + Σ heat of the branches into i. Steady states of up to three nodes are searched on a grid and their count is
checked by a theorem; the eigenvalues of C⁻¹J say how fast each one is reached or left. The published devices keep their route:
there one temperature follows from the other, and balance serves 200 powers of dey2023 in 0.4 s, the time of one power here.

    domain ─→ [network] ─→ dynamics, nis_device, devices
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from .domain import TEMPERATURE, Array, Complex, Quantity, check

NET_POWER = Quantity("power (negative: refrigerated)", "W", -1.0, 1.0)
_CELLS = {1: 256, 2: 48, 3: 24}  # of the first scan, a node; each refinement doubles them
_FINER = 2
_ON_CORNER = 1e-6  # of T: slopes from temperatures closer to each other than that have few digits


@dataclass(frozen=True)
class Branch:
    """Heat from ``start`` to ``end``: flow(T_start, T_end) in W of broadcasting arrays in K.

    slopes, if given, returns (∂flow/∂T_start, ∂flow/∂T_end) in W/K; without it SciPy differentiates, with high order and halved
    steps until its estimate of the relative error is 1e-9 or rounding prevails.
    """

    start: str
    end: str
    flow: Callable[[Array, Array], Array]
    slopes: Callable[[Array, Array], tuple[Array, Array]] | None = None


class States(NamedTuple):
    """Steady states: T in K and rates in 1/s (complex), both of shape (states, nodes), ascending in T; stable, (states,)."""

    T: Array
    rates: Complex
    stable: NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """nodes: name → capacity C(T) in J/K of arrays in K; baths: name → T in K; branches; powers: name of a node → W put into it.

    corners: temperatures in K at which a flow kinks (a critical temperature); the scan for steady states is dense around them.
    Raises: ValueError for unknown or repeated names and for bad temperatures and powers. A branch that returns what is no
    finite number is refused by name when it is called.

    >>> wire = Branch("dot", "cold", lambda T, T_0: 1e-9 * (T - T_0), lambda T, T_0: (1e-9 + 0 * T, -1e-9 + 0 * T))
    >>> network = Network({"dot": lambda T: 1e-15 * T}, {"cold": 0.1}, [wire], {"dot": 1e-10})
    >>> state = network.steady_state(0.05, 1.0)
    >>> [round(float(x), 6) for x in (state.T[0], state.rates[0].real)]
    [0.2, -5000000.0]
    """

    nodes: Mapping[str, Callable[[Array], Array]]
    baths: Mapping[str, float]
    branches: Sequence[Branch]
    powers: Mapping[str, float] = field(default_factory=dict)
    corners: Sequence[float] = ()

    def __post_init__(self) -> None:
        names = [*self.nodes, *self.baths]
        for name, capacity in self.nodes.items():
            if not callable(capacity):
                raise ValueError(
                    f"nodes[{name!r}] must be a capacity C(T) in J/K, a function of T in K, got {capacity!r}"
                )
        if not self.nodes or len(set(names)) < len(names):
            raise ValueError(f"nodes and baths need distinct names, and at least one node, got {names}")
        for branch in self.branches:
            for what, function in {"flow": branch.flow, "slopes": branch.slopes or branch.flow}.items():
                if not callable(function):
                    ends = f"{branch.start!r} → {branch.end!r}"
                    raise ValueError(f"{what} {ends} must be a function of two T in K, got {function!r}")
            for name in (branch.start, branch.end):
                if name not in names:
                    raise ValueError(f"branch ends at {name!r}, which is neither a node nor a bath")
            if branch.start == branch.end:
                raise ValueError(f"branch must connect two different ends, got {branch.start!r} twice")
        for name, T in self.baths.items():
            TEMPERATURE.check_one(f"baths[{name!r}]", T)
        for i, T in enumerate(self.corners):
            TEMPERATURE.check_one(f"corners[{i}]", T)
        for name, power in self.powers.items():
            if name not in self.nodes:
                raise ValueError(f"powers names {name!r}, which is not a node: a bath takes any power")
            NET_POWER.check_one(f"powers[{name!r}]", power)

    def hold(self, **temperatures: float) -> Network:
        """The network with some nodes made baths: the load line of the others. ``hold(drain=0.1)``, T in K.

        The power that has to be put into the held node is −``net_power`` of the whole network there.
        """
        if unknown := set(temperatures) - set(self.nodes):
            raise ValueError(f"only nodes can be held, got {sorted(unknown)} besides the nodes {[*self.nodes]}")
        if set(temperatures) == set(self.nodes):
            raise ValueError(f"at least one node must be left free, got all of {[*self.nodes]} held")
        return replace(
            self,
            nodes={name: C for name, C in self.nodes.items() if name not in temperatures},
            baths={**self.baths, **temperatures},
            powers={name: P for name, P in self.powers.items() if name not in temperatures},
        )

    @property
    def incidence(self) -> Array:
        """+1 where a branch ends at a node, −1 where it starts, (nodes, branches): heat into nodes = incidence @ flows."""
        return np.array([[(b.end == name) - (b.start == name) for b in self.branches] for name in self.nodes], float)

    def flows(self, T: ArrayLike) -> Array:
        """Heat in W along every branch, shape (branches, …), at T in K of shape (nodes, …)."""
        T = self._check(T)
        return np.array([np.broadcast_to(q, T.shape[1:]) for q in self._flows(T)])

    def net_power(self, T: ArrayLike) -> Array:
        """P_i + Σ heat into node i, in W, shape (nodes, …), at T in K of shape (nodes, …)."""
        return self._net(self._check(T))

    def entropy_production(self, T: ArrayLike) -> Array:
        """Σ over branches of flow (1/T_end − 1/T_start) in W/K, shape (…): ≥ 0 by the second law, branch by branch."""
        T = self._check(T)
        ends = (self._ends(branch, T) for branch in self.branches)
        return sum((q * (1 / b - 1 / a) for q, (a, b) in zip(self._flows(T), ends, strict=True)), np.zeros(T.shape[1:]))

    def jacobian(self, T: ArrayLike) -> Array:
        """J_ij = ∂(net power into i)/∂T_j in W/K, shape (nodes, nodes, …), at T in K of shape (nodes, …).

        As exact as the slopes of the branches; those that SciPy finds lose digits within 1e-5 T of a corner, 1e-6 are left. On it
        (to 1e-6 T), where there is no slope, a number between both sides.
        """
        T = self._check(T)
        J = np.zeros((len(T), *T.shape))
        for branch, signs in zip(self.branches, self.incidence.T, strict=True):
            ends = np.broadcast_arrays(*self._ends(branch, T))
            slopes = branch.slopes and branch.slopes(*ends)
            for by in np.flatnonzero(signs):  # the ends that are nodes
                end = 0 if signs[by] < 0 else 1
                slope = slopes[end] if slopes else _differentiated(branch.flow, ends, end, self.corners)
                J[:, by] += np.multiply.outer(signs, slope)
        return J

    def capacities(self, T: ArrayLike) -> Array:
        """C_i(T_i) in J/K, shape (nodes, …). Raises: ValueError where a node cannot store heat, C ≤ 0."""
        T = self._check(T)
        C = np.array([np.broadcast_to(C(x), x.shape) for C, x in zip(self.nodes.values(), T, strict=True)])
        for name, empty, x in zip(self.nodes, ~(C > 0), T, strict=True):
            if empty.any():
                at = f"T = {x[empty][0]:g} K"
                raise ValueError(f"node {name!r} must have a capacity > 0 J/K, but stores no heat at {at}")
        return C

    def rates(self, T: ArrayLike) -> Complex:
        """Eigenvalues in 1/s of C⁻¹J, shape (nodes, …), slowest first: −1/Re is a relaxation time, Im ≠ 0 an oscillation.

        All real parts negative: small deviations die out. One near zero: slowing down next to a bistability.
        """
        return self._rates(T, self.jacobian(T))

    def _rates(self, T: ArrayLike, J: Array) -> NDArray[np.complex128]:
        matrix = np.moveaxis(J / self.capacities(T)[:, None], (0, 1), (-2, -1))
        rates = np.linalg.eigvals(matrix).astype(np.complex128)
        return np.moveaxis(np.take_along_axis(rates, np.argsort(-rates.real, axis=-1), axis=-1), -1, 0)

    def steady_states(self, low: ArrayLike, high: ArrayLike) -> States:
        """All steady states with low ≤ T ≤ high, for one to three nodes.

        A grid is scanned for cells in which every net power may vanish, and Newton's method starts in each. The count is checked
        by topology: where nowhere on the boundary of the box the heat drives all nodes straight outward, Σ sign det(−J) over all
        states is 1 (Poincaré-Hopf); if not, the grid is refined. Not seen by that sum: a pair of states, one of them unstable, on
        a feature sharper than a cell, 1/48 of ln(high/low) wide at two nodes. A narrow box or corners named there show them.

        Parameters: low, high in K, numbers or one a node. Returns: ``States``, relative error of T ≤ 1e-9.
        Raises: ValueError for bad input and for a box that does not confine (a power that no temperature in it sheds);
        RuntimeError if the sum is not 1 on the finest grid.
        """
        n = len(self.nodes)
        low, high = check(low=low, high=high)
        if any(end.shape not in ((), (1,), (n,)) for end in (low, high)):
            raise ValueError(
                f"low and high in K must be numbers or hold one a node, {n}, got shapes {low.shape}, {high.shape}"
            )
        low, high = np.broadcast_to(low, n), np.broadcast_to(high, n)
        if n not in _CELLS or not (low < high).all():
            raise ValueError(f"low < high in K and one to three nodes are needed, got {low} K, {high} K for {n} nodes")
        for finer in range(_FINER + 1):
            T = self._scan(low, high, _CELLS[n] << finer)
            J = self.jacobian(T)
            scaled = J * T / self._turnover(T)[:, None]
            degree = np.sign(np.linalg.det(-np.moveaxis(scaled, -1, 0))).sum()
            if degree == 1:
                rates = self._rates(T, J)
                return States(T.T, rates.T, rates.real.max(axis=0) < 0)
        raise RuntimeError(
            f"{T.shape[1]} steady states were found between {low} K and {high} K, but the signs of their det(−J) sum up to "
            f"{degree:g} instead of 1: two states coincide, or one lies on a kink that corners does not name"
        )

    def steady_state(self, low: ArrayLike, high: ArrayLike) -> States:
        """The only steady state, fields without their first axis. Raises: as ``steady_states``, and ValueError if not one."""
        states = self.steady_states(low, high)
        if len(states.T) != 1:
            raise ValueError(
                f"the network has {len(states.T)} steady states, {states.stable.sum()} of them stable; steady_states returns all"
            )
        return States(*(value[0] for value in states))

    def _scan(self, low: Array, high: Array, cells: int) -> Array:
        """Roots of the net power, shape (nodes, roots), ascending in the first node."""
        near = np.array([c * (1 + s * d) for c in self.corners for s in (-1, 1) for d in (1e-6, 1e-4, 3e-3)])
        axes = [
            np.unique(np.concatenate([np.geomspace(a, b, cells + 1), near[(near > a) & (near < b)]]))
            for a, b in zip(low, high, strict=True)
        ]
        value = self._net(np.ix_(*axes))  # open mesh: a branch is computed on its own two axes only
        self._refuse_unless_confined(axes, value)
        sides = product((slice(None, -1), slice(1, None)), repeat=len(axes))
        corners = np.array([value[(slice(None), *side)] for side in sides])
        least, most = corners.min(axis=0), corners.max(axis=0)
        # a zero line may bend through a cell and leave no sign at its corners
        margin = (most - least) / 2 if len(axes) > 1 else 0.0
        cell = np.nonzero(((least - margin <= 0) & (most + margin >= 0)).all(axis=0))
        return self._newton(np.array([np.sqrt(x[i] * x[i + 1]) for x, i in zip(axes, cell, strict=True)]), low, high)

    def _refuse_unless_confined(self, axes: Sequence[Array], value: Array) -> None:
        # Shrinking the net power towards T_middle − T keeps the number of states, signed, unless somewhere on the boundary the
        # net power points along T − T_middle. One component that points back there is enough to exclude that.
        middle = [np.sqrt(x[0] * x[-1]) for x in axes]
        back = np.any([v * (x - m) < 0 for v, x, m in zip(value, np.ix_(*axes), middle, strict=True)], axis=0)
        back[(slice(1, -1),) * len(axes)] = True
        if not back.all():
            outside = zip(self.nodes, axes, np.argwhere(~back)[0], strict=True)
            at = ", ".join(f"{name} at {x[i]:g} K" for name, x, i in outside)
            raise ValueError(
                f"the box between low and high does not confine the network: with {at} every node is driven further out; "
                "raise high until all power is shed, and let low be colder than every bath"
            )

    def _newton(self, T: Array, low: Array, high: Array) -> Array:
        """Where Newton's method in ln T ends from the columns of T, each end once; a step that does not help is halved."""
        n = len(T)
        scale, found = self._turnover(T), np.zeros((n, 0))
        steps = np.concatenate([np.zeros((n, 1)), 1e-6 * np.eye(n)], axis=1)  # the point itself and one a direction
        best, move, (residual, last) = np.log(T), np.zeros_like(T), np.full((2, T.shape[1]), np.inf)
        for _ in range(60):
            x = np.clip(best + move, np.log(low)[:, None], np.log(high)[:, None])
            value = self._net(np.exp(x[:, None] + steps[:, :, None])) / scale[:, None]
            size = np.abs(value[:, 0]).max(axis=0)
            J = np.moveaxis((value[:, 1:] - value[:, :1]) / 1e-6, -1, 0)
            newton = -(np.linalg.pinv(J) @ value[:, 0].T[..., None])[..., 0].T
            length = np.abs(newton).max(axis=0)
            better = size < residual
            known = (x, best), (size, residual), (length, last)
            best, residual, last = (np.where(better, new, old) for new, old in known)
            move = np.where(better, newton * np.minimum(1.0, 0.3 / np.maximum(length, 0.3)), move / 2)
            arrived = np.abs(move).max(axis=0) < 1e-11
            # a move may also have been halved to nothing, anywhere: only Newton's own step says that a root is there
            found = np.append(found, best[:, arrived & (last < 1e-9)], axis=1)
            best, move, scale = best[:, ~arrived], move[:, ~arrived], scale[:, ~arrived]
            residual, last = residual[~arrived], last[~arrived]
            if not residual.size:
                break
        found = found[:, np.lexsort(np.round(found[::-1], 8))]
        again = [(np.abs(found[:, :i] - found[:, i : i + 1]) < 1e-7).all(axis=0).any() for i in range(found.shape[1])]
        return np.exp(found[:, ~np.array(again, bool)])

    def _turnover(self, T: Array) -> Array:
        """Sum of the magnitudes of all powers at every node: the scale on which a net power is zero."""
        return self._sum(T, np.abs) + 1e-300

    def _net(self, T: Array | Sequence[Array]) -> Array:
        return self._sum(T, np.asarray)

    def _sum(self, T: Array | Sequence[Array], of: Callable[[Array], Array]) -> Array:
        """Σ of(power) over what a node is given and what its branches bring, shape (nodes, …)."""
        mesh = np.broadcast_shapes(*(x.shape for x in T))
        total = np.array([np.broadcast_to(of(np.asarray(self.powers.get(name, 0.0))), mesh) for name in self.nodes])
        for flow, signs in zip(self._flows(T), self.incidence.T, strict=True):
            for i in np.flatnonzero(signs):
                total[i] += of(signs[i] * flow)
        return total

    def _flows(self, T: Array | Sequence[Array]) -> list[Array]:
        flows = [np.asarray(branch.flow(*self._ends(branch, T))) for branch in self.branches]
        for branch, flow in zip(self.branches, flows, strict=True):
            if not np.isfinite(flow).all():
                ends = f"{branch.start!r} → {branch.end!r}"
                raise ValueError(f"the flow {ends} must be a finite power in W, got nan or inf")
        return flows

    def _ends(self, branch: Branch, T: Array | Sequence[Array]) -> tuple[Array, Array]:
        at = {name: np.asarray(x, float) for name, x in self.baths.items()} | dict(zip(self.nodes, T, strict=True))
        return at[branch.start], at[branch.end]

    def _check(self, T: ArrayLike) -> Array:
        T = TEMPERATURE.check("T", T)
        if T.shape[:1] != (len(self.nodes),):
            raise ValueError(f"T in K must have the shape (nodes, …) with {len(self.nodes)} nodes, got {T.shape}")
        return T


def _differentiated(
    flow: Callable[[Array, Array], Array], ends: Sequence[Array], end: int, corners: Sequence[float]
) -> Array:
    """∂flow/∂T at one of its two ends, from one side of every corner unless T is on it."""
    T = ends[end]
    step = T / 16
    for corner in corners:
        distance = np.abs(T - corner)
        step = np.where(distance > _ON_CORNER * T, np.minimum(distance / 2, step), step)

    def of_this_end(x: Array, other: Array) -> Array:
        return flow(other, x) if end else flow(x, other)

    limits = {"rtol": 1e-9, "atol": 0.0}
    return scipy.differentiate.derivative(
        of_this_end, T, args=(ends[1 - end],), initial_step=step, tolerances=limits
    ).df
