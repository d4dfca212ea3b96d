"""NIS junctions and device beside the plain scipy.quad version a reader would write, in one run: read the ratios."""

import numpy as np
import plain
import pytest
from scipy.optimize import brentq

from ndtc_core import electron_phonon
from ndtc_core.devices import NISDevice
from ndtc_core.electron_phonon_slopes import superconductor_slopes
from ndtc_core.junction import resistance_ratio

T = np.linspace(0.1, 1.1, 100)
SILVER, INAS = NISDevice.silver(), NISDevice.inas()


@pytest.mark.benchmark(group="NIS resistance, 100 temperatures")
def test_plain_quad(benchmark):
    result = benchmark.pedantic(lambda: np.array([plain.junction_ratio(x, 1.2, 1e-4) for x in T]), rounds=2)
    np.testing.assert_allclose(result, resistance_ratio(T, 1.2, 1e-4), rtol=1e-6)


@pytest.mark.benchmark(group="NIS resistance, 100 temperatures")
def test_moved_path(benchmark):
    benchmark(resistance_ratio, T, 1.2, 1e-4)


@pytest.mark.benchmark(group="phonon heat of the superconductor, 100 temperatures")
def test_flow(benchmark):
    benchmark(electron_phonon.superconductor, T, 0.01, 3e8, 4e-21, 1.2)


@pytest.mark.benchmark(group="phonon heat of the superconductor, 100 temperatures")
def test_both_slopes(benchmark):
    benchmark(superconductor_slopes, T, 0.01, 3e8, 4e-21, 1.2)


T_RIGHT = np.linspace(0.01, 0.5, 20)


def plain_hot_temperature(T_right):
    def missing(T):
        metal = electron_phonon.normal_metal(T, 0.01, 5e8, SILVER.volume_normal)
        film = electron_phonon.superconductor(T, 0.01, 3e8, SILVER.volume_superconductor, 1.2)
        return float(SILVER.heat_current(T, T_right) + metal + film) / 1e-13 - 1

    return brentq(missing, 0.01, 1.19, rtol=1e-10)


@pytest.mark.benchmark(group="hot temperature, 20 points")
def test_point_by_point(benchmark):
    result = benchmark.pedantic(lambda: np.array([plain_hot_temperature(x) for x in T_RIGHT]), rounds=2)
    np.testing.assert_allclose(result, SILVER.hot_temperature(1e-13, T_RIGHT), rtol=1e-8)


@pytest.mark.benchmark(group="hot temperature, 20 points")
def test_together(benchmark):
    benchmark(SILVER.hot_temperature, 1e-13, T_RIGHT)


@pytest.mark.benchmark(group="figures 3 and 4 of pioldi2025")
def test_all_panels(benchmark):
    """Two platforms, three powers, 100 temperatures, two setups: T_left and responsivity; drops at 40 powers."""

    def panels():
        T = np.linspace(0.01, 0.45, 100)
        for device, power in ((SILVER, [3e-14, 1e-13, 3e-13]), (INAS, [1e-14, 3e-14, 1e-13])):
            P = np.array(power)[:, None]
            device.hot_temperature(P, T)
            device.responsivity(P, T)
            device.hot_temperature(P, T, T)
            device.bath_responsivity(P, T)
            for setup in (1, 2):
                device.temperature_drop(np.geomspace(1e-15, 3e-12, 40), setup)

    benchmark.pedantic(panels, rounds=3)


@pytest.mark.benchmark(group="a million NIS heat currents")
@pytest.mark.parametrize("method", ["heat_current", "thermal_conductance"])
def test_a_million(benchmark, method):
    T = np.linspace(0.01, 1.1, 100)
    device = NISDevice(chi=np.geomspace(0.1, 10, 100)[:, None, None])
    benchmark.pedantic(getattr(device, method), (T[:, None], T), rounds=3)
