"""The photon channel beside the plain scipy.quad version a reader would write, in one run: read the ratios, not the seconds."""

import numpy as np
import pytest
from scipy.constants import hbar
from scipy.constants import k as k_B
from scipy.integrate import quad

from ndtc_core import photonic

T_LEFT = np.linspace(0.05, 0.6, 100)
T_RIGHT, R_LEFT, R_RIGHT, C = 0.03, 500.0, 400.0, 5e-15
OMEGA_0 = (R_LEFT + R_RIGHT) / (R_LEFT * R_RIGHT * C)
TAU_0 = 4 * R_LEFT * R_RIGHT / (R_LEFT + R_RIGHT) ** 2


def plain_quad(T_left, T_right):
    """Eqs. 2 and 3 of pioldi2025 as written, in reduced units (in joules quad's absolute tolerance would accept zero)."""
    hot = max(T_left, T_right)

    def integrand(x):
        tau = TAU_0 / (1 + (x * k_B * hot / hbar / OMEGA_0) ** 2)
        return x * tau * (1 / np.expm1(x * hot / T_left) - 1 / np.expm1(x * hot / T_right))

    return (k_B * hot) ** 2 / (2 * np.pi * hbar) * quad(integrand, 0, 50, epsrel=1e-10)[0]


@pytest.mark.benchmark(group="RC channel, 100 temperatures")
def test_plain_quad(benchmark):
    with np.errstate(over="ignore"):
        result = benchmark(lambda: np.array([plain_quad(T, T_RIGHT) for T in T_LEFT]))
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
