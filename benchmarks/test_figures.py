"""Every computed panel of the three papers; ``figures.measure`` sets the plain route beside it."""

import figures
import pytest


@pytest.mark.parametrize("panel", figures.PANELS, ids=lambda panel: panel.name)
def test_panel(benchmark, panel):
    benchmark.group = panel.name
    benchmark.pedantic(panel.compute, rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="conductivity and its floor, 2560 points")
def test_conductivity(benchmark):
    benchmark(figures.conductivity_map)


@pytest.mark.benchmark(group="conductivity and its floor, 2560 points")
def test_exponentials_alone(benchmark):
    benchmark(figures.exponentials_of_the_map())
