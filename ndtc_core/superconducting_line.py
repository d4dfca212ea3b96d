"""Heat that electrons carry along a superconducting line between two normal reservoirs.

The gap Δ is a mirror for heat (Andreev): in a long dirty line the coefficient D₊ = cos²(Im θ) of heat diffusion is a step, states
above Δ conduct as in the normal metal, and electrons below return as holes. What is left of bezuglyi2003 Eq. 2 is one integral,
with ``distributions.fermi_tail`` for closed form: ``heat_current``. In a short line the normal electrodes blur the step:
``spectral_conductance``.

    distributions, quadrature, bcs, usadel ─→ [superconducting_line] ─→ (chapters)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import e as e_charge
from scipy.constants import k as k_B

from . import usadel
from .bcs import gap
from .distributions import fermi_tail, reduced_fermi
from .domain import Array, Complex, Index, Quantity, check, flat
from .quadrature import clustered, gauss, in_blocks

_REDUCED = {"E": Quantity("energy E/Δ", "", 0.0, 1e6), "length": Quantity("length L/ξ₀", "", 0.1, 100.0)}
_POINTS = 64  # of an average along half the line, crowded in the middle and at the end
_BLOCK = 512  # energies at once


def heat_current(
    T_left: ArrayLike, T_right: ArrayLike, T_c: ArrayLike, R_normal: ArrayLike, ratio: ArrayLike = 1.764
) -> Array:
    """Heat current from left to right along a long superconducting line, above its gap.

    Q̇ = (2/e²R) ∫_Δ^∞ E [f(E, T_L) − f(E, T_R)] dE = (2k²/e²R) [T_L² F(Δ/kT_L) − T_R² F(Δ/kT_R)], F of ``fermi_tail``, f the Fermi
    function: bezuglyi2003 Eq. 2 with R_Q = 1 above the gap and R_Q = ∞ below. Δ is ``bcs.gap`` at the hotter end, all along
    the line. The line is long against ξ₀ = √(ħD/2Δ), and short enough for its quasiparticles to keep their heat from the phonons.

    Parameters: T_left, T_right, T_c, temperatures of the reservoirs and critical temperature in K, > 0; R_normal, resistance
    of the line in the normal state in Ω, > 0; ratio, Δ(0)/kT_c in [0.01, 100]; they broadcast.
    Returns: W, positive when the left end is the hotter one; exchanging the ends changes the sign. Where the hotter end is at
    T_c or above, the line is normal: (π²k²/6e²R) (T_L² − T_R²). Relative error ≤ 1e-15 (1 + Δ/kT_hot), for nearly equal
    temperatures too; more where e^(−Δ/kT_hot) is no normal number (Δ > 708 kT_hot), and 0 where it is none at all.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast.

    >>> [f"{Q:.3e}" for Q in heat_current(0.36, 0.03, [1.2, 9.2, 0.3], 60.0)]   # aluminium, niobium, a normal line
    ['6.470e-13', '3.906e-29', '2.620e-11']
    """
    T_left, T_right, T_c, R_normal, ratio = check(
        T_left=T_left, T_right=T_right, T_c=T_c, R_normal=R_normal, ratio=ratio
    )
    hot, cold = np.maximum(T_left, T_right), np.minimum(T_left, T_right)
    y = gap(hot, T_c, ratio) / (k_B * hot)
    separation = y * ((hot - cold) / cold)  # Δ/kT_cold − Δ/kT_hot
    tail = fermi_tail(y + separation)
    # T_h² F_h − T_c² F_c = T_h² (F_h − F_c) + (T_h² − T_c²) F_c: two positive terms. For temperatures close to each other the
    # first is integrated from one y to the other; the poles of f are π away, so 8 nodes leave 1e-17 where they are 1 apart.
    between = np.zeros_like(separation)
    for node, weight in np.hstack(gauss(8)):
        x = y + node * separation
        between += weight * separation * x * reduced_fermi(x)
    difference = np.where(separation < 1, between, fermi_tail(y) - tail)
    heat = 2 * k_B**2 / (e_charge**2 * R_normal) * (hot**2 * difference + (hot - cold) * (hot + cold) * tail)
    return (np.sign(T_left - T_right) * heat)[()]


def spectral_conductance(E: ArrayLike, length: ArrayLike) -> Array:
    """1/R_Q = 1/⟨1/D₊⟩, the share of the normal heat of energy E that passes a line of any length (bezuglyi2003 Eqs. 1, 2).

    The line ends in large normal electrodes, θ = 0; by symmetry half of it is solved, with a free end in the middle. Heat is
    (2/e²R) ∫₀^∞ E [f(E, T_L) − f(E, T_R)]/R_Q dE then.

    Parameters: E, energy over Δ, in [0, 1e6]; length, L/ξ₀ with ξ₀ = √(ħD/2Δ), in [0.1, 100], Δ at the temperature of the
    line; they broadcast.
    Returns: between 0 and 1; for a long line → 1 above the gap, ∝ e^(−L/ξ_S) below. Relative error ≤ 1e-9.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast; RuntimeError, naming the energy,
    where the Usadel equation could not be solved.

    >>> [f"{share:.4f}" for share in spectral_conductance([0.3, 1.2], 5.0)]
    ['0.1877', '0.7890']
    """
    shape, (E, length) = flat(*check(_REDUCED, E=E, length=length))
    blocks = in_blocks(np.arange(E.size), _BLOCK)
    return np.concatenate([_share(E[i], length[i]) for i in blocks]).reshape(shape)[()]


def _share(E: Array, length: Array) -> Array:
    """``spectral_conductance`` of flat arrays. Below the gap Im θ = Im φ − π/2, φ = θ − θ_B: cos² becomes sin²."""
    above = usadel.off_the_gap(E, E - 1)
    k, end = usadel.decay_in_superconductor(E, above), usadel.bulk(E, above)
    # above the gap nothing blocks heat in the middle of a long line; below, the middle blocks most
    half = np.where(above > 0, np.minimum(length / 2, usadel.REACH / k.real), length / 2)
    depth = k * half

    def mismatch(mu: Complex, i: Index) -> Complex:
        """Half of e^{θ/2} − 1 at the end."""
        w = usadel.at_node(mu[0], depth[i], free=True)[0]
        return ((w + end[i]) / ((1 - w) * (1 - end[i])))[None]

    (mu,), lost = usadel.newton(mismatch, usadel.free_end(-end, depth)[None])
    if lost.size:
        at = f"E = {E[lost[0]]:.9g} Δ, length = {length[lost[0]]:.6g} ξ₀"
        raise RuntimeError(f"the Usadel equation was not solved at {at}")
    points, _, weights = (column[:, 0] for column in clustered(_POINTS, 3))
    w = usadel.along(mu[:, None], depth[:, None], points, free=True)
    phase = 2 * np.arctan2(2 * w.imag, 1 - np.abs(w) ** 2)  # Im φ of w = tanh φ/4
    D = np.where((above > 0)[:, None], np.cos(phase), np.sin(phase)) ** 2
    return 1 / (1 + 2 * half / length * ((1 / D) @ weights - 1))
