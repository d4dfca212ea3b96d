"""The proximity room beside SciPy's adaptive collocation, in one run: read the ratios, not the seconds."""

import numpy as np
import pytest
from scipy.integrate import solve_bvp

from ndtc_core import ProximityWire, proximity

T = np.linspace(0.025, 1, 40)
RATIOS = np.array([0.1, 1, 10.0])[:, None]


@pytest.mark.benchmark(group="bezuglyi2003 Fig. 3, both quantities, 3 ratios × 40 temperatures")
def test_conductances(benchmark):
    found = benchmark.pedantic(lambda: ProximityWire(RATIOS).conductances(T), rounds=5, warmup_rounds=1)
    assert found.thermal.shape == (3, 40)


@pytest.mark.benchmark(group="bezuglyi2003 Fig. 3, both quantities, 3 ratios × 40 temperatures")
def test_semi_infinite(benchmark):
    assert benchmark(proximity.semi_infinite_conductances, T, RATIOS).electric.shape == (3, 40)


@pytest.mark.benchmark(group="bezuglyi2003 Fig. 4, both quantities, 4 temperatures × 41 phases")
def test_interferometer(benchmark):
    phase = np.linspace(0, 2 * np.pi, 41)
    found = benchmark.pedantic(
        proximity.interferometer, ([[0.1], [0.3], [0.5], [0.8]], phase), rounds=3, warmup_rounds=1
    )
    assert found.electric.shape == (4, 41)


def plain_angle(E, r):
    """θ at the node for Δ = 1, L_N = L_S = 10, split into real and imaginary parts."""

    def slope(s, y):
        n, dn, m, dm = (y[i] + 1j * y[i + 1] for i in (0, 2, 4, 6))
        parts = 5 * dn, -5j * E * np.sinh(n), 10 * dm, -10j * (E * np.sinh(m) - np.cosh(m))
        return np.stack([part for z in parts for part in (z.real, z.imag)])

    def ends(a, b):
        current = a[6] + np.sqrt(r) * a[2], a[7] + np.sqrt(r) * a[3]
        return np.array([a[0] - a[4], a[1] - a[5], *current, b[0], b[1], b[6], b[7]])

    s, bulk = np.linspace(0, 1, 61) ** 2, np.arctanh(1 / (E + 0j))
    if E < 1:
        bulk = bulk.real - 1j * np.pi / 2
    guess = (
        bulk / 2 * np.exp(-3 * s),
        -bulk * np.exp(-3 * s) / 3,
        bulk * (1 - np.exp(-8 * s) / 2),
        bulk * np.exp(-8 * s) / 3,
    )
    y = np.stack([part for z in guess for part in (z.real, z.imag)])
    found = solve_bvp(slope, ends, s, y, tol=1e-6, max_nodes=20_000)
    assert found.success
    return complex(found.y[0, 0], found.y[1, 0])


ENERGIES = np.array([0.2, 0.5, 0.8, 1.2, 2.0])


@pytest.mark.benchmark(group="angle at the node, plain: 5 energies, ours: 500")
def test_plain_angle(benchmark):
    plain = benchmark.pedantic(lambda: [plain_angle(E, 1.0) for E in ENERGIES], rounds=2)
    np.testing.assert_allclose(plain, ProximityWire(1.0).spectral_angle(ENERGIES, 1e-6), rtol=1e-5)


@pytest.mark.benchmark(group="angle at the node, plain: 5 energies, ours: 500")
def test_angle(benchmark):
    benchmark(ProximityWire(1.0).spectral_angle, np.linspace(0.01, 3, 500) + 1e-6, 1e-6)
