"""Electron-phonon heat currents: both printed forms by mpmath and by plain quadrature, limits, Dynes form, T = T_bath."""

import mpmath
import numpy as np
import pytest
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.special import zeta

from ndtc_core import electron_phonon
from ndtc_core.bcs import density_of_states, gap, pair_density_of_states
from ndtc_core.coherence import pairs, scattering
from ndtc_core.electron_phonon import normal_metal, superconductor

T_C = 0.4


def exact_absorption(w, t):
    """dey2023 Eq. 9 in units of the gap, by mpmath: v² = distance from the singular end."""
    with mpmath.workdps(20):
        w, t = mpmath.mpf(w), mpmath.mpf(t)
        fermi = lambda E: 1 / (mpmath.exp(E / t) + 1)  # noqa: E731

        def scatter(v):
            E, E2 = 1 + v * v, 1 + v * v + w
            return 2 * (E * E2 - 1) / mpmath.sqrt((E + 1) * (v * v + w) * (E2 + 1)) * (fermi(E) - fermi(E2))

        def recombine(v):
            e, e2 = 1 + v * v, w - 1 - v * v
            return 2 * (e * e2 + 1) / mpmath.sqrt((e + 1) * (e2 * e2 - 1)) * (1 - fermi(e) - fermi(e2))

        total = 2 * mpmath.quad(
            scatter, [0, mpmath.sqrt(w) / 5, mpmath.sqrt(w), *[mpmath.sqrt(c * t) for c in (1, 6, 20, 60)]]
        )
        if w > 2:
            total += 2 * mpmath.quad(recombine, [0, mpmath.sqrt(w / 2 - 1)])
        return float(total)


@pytest.mark.parametrize("t", [0.1, 0.5, 3.0])
@pytest.mark.parametrize("w", [0.01, 0.5, 1.9, 2.1, 6.0])
def test_absorption_agrees_with_mpmath(w, t):
    w, t = np.array([w]), np.array([t])
    found = scattering(w, t, -1) + pairs(w, t, w / 2 - 1, -1)
    assert found[0] == pytest.approx(exact_absorption(w[0], t[0]), rel=1e-11, abs=0)


@pytest.mark.parametrize(("T", "T_bath"), [(0.39, 0.2), (0.35, 0.03), (0.1, 0.09), (0.2, 0.35)])
def test_superconductor_agrees_with_plain_quadrature_of_the_printed_form(T, T_bath):
    delta = float(gap(T, T_C)) / k_B
    t, t_bath = T / delta, T_bath / delta

    def spectrum(w):
        F = scattering(np.array([w]), np.array([t]), -1) + pairs(
            np.array([w]), np.array([t]), np.array([w / 2 - 1]), -1
        )
        bose = [np.exp(-w / x) / -np.expm1(-w / x) for x in (t, t_bath)]
        return w**3 * (bose[0] - bose[1]) * F[0]

    top = 60 * max(t, t_bath)
    plain = (
        quad(spectrum, 1e-9, 2, epsabs=0, epsrel=1e-9, limit=400)[0]
        + quad(spectrum, 2, 2 + top, epsabs=0, epsrel=1e-9)[0]
    )
    assert superconductor(T, T_bath, 1, 1, T_C) == pytest.approx(delta**5 / (24 * zeta(5)) * plain, rel=1e-8, abs=0)


def test_timofeev_form_is_the_same():
    """pioldi2025: (1/96ζ(5)) ∫dE E ∫dε sgn(ε) ε² K N N'(1 − Δ²/EE') over both signs, K = FF' − 1 − (F − F') coth(ε/2T_b).

    K = −4 [n(ε,T) − n(ε,T_b)] (f − f') is unchanged by E ↔ E', ε → −ε, and so E stands for its average −ε/2: together
    (1/96)(1/2)(4)·2 ∫_{ε>0} = 1/24 of Eq. 8. The kernel is checked here, the average by quadrature in a sum over a grid.
    """
    rng = np.random.default_rng(1)
    E, w, t, t_bath = rng.uniform(-4, 4, 200), rng.uniform(-6, 6, 200), 0.7, 0.3
    F, F2 = np.tanh(E / (2 * t)), np.tanh((E + w) / (2 * t))
    K = F * F2 - 1 - (F - F2) / np.tanh(w / (2 * t_bath))
    photons = 1 / np.expm1(w / t) - 1 / np.expm1(w / t_bath)
    np.testing.assert_allclose(K, -2 * photons * (F2 - F), rtol=1e-9, atol=1e-12)

    # Both forms on one symmetric grid with a broadened density; every pair of grid points appears in both.
    grid = (np.arange(-600, 600) + 0.5) / 40
    E, E2 = grid[:, None], grid[None, :]
    w = E2 - E + np.eye(grid.size)  # the diagonal has weight 0 in both
    off = 1 - np.eye(grid.size)
    N = density_of_states(grid * 1e-23, 1e-23, 3e-24)
    P = pair_density_of_states(grid * 1e-23, 1e-23, 3e-24)
    states = (N[:, None] * N - P[:, None] * P) * off
    F = np.tanh(grid / (2 * t))
    K = F[:, None] * F - 1 - (F[:, None] - F) / np.tanh(w / (2 * t_bath))
    timofeev = (E * np.sign(w) * w**2 * K * states).sum() / 96
    positive = np.where(w > 0, w, 1.0)
    photons = np.where(w > 0, 1 / np.expm1(positive / t) - 1 / np.expm1(positive / t_bath), 0.0)
    dey = (positive**3 * photons * (F - F[:, None]) / 2 * states).sum() / 24
    assert timofeev == pytest.approx(dey, rel=1e-10, abs=0)


def test_normal_limit():
    T = np.array([0.4, 0.4000001, 0.5, 3.0])
    np.testing.assert_array_equal(superconductor(T, 0.03, 2e9, 1e-19, T_C), normal_metal(T, 0.03, 2e9, 1e-19))
    np.testing.assert_array_equal(
        superconductor(T, 0.03, 2e9, 1e-19, T_C, gamma=1e-3), normal_metal(T, 0.03, 2e9, 1e-19)
    )


@pytest.mark.parametrize("gamma", [0.0, 1e-3])
def test_no_jump_at_the_critical_temperature(gamma):
    below = np.array([1e-12, 1e-10, 1e-8, 1e-6, 1e-4])
    ratio = superconductor(T_C * (1 - below), 0.03, 1, 1, T_C, gamma=gamma) / normal_metal(
        T_C * (1 - below), 0.03, 1, 1
    )
    assert np.all(np.abs(ratio - 1) < below + 2e-9)


def test_just_below_the_critical_temperature_the_superconductor_cools_better():
    """Recombination outweighs the missing states there; far below, cooling is exponentially small."""
    ratio = superconductor([0.36, 0.1, 0.05], 0.03, 1, 1, T_C) / normal_metal([0.36, 0.1, 0.05], 0.03, 1, 1)
    assert ratio[0] == pytest.approx(1.0294, abs=1e-3)
    assert ratio[1] < 1e-1
    assert ratio[2] < 1e-4


@pytest.mark.parametrize("gamma", [0.0, 1e-4])
def test_no_heat_at_equal_temperatures_and_sign(gamma):
    T = np.array([0.05, 0.2, 0.399, 0.4, 1.0])
    np.testing.assert_array_equal(superconductor(T, T, 1e9, 1e-19, T_C, gamma=gamma), 0.0)
    np.testing.assert_array_equal(normal_metal(T, T, 1e9, 1e-19), 0.0)
    assert superconductor(0.2, 0.21, 1, 1, T_C, gamma=gamma) < 0 < superconductor(0.21, 0.2, 1, 1, T_C, gamma=gamma)


def test_small_differences_keep_their_digits():
    step = 1e-9
    slope = superconductor(0.3, 0.3 * (1 - step), 1, 1, T_C) / (0.3 * step)
    assert slope == pytest.approx(superconductor(0.3, 0.3 * (1 - 1e-5), 1, 1, T_C) / 0.3e-5, rel=1e-4, abs=0)
    assert normal_metal(0.25, 0.25 * (1 - 2**-50), 1, 1, 6) == pytest.approx(6 * 0.25**6 * 2**-50, rel=1e-14, abs=0)


def test_vanishing_broadening_is_the_ideal_superconductor():
    T = np.array([0.1, 0.2, 0.35, 0.395])
    ideal = superconductor(T, 0.05, 1, 1, T_C)
    np.testing.assert_allclose(superconductor(T, 0.05, 1, 1, T_C, gamma=1e-11), ideal, rtol=1e-6)
    assert np.all(np.abs(superconductor(T[2:], 0.05, 1, 1, T_C, gamma=1e-4) / ideal[2:] - 1) < 1e-3)


def test_dynes_form_agrees_with_plain_quadrature():
    """The regular form NN' − PP' by the trapezoidal rule, for a broadening wide enough for it."""
    T, T_bath, gamma = 0.3, 0.1, 0.2
    unit = 1.764 * T_C
    delta = float(gap(T, T_C)) / k_B / unit
    t, t_bath = T / unit, T_bath / unit

    # analytic in strips of half-width Γ and πkT: the trapezoidal rule over E converges like exp(−2π·0.2/0.03)
    E = np.arange(-20, 20, 0.03)
    w, weights = np.polynomial.legendre.leggauss(120)
    w, weights = 10 * (w[:, None] + 1), 10 * weights
    N, P = (f(E * 1e-23, delta * 1e-23, gamma * 1e-23) for f in (density_of_states, pair_density_of_states))
    N_2, P_2 = (f((E + w) * 1e-23, delta * 1e-23, gamma * 1e-23) for f in (density_of_states, pair_density_of_states))
    F = 0.03 * ((N * N_2 - P * P_2) * (np.tanh((E + w) / (2 * t)) - np.tanh(E / (2 * t))) / 2).sum(axis=1)
    plain = weights @ (w[:, 0] ** 3 * (1 / np.expm1(w[:, 0] / t) - 1 / np.expm1(w[:, 0] / t_bath)) * F)
    expected = unit**5 / (24 * zeta(5)) * plain
    assert superconductor(T, T_bath, 1, 1, T_C, gamma=gamma) == pytest.approx(expected, rel=1e-6, abs=0)


def test_broadening_lets_a_cold_superconductor_cool():
    """States in the gap: Γ² T⁵ instead of exp(−Δ/kT)."""
    cold = superconductor(0.02, 0.01, 1, 1, T_C, gamma=[0.0, 1e-3, 1e-2])
    assert cold[0] < 1e-20
    assert cold[2] / cold[1] == pytest.approx(100, rel=0.01, abs=0)
    # N² at the Fermi level, Γ²/(Γ²+Δ²), scales the normal law; a few kT from it N is 3 % larger
    assert cold[1] == pytest.approx(1e-6 * normal_metal(0.02, 0.01, 1, 1), rel=0.05, abs=0)


def test_node_counts_suffice(monkeypatch):
    t, t_bath = (
        a.ravel() for a in np.meshgrid([0.003, 0.01, 0.05, 0.3, 1.0, 32.0, 1e4], [0.00301, 0.0101, 0.1, 1.01, 33.0])
    )
    plain = electron_phonon._cooling_ideal(t, t_bath, t - t_bath)
    gauss, clustered = electron_phonon.gauss, electron_phonon.clustered
    monkeypatch.setattr(electron_phonon, "gauss", lambda n: gauss(3 * n))
    monkeypatch.setattr(electron_phonon, "clustered", lambda n, power: clustered(3 * n, power))
    monkeypatch.setattr(electron_phonon, "_REACH", 55.0)
    np.testing.assert_allclose(plain, electron_phonon._cooling_ideal(t, t_bath, t - t_bath), rtol=1e-9, atol=1e-280)


def test_shapes():
    T = np.linspace(0.05, 0.5, 6)
    assert superconductor(T[:, None], T[:4], 1, 1, T_C).shape == (6, 4)
    assert superconductor(T[:0], 0.1, 1, 1, T_C).shape == (0,)
    assert np.ndim(superconductor(0.2, 0.1, 1, 1, T_C)) == 0
    assert normal_metal(T[:, None], T[:4], 1, 1).shape == (6, 4)
    together = superconductor(np.linspace(0.05, 0.39, 1100), 0.03, 1, 1, T_C)
    assert together[700] == pytest.approx(
        superconductor(np.linspace(0.05, 0.39, 1100)[700], 0.03, 1, 1, T_C), rel=1e-13, abs=0
    )
