"""Heat along a superconducting line: mpmath, limits, symmetry, second law; the short line by a second route."""

import mpmath
import numpy as np
import pytest
from references import polynomials
from scipy.constants import e as e_charge
from scipy.constants import k as k_B
from scipy.integrate import quad, solve_bvp

from ndtc_core import superconducting_line, usadel
from ndtc_core.bcs import gap
from ndtc_core.distributions import fermi
from ndtc_core.notebook.collocation import interpolation
from ndtc_core.proximity import andreev_barrier
from ndtc_core.superconducting_line import heat_current, spectral_conductance

LORENZ = np.pi**2 * k_B**2 / (3 * e_charge**2)


def exact_heat(T_hot, T_cold, T_c, R, ratio=1.764):
    """The integral as printed, in mpmath; times e^(Δ/kT_hot), so that the absolute error test is met by small values too."""
    with mpmath.workdps(40):
        hot, cold, T_c, ratio = (mpmath.mpf(value) for value in (T_hot, T_cold, T_c, ratio))
        delta = ratio * T_c * mpmath.tanh(mpmath.mpf(1.74) * mpmath.sqrt((T_c - hot) / hot)) if hot < T_c else 0

        def integrand(E):
            grown = mpmath.exp(delta / hot)
            return E * (grown / (mpmath.exp(E / hot) + 1) - grown / (mpmath.exp(E / cold) + 1))

        edges = [delta + hot * step for step in (0, cold / hot / 4, cold / hot, 1, 4, 12, 30, 100)]
        integral = mpmath.quad(integrand, sorted(edges)) * mpmath.exp(-delta / hot)
        return float(2 * mpmath.mpf(k_B) ** 2 / (mpmath.mpf(e_charge) ** 2 * R) * integral)


@pytest.mark.parametrize("ratio", [0.1, 1.764, 5.0])
@pytest.mark.parametrize("T_hot", [0.02, 0.2, 0.9, 1.1999, 1.3])
@pytest.mark.parametrize("cold", [0.05, 0.6, 0.97, 1 - 1e-9])
def test_heat_is_the_printed_integral(ratio, T_hot, cold):
    T_cold = T_hot * cold
    exponent = float(gap(T_hot, 1.2, ratio)) / (k_B * T_hot)
    found, exact = heat_current(T_hot, T_cold, 1.2, 60.0, ratio), exact_heat(T_hot, T_cold, 1.2, 60.0, ratio)
    assert found == pytest.approx(exact, rel=1e-15 * (1 + exponent), abs=0)


def test_neighbouring_temperatures_keep_their_digits():
    """Heat is κ (T_L − T_R), κ that of Andreev's formula; the plain difference of two tails has lost it."""
    T, T_c, step = 0.36, 1.2, 1e-12
    kappa = LORENZ * T / 60.0 * andreev_barrier(T / T_c)
    separation = T * (1 + step) - T
    assert heat_current(T * (1 + step), T, T_c, 60.0) == pytest.approx(kappa * separation, rel=1e-10)


def test_neighbouring_temperatures_where_hardly_a_quasiparticle_is_left():
    """Δ = 712 kT: e^(−Δ/kT) is no normal number any more, and the heat is κ (T_L − T_R) all the same."""
    T, y, step = 2.0, 712.0, 1e-6
    kappa = LORENZ * T / 1e-3 * 6 / np.pi**2 * (y**2 + 2 * y + 2) * np.exp(-y)
    found = heat_current(T * (1 + step), T, T * y / 1.764, 1e-3)
    assert found == pytest.approx(kappa * T * step, rel=2e-3, abs=0)


def test_without_a_gap_it_is_the_law_of_wiedemann_and_franz():
    T_left, T_right = np.array([0.5, 0.3, 2.0]), np.array([0.1, 0.4, 1.9999])
    expected = LORENZ * (T_left**2 - T_right**2) / (2 * 60.0)
    np.testing.assert_allclose(heat_current(T_left, T_right, 1e-9, 60.0), expected, rtol=1e-12)
    np.testing.assert_allclose(heat_current(T_left, T_right, 0.35, 60.0), expected, rtol=1e-12)  # hotter end normal
    # close to T_c the gap opens, and heat is lost continuously
    assert heat_current(0.5, 0.1, 0.5 * (1 + 1e-12), 60.0) == pytest.approx(expected[0], rel=1e-5)


def test_in_the_cold_it_dies_as_the_printed_law():
    """(2k²/e²R) T² (y + 1) e^−y, into a cold end."""
    T, T_c = 0.05, 1.2
    y = float(gap(T, T_c)) / (k_B * T)
    expected = 2 * k_B**2 / (e_charge**2 * 60.0) * T**2 * (y + 1) * np.exp(-y)
    assert heat_current(T, 0.01, T_c, 60.0) == pytest.approx(expected, rel=1e-8)
    assert heat_current(1e-3, 1e-4, 9.2, 60.0) == 0.0


def test_second_law_and_antisymmetry():
    rng = np.random.default_rng(5)
    T_left, T_right, T_c = np.exp(rng.uniform(np.log(0.02), np.log(5), (3, 500)))
    heat = heat_current(T_left, T_right, T_c, 60.0)
    warm = np.maximum(T_left, T_right) > T_c / 100  # colder, and nothing is left in numbers
    assert (np.sign(heat) == np.sign(T_left - T_right))[warm].all()
    np.testing.assert_array_equal(heat, -heat_current(T_right, T_left, T_c, 60.0))
    assert heat_current(0.3, 0.3, 1.2, 60.0) == 0.0
    assert (np.abs(heat) <= LORENZ * np.abs(T_left**2 - T_right**2) / 120.0 * (1 + 1e-14)).all()  # a gap never helps
    rises = heat_current(np.linspace(0.11, 1.5, 200), 0.1, 1.2, 60.0)
    assert (np.diff(rises) > 0).all()  # the hotter end also closes the gap


def test_extremes_are_finite():
    assert np.isfinite(heat_current([1e9, 1e-9], [1e-9, 1e9], 1e9, [[1e-12], [1e18]], 100.0)).all()
    assert heat_current(0.3, 0.1, np.full((2, 1), 1.2), np.full(3, 60.0)).shape == (2, 3)
    assert np.ndim(heat_current(0.3, 0.1, 1.2, 60.0)) == 0
    assert heat_current(np.zeros(0), 0.1, 1.2, 60.0).shape == (0,)


# Lines of any length


def by_collocation(E, length):
    """1/R_Q by SciPy's adaptive collocation of θ itself, split into real and imaginary parts, the whole line."""

    def slope(_, v):
        theta = v[0] + 1j * v[1]
        bend = -1j * (E * np.sinh(theta) - np.cosh(theta))
        return np.stack([v[2], v[3], bend.real, bend.imag])

    x = np.linspace(0, length, 81)
    decline = np.exp(-x / 1.5) + np.exp((x - length) / 1.5)
    theta = 4 * np.arctanh(usadel.bulk(np.array([E]), np.array([E - 1]))) * (1 - decline / decline[0])
    guess = np.stack([theta.real, theta.imag, 0 * x, 0 * x])
    ends = np.array([0, 1])
    found = solve_bvp(slope, lambda a, b: np.concatenate([a[ends], b[ends]]), x, guess, tol=1e-9, max_nodes=50_000)
    assert found.success
    heat = quad(lambda x: 1 / np.cos(found.sol(x)[1]) ** 2, 0, length, epsrel=1e-10, epsabs=0, limit=400)[0]
    return length / heat


@pytest.mark.parametrize("length", [0.4, 3.0, 10.0])
@pytest.mark.parametrize("E", [0.0, 0.3, 0.9, 0.999, 1.001, 1.2, 3.0])
def test_the_share_that_passes_by_a_second_route(E, length):
    assert spectral_conductance(E, length) == pytest.approx(by_collocation(E, length), rel=1e-8)


@pytest.mark.parametrize(("above", "length"), [(-0.5, 10.0), (-1e-3, 3.0), (1e-9, 10.0), (-1e-6, 40.0)])
def test_the_solution_is_the_one_analytic_in_the_upper_half_plane(above, length):
    """As for the wire: where E is large the start is good; go up by 2i, along, and down again."""
    n, one = 56, np.ones(1)
    high, path = 3.0, 2.0

    def cross(E):
        return usadel.Cross(np.array([E]), np.array([E - 1]), one, one, one, np.array([length / 2]))

    u, _ = polynomials.newton(cross(high), n, polynomials.start(cross(high), n, polynomials.LINE), polynomials.LINE)
    down = (1 + above) + 1j * np.append(np.geomspace(path, 1e-9, 150), 0)
    for E in [*(high + 1j * np.linspace(0, path, 60)), *(np.linspace(high, 1 + above, 60) + 1j * path), *down]:
        before = u
        u, converged = polynomials.newton(cross(E), n, u, polynomials.LINE)
        assert converged.all()
        assert np.abs(u - before).max() < 0.1  # no jump to another solution on the way
    places, weights = usadel.places()
    share = 1 / usadel.resistances(u[0] @ interpolation(n, places).T, weights)[0][0]
    assert spectral_conductance(1 + above, length) == pytest.approx(share, rel=1e-5)


def test_every_energy_and_length_is_solved():
    """Up to the edge from both sides; a share between 0 and 1 that falls with the length below the gap."""
    distance = np.geomspace(1e-15, 0.99, 30)
    E = np.concatenate([[0.0], 1 - distance[::-1], [1.0], 1 + distance, [1e2, 1e6]])
    share = spectral_conductance(E[:, None], np.geomspace(0.1, 100, 13))
    assert ((share > 0) & (share <= 1 + 1e-7)).all()
    below = E < 1 - 1e-6
    assert (np.diff(share[below], axis=1) < 0).all()
    assert (share[-1] > 0.999).all()


def test_points_along_the_line_suffice(monkeypatch):
    """Just above the gap θ turns many times along a line of 100 ξ₀: 56 points would leave 3e-9."""
    E, length = 1 + np.geomspace(1e-5, 0.1, 400)[:, None], np.array([90.0, 95.0, 100.0])
    share = spectral_conductance(E, length)
    monkeypatch.setattr(superconducting_line, "_POINTS", 128)
    np.testing.assert_allclose(share, spectral_conductance(E, length), rtol=1e-9)


def test_long_lines_are_two_tails():
    E = np.array([0.0, 0.01, 0.5, 0.9, 0.99, 0.999])
    rate = (1 - E**2) ** 0.25
    for depth in (10.0, 15.0):
        missed = usadel.two_tails(E, E - 1, depth / rate) / spectral_conductance(E, depth / rate) - 1
        assert (missed > depth * np.exp(-depth)).all()
        assert (missed < 6 * depth * np.exp(-depth)).all()


def test_a_long_line_carries_the_heat_above_its_gap():
    """The two functions of this room: shares summed over energy against the closed form, 100 ξ₀ long, kT = Δ/4 and a cold end."""
    T = 0.3
    delta = float(gap(T, 1.2))
    s, w = np.polynomial.legendre.leggauss(60)
    s, w = (s + 1) / 2, w / 2
    E = np.concatenate([1 - s**4, 1 + 8 * s**4])
    w = np.concatenate([4 * s**3 * w, 32 * s**3 * w])
    total = delta**2 * w @ (E * fermi(E * delta, T) * spectral_conductance(E, 100.0))
    assert 2 / (e_charge**2 * 60.0) * total == pytest.approx(heat_current(T, 1e-3, 1.2, 60.0), rel=0.02)


def test_words_of_failure(monkeypatch):
    monkeypatch.setattr(usadel, "_STEPS", 1)
    with pytest.raises(RuntimeError, match=r"not solved at E = 0\.3 "):
        spectral_conductance(0.3, 10.0)
