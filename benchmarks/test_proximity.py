"""The proximity room beside SciPy's adaptive collocation, in one run: read the ratios, not the seconds."""

import numpy as np
import plain
import pytest

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


ENERGIES = np.array([0.2, 0.5, 0.8, 1.2, 2.0])


@pytest.mark.benchmark(group="angle at the node, plain: 5 energies, ours: 500")
def test_plain_angle(benchmark):
    found = benchmark.pedantic(lambda: [plain.wire_angle(E, 1.0) for E in ENERGIES], rounds=2)
    np.testing.assert_allclose(found, ProximityWire(1.0).spectral_angle(ENERGIES, 1e-6), rtol=1e-5)


@pytest.mark.benchmark(group="angle at the node, plain: 5 energies, ours: 500")
def test_angle(benchmark):
    benchmark(ProximityWire(1.0).spectral_angle, np.linspace(0.01, 3, 500) + 1e-6, 1e-6)
