"""The stored map of designs and the stored samples hold what the package computes today, and what the script would compute."""

import design_map
import numpy as np
import pytest

import ndtc_core.notebook
from ndtc_core import NISDevice


@pytest.fixture(scope="module")
def stored():
    with np.load(design_map.STORED) as file:
        return dict(file)


def as_stored(drop):
    return np.where(np.isnan(drop), -1, 1e5 * drop)


@pytest.fixture(scope="module")
def designs(stored):
    return np.cumsum(np.cumsum(stored["designs"], axis=-2, dtype=np.uint16), axis=-1, dtype=np.uint16)


def kept(steps):
    return np.where(steps == design_map.NO_STATE, -1, steps.astype(float))


def test_the_file_belongs_to_the_script(stored):
    assert design_map.STORED.is_relative_to(next(iter(ndtc_core.notebook.__path__)))
    assert design_map.STORED.stat().st_size < 1_200_000
    for name, axis in design_map.AXES.items():
        np.testing.assert_allclose(stored[name], axis, rtol=1e-14)  # processors differ in the last digit of a power
    np.testing.assert_array_equal(stored["spreads"], list(design_map.SPREADS.values()))
    assert (stored["seed"], stored["version"]) == (design_map.SEED, ndtc_core.__version__)


def test_designs_are_what_the_package_computes(stored, designs):
    assert designs.shape == tuple(axis.size for axis in design_map.AXES.values())
    failures = np.argwhere(designs == design_map.NO_STATE)
    rng = np.random.default_rng(41)
    chosen = np.concatenate([rng.integers(designs.shape, size=(300, designs.ndim)), failures[:20]]).T
    values = {name: axis[i] for (name, axis), i in zip(design_map.AXES.items(), chosen, strict=True)}
    found = design_map.drops(**values)
    np.testing.assert_array_equal(found["count"] == 1, designs[tuple(chosen)] != design_map.NO_STATE)
    assert abs(as_stored(found["drop"]) - kept(designs[tuple(chosen)])).max() < 0.51
    slow = np.unpackbits(stored["below_gap"], count=designs.size).reshape(designs.shape)[tuple(chosen)]
    np.testing.assert_array_equal(slow, design_map.below_gap(values["time_constant"], found["start"]))


def test_published_points_of_the_map(designs):
    """22.15 mK and 31.70 mK at 100 fW are the chapter's headline numbers, here read from the map."""
    axes = list(design_map.AXES.values())
    place = [int(np.argmin(abs(np.log(axes[i] / v)))) for i, v in ((3, 2.0), (4, 0.5e-12), (5, 1.0), (6, 1e-13))]
    for inas, device in enumerate((NISDevice.silver(), NISDevice.inas())):
        assert designs[(inas, 0, 1, *place)] == round(1e5 * float(device.temperature_drop(1e-13)))


@pytest.mark.parametrize("inas", [0, 1])
@pytest.mark.parametrize("setup", [1, 2])
def test_samples_are_what_the_package_computes(stored, inas, setup):
    draws = np.random.default_rng(43).choice(design_map.DRAWS, 40, replace=False)
    found = design_map.sampled_drops(np.array([[[inas]]]), np.array([[[setup]]]), draws[None, None])
    assert abs(as_stored(found["drop"]) - kept(stored["samples"][inas, setup - 1, draws])).max() < 0.51


def test_factors_have_the_spreads_they_are_named_for():
    uniform = np.random.default_rng(1).random((100_000, len(design_map.SPREADS)))
    found = design_map.factors(uniform)
    for name, spread in design_map.SPREADS.items():
        logs = np.log(found[name])
        assert abs(np.median(logs)) < 0.02 * max(spread, np.std(logs))
        expected = np.log(10) * spread / np.sqrt(3) if name == "gamma" else spread
        assert abs(np.std(logs) / expected - 1) < 0.01


def test_the_median_sample_is_the_published_device():
    for factor in design_map.factors(np.full((1, len(design_map.SPREADS)), 0.5)).values():
        np.testing.assert_allclose(factor, 1, rtol=1e-14)
