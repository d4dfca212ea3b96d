"""Superconductor rooms beside plain nested scipy.quad, in one run: read the ratios, not the seconds.

The plain versions take fewer points; their group names say how many, so divide before comparing.
"""

import numpy as np
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import quad

from ndtc_core import PhaseTransitionDevice
from ndtc_core.bcs import gap
from ndtc_core.electron_phonon import superconductor
from ndtc_core.mattis_bardeen import conductivity

T_C = 0.4
T_GRID = np.linspace(0.08, 0.396, 40)[:, None]
OMEGA = np.linspace(0.01, 6, 64) * k_B * T_C / hbar


def plain_sigma(w, t):
    """dey2023 Eqs. 4 and 5 as written, in units of the gap, end points left to quad."""

    def fermi(E):
        return 0.5 * (1 - np.tanh(E / (2 * t)))

    def nu(E):
        return (E * (E + w) + 1) / np.sqrt(abs((E * E - 1) * ((E + w) ** 2 - 1)))

    def above(E):
        return nu(E) * (fermi(E) - fermi(E + w))

    s1 = 2 * (quad(above, 1, 1 + w, limit=200)[0] + quad(above, 1 + w, 1 + w + 40 * t, limit=200)[0])
    if w > 2:
        s1 += quad(lambda E: -nu(E) * (1 - 2 * fermi(E + w)), 1 - w, -1, limit=200)[0]
    s2 = quad(lambda E: nu(E) * (1 - 2 * fermi(E + w)), max(-1, 1 - w), 1, limit=200)[0]
    return complex(s1, -s2) / w


@pytest.mark.filterwarnings("ignore::scipy.integrate.IntegrationWarning")
@pytest.mark.benchmark(group="conductivity, plain: 64 points, ours: 2560")
def test_plain_conductivity(benchmark):
    delta = float(gap(0.3, T_C))
    plain = benchmark.pedantic(lambda: [plain_sigma(hbar * w / delta, k_B * 0.3 / delta) for w in OMEGA], rounds=2)
    np.testing.assert_allclose(plain, conductivity(OMEGA, 0.3, delta), rtol=1e-5)


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


def plain_phonons(T, T_bath):
    """dey2023 Eqs. 8 and 9 by nested quad in units of the gap."""
    delta = float(gap(T, T_C)) / k_B
    t, t_bath = T / delta, T_bath / delta

    def absorbed(w):
        def above(E):
            E2 = E + w
            return (E * E2 - 1) / np.sqrt((E * E - 1) * (E2 * E2 - 1)) * (np.tanh(E2 / 2 / t) - np.tanh(E / 2 / t)) / 2

        def broken(E):
            E2 = w - E
            return (E * E2 + 1) / np.sqrt((E * E - 1) * (E2 * E2 - 1)) * (np.tanh(E / 2 / t) + np.tanh(E2 / 2 / t)) / 2

        total = 2 * (quad(above, 1, 1 + w)[0] + quad(above, 1 + w, 1 + w + 40 * t)[0])
        return total + (2 * quad(broken, 1, w / 2)[0] if w > 2 else 0)

    def spectrum(w):
        return w**3 * (1 / np.expm1(w / t) - 1 / np.expm1(w / t_bath)) * absorbed(w)

    return delta**5 / 24.886266 * (quad(spectrum, 1e-6, 2, limit=100)[0] + quad(spectrum, 2, 2 + 30 * t, limit=100)[0])


@pytest.mark.filterwarnings("ignore::scipy.integrate.IntegrationWarning")
@pytest.mark.benchmark(group="electron-phonon, plain: 1 temperature, ours: 200")
def test_plain_phonons(benchmark):
    plain = benchmark.pedantic(plain_phonons, (0.3, 0.15), rounds=2)
    assert plain == pytest.approx(float(superconductor(0.3, 0.15, 1, 1, T_C)), rel=1e-4, abs=0)


@pytest.mark.benchmark(group="electron-phonon, plain: 1 temperature, ours: 200")
def test_phonons(benchmark):
    benchmark(superconductor, np.linspace(0.05, 0.39, 200), 0.03, 1.0, 1.0, T_C)
