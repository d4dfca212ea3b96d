"""Slopes of the superconductor's phonon heat: against the other room's flow and its differences, limits."""

import numpy as np
import pytest

from ndtc_core.electron_phonon import superconductor
from ndtc_core.electron_phonon_slopes import flow_and_slopes, spontaneous_emission, superconductor_slopes

T_C = 1.2
T, T_BATH = (
    x.ravel() for x in np.meshgrid(np.array([0.02, 0.1, 0.25, 0.5, 0.8, 0.97]) * T_C, [0.01, 0.1, 0.3, 0.55, 1.5])
)


def test_two_orders_of_integration_give_one_flow():
    flow = flow_and_slopes(T, T_BATH, np.array(T_C), np.array(1.764), 1.25)[0]
    np.testing.assert_allclose(flow, superconductor(T, T_BATH, 1.0, 1.0, T_C), rtol=1e-8)
    assert np.all(flow_and_slopes(T, T, np.array(T_C), np.array(1.764), 1.25)[0] == 0)


@pytest.mark.parametrize(("finesse", "rtol"), [(0.6, 2e-3), (0.75, 6e-6), (1.2, 5e-9), (1.25, 5e-10)])
def test_finesse(finesse, rtol):
    """From gapless to Δ/kT = 300, beside baths colder and hotter."""
    rng = np.random.default_rng(1)
    ratio, x = 10 ** rng.uniform(-1, 2, 500), 10 ** rng.uniform(-1, 2.3, 500)
    T = np.minimum(ratio / x, 0.98)
    T_bath = T * np.append(rng.uniform(0.01, 1, 300), 10 ** rng.uniform(0, 1, 200))
    rough, fine = (flow_and_slopes(T, T_bath, np.ones(500), ratio, f)[0] for f in (finesse, 3.0))
    seen = np.abs(fine) > 1e-280
    np.testing.assert_allclose(rough[seen], fine[seen], rtol=rtol)


def test_slopes_are_the_derivatives_of_the_flow():
    def flow(T, T_bath):
        return superconductor(T, T_bath, 1.0, 1.0, T_C)

    def difference(f, x):
        h = 1e-4 * x
        return (8 * (f(x + h) - f(x - h)) - f(x + 2 * h) + f(x - 2 * h)) / (12 * h)

    by_T, by_bath = superconductor_slopes(T, T_BATH, 1.0, 1.0, T_C)
    differences = difference(lambda x: flow(x, T_BATH), T)
    near = T_BATH < 4 * T  # else the flow hardly depends on T and its differences are rounding
    np.testing.assert_allclose(by_T[near], differences[near], rtol=2e-6)
    differences = difference(lambda x: flow(T, x), T_BATH)
    np.testing.assert_array_less(np.abs(by_bath - differences), 2e-6 * np.abs(differences) + 1e-7 * by_T)
    assert np.all(by_T[T >= T_BATH] > 0)
    assert by_T[(T < 0.2) & (T_BATH == 1.5)].max() < 0  # more quasiparticles take in more of a hot bath's phonons
    assert np.all(by_bath <= 0)


def test_in_equilibrium_the_slopes_are_opposite():
    """Q̇(T, T) = 0 for every T."""
    by_T, by_bath = superconductor_slopes(T, T, 3e8, 4e-21, T_C)
    np.testing.assert_allclose(by_T, -by_bath, rtol=1e-9)


def test_normal_metal_above_the_critical_temperature():
    by_T, by_bath = superconductor_slopes([1.2, 1.5], 0.7, 2.0, 3.0, T_C)
    np.testing.assert_allclose(by_T, 30 * np.array([1.2, 1.5]) ** 4, rtol=1e-15)
    np.testing.assert_allclose(by_bath, -30 * 0.7**4, rtol=1e-15)
    # 1.0029: recombination keeps the flow above the normal law until T_c itself; the flow is continuous, its slope is not
    assert flow_and_slopes(*map(np.array, (T_C * (1 - 1e-7), 0.7, T_C, 1.764)), 1.25)[0] == pytest.approx(
        T_C**5 - 0.7**5, rel=1e-5
    )


def test_shapes():
    by_T, by_bath = superconductor_slopes(T[:5, None], T_BATH[:3], 1.0, 1.0, T_C)
    assert by_T.shape == by_bath.shape == (5, 3)
    assert superconductor_slopes(T[:0], 0.1, 1.0, 1.0, T_C)[0].shape == (0,)
    assert np.ndim(superconductor_slopes(0.3, 0.1, 1.0, 1.0, T_C)[0]) == 0


def test_the_table_of_the_scan():
    """Phonons at 1e-4 K give nothing back; T_c and the gap ratio differ from those the table was made with."""
    T = np.concatenate([np.linspace(0.03, 1.0, 300), [0.9999, 1.3]])
    for T_c, ratio in ((1.0, 1.764), (1.0, 0.05), (1.2, 2.5)):
        values = [np.asarray(x) for x in (T_c, ratio)]
        exact = flow_and_slopes(T, np.asarray(1e-4), *values, 1.25)[0]
        np.testing.assert_allclose(spontaneous_emission(T, *values), exact, rtol=1e-4, atol=1e-24)
