"""Superconductor rooms beside plain nested scipy.quad, in one run: read the ratios, not the seconds.

The plain versions take fewer points; their group names say how many, so divide before comparing.
"""

import numpy as np
import plain
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B

from ndtc_core import PhaseTransitionDevice
from ndtc_core.bcs import gap
from ndtc_core.electron_phonon import superconductor
from ndtc_core.mattis_bardeen import conductivity

T_C = 0.4
T_GRID = np.linspace(0.08, 0.396, 40)[:, None]
OMEGA = np.linspace(0.01, 6, 64) * k_B * T_C / hbar


@pytest.mark.benchmark(group="conductivity, plain: 64 points, ours: 2560")
def test_plain_conductivity(benchmark):
    delta = float(gap(0.3, T_C))
    found = benchmark.pedantic(
        lambda: [plain.conductivity(hbar * w / delta, k_B * 0.3 / delta) for w in OMEGA], rounds=2
    )
    np.testing.assert_allclose(found, conductivity(OMEGA, 0.3, delta), rtol=1e-5)


@pytest.mark.benchmark(group="conductivity, plain: 64 points, ours: 2560")
def test_conductivity(benchmark):
    benchmark(conductivity, OMEGA, T_GRID, gap(T_GRID, T_C))


@pytest.mark.benchmark(group="Fig. 2(a), 5 ratios × 200 temperatures")
def test_heat_current(benchmark):
    device = PhaseTransitionDevice().with_ratio(np.array([1, 5, 10, 36, 100.0])[:, None])
    assert benchmark(device.heat_current, np.linspace(0.03, 0.45, 200), 0.03).shape == (5, 200)


@pytest.mark.benchmark(group="Fig. 2(a), 5 ratios × 200 temperatures")
def test_heat_current_device_by_device(benchmark):
    devices = [PhaseTransitionDevice().with_ratio(r) for r in (1, 5, 10, 36, 100)]
    benchmark(lambda: [device.heat_current(np.linspace(0.03, 0.45, 200), 0.03) for device in devices])


@pytest.mark.benchmark(group="Fig. 3, 200 powers")
def test_steady_state(benchmark):
    benchmark.pedantic(PhaseTransitionDevice().steady_state, (np.linspace(1e-13, 4e-12, 200),), rounds=3)


@pytest.mark.benchmark(group="electron-phonon, plain: 1 temperature, ours: 200")
def test_plain_phonons(benchmark):
    found = benchmark.pedantic(plain.film_phonons, (0.3, 0.15, T_C), rounds=2)
    assert found == pytest.approx(float(superconductor(0.3, 0.15, 1, 1, T_C)), rel=1e-4, abs=0)


@pytest.mark.benchmark(group="electron-phonon, plain: 1 temperature, ours: 200")
def test_phonons(benchmark):
    benchmark(superconductor, np.linspace(0.05, 0.39, 200), 0.03, 1.0, 1.0, T_C)
