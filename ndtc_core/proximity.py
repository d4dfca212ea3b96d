"""Heat and charge through a normal wire that touches a superconductor (bezuglyi2003).

Energies are in units of Δ(0), lengths in units of ξ₀ = √(ħD/2Δ(0)), temperatures are t = T/T_c: neither material nor size
enters otherwise. ``ProximityWire`` is the sandwich of the paper's Fig. 2(a), ``interferometer`` its Fig. 2(b), and beside them
stand the two approximations that the paper compares with. All conductances are relative to the normal state.

    distributions, quadrature, bcs, usadel, thermal_average ─→ [proximity] ─→ (chapters)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import k as k_B

from . import usadel
from .bcs import gap
from .distributions import fermi_tail, reduced_fermi
from .domain import Array, Complex, Quantity, check
from .quadrature import in_blocks
from .thermal_average import Resistances, thermal_average

_REDUCED = {
    "E": Quantity("energy E/Δ(0)", "", 1e-12, 1e6),
    "r": Quantity("ratio 4(D_S/D_N)(g_N/g_S)²", "", 0.01, 1e9),
    "x": Quantity("distance x/ξ₀ from the node", "", -500.0, 500.0),
    "phase": Quantity("phase", "rad", -1e6, 1e6),
    "length": Quantity("length L_N/ξ₀", "", 1.0, 1000.0),
    "length_super": Quantity("length L_S/ξ₀", "", 3.0, 20.0),
}
_BLOCK = 1000  # wires at once: their energies take 30 MB; and energies at once of the semi-infinite estimate


class Conductances(NamedTuple):
    """κ/κ_N and G/G_N."""

    thermal: Array
    electric: Array


@dataclass(frozen=True)
class ProximityWire:
    """A normal wire with the end of a superconducting one across its middle (bezuglyi2003 Fig. 2a, Fig. 3).

    r = 4(D_S/D_N)(g_N/g_S)², in [0.01, 1e9], g the conductance of a unit length: small r is a strong proximity effect.
    length, L_N between the normal reservoirs, in [1, 1000], and length_super, L_S, in [3, 20], each in units of
    √(ħD/2Δ(0)) of its own metal; gap_ratio, Δ(0)/kT_c. Fields may be arrays that broadcast with the methods' arguments.

    >>> wire = ProximityWire(r=1.0)
    >>> [round(float(c), 6) for c in (wire.thermal_conductance(0.1), wire.electric_conductance(0.1))]
    [0.589545, 1.049697]
    """

    r: float
    length: float = 10.0
    length_super: float = 10.0
    gap_ratio: float = 1.764

    def __post_init__(self) -> None:
        _check(r=self.r, length=self.length, length_super=self.length_super, gap_ratio=self.gap_ratio)

    @property
    def thouless_energy(self) -> Array:
        """E_Th = ħD_N/L_N² in units of Δ(0)."""
        return 2 / np.square(self.length, dtype=float)

    def conductances(self, t: ArrayLike) -> Conductances:
        """Both at once, in the time of one: see ``conductances``."""
        return conductances(t, self.r, self.length, self.length_super, self.gap_ratio)

    def thermal_conductance(self, t: ArrayLike) -> Array:
        """κ/κ_N at t = T/T_c: see ``conductances``."""
        return self.conductances(t).thermal

    def electric_conductance(self, t: ArrayLike) -> Array:
        """G/G_N at t = T/T_c: see ``conductances``."""
        return self.conductances(t).electric

    def spectral_angle(self, E: ArrayLike, t: ArrayLike, x: ArrayLike = 0.0) -> Complex:
        """θ(x, E): see the function of that name."""
        return spectral_angle(E, t, self.r, x, self.length, self.length_super)

    def diffusion_coefficients(self, E: ArrayLike, t: ArrayLike, x: ArrayLike = 0.0) -> tuple[Array, Array]:
        """D₊ = cos²(Im θ) of energy and D₋ = cosh²(Re θ) of charge at x (bezuglyi2003, above Eq. 1), as ``spectral_angle``."""
        theta = self.spectral_angle(E, t, x)
        return np.cos(theta.imag) ** 2, np.cosh(theta.real) ** 2

    def spectral_resistances(self, E: ArrayLike, t: ArrayLike) -> tuple[Array, Array]:
        """R_Q = ⟨1/D₊⟩ and R_I = ⟨1/D₋⟩ over the normal wire (bezuglyi2003 Eqs. 4, 6), both 1 for t ≥ 1.

        Parameters: E/Δ(0) in [1e-12, 1e6], t = T/T_c. Relative error ≤ 1e-10. Raises: as ``conductances``.
        """
        found = _spectrum(E=E, t=t, r=self.r, x=0.0, length=self.length, length_super=self.length_super)
        return found.heat, found.charge


def spectral_angle(
    E: ArrayLike,
    t: ArrayLike,
    r: ArrayLike,
    x: ArrayLike = 0.0,
    length: ArrayLike = 10.0,
    length_super: ArrayLike = 10.0,
) -> Complex:
    """Retarded spectral angle θ(x, E) of the normal wire of a ``ProximityWire`` (bezuglyi2003 Eq. 1).

    Parameters: E/Δ(0) in [1e-12, 1e6]; t = T/T_c, > 0; x/ξ₀ from the node, |x| ≤ length/2; others as ``ProximityWire``;
    all broadcast.
    Returns: complex array, |Im θ| ≤ π/2, 0 at the reservoirs and for t ≥ 1. Error ≤ 1e-10.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast; RuntimeError, naming the energy,
    where the equation could not be solved.

    >>> f"{spectral_angle(0.5, 0.1, 1.0):.6f}"
    '0.663967-0.780876j'
    """
    found = _spectrum(E=E, t=t, r=r, x=x, length=length, length_super=length_super)
    return 4 * np.arctanh(found.u)


def conductances(
    t: ArrayLike, r: ArrayLike, length: ArrayLike = 10.0, length_super: ArrayLike = 10.0, gap_ratio: ArrayLike = 1.764
) -> Conductances:
    """Thermal and electric conductance of a ``ProximityWire`` (bezuglyi2003 Eqs. 4, 6), energies in units of kT_c:

    κ/κ_N = (3/2π²t³) ∫₀^∞ E²/(R_Q cosh²(E/2t)) dE,   G/G_N = (1/2t) ∫₀^∞ dE/(R_I cosh²(E/2t)).

    The printed Eq. 4 has 1/L_N too many in Q/[L_N(T₁ − T₂)]; relative to the normal state it cancels. Δ(T) is ``bcs.gap``.

    Parameters: t = T/T_c in [1e-6, 1e9]; others as ``ProximityWire``; they broadcast.
    Returns: Conductances, a pair of arrays; 1 and 1 for t ≥ 1. Relative error ≤ 1e-8.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast; RuntimeError, naming the energy,
    where the Usadel equation could not be solved.

    >>> [round(float(c), 6) for c in conductances(0.5, 0.3)]
    [0.909308, 1.151457]
    """
    t, r, length, length_super, gap_ratio = _check(
        t=t, r=r, length=length, length_super=length_super, gap_ratio=gap_ratio
    )
    wire = (t / gap_ratio, _reduced_gap(t), r, length, length_super)
    return _averaged(t < 1, wire, lambda cross: usadel.solve(cross)[:2])


def semi_infinite_conductances(
    t: ArrayLike, r: ArrayLike, length: ArrayLike = 10.0, gap_ratio: ArrayLike = 1.764
) -> Conductances:
    """The same with the angle of infinite leads, averaged over the length of the wire (bezuglyi2003 Eqs. 8, 10).

    The paper's analytic estimate: it knows nothing of the reservoirs. Above 0.1 T_c and for length 10 it misses κ by up to 11 %
    and G by up to 15 %; at lower T more, for length 100 less. Parameters, Raises: as
    ``conductances``. Returns: Conductances; relative error of the formula ≤ 1e-8.

    >>> [round(float(c), 4) for c in semi_infinite_conductances(0.1, 1.0)]
    [0.6253, 1.2054]
    """
    t, r, length, gap_ratio = _check(t=t, r=r, length=length, gap_ratio=gap_ratio)
    points, weights = usadel.places()

    def resistances(cross: usadel.Cross) -> tuple[Array, Array]:
        at_node, depth = usadel.node(cross.E, cross.above, cross.r), usadel.decay(cross.E) * cross.normal
        blocks = in_blocks(np.arange(depth.size), _BLOCK)
        found = [usadel.resistances(at_node[i, None] * np.exp(-depth[i, None] * points), weights) for i in blocks]
        heat, charge = map(np.concatenate, zip(*found, strict=True))
        return heat, charge

    return _averaged(t < 1, (t / gap_ratio, _reduced_gap(t), r, length, 0 * r), resistances)


def andreev_barrier(t: ArrayLike, gap_ratio: ArrayLike = 1.764) -> Array:
    """κ/κ_N of an impenetrable barrier of height Δ: κ/κ_N = (3/2π²t³) ∫_Δ^∞ E²/cosh²(E/2t) dE (Andreev; bezuglyi2003 Fig. 3a).

    In closed form, y = Δ/kT: (6/π²) [y²/(e^y + 1) + 2 F(y)], F of ``distributions.fermi_tail``.

    Parameters: t = T/T_c in [1e-6, 1e9]; gap_ratio, Δ(0)/kT_c; they broadcast. Returns: κ/κ_N, relative error ≤ 1e-15 (1 + y),
    more where e^−y is no normal number (y > 708); 1 for t ≥ 1. Raises: ValueError for arguments outside these ranges or shapes
    that do not broadcast.

    >>> round(float(andreev_barrier(0.25)), 6)
    0.035411
    """
    t, gap_ratio = _check(t=t, gap_ratio=gap_ratio)
    y = _reduced_gap(t) * gap_ratio / t
    return (6 / np.pi**2 * (y**2 * reduced_fermi(y) + 2 * fermi_tail(y)))[()]


def interferometer(
    t: ArrayLike, phase: ArrayLike, length: ArrayLike = 10.0, gap_ratio: ArrayLike = 1.764
) -> Conductances:
    """Conductances of the Andreev interferometer, a wire that touches a short SNS junction (bezuglyi2003 Figs. 2b, 4).

    The junction's spectrum is that of a superconductor with the gap E_g = Δ|cos(φ/2)|, unchanged by the wire: θ₀ =
    arctanh(E_g/E) at the contact. Heat crosses it above E_g only; G sums over all energies.

    Parameters: t = T/T_c in [1e-6, 1e9]; phase, φ in rad, |φ| ≤ 1e6; length as ``ProximityWire``; gap_ratio; they broadcast.
    Returns: Conductances, both 1 at φ = π. Relative error ≤ 1e-8; κ has fewer digits where exp(−E_g/kT) is no normal
    number, and rounds to 0 where it is none at all. Raises: as ``conductances``.

    >>> [round(float(c), 5) for c in interferometer(0.3, np.pi / 2)]
    [0.24769, 1.18156]
    """
    t, phase, length, gap_ratio = _check(t=t, phase=phase, length=length, gap_ratio=gap_ratio)
    contact = _reduced_gap(t) * np.abs(np.cos(phase / 2))

    def resistances(cross: usadel.Cross) -> tuple[Array, Array]:
        spectrum = usadel.solve(cross, held=True)
        return np.where(cross.above < 0, np.inf, spectrum.heat), spectrum.charge

    # G − 1 ≈ 0.4 E_g/kT: what less does is below 4e-9
    return _averaged(contact > 1e-8 * t / gap_ratio, (t / gap_ratio, contact, 0 * t, length, 1 + 0 * t), resistances)


def _averaged(gapped: usadel.Flags, wire: tuple[Array, ...], resistances: Resistances) -> Conductances:
    """Where ``gapped`` the ``thermal_average`` of the wire, given R_Q and R_I of any energies; 1 and 1 elsewhere."""
    thermal, electric = np.ones((2, gapped.size))
    for i in in_blocks(np.flatnonzero(gapped), _BLOCK):
        thermal[i], electric[i] = thermal_average(resistances, *(parameter.ravel()[i] for parameter in wire))
    return Conductances(thermal.reshape(gapped.shape)[()], electric.reshape(gapped.shape)[()])


def _spectrum(**arguments: ArrayLike) -> usadel.Spectrum:
    E, t, r, x, length, length_super = _check(**arguments)
    outside = np.abs(x) > length / 2
    if outside.any():
        raise ValueError(f"x must lie in the normal wire, |x| ≤ length/2 in ξ₀, got {x[outside][0]:g}")
    heat, charge, u = np.ones(t.shape), np.ones(t.shape), np.zeros(t.shape, complex)
    cold = t < 1
    E, t, r, x, length, length_super = (array[cold] for array in (E, t, r, x, length, length_super))
    delta = _reduced_gap(t)
    found = usadel.solve(usadel.Cross(E, E - delta, delta, r, length / 2, length_super), place=np.abs(x))
    heat[cold], charge[cold], u[cold] = found.heat, found.charge, found.u
    return usadel.Spectrum(heat[()], charge[()], u[()])


def _reduced_gap(t: Array) -> Array:
    """Δ(T)/Δ(0): of T/T_c alone."""
    return np.asarray(gap(t, 1.0, 1.0)) / k_B


def _check(**arguments: ArrayLike) -> tuple[Array, ...]:
    """The named arguments, checked and broadcast to one shape."""
    return tuple(np.broadcast_arrays(*check(_REDUCED, **arguments)))
