"""Heat that electrons carry along a superconducting line between two normal reservoirs.

The gap Δ is a mirror for heat (Andreev): in a long dirty line the coefficient D₊ = cos²(Im θ) of heat diffusion is a step, states
above Δ conduct as in the normal metal, and electrons below return as holes. What is left of bezuglyi2003 Eq. 2 is one integral,
with ``distributions.fermi_tail`` for closed form: ``heat_current``. In a short line the normal electrodes blur the step:
``spectral_conductance``.

    distributions, quadrature, bcs, chebyshev, usadel ─→ [superconducting_line] ─→ (chapters)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import e as e_charge
from scipy.constants import k as k_B

from . import usadel
from .bcs import gap
from .chebyshev import graded
from .distributions import fermi_tail, reduced_fermi
from .domain import Array, Complex, Quantity, check, flat
from .quadrature import gauss

_REDUCED = {"E": Quantity("energy E/Δ", "", 0.0, 1e6), "length": Quantity("length L/ξ₀", "", 0.1, 100.0)}
_LONG = 10.0  # decay lengths, from which on the ends disturb each other little; at 20 polynomials lose the middle to rounding


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
    Returns: between 0 and 1; for a long line → 1 above the gap, ∝ e^(−L/ξ_S) below. Relative error ≤ 1e-8.
    Raises: ValueError for arguments outside these ranges or shapes that do not broadcast; RuntimeError, naming the energy,
    where the Usadel equation could not be solved to that accuracy.

    >>> [f"{share:.4f}" for share in spectral_conductance([0.3, 1.2], 5.0)]
    ['0.1877', '0.7890']
    """
    shape, (E, length) = flat(*check(_REDUCED, E=E, length=length))
    E = np.maximum(E, 1e-12)  # the solver divides by √E
    above, one, share = E - 1, np.ones(E.shape), np.empty(E.shape)
    depth = length * np.maximum((1 - E) * (1 + E), 0) ** 0.25  # in decay lengths
    long = depth > _LONG
    share[long] = _of_long_lines(E[long], above[long], depth[long])
    line = usadel.Cross(E, above, one, one, one, length / 2).take(~long)
    share[~long] = 1 / usadel.solve(line, usadel.LINE).heat
    return share.reshape(shape)[()]


def _of_long_lines(E: Array, above: Array, depth: Array) -> Array:
    """The same below the gap, where the angle's distance φ from the bulk obeys φ'' = k² sinh φ with a real k; depth = kL.

    Hence sinh φ/2 = μ nc(k√(1 + μ²) z | m), Jacobi's function with 1 − m = μ²/(1 + μ²), z from the middle, where φ is small and
    so is μ: after two of Landen's transformations nc is hyperbolic. Relative error ≤ 1e-12. Flat arrays of the same shape.
    """
    end = -usadel.bulk(E, above)  # tanh φ/4 at θ = 0
    points, weights = (column[:, None] for column in graded(80))

    def sinh_half(mu: Complex, z: Array | float) -> Complex:
        """At z from the middle, 1 at the end."""
        # Landen's moduli, from 1 − m down; then sn and cn dn of imaginary arguments, from the second up
        root = np.sqrt(1 + mu**2)
        first = (mu / (1 + root)) ** 2
        second = (first / (1 + np.sqrt(1 - first**2))) ** 2
        w = depth / 2 * z * root / ((1 + first) * (1 + second))
        square = second * np.sinh(w) ** 2
        sine = (1 + second) * np.sinh(w) / (1 - square)
        return mu * np.cosh(w) * (1 + square) / (1 - square) ** 2 / (1 - first * sine**2)

    mu = 4 * end * np.exp(-depth / 2)  # two tails; what they do to each other is e^−kL of them
    for _ in range(4):
        y = sinh_half(mu, 1.0)
        mu = mu * end * (1 + np.sqrt(1 + y**2)) / y
    angle = 2 * np.arcsinh(sinh_half(mu, points)).imag
    return 1 / (weights / np.sin(angle) ** 2).sum(axis=0)
