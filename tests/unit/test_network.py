"""Thermal networks against balances that are known: linear chains, products of bistable nodes, the published devices."""

import numpy as np
import pytest

from ndtc_core import NISDevice, PhaseTransitionDevice, electron_phonon, heat_capacity
from ndtc_core.balance import steady_temperatures
from ndtc_core.dynamics import relax
from ndtc_core.network import Branch, Network


def wire(G, start="a", end="bath"):
    return Branch(start, end, lambda a, b: G * (a - b))


def collapse(G, floor, T_0, width):
    """Heat along a channel that nearly closes when its hot side passes T_0: NDTC, and three states of one node."""

    def flow(a, b):
        return G * (floor + (1 - floor) / (1 + np.exp(np.clip((a - T_0) / width, -60, 60)))) * (a**2 - b**2)

    return flow


def constant(C):
    return lambda T: C + 0 * T


def metal(T):
    return 1e-18 * T


FLOWS = [collapse(1e-12, 0.05, 0.3, 0.02), collapse(2e-12, 0.1, 0.5, 0.03), collapse(1e-12, 0.02, 0.25, 0.01)]
POWERS = [0.05e-12, 0.25e-12, 0.03e-12]


def bistable(n, *more):
    names = "abc"[:n]
    branches = [Branch(name, "bath", flow) for name, flow in zip(names, FLOWS[:n], strict=True)]
    powers = dict(zip(names, POWERS[:n], strict=True))
    return Network(dict.fromkeys(names, metal), {"bath": 0.1}, [*branches, *more], powers)


def one_node_states(i):
    T, count = steady_temperatures(lambda T: FLOWS[i](T, 0.1), np.array(POWERS[i]), 0.05, 4.0)
    return T[: int(count)]


CHAIN = Network(
    {"a": constant(1e-15), "b": constant(2e-15)},
    {"bath": 0.1},
    [wire(1e-9), wire(3e-9, "a", "b"), wire(2e-9, "b")],
    {"a": 1e-10},
)


def test_a_linear_chain():
    """Conductances 1, 3, 2 nW/K: J = ((−4, 3), (3, −5)) nW/K, det 11; P = 0.1 nW lifts a by 5/11 and b by 3/11 of 0.1 K."""
    state = CHAIN.steady_state(0.05, 1.0)
    np.testing.assert_allclose(state.T, 0.1 + 0.1 * np.array([5, 3]) / 11, rtol=1e-12)
    J = 1e-9 * np.array([[-4.0, 3.0], [3.0, -5.0]])
    np.testing.assert_allclose(CHAIN.jacobian(state.T), J, rtol=1e-9)
    eigenvalues = np.sort(np.linalg.eigvals(J / np.array([[1e-15], [2e-15]])))[::-1]
    np.testing.assert_allclose(state.rates, eigenvalues, rtol=1e-9)
    assert state.stable
    np.testing.assert_array_equal(CHAIN.incidence, [[-1, -1, 0], [0, 1, -1]])
    np.testing.assert_allclose(CHAIN.flows(state.T), 1e-9 * np.array([5, 6, 6]) / 110, rtol=1e-10)
    assert np.abs(CHAIN.net_power(state.T)).max() < 1e-20


def test_the_load_line():
    """One node held: the other settles alone, and the held one needs what the whole network lacks there."""
    held = CHAIN.hold(b=0.3)
    state = held.steady_state(0.05, 1.0)
    assert list(held.nodes) == ["a"]
    assert state.T[0] == pytest.approx((0.1 + 0.1 + 3 * 0.3) / 4, rel=1e-12)
    into_b = CHAIN.net_power([state.T[0], 0.3])
    assert into_b[0] == pytest.approx(0, abs=1e-20)
    assert into_b[1] == pytest.approx(3e-9 * (0.275 - 0.3) - 2e-9 * 0.2, rel=1e-10)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_all_states_of_independent_bistable_nodes(n):
    """Three states a node: 3, 9, 27 of the network, 1, 4, 8 … of them stable (both slopes rising), found by another room."""
    states = bistable(n).steady_states(0.05, 4.0)
    expected = np.array(np.meshgrid(*(one_node_states(i) for i in range(n)), indexing="ij")).reshape(n, -1).T
    np.testing.assert_allclose(states.T, expected, rtol=1e-9)
    assert states.stable.sum() == 2**n
    assert (states.stable == (states.rates.real < 0).all(axis=1)).all()
    with pytest.raises(ValueError, match=rf"has {3**n} steady states, {2**n} of them stable"):
        bistable(n).steady_state(0.05, 4.0)


def test_coupled_bistable_nodes():
    """From nine states to three as the coupling grows; each balances, and the signs of det(−J) sum up to 1."""
    for G, n in ((1e-16, 9), (2e-14, 5), (1e-9, 3)):
        network = bistable(2, Branch("a", "b", lambda a, b, G=G: G * (a**2 - b**2)))
        states = network.steady_states(0.05, 4.0)
        assert len(states.T) == n
        J = np.moveaxis(network.jacobian(states.T.T), -1, 0)
        correction = np.linalg.solve(J, network.net_power(states.T.T).T[..., None])[..., 0]
        assert (np.abs(correction) < 1e-11 * states.T).all()
        assert np.sign(np.linalg.det(-J)).sum() == 1


def test_slopes_given_and_differentiated():
    def flow(a, b):
        return 1e-9 * (a**5 - b**5) / (1 + a)

    def slopes(a, b):
        return 1e-9 * (5 * a**4 * (1 + a) - (a**5 - b**5)) / (1 + a) ** 2, -5e-9 * b**4 / (1 + a)

    T = np.array([[0.02, 0.3, 2.0], [0.3, 0.1, 5.0]])
    given, found = (
        Network({"a": metal, "b": metal}, {}, [Branch("a", "b", flow, s)]).jacobian(T) for s in (slopes, None)
    )
    assert found.shape == (2, 2, 3)
    np.testing.assert_allclose(found, given, rtol=1e-8)
    np.testing.assert_allclose(given.sum(axis=0), 0, atol=1e-20)  # what leaves one node enters the other


def test_slopes_next_to_a_corner_are_of_one_side():
    kinked = Branch("a", "bath", lambda a, b: a**3 - b**3 + 5 * np.maximum(a - 0.4, 0))
    network = Network({"a": metal}, {"bath": 0.1}, [kinked], corners=[0.4])
    for nearest, farthest, rtol in ((1.1e-6, 1e-5, 2e-6), (1e-5, 0.5, 1e-9)):
        for side in (-1, 1):
            T = 0.4 * (1 + side * np.geomspace(nearest, farthest, 40))
            slope = -network.jacobian(T[None])[0, 0]
            np.testing.assert_allclose(slope, 3 * T**2 + (5 if side > 0 else 0), rtol=rtol)
    assert 0.48 < -network.jacobian([0.4])[0, 0] < 5.48


@pytest.mark.parametrize("power", [1e-16, 1e-13, 2.5e-12, 4e-12])
def test_the_device_of_dey2023(power):
    device = PhaseTransitionDevice()
    state = device.network(power).steady_state(0.02, 0.8)
    np.testing.assert_allclose(state.T, device.steady_state(power), rtol=1e-8)
    assert state.stable


@pytest.mark.parametrize("device", [NISDevice.silver(), NISDevice.inas()], ids=["silver", "inas"])
@pytest.mark.parametrize("power", [1e-15, 1e-13, 1e-12])
def test_the_device_of_pioldi2025(device, power):
    state = device.network(power, 0.2).steady_state(0.005, 1.3)
    np.testing.assert_allclose(state.T, device.hot_temperature(power, 0.2), rtol=1e-8)
    numerical = [Branch(b.start, b.end, b.flow) for b in device.network(power, 0.2).branches]
    network = Network(device.network(power, 0.2).nodes, {"right": 0.2, "phonons": 0.01}, numerical, {"left": power})
    np.testing.assert_allclose(network.rates(state.T), state.rates, rtol=1e-6)


def test_a_trajectory_is_the_exponential_of_the_rates():
    """A linear network: T(t) = T_∞ + Σ c_k v_k e^{λ_k t}; and at t → ∞ the steady state."""
    state = CHAIN.steady_state(0.05, 1.0)
    M = CHAIN.jacobian(state.T) / CHAIN.capacities(state.T)[:, None]
    values, vectors = np.linalg.eig(M)
    time = np.concatenate([[0], np.geomspace(1e-9, 1e-4, 30)])
    path = relax(CHAIN, [0.5, 0.05], time)
    c = np.linalg.solve(vectors, np.array([0.5, 0.05]) - state.T)
    exact = state.T[:, None] + vectors @ (c[:, None] * np.exp(values[:, None] * time))
    np.testing.assert_allclose(path.T, exact, rtol=1e-8)
    assert path.heat.shape == (3, 31)


def dey_energy(device, T):
    film = heat_capacity.superconductor_energy(T[0], 315.0, device.volume_film, device.T_c, device.gap_ratio)
    return np.array([heat_capacity.normal_metal_energy(x, 97.0, device.volume_drain) for x in T]) + [film, 0 * film]


@pytest.mark.parametrize(("power", "start"), [(4e-12, [0.03, 0.03]), (0.0, [0.45, 0.3])], ids=["heated", "cooling"])
def test_energy_is_conserved_across_T_c(power, start):
    """The capacity jumps at T_c on the way; the energy gained still is the heat that came."""
    device = PhaseTransitionDevice()
    network = device.network(power)
    path = relax(network, start, np.concatenate([[0], np.geomspace(1e-8, 1e-4, 12)]))
    U = dey_energy(device, path.T)
    gained = path.supplied + network.incidence @ path.heat
    assert np.abs(U - U[:, :1] - gained).max() < 1e-8 * U.max()
    np.testing.assert_allclose(path.supplied[0], power * path.time, rtol=1e-9)
    if power:
        np.testing.assert_allclose(path.T[:, -1], network.steady_state(0.02, 0.8).T, rtol=1e-8)


def test_a_superconducting_island_gets_stiff():
    """Below 0.1 T_c capacity and cooling both vanish like e^{−Δ/kT}; energy stays balanced over eight decades of time."""
    volume = 4e-21

    def cooling(T, T_bath):
        return electron_phonon.superconductor(T, T_bath, 3e8, volume, 1.2)

    def capacity(T):
        return heat_capacity.superconductor(T, 135.0, volume, 1.2)

    island = Network({"al": capacity}, {"bath": 0.1}, [Branch("al", "bath", cooling)])
    path = relax(island, [1.5], np.concatenate([[0], np.geomspace(1e-9, 0.1, 12)]))
    U = heat_capacity.superconductor_energy(path.T, 135.0, volume, 1.2)
    assert np.abs(U - U[:, :1] + path.heat).max() < 1e-8 * U.max()
    assert (np.diff(path.T[0]) < 0).all()
    assert path.T[0, -1] < 0.12


def test_memory_a_pulse_moves_the_state_and_a_pause_keeps_it():
    """Bistable node: a short pulse lifts it beyond the unstable state, where it stays; the pulse's energy is exact."""
    cold, unstable, hot = one_node_states(0)
    network = bistable(1)
    write = relax(
        network, [cold], [0.0, 1e-3], {"a": lambda t: POWERS[0] + 1e-10 * (1e-5 <= t < 1.1e-5)}, jumps=[1e-5, 1.1e-5]
    )
    assert write.T[0, -1] == pytest.approx(hot, rel=1e-6)
    assert write.supplied[0, -1] == pytest.approx(POWERS[0] * 1e-3 + 1e-16, rel=1e-9)
    for start, end in ((unstable * 0.999, cold), (unstable * 1.001, hot)):
        assert relax(network, [start], [0.0, 1e-3]).T[0, -1] == pytest.approx(end, rel=1e-6)


def test_slowing_down_at_a_fold():
    """The slower rate goes to zero like the square root of the distance from the power at which two states merge."""
    T = np.linspace(0.25, 0.28, 20001)
    fold = FLOWS[0](T, 0.1).max()
    slow = []
    for d in (4e-4, 1e-4):
        network = Network({"a": metal}, {"bath": 0.1}, bistable(1).branches, {"a": fold * (1 - d)})
        slow.append(network.steady_states(0.05, 8.0).rates[0, 0].real)
    assert slow[0] / slow[1] == pytest.approx(2.0, rel=0.03)


BATH, ONE = {"bath": 0.1}, {"a": metal}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (({}, BATH, []), "at least one node"),
        (({"bath": metal}, BATH, []), "distinct names"),
        ((ONE, BATH, [wire(1.0, "a", "nowhere")]), "'nowhere', which is neither a node nor a bath"),
        ((ONE, BATH, [wire(1.0, "a", "a")]), "two different ends"),
        ((ONE, {"bath": -0.1}, []), r"^baths\['bath'\] must be a finite temperature > 0 K"),
        ((ONE, {"bath": [0.1, 0.2]}, []), r"^baths\['bath'\] must be one number in K"),
        ((ONE, BATH, [], {"bath": 1e-12}), "'bath', which is not a node"),
        ((ONE, BATH, [], {"a": np.nan}), r"^powers\['a'\] must be a finite power .* W, got nan"),
        ((ONE, BATH, [], {}, [0.0]), r"^corners\[0\] must be .* got 0"),
        (({"a": 1e-15}, BATH, []), r"^nodes\['a'\] must be a capacity C\(T\) in J/K, a function of T in K, got 1e-15"),
        (
            (ONE, BATH, [Branch("a", "bath", abs, 1e-9)]),
            r"^slopes 'a' → 'bath' must be a function of two T in K, got 1e-09",
        ),
        ((ONE, BATH, [Branch("a", "bath", 1e-9)]), r"^flow 'a' → 'bath' must be a function of two T in K, got 1e-09"),
    ],
)
def test_networks_that_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Network(*arguments)


def test_bad_arguments():
    for T in ([0.1], [[0.1], [0.1], [0.1]], 0.1):
        with pytest.raises(ValueError, match=r"^T in K must have the shape \(nodes, …\) with 2 nodes, got"):
            CHAIN.net_power(T)
    with pytest.raises(ValueError, match=r"^T must be .* got -0.1 at index \(1,\)"):
        CHAIN.rates([0.1, -0.1])
    with pytest.raises(ValueError, match=r"^low must be a finite temperature > 0 K"):
        CHAIN.steady_states(0.0, 1.0)
    with pytest.raises(ValueError, match="low < high in K and one to three nodes"):
        CHAIN.steady_states(1.0, 0.5)
    with pytest.raises(ValueError, match=r"only nodes can be held, got \['bath'\]"):
        CHAIN.hold(bath=0.2)
    with pytest.raises(ValueError, match=r"at least one node must be left free, got all of \['a', 'b'\] held"):
        CHAIN.hold(a=0.2, b=0.3)
    for low, high in (([0.1, 0.1, 0.1], 1.0), (0.1, [[1.0], [1.0]])):
        with pytest.raises(ValueError, match="low and high in K must be numbers or hold one a node, 2, got shapes"):
            CHAIN.steady_states(low, high)
    with pytest.raises(ValueError, match=r"node 'a' must have a capacity > 0 J/K, but stores no heat at T = 0\.2 K"):
        Network({"a": constant(0.0)}, BATH, [wire(1.0)]).rates([0.2])
    with pytest.raises(ValueError, match="the flow 'a' → 'bath' must be a finite power in W"):
        Network(ONE, BATH, [Branch("a", "bath", lambda a, b: np.nan * a)]).net_power([0.2])


def test_a_box_that_does_not_confine():
    with pytest.raises(ValueError, match=r"does not confine the network: with a at 0\.15 K .*raise high"):
        Network(ONE, BATH, [wire(1e-9)], {"a": 1e-10}).steady_states(0.05, 0.15)
    four = Network(dict.fromkeys("abcd", metal), BATH, [wire(1e-9, x) for x in "abcd"])
    with pytest.raises(ValueError, match="one to three nodes"):
        four.steady_states(0.05, 1.0)


def test_a_marginal_state_is_refused():
    """A state whose slope vanishes has no sign: neither stable nor unstable, and the count cannot be checked."""
    flat = Branch("a", "bath", lambda a, b: 1e-9 * ((a - 0.3) ** 3 + 0 * b), lambda a, b: (0 * a, 0 * b))
    with pytest.raises(RuntimeError, match=r"the signs of their det\(−J\) sum up to"):
        Network(ONE, BATH, [flat]).steady_states(0.05, 1.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"T_start": [0.1]}, r"^T_start in K must have the shape \(2,\)"),
        ({"T_start": [0.1, 0.0]}, r"^T_start must be a finite temperature > 0 K"),
        ({"time": [0.0, 1.0, 1.0]}, r"^time in s must ascend"),
        ({"time": [1.0]}, r"^time in s must ascend and hold two or more"),
        ({"time": [0.0, np.inf]}, r"^time must be a finite time"),
        ({"powers": {"bath": abs}}, r"^powers names \['bath'\], not among the nodes"),
        ({"jumps": [np.nan]}, r"^jumps must be a finite time"),
        ({"rtol": 0.1}, r"^rtol must be a finite relative error > 0"),
        ({"rtol": [1e-6, 1e-7]}, r"^rtol must be one number, got \[1e-06, 1e-07\]"),
        ({"powers": {"a": 1e-12}}, r"^powers\['a'\] must be a power in W as a function of time in s, got 1e-12"),
        ({"powers": {"a": lambda t: np.nan}}, r"^powers at t = .* must be a finite power"),
    ],
)
def test_trajectories_that_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        relax(CHAIN, **{"T_start": [0.2, 0.2], "time": [0.0, 1e-6]} | change)


def test_a_trajectory_that_runs_away_says_when():
    """Heating in proportion to T² diverges at a finite time, 1/T = 1/T(0) − (10⁶/s) t: after 5 µs."""
    source = Branch("bath", "a", lambda b, a: 1e-12 * a**2)
    with pytest.raises(RuntimeError, match=r"the integration failed at t = .*e-06 s"):
        relax(Network({"a": constant(1e-18)}, BATH, [source]), [0.2], [0.0, 1e-5])
