"""What holds for every network: the second law, one state of a passive monotone one, conserved energy, scaling of units."""

import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples, log_uniform

from ndtc_core import NISDevice, PhaseTransitionDevice
from ndtc_core.dynamics import relax
from ndtc_core.network import Branch, Network


def positive(G, n):
    return lambda a, b: G * (a**n - b**n)


def stored(c):
    return lambda T: c * T


def collapsing(G, floor, T_0, width):
    """Falls with the temperature of the start once that passes T_0, yet flows from hot to cold: NDTC."""
    return lambda a, b: G * (floor + (1 - floor) / (1 + np.exp(np.clip((a - T_0) / width, -60, 60)))) * (a**2 - b**2)


monotone_flow = st.builds(positive, log_uniform(1e-13, 1e-11), st.sampled_from([1, 2, 4, 5]))
collapsing_flow = st.builds(
    collapsing, log_uniform(1e-13, 1e-11), st.floats(0.02, 0.5), st.floats(0.15, 0.8), st.floats(0.03, 0.1)
)
published_flow = st.sampled_from([NISDevice(chi=5).heat_current, PhaseTransitionDevice().heat_current])
ndtc_flow = st.one_of(collapsing_flow, published_flow)
NAMES = ["a", "b", "c"]


@st.composite
def networks(draw, flows, nodes=(1, 3)):
    """Every node on the bath by a monotone branch, so that all power finds its way; more branches at random."""
    names = NAMES[: draw(st.integers(*nodes))]
    ends = st.permutations([*names, "bath"]).map(lambda order: order[:2])
    branches = [Branch(name, "bath", draw(monotone_flow)) for name in names]
    branches += [Branch(*draw(ends), draw(flows)) for _ in range(draw(st.integers(0, 3)))]
    powers = {name: draw(log_uniform(1e-15, 1e-12)) for name in names}
    capacity = {name: stored(draw(log_uniform(1e-19, 1e-17))) for name in names}
    return Network(capacity, {"bath": 0.1}, branches, powers)


def top(network):
    """Hotter than any state: the weakest bath branch would shed all power there."""
    total, T = sum(network.powers.values()), 0.2
    while min(branch.flow(T, 0.1) for branch in network.branches[: len(network.nodes)]) < 1.1 * total:
        T *= 2
    return T


@given(networks(st.one_of(monotone_flow, ndtc_flow)), st.lists(log_uniform(0.02, 1.5), min_size=3, max_size=3))
def test_second_law(network, T):
    """Every branch produces entropy, NDTC or not; none does at equilibrium, and what is produced the baths and powers pay for."""
    T = np.array(T[: len(network.nodes)])
    produced = network.entropy_production(T)
    assert produced >= 0
    assert network.entropy_production(np.full(len(T), 0.1)) == 0
    # Σ over nodes of (heat in)/T and over the bath of (heat in)/T_bath is the same sum, told by the ends
    into_nodes = network.incidence @ network.flows(T)
    np.testing.assert_allclose((into_nodes / T).sum() - into_nodes.sum() / 0.1, produced, rtol=1e-9, atol=1e-24)


@examples(60)
@given(networks(monotone_flow))
def test_a_passive_monotone_network_has_one_state_and_it_is_stable(network):
    state = network.steady_state(0.05, top(network))
    assert state.stable
    assert (state.T >= 0.1 * (1 - 1e-9)).all()
    shed = network.flows(state.T)
    at_bath = np.array([(b.end == "bath") - (b.start == "bath") * 1.0 for b in network.branches])
    np.testing.assert_allclose(at_bath @ shed, sum(network.powers.values()), rtol=1e-8)


@examples(40)
@given(networks(ndtc_flow, nodes=(1, 2)))
def test_states_with_ndtc_balance_and_their_signs_sum_to_one(network):
    """The theorem on the count, with slopes taken anew; between two stable states of one node lies an unstable one."""
    states = network.steady_states(0.05, top(network))
    assert len(states.T) % 2 == 1
    turnover = np.abs(network.incidence) @ np.abs(network.flows(states.T.T))
    assert (np.abs(network.net_power(states.T.T)) <= 1e-7 * turnover).all()
    if len(network.nodes) == 1:
        assert (states.stable == (np.arange(len(states.T)) % 2 == 0)).all()


@examples(25)
@given(networks(collapsing_flow), st.lists(log_uniform(0.05, 1), min_size=3, max_size=3))
def test_energy_of_a_trajectory(network, T):
    """C = cT stores cT²/2: the energy gained is the power's and the branches', to 1e-8 of what is stored or turned over."""
    T = np.array(T[: len(network.nodes)])
    path = relax(network, T, np.concatenate([[0], np.geomspace(1e-8, 1e-4, 6)]))
    c = network.capacities(np.ones(len(T)))[:, None]
    U = c * path.T**2 / 2
    gained = path.supplied + network.incidence @ path.heat
    scale = (U + np.abs(network.incidence) @ np.abs(path.heat)).max()
    assert np.abs(U - U[:, :1] - gained).max() <= 1e-8 * scale


@examples(12)
@given(networks(monotone_flow, nodes=(2, 2)), log_uniform(0.01, 100), log_uniform(0.01, 100))
def test_units(network, s, c):
    """All flows and powers × s, all capacities × c: the same temperatures, rates × s/c, the same path at times × c/s."""
    other = Network(
        {name: (lambda T, C=C: c * C(T)) for name, C in network.nodes.items()},
        network.baths,
        [Branch(b.start, b.end, lambda x, y, f=b.flow: s * f(x, y)) for b in network.branches],
        {name: s * P for name, P in network.powers.items()},
    )
    one, two = (n.steady_state(0.05, top(network)) for n in (network, other))
    np.testing.assert_allclose(two.T, one.T, rtol=1e-9)
    np.testing.assert_allclose(two.rates, one.rates * s / c, rtol=1e-6)
    time = np.array([0, 1e-6, 1e-5])
    first, second = relax(network, [0.05, 0.3], time), relax(other, [0.05, 0.3], time * c / s)
    np.testing.assert_allclose(second.T, first.T, rtol=1e-8)
    np.testing.assert_allclose(second.heat, c * first.heat, rtol=1e-6, atol=1e-8 * c * np.abs(first.heat).max())


@examples(40)
@given(networks(monotone_flow, nodes=(2, 3)), st.floats(0.05, 1.0))
def test_holding_a_node_where_it_is_changes_nothing(network, T):
    """The load line passes through the steady state; elsewhere a monotone network resists: more T, more power."""
    state = network.steady_state(0.05, top(network))
    held = network.hold(a=float(state.T[0])).steady_state(0.05, top(network))
    np.testing.assert_allclose(held.T, state.T[1:], rtol=1e-7)

    def needed(T_a):
        rest = network.hold(a=T_a).steady_state(0.05, max(2, top(network)))
        return -network.net_power([T_a, *rest.T])[0]

    assert needed(1.05 * T) > needed(T)


def test_trajectories_in_threads_leave_the_filters_of_warnings_alone():
    network = Network({"a": stored(1e-18)}, {"bath": 0.1}, [Branch("a", "bath", positive(1e-12, 2))])
    filters, interval = list(warnings.filters), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda k: relax(network, [0.2], [0, 1e-6]).T, range(40)))
    sys.setswitchinterval(interval)
    assert warnings.filters == filters
    assert all((path == paths[0]).all() for path in paths)
