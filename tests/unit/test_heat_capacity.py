"""Heat capacity and energy of a film against mpmath, limits in closed form, and the energy as the integral of the capacity."""

from itertools import pairwise

import mpmath
import numpy as np
import pytest
from scipy.constants import k as k_B
from scipy.constants import pi
from scipy.integrate import quad
from scipy.special import kv, zeta

from ndtc_core.bcs import gap, gap_self_consistent, gap_slope
from ndtc_core.heat_capacity import (
    SOMMERFELD,
    normal_metal,
    normal_metal_energy,
    superconductor,
    superconductor_energy,
)

FILM = {"sommerfeld": 315.0, "volume": 1e-19, "T_c": 0.4}
GAMMA_V = 315.0 * 1e-19


def exact_relative_capacity(t, ratio):
    """The integral as printed, times e^a so that mpmath's absolute error test is met by small values too."""
    t, ratio = mpmath.mpf(t), mpmath.mpf(ratio)

    def gap_2(x):
        return (ratio * mpmath.tanh(mpmath.mpf("1.74") * mpmath.sqrt(1 / x - 1))) ** 2

    a = mpmath.sqrt(gap_2(t)) / t
    slope = mpmath.diff(gap_2, t) / (2 * t)

    def integrand(u):
        energy = mpmath.hypot(u, a)
        return (energy**2 - slope) * mpmath.exp(a - energy) / (1 + mpmath.exp(-energy)) ** 2

    edges = [mpmath.sqrt(e * (e + 2 * a)) for e in (0, 0.1, 1, 4, 10, 30, 70)]
    return 6 / mpmath.pi**2 * mpmath.quad(integrand, edges) * mpmath.exp(-a)


@pytest.mark.parametrize("ratio", [0.01, 1.764, 100.0])
@pytest.mark.parametrize("t", [0.01, 0.05, 0.2, 0.5, 0.9, 0.999, 0.99999])
def test_capacity_agrees_with_mpmath(t, ratio):
    with mpmath.workdps(30):
        exact = float(exact_relative_capacity(t, ratio))
    T = t * FILM["T_c"]
    # the exponent Δ/kT is itself rounded
    assert superconductor(T, **FILM, ratio=ratio) == pytest.approx(GAMMA_V * T * exact, rel=1e-14 * (1 + 2 * ratio / t))


def test_the_jump():
    """1 + (3/2π²)(1.74 ratio)² from the slope of the tanh form; the self-consistent slope, Δ² ∝ 1 − t, gives 12/7ζ(3)."""
    T = 0.4 * (1 - 1e-12)
    for ratio in (1.0, 1.764, 5.0):
        jump = superconductor(T, **FILM, ratio=ratio) / normal_metal(T, 315.0, 1e-19) - 1
        assert jump == pytest.approx(1.5 / pi**2 * (1.74 * ratio) ** 2, rel=1e-8)
    d = 1e-7
    fall = (gap_self_consistent(0.4 * (1 - d), 0.4) / (k_B * 0.4)) ** 2 / d
    assert fall * 1.5 / pi**2 == pytest.approx(12 / (7 * zeta(3)), rel=2e-4)


def test_above_T_c_it_is_normal():
    T = np.array([0.4, 0.5, 30.0])
    np.testing.assert_array_equal(superconductor(T, **FILM), normal_metal(T, 315.0, 1e-19))
    rise = superconductor_energy(T, **FILM) - superconductor_energy(0.4, **FILM)
    np.testing.assert_allclose(
        rise, normal_metal_energy(T, 315.0, 1e-19) - normal_metal_energy(0.4, 315.0, 1e-19), atol=1e-30
    )


def test_it_vanishes_exponentially_and_underflows_quietly():
    """C/γVT → (6/π²) ∫ ε² e^{−ε} du = (6/π²) a³ [K₃(a) + 3 K₁(a)]/4 with ε = a cosh θ and a = Δ(0)/kT, since dΔ/dT → 0."""
    a = 1.764 / 0.03
    limit = 6 / pi**2 * a**3 * (kv(3, a) + 3 * kv(1, a)) / 4
    assert superconductor(0.03 * 0.4, **FILM) == pytest.approx(GAMMA_V * 0.03 * 0.4 * limit, rel=1e-5)
    cold = np.array([1e-9, 1e-6, 1e-4, 5e-4])
    assert (superconductor(cold, **FILM) == 0).all()
    assert (superconductor_energy(cold, **FILM) == 0).all()
    assert superconductor(1e-3, **FILM) > 0


@pytest.mark.parametrize("ratio", [0.3, 1.764, 10.0])
@pytest.mark.parametrize("T", [0.03, 0.1, 0.39, 0.4, 0.6])
def test_energy_is_the_integral_of_the_capacity(T, ratio):
    """Panels from T downwards, so that the steep fall of C is resolved; the one at T_c ends exactly on the jump."""
    edges = np.unique(np.append(np.minimum(T, 0.4) * np.append(1 - np.geomspace(1e-6, 0.98, 40), 1), T))
    parts = (
        quad(lambda x: superconductor(x, **FILM, ratio=ratio) / 1e-18, *panel, epsabs=0, epsrel=1e-13)
        for panel in pairwise(edges)
    )
    # below the first edge nothing is left, for a weak gap a little
    total = sum(value for value, _ in parts) * 1e-18 + superconductor_energy(edges[0], **FILM, ratio=ratio)
    assert superconductor_energy(T, **FILM, ratio=ratio) == pytest.approx(total, rel=1e-11)


@pytest.mark.parametrize("T", [0.02, 0.1, 0.2, 0.35])
def test_derivative_of_the_energy(T):
    d = 1e-3 * T
    U = superconductor_energy(T + d * np.array([-3, -2, -1, 1, 2, 3]), **FILM)
    slope = np.dot([-1, 9, -45, 45, -9, 1], U) / (60 * d)
    # truncation d⁶U⁽⁷⁾/140 with U ∝ e^{−Δ/kT} at the coldest
    assert slope == pytest.approx(superconductor(T, **FILM), rel=1e-9)


def test_condensation_energy_of_the_interpolated_gap():
    """U_n(T_c) − U_s(T_c) less the normal γVT_c²/2: BCS has 3/(4π²) (Δ(0)/kT_c)² γVT_c² = 0.2365; the tanh form 1 % less."""
    gain = superconductor_energy(0.4, **FILM) - normal_metal_energy(0.4, 315.0, 1e-19)
    assert gain == pytest.approx(0.75 / pi**2 * 1.764**2 * GAMMA_V * 0.4**2, rel=0.015)


def test_entropy_is_continuous_at_T_c():
    """∫ C/T dT from 0 to T_c is γVT_c for any gap that closes there: the areas above and below the normal law are equal."""
    S = quad(lambda T: superconductor(T, **FILM) / T / 1e-18, 1e-3, 0.4, epsabs=0, epsrel=1e-12, limit=200)[0] * 1e-18
    np.testing.assert_allclose(S, GAMMA_V * 0.4, rtol=1e-11)


def test_broadcasting_and_slope_of_the_gap():
    T = np.array([[0.1], [0.3], [0.5]])
    assert superconductor_energy(T, 315.0, 1e-19, [0.4, 1.2]).shape == (3, 2)
    one = superconductor_energy(0.3, 315.0, 1e-19, 1.2)
    assert superconductor_energy(T, 315.0, 1e-19, [0.4, 1.2])[1, 1] == pytest.approx(one, rel=1e-14)
    x = np.array([0.1, 0.3])
    rise = np.log(gap(x * (1 + 1e-6), 0.4) / gap(x * (1 - 1e-6), 0.4)) / 2e-6
    np.testing.assert_allclose(gap_slope(x, np.array(0.4)), rise, rtol=1e-8)
    assert set(SOMMERFELD) == {"Cu", "Ti", "Al", "Ag"}
