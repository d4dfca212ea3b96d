"""The photon channel beside the plain scipy.quad version a reader would write, in one run: read the ratios, not the seconds."""

import numpy as np
import plain
import pytest

from ndtc_core import photonic

T_LEFT = np.linspace(0.05, 0.6, 100)
T_RIGHT, R_LEFT, R_RIGHT, C = 0.03, 500.0, 400.0, 5e-15


@pytest.mark.benchmark(group="RC channel, 100 temperatures")
def test_plain_quad(benchmark):
    result = benchmark(lambda: np.array([plain.rc_heat_current(T, T_RIGHT, R_LEFT, R_RIGHT, C) for T in T_LEFT]))
    np.testing.assert_allclose(result, photonic.heat_current_rc(T_LEFT, T_RIGHT, R_LEFT, R_RIGHT, C), rtol=1e-6)


@pytest.mark.benchmark(group="RC channel, 100 temperatures")
def test_closed_form(benchmark):
    benchmark(photonic.heat_current_rc, T_LEFT, T_RIGHT, R_LEFT, R_RIGHT, C)


@pytest.mark.benchmark(group="RC channel, 100 temperatures")
def test_any_impedance(benchmark):
    def left(omega, T):
        return R_LEFT / (1 + 1j * omega * R_LEFT * C / 2)

    def right(omega, T):
        return R_RIGHT / (1 + 1j * omega * R_RIGHT * C / 2)

    benchmark(photonic.heat_current, left, right, T_LEFT, T_RIGHT)


@pytest.mark.benchmark(group="a million RC heat currents")
def test_a_million(benchmark):
    T = np.linspace(0.01, 1, 1000)
    benchmark.pedantic(photonic.heat_current_rc, (T[:, None], T + 1e-4, R_LEFT, R_RIGHT, C), rounds=3)
