"""The proximity effect: the Usadel equation by a second route, its invariants and limits, and what bezuglyi2003 says of them."""

import mpmath
import numpy as np
import pytest
from references import polynomials
from scipy.integrate import quad, solve_bvp

from ndtc_core import ProximityWire, proximity, thermal_average, usadel
from ndtc_core.bcs import gap
from ndtc_core.notebook.collocation import collocation
from ndtc_core.usadel import Cross

RATIO = 1.764


def a_cross(E, above=None, gap=1.0, r=1.0, normal=5.0, superconductor=10.0):
    E = np.atleast_1d(np.asarray(E, float))
    above = E - gap if above is None else np.broadcast_to(above, E.shape)
    return Cross(E, above, *(np.full(E.shape, value) for value in (gap, r, normal, superconductor)))


def leads(cross, n=48):
    """u of both leads on Chebyshev nodes from the node outwards, in closed form."""
    depth = usadel.decay(cross.E) * cross.normal
    (first, second), lost = usadel._crossed(cross, depth)
    assert not lost.size
    s = collocation(n)[0]
    above = usadel.off_the_gap(cross.E, cross.above)
    k, end = usadel.decay_in_superconductor(cross.E, above), usadel.bulk(cross.E, above)[:, None]
    w = usadel.along(second[:, None], (k * cross.superconductor)[:, None], 1 - s, free=True)
    return np.stack([usadel.along(first[:, None], depth[:, None], 1 - s), (end + w) / (1 + end * w)])


# The equation itself


def second_route(E, gap, r, normal, superconductor):
    """θ and its slope split into real and imaginary parts, SciPy's adaptive collocation, both leads on [0, 1]."""

    def slope(s, y):
        theta_n, d_n, theta_s, d_s = y[0] + 1j * y[1], y[2] + 1j * y[3], y[4] + 1j * y[5], y[6] + 1j * y[7]
        bend_n = -1j * normal * E * np.sinh(theta_n)
        bend_s = -1j * superconductor * (E * np.sinh(theta_s) - gap * np.cosh(theta_s))
        parts = normal * d_n, bend_n, superconductor * d_s, bend_s
        return np.stack([part for z in parts for part in (z.real, z.imag)])

    def ends(first, last):
        node = [first[0] - first[4], first[1] - first[5]]
        current = [first[6] + np.sqrt(r) * first[2], first[7] + np.sqrt(r) * first[3]]
        return np.array([*node, *current, last[0], last[1], last[6], last[7]])

    s = np.linspace(0, 1, 101) ** 2
    above = np.array([E - gap])
    theta_0 = 4 * np.arctanh(usadel.node(np.array([E]), above, np.array([r])))
    theta_b = 4 * np.arctanh(usadel.bulk(np.array([E]), above))
    theta_n, theta_s = theta_0 * np.exp(-3 * s), theta_b + (theta_0 - theta_b) * np.exp(-8 * s)
    guess = [theta_n, -theta_0 * np.exp(-3 * s) * 0.6, theta_s, -(theta_0 - theta_b) * np.exp(-8 * s) * 0.8]
    y = np.stack([part for z in guess for part in (z.real, z.imag)])
    found = solve_bvp(slope, ends, s, y, tol=1e-8, max_nodes=20_000)
    assert found.success
    return lambda s: found.sol(s)[0] + 1j * found.sol(s)[1]


@pytest.mark.parametrize(("E", "delta", "r"), [(0.05, 1.0, 1.0), (0.9, 0.995, 0.1), (1.3, 0.7, 10.0)])
def test_against_adaptive_collocation_of_the_angle_itself(E, delta, r):
    theta = second_route(E, delta, r, 5.0, 10.0)
    cross = a_cross(E, gap=delta, r=r)
    for place in (0.0, 0.3, 2.0, 4.9):
        u = usadel.solve(cross, place=np.array([place])).u[0]
        assert 4 * np.arctanh(u) == pytest.approx(complex(theta(place / 5.0)), rel=0, abs=1e-6)
    spectrum = usadel.solve(cross)
    for resistance, D in (
        (spectrum.heat[0], lambda z: np.cos(z.imag) ** 2),
        (spectrum.charge[0], lambda z: np.cosh(z.real) ** 2),
    ):
        mean = quad(lambda s, D=D: 1 / D(theta(s)), 0, 1, epsrel=1e-9, limit=200)[0]
        assert resistance == pytest.approx(mean, rel=1e-6, abs=0)


@pytest.mark.parametrize(
    ("delta", "r", "above"), [(0.7, 0.01, -6.2e-4), (0.7, 0.01, 1e-9), (1.0, 1.0, -0.5), (0.02, 0.1, -1e-3)]
)
def test_the_solution_is_the_one_analytic_in_the_upper_half_plane(delta, r, above):
    """Other solutions exist close to the gap. Where E is large the start is good; go up by 2i, along, and down again."""
    n, E_0 = 32, delta + above
    high, path = 2 + delta, 2.0
    u = leads(a_cross(high, gap=delta, r=r), n)
    way = np.concatenate(
        [
            high + 1j * np.linspace(0, path, 60),
            np.linspace(high, E_0, 60) + 1j * path,
            E_0 + 1j * np.append(np.geomspace(path, 1e-7, 150), 0),
        ]
    )
    steps = []
    for E in way:
        cross = a_cross(1.0, gap=delta, r=r)._replace(E=np.array([E]))  # E − Δ stays behind: only a start reads it
        before = u
        u, converged = polynomials.newton(cross, n, u)
        assert converged.all()
        steps.append(np.abs(u - before).max())
    assert max(steps) < 0.1  # no jump to another solution on the way
    found = usadel.solve(a_cross(E_0, above, gap=delta, r=r)).u[0]
    assert found == pytest.approx(u[0, 0, 0], rel=0, abs=1e-6)


@pytest.mark.parametrize("E", [0.01, 0.3, 0.99, 1.2, 4.0])
def test_first_integrals_are_conserved(E):
    """θ'²/2 + i(E cosh θ − Δ sinh θ) along each lead: the paper's route to Eq. 10."""
    cross = a_cross(E, r=0.3)
    _, first, _ = collocation(48)
    for u, length, delta in zip(leads(cross)[:, 0], (5.0, 10.0), (0.0, 1.0), strict=True):
        theta = 4 * np.arctanh(u)
        slope = 4 * (first @ u) / length / (1 - u**2)
        integral = slope**2 / 2 + 1j * (E * np.cosh(theta) - delta * np.sinh(theta))
        assert np.ptp(integral.real) < 1e-8 * np.abs(integral).max()
        assert np.ptp(integral.imag) < 1e-8 * np.abs(integral).max()
        assert np.ptp(slope.real) > 1e-3  # and the solution is not a constant


def test_conditions_at_node_and_ends():
    r = 0.3
    u_n, u_s = leads(a_cross([0.1, 0.8, 1.5], r=r))
    _, first, _ = collocation(48)
    np.testing.assert_allclose(u_n[:, 0], u_s[:, 0], rtol=1e-12)
    current = (u_s @ first.T)[:, 0] / 10 + np.sqrt(r) * (u_n @ first.T)[:, 0] / 5
    np.testing.assert_allclose(current, 0, atol=1e-9)
    np.testing.assert_allclose(u_n[:, -1], 0, atol=1e-14)
    np.testing.assert_allclose((u_s @ first.T)[:, -1], 0, atol=1e-9)


def test_the_closed_form_obeys_the_equation():
    """Its derivatives on polynomials, and the solution from them, over much of the declared domain."""
    rng = np.random.default_rng(12)
    n, many = 80, 60
    r, normal, superconductor = (10 ** rng.uniform(*ends, many) for ends in ((-2, 9), (-0.3, 1.5), (0.5, 1.3)))
    E, delta = 10 ** rng.uniform(-4, 1, many), 10 ** rng.uniform(-1, 0, many)
    cross = Cross(E, E - delta, delta, r, normal, superconductor)
    _, first, second = collocation(n)
    u = leads(cross, n)
    length, gaps = np.stack([normal, superconductor])[..., None], np.stack([0 * delta, delta])[..., None]
    terms = np.stack(
        [
            (1 - u**2) * (u @ second.T) / length**2,
            2 * u * ((u @ first.T) / length) ** 2,
            1j * E[:, None] * u * (1 + u**2),
            -1j * gaps / 4 * (1 + 6 * u**2 + u**4),
        ]
    )
    rounding = 1e-8 * np.abs(u).max(axis=-1) / length[..., 0] ** 2  # second derivatives lose a factor of n⁴
    assert (np.abs(terms.sum(axis=0)).max(axis=-1) < 1e-7 * np.abs(terms).max(axis=(0, -1)) + rounding).all()
    polynomial, converged = polynomials.newton(cross, n, polynomials.start(cross, n))
    assert converged.all()
    np.testing.assert_allclose(u, polynomial, rtol=0, atol=1e-9)


def test_no_density_of_states_is_negative():
    """As it is somewhere in every unphysical solution that we have met. Over the declared domain, Δ(T) down to 1e-3 Δ(0)."""
    rng = np.random.default_rng(6)
    many = 4000

    def power(low, high):
        return 10 ** rng.uniform(low, high, many)

    delta = np.where(rng.random(many) < 0.5, 1.0, power(-3, 0))
    close = delta * power(-16, 0) * rng.choice([-0.999, 1], many)
    E = np.where(rng.random(many) < 0.5, delta + close, power(-12, 6))
    above = np.where(delta + close == E, close, E - delta)
    cross = Cross(E, above, delta, power(-2, 9), power(0, 3) / 2, power(0.48, 1.3))
    cut = 30 / usadel.decay(E).real, 30 / usadel.decay_in_superconductor(E, usadel.off_the_gap(E, above)).real
    u = leads(cross._replace(**dict(zip(("normal", "superconductor"), map(np.minimum, cross[4:], cut), strict=True))))
    assert np.cosh(4 * np.arctanh(u)).real.min() > -1e-12


def of_any_modulus():
    """Unknowns and depths of leads from long ones to those next to a divergence."""
    rng = np.random.default_rng(4)
    size = 10 ** np.append(rng.uniform(-12, 4, 60), [-12, 4])
    mu = size * np.exp(1j * rng.uniform(-1.4, 1.4, size.size))
    depth = np.minimum(3.0, 30 * size**-0.5) / np.sqrt(1 + size) * rng.uniform(0.1, 1, size.size) * np.exp(0.6j)
    return {False: (mu, depth), True: (mu, depth)}


def of_crosses():
    """Those that are found, for energies far from the gap, close to it on both sides, and beside other gaps."""
    rng = np.random.default_rng(8)
    E = np.concatenate(
        [10 ** rng.uniform(-6, 2, 30), 1 + 10 ** rng.uniform(-9, -1, 15), 1 - 10 ** rng.uniform(-9, -1, 15)]
    )
    r, normal = 10 ** rng.uniform(-2, 4, E.size), 10 ** rng.uniform(-0.3, 2, E.size)
    cross = a_cross(E)._replace(r=r, normal=normal, superconductor=rng.uniform(3, 20, E.size))
    k, k_super = usadel.decay(E), usadel.decay_in_superconductor(E, cross.above)
    depth = k * np.minimum(normal, usadel.REACH / k.real)
    depth_super = k_super * np.minimum(cross.superconductor, usadel.REACH / k_super.real)
    (mu, mu_super), lost = usadel._crossed(cross, depth)
    assert not lost.size
    return {False: (mu, depth), True: (mu_super, depth_super)}


@pytest.mark.parametrize("leads_of", [of_any_modulus, of_crosses])
@pytest.mark.parametrize("free", [False, True])
def test_landen_against_mpmath(leads_of, free):
    """t sn and t cd and their derivatives at the node."""
    mu, depth = leads_of()[free]
    found, slope = usadel.at_node(mu, depth, free)
    with mpmath.workdps(60):
        for m, x, value, derivative in zip(mu, depth, found, slope, strict=True):
            m, x = mpmath.mpc(complex(m)), mpmath.mpc(complex(x))
            t = m / (1 + mpmath.sqrt(1 + m**2))
            rate = 1j / (1 - t**2)
            sn, cn, dn = (mpmath.ellipfun(name, rate * x, m=t**4) for name in ("sn", "cn", "dn"))
            exact = (t * cn / dn, -rate * t * (1 - t**4) * sn / dn**2) if free else (t * sn, rate * t * cn * dn)
            assert value == pytest.approx(complex(exact[0]), rel=1e-11, abs=0)
            assert derivative == pytest.approx(complex(exact[1]), rel=1e-11, abs=1e-11 * abs(value))


def test_the_resistances_are_good_to_what_they_state():
    """Against polynomials of high degree."""
    E = np.concatenate([np.geomspace(1e-4, 0.99, 20), 1 + np.geomspace(1e-6, 20, 20), [1.0, 1 - 1e-9]])
    for r, normal in ((0.01, 5.0), (1.0, 0.5), (1.0, 40.0), (100.0, 5.0), (0.01, 45.0)):
        cross = a_cross(E, r=r, normal=normal)
        spectrum = usadel.solve(cross)
        expected = polynomials.resistances(cross)
        np.testing.assert_allclose(spectrum[:2], expected, rtol=1e-10)
        if normal != 5.0:
            continue
        held = usadel.solve(cross, held=True)
        heat, charge = polynomials.resistances(cross, polynomials.WIRE)
        np.testing.assert_allclose(held.charge[:-2], charge[:-2], rtol=1e-9)  # a divergence, differently cut off
        np.testing.assert_allclose(held.heat[:-2], np.where(E > 1, heat, held.heat)[:-2], rtol=1e-9)


def test_energies_at_which_short_polynomials_agree_by_chance():
    """Beside a superconductor of many decay lengths those of low degree are wrong alike."""
    E, r, normal, superconductor = np.array(
        [(1.5562e-8, 7.614, 62.89, 19.844), (6.6143e-12, 2825.0, 40.54, 17.286), (0.02029, 112.0, 5.322, 18.8)]
    ).T
    cross = Cross(E, E - 1, np.ones(3), r, normal, superconductor)
    np.testing.assert_allclose(usadel.solve(cross)[:2], polynomials.resistances(cross), rtol=1e-8)


@pytest.mark.parametrize("length_super", [3.0, 14.0, 20.0])
def test_at_the_gap_itself(length_super):
    """There the angle of the bulk diverges, and that of a finite lead is smooth: nothing happens within 1e-9 of Δ."""
    above = np.array([-1e-9, -1e-13, 0.0, 1e-13, 1e-9])
    for r in (0.01, 1.0, 1e4):
        for normal in (0.5, 50.0):
            spectrum = usadel.solve(a_cross(1 + above, above, 1.0, r, normal, length_super))
            for resistance in (spectrum.heat, spectrum.charge):
                np.testing.assert_allclose(resistance, resistance[2], rtol=1e-6)
    wire = ProximityWire(1.0, 10.0, length_super)
    assert np.isfinite(wire.spectral_angle(1.0, 0.005))  # Δ(T) = Δ(0), to the last digit


def test_failure_names_the_energy(monkeypatch):
    monkeypatch.setattr(usadel, "_STEPS", 1)
    with pytest.raises(RuntimeError, match=r"not solved at E = 0\.3 Δ\(0\) .* does not converge in 1 steps"):
        ProximityWire(1.0).spectral_resistances(0.3, 0.1)


# Branches and laws of the spectrum


def test_small_energy_law_and_the_retarded_branch():
    """bezuglyi2003 Eq. 11, D₊ ≈ (E/Δ)(|x|/ξ₀ + √r)²: √(−i) obeys it, √(+i) is off by per cent."""
    E, x = np.array([1e-3]), np.array([0.0, 0.5, 1.0, 2.0])
    for r in (0.1, 1.0):
        u_0 = usadel.node(E, E - 1, np.array([r]))[:, None]
        law = E * (x + np.sqrt(r)) ** 2
        retarded = usadel.coefficients(u_0 * np.exp(-usadel.decay(E)[:, None] * x))[0][0]
        printed = usadel.coefficients(u_0 * np.exp(-np.conj(usadel.decay(E))[:, None] * x))[0][0]
        np.testing.assert_allclose(retarded, law, rtol=3e-3)
        assert np.abs(printed[1:] / law[1:] - 1).min() > 0.012
        # and the wire of finite length, far above its Thouless energy of 2e-6
        wire = ProximityWire(r, length=1000.0)
        np.testing.assert_allclose(wire.diffusion_coefficients(E, 0.01, x)[0], law, rtol=3e-3)
        np.testing.assert_allclose(wire.diffusion_coefficients(E, 0.01, -x)[0], law, rtol=3e-3)


def test_saturation_below_the_thouless_energy():
    """D₊ at the node stops falling at about E_Th/Δ."""
    for length in (10.0, 40.0):
        wire = ProximityWire(1.0, length)
        E = wire.thouless_energy * np.array([1e-6, 1e-5, 1e-4])
        D = wire.diffusion_coefficients(E, 0.01)[0]
        np.testing.assert_allclose(D, D[0], rtol=1e-3)
        assert 1 < D[0] / wire.thouless_energy < 10


def test_the_smallest_angles_keep_their_digits():
    """Next to T_c θ is linear in Δ: 4u for u of 1e-7, which polynomials or an absolute tolerance would lose."""
    t, r, length, length_super = 1 - 2**-53, 0.03773, 15.47, 4.356
    E = np.array([0.0119, 0.3])
    delta = float(gap(t, 1, 1) / gap(1e-9, 1, 1))
    k, kS = np.sqrt(-1j * E), np.sqrt(-1j * E)  # Δ ≪ E
    pull = np.sqrt(r) / np.tanh(k * length / 2) / np.tanh(kS * length_super)
    found = ProximityWire(r, length, length_super).spectral_angle(E, t)
    np.testing.assert_allclose(found, delta / E / (1 + pull), rtol=1e-6)


@pytest.mark.parametrize("x", [5e-324, 1e-308, 1e-200, 1e-17])
def test_the_angle_next_to_the_node_is_that_at_the_node(x):
    wire = ProximityWire(1.0)
    assert wire.spectral_angle(0.5, 0.1, x) == pytest.approx(wire.spectral_angle(0.5, 0.1, 0.0), rel=1e-12)


def test_angle_in_the_reservoir_and_in_the_normal_state():
    wire = ProximityWire(1.0)
    assert wire.spectral_angle(0.5, 0.1, 5.0) == 0
    assert wire.spectral_angle(0.5, 1.0) == 0
    assert wire.spectral_angle(0.5, 0.1, [[-1.0], [1.0]]).shape == (2, 1)
    np.testing.assert_array_equal(wire.spectral_angle(0.5, 0.1, -1.0), wire.spectral_angle(0.5, 0.1, 1.0))
    np.testing.assert_array_equal(wire.spectral_resistances([0.5, 0.6], [0.1, 1.2])[0][1], 1.0)


def test_analytic_and_full_solution_agree_in_a_long_wire():
    E = np.array([0.01, 0.3, 0.9, 1.1, 3.0])
    full = ProximityWire(1.0, 1000.0, 10.0).spectral_angle(E, 0.1)
    u = usadel.node(E, E - gap(0.1, 1, 1) / gap(1e-3, 1, 1), np.ones(5))
    np.testing.assert_allclose(full, 4 * np.arctanh(u), rtol=1e-4)  # L_S = 10 ξ₀ is felt close to the gap
    t = np.array([0.05, 0.2, 0.5, 0.8])
    long, analytic = (f(t, 1.0, 1000.0) for f in (proximity.conductances, proximity.semi_infinite_conductances))
    np.testing.assert_allclose(long.thermal, analytic.thermal, rtol=1e-6)
    np.testing.assert_allclose(long.electric, analytic.electric, rtol=1e-4)
    short, analytic = (f(0.1, 1.0) for f in (proximity.conductances, proximity.semi_infinite_conductances))
    assert 0.05 < analytic.thermal / short.thermal - 1 < 0.09
    assert 0.1 < analytic.electric / short.electric - 1 < 0.16


# Conductances


def test_energies_suffice(monkeypatch):
    t = np.array([1e-6, 1e-3, 0.003, 0.03, 0.1, 0.3, 0.6, 0.9, 0.99, 0.9999])
    cases = [(r, length) for r in (0.01, 0.1, 1, 10) for length in (1.0, 10.0, 30.0, 100.0, 1000.0)]
    r, length = np.array(cases).T[..., None]
    coarse, phase = proximity.conductances(t, r, length), np.array([[0.0], [1.0], [3.0], [3.1415]])
    coarse_contact = proximity.interferometer(t, phase)
    short = np.array([(0.98531026, 1.78099490, 2.0143, 10.208290), (0.00264257, 2.94193854, 1.94676, 0.05225966)]).T
    coarse_short = proximity.interferometer(*short)  # below the gap: t, φ, L_N, Δ(0)/kT_c
    # The worst of 5000 wires when a panel has a fifth fewer energies: t, r, L_N, L_S, Δ(0)/kT_c
    hard = np.array(
        [
            (0.0187057, 0.994964, 23.8565, 9.92415, 0.431878),  # turning
            (0.616459, 1.62188, 990.521, 12.4253, 19.58),  # geometric
            (0.0232786, 0.0510446, 1.19362, 18.2105, 0.0256197),  # beyond
            # close to T_c, where a quarter of a wave fits the superconducting lead
            (0.999908, 0.0104544, 6.19446, 5.17726, 0.112727),
            (0.999707, 0.01, 6.206, 3.363, 0.01504),
            (0.999996, 0.01, 16.16, 11.82, 0.2587),
            (1 - 5.6e-7, 0.01, 30.87, 20.0, 1.667),
        ]
    ).T
    coarse_hard = proximity.conductances(*hard)
    monkeypatch.setattr(thermal_average, "_NODES", (54, 36, 42, 40, 60))
    monkeypatch.setattr(thermal_average, "_REACH", 40.0)
    fine, fine_contact = proximity.conductances(t, r, length), proximity.interferometer(t, phase)
    fine_hard = proximity.conductances(*hard)
    fine_short = proximity.interferometer(*short)
    for a, b in zip((*coarse, *coarse_hard, *coarse_short), (*fine, *fine_hard, *fine_short), strict=True):
        np.testing.assert_allclose(a, b, rtol=5e-9)  # half of what is stated
    np.testing.assert_allclose(coarse_contact.thermal, fine_contact.thermal, rtol=5e-9, atol=1e-15)
    np.testing.assert_allclose(coarse_contact.electric, fine_contact.electric, rtol=5e-9)


def test_conductances_are_the_printed_integrals():
    """Plain quadrature over E of the spectral resistances, with kT and Δ written out."""
    t, wire = 0.4, ProximityWire(0.3)
    T, delta = t / RATIO, float(gap(t, 1.0, 1.0) / gap(1e-9, 1.0, 1.0))

    def spectral(E, which):
        return 1 / float(wire.spectral_resistances(E, t)[which]) / np.cosh(E / (2 * T)) ** 2

    def integral(which, power):
        def integrand(E):
            return E**power * spectral(E, which)

        total = quad(integrand, 0, delta / 3, epsrel=1e-6)[0]
        total += quad(lambda y: 4 * y**3 * integrand(delta - y**4), 0, (delta * 2 / 3) ** 0.25, epsrel=1e-6)[0]
        return total + quad(lambda y: 4 * y**3 * integrand(delta + y**4), 0, (30 * T) ** 0.25, epsrel=1e-6)[0]

    thermal, electric = wire.conductances(t)  # E = Δ ∓ y⁴ close to the gap
    assert thermal == pytest.approx(3 / (2 * np.pi**2 * T**3) * integral(0, 2), rel=1e-6, abs=0)
    assert electric == pytest.approx(integral(1, 0) / (2 * T), rel=1e-6, abs=0)


def test_normal_state_and_the_limits():
    assert proximity.conductances([1.0, 1.5, 1e9], 1.0).thermal.tolist() == [1, 1, 1]
    for c in proximity.conductances([1e-6, 1e-3, 0.3, 0.99], 1e9, [[1.0], [30.0]]):
        np.testing.assert_allclose(c[:, 2:], 1, rtol=1e-8)  # no proximity effect: the weights alone
        np.testing.assert_allclose(c, 1, rtol=1e-6)  # and at E ≪ 1/r hardly any
    thermal, electric = proximity.conductances(1 - np.array([1e-2, 1e-4, 1e-6]), 1.0)
    assert np.all(np.diff(np.abs(thermal - 1)) < 0)
    assert abs(thermal[-1] - 1) < 1e-7
    assert np.all(np.diff(np.abs(electric - 1)) < 0)
    assert abs(electric[-1] - 1) < 3e-5
    # small r: the node becomes a superconducting reservoir, the interferometer at φ = 0, with corrections of order √r
    contact = proximity.interferometer(0.3, 0.0)
    thermal, electric = proximity.conductances(0.3, [1.0, 0.1, 0.01])
    assert np.all(np.diff(thermal - contact.thermal) < 0)
    np.testing.assert_allclose(electric[-1], contact.electric, rtol=1e-3)


def test_the_length_of_the_superconductor_hardly_matters():
    """L_S = 10 ξ₀ is long; closer to T_c its own coherence length grows beyond that."""
    for ours, longer in zip(*(proximity.conductances([0.1, 0.3], 1.0, 10.0, L) for L in (10.0, 16.0)), strict=True):
        np.testing.assert_allclose(ours, longer, rtol=1e-6)
    near = [proximity.conductances(0.99, 1.0, 10.0, L).electric for L in (10.0, 16.0)]
    assert abs(near[1] / near[0] - 1) > 1e-5


@pytest.mark.parametrize(("r", "place", "height"), [(0.1, 16.3, 1.1709), (1.0, 12.0, 1.1228), (10.0, 7.26, 1.0585)])
def test_reentrance(r, place, height):
    """G rises from G_N at T ≪ E_Th to a maximum at 7 to 17 E_Th; the analytic estimate has it too high and too cold."""
    wire = ProximityWire(r)
    T = wire.thouless_energy * np.geomspace(0.05, 28, 120)
    G, analytic = wire.electric_conductance(T * RATIO), proximity.semi_infinite_conductances(T * RATIO, r).electric
    assert T[G.argmax()] / wire.thouless_energy == pytest.approx(place, rel=0.06)
    assert G.max() == pytest.approx(height, rel=1e-4)
    assert 0 < G[0] - 1 < 1e-4
    assert analytic.max() > G.max() + 0.05
    assert analytic.argmax() < G.argmax() - 5
    assert analytic[0] > 1.01


def test_power_laws_of_the_thermal_conductance():
    """κ/κ_N ∝ T between Thouless energy and T₀, constant below it: κ itself goes as T² and T, not as printed."""
    wire = ProximityWire(0.1, 100.0)
    E_Th, T_0 = wire.thouless_energy, 1 / (100 * np.sqrt(0.1))
    assert E_Th < 0.01 * T_0

    def slope(T):
        T = T * np.array([0.98, 1.02])
        return np.diff(np.log(wire.thermal_conductance(T * RATIO)))[0] / np.diff(np.log(T))[0]

    assert abs(slope(0.01 * E_Th)) < 0.005
    assert slope(10 * E_Th) == pytest.approx(1.0, abs=0.06)
    assert slope(T_0) < 0.7
    # the constant is of the order of the printed ξ₀√r/L_N
    assert 1 < wire.thermal_conductance(1e-6) / (np.sqrt(0.1) / 100) < 10


def test_a_short_wire_just_below_the_critical_temperature():
    """There θ is linear in Δ, D₊ = 1 − (Im θ)², and electrons of all energies count, few of which are below Δ.

    A node that follows the superconductor has a real θ = Δ/E, which blocks nothing; one that the reservoirs hold, through a
    phase of coth kℓ, blocks. So r ≈ 0.1 blocks most heat in a wire of length ξ₀; in one of 5 ξ₀ the smallest r, as it does
    for all lengths when it is colder.
    """
    t, r = 1 - 1e-5, np.array([0.01, 0.03, 0.1, 0.3, 1.0])
    T, delta = t / RATIO, float(gap(t, 1.0, 1.0) / gap(1e-9, 1.0, 1.0))
    nodes, weights = np.polynomial.legendre.leggauss(100)
    y, weights = (nodes + 1) / 2, weights / 2
    E = (40 * T * y**2)[:, None]
    k = np.sqrt(-1j * E)
    for length, most in ((1.0, 2), (5.0, 0)):
        depth = k * length / 2
        wire = np.sinh(depth * (1 - y)) / np.sinh(depth)
        blocked = []
        for root in np.sqrt(r):
            theta = delta / E * wire / (1 + root / np.tanh(depth) / np.tanh(10 * k))
            heat = theta.imag**2 @ weights * (E / np.cosh(E / (2 * T)))[:, 0] ** 2
            blocked.append(3 / (2 * np.pi**2 * T**3) * (weights * 80 * T * y) @ heat)
        computed = 1 - proximity.conductances(t, r, length).thermal
        np.testing.assert_allclose(computed, blocked, rtol=0.02)  # the rest goes as √(1 − t)
        assert computed.argmax() == np.argmax(blocked) == most
    assert (np.diff(proximity.conductances(0.99, r, 1.0).thermal) > 0).all()


def test_andreev_barrier_is_its_integral():
    for t in (0.03, 0.07, 0.1, 0.25, 0.5, 0.9, 0.999):
        y = float(gap(t, 1, 1) / gap(1e-9, 1, 1)) * RATIO / t
        expected = quad(lambda x: 1.5 / np.pi**2 * x**2 / np.cosh(x / 2) ** 2, y, y + 60, epsrel=1e-12, epsabs=0)[0]
        assert proximity.andreev_barrier(t) == pytest.approx(expected, rel=1e-12, abs=0)
    np.testing.assert_allclose(proximity.andreev_barrier([1.0, 3.0]), 1, rtol=1e-14)
    assert proximity.andreev_barrier(1e-6) == 0
    y = np.array([700.0, 709.0, 712.0, 716.0])  # beyond 708 e^−y has fewer digits, and still is most of κ
    np.testing.assert_allclose(
        proximity.andreev_barrier(RATIO / y), 6 / np.pi**2 * (y**2 + 2 * y + 2) * np.exp(-y), rtol=1e-10
    )


def test_wire_conducts_more_heat_than_the_barrier():
    t = np.linspace(0.05, 0.9, 12)
    for r in (0.1, 1.0, 10.0):
        assert np.all(ProximityWire(r).thermal_conductance(t) > proximity.andreev_barrier(t))
    # but not within 0.1 % of T_c, where the barrier falls as (1 − t)^{3/2}
    assert ProximityWire(0.1).thermal_conductance(0.999) < proximity.andreev_barrier(0.999)
    assert ProximityWire(1.0).thermal_conductance(0.9999) < proximity.andreev_barrier(0.9999)


# The interferometer


def test_heat_oscillates_fully_and_charge_little():
    phase = np.linspace(0, 2 * np.pi, 9)
    thermal, electric = proximity.interferometer(0.1, phase)
    assert thermal[4] == electric[4] == 1
    assert thermal[0] < 1e-4
    np.testing.assert_allclose(thermal, thermal[::-1], rtol=1e-6)
    assert np.all(np.diff(thermal[:5]) > 0)
    assert np.all(np.diff(thermal[4:]) < 0)
    assert electric[:4].min() > 1.03
    assert np.ptp(electric) < 0.15
    np.testing.assert_allclose(
        proximity.interferometer(0.1, phase[1] + 4 * np.pi), [thermal[1], electric[1]], rtol=1e-9
    )


def test_no_heat_below_the_gap_of_the_contact():
    """κ(φ) lies below the barrier of height E_g: above it D₊ < 1 near the contact."""
    t, phase = 0.3, 2.0
    y = float(gap(t, 1, 1) / gap(1e-9, 1, 1)) * np.cos(phase / 2) * RATIO / t
    barrier = quad(lambda x: 1.5 / np.pi**2 * x**2 / np.cosh(x / 2) ** 2, y, y + 60)[0]
    thermal = proximity.interferometer(t, phase).thermal
    assert 0.9 * barrier < thermal < barrier
    # cold enough to see any heat that leaks below: the barrier lets 1e-13 through
    assert 0.3 < proximity.interferometer(0.05, 0.0).thermal / proximity.andreev_barrier(0.05) < 1
    assert proximity.interferometer(t, phase, 1000.0).thermal == pytest.approx(barrier, rel=2e-3)


@pytest.mark.parametrize("gap_ratio", [1.764, 100.0])
def test_a_cold_interferometer_feels_the_smallest_gap(gap_ratio):
    """G − 1 is proportional to E_g/kT down to where it is an error of G."""
    t, distance = 1e-4, np.array([1e-5, 1e-7, 1e-9, 1e-10]) / gap_ratio
    electric = proximity.interferometer(t, np.pi - distance, 10.0, gap_ratio).electric
    y = np.abs(np.cos((np.pi - distance) / 2)) * gap_ratio / t  # E_g/kT
    np.testing.assert_allclose((electric - 1) / y, 0.367, rtol=0.02)
    assert proximity.interferometer(t, np.pi - 1e-15 / gap_ratio, 10.0, gap_ratio).electric == 1


@pytest.mark.parametrize("t", [0.01, 0.03, 0.05])
def test_the_little_heat_above_the_gap_of_a_cold_interferometer_is_kept(t):
    blocked = proximity.interferometer(t, 0.0, 1000.0).thermal
    assert blocked == pytest.approx(proximity.andreev_barrier(t), rel=6e-3)


def test_a_pinned_node_keeps_its_angle():
    cross = a_cross([0.3, 1.5], r=0.0)
    np.testing.assert_allclose(usadel.solve(cross, held=True).u, usadel.bulk(cross.E, cross.above), rtol=1e-12)


# Shapes and words


def test_shapes():
    assert np.ndim(ProximityWire(1.0).thermal_conductance(0.3)) == 0
    assert ProximityWire(np.array([0.1, 1])).electric_conductance([[0.3], [0.4], [0.5]]).shape == (3, 2)
    assert proximity.conductances(np.zeros(0), 1.0).thermal.shape == (0,)
    assert proximity.interferometer([0.1, 0.2], [[0.0], [1.0], [2.0]]).electric.shape == (3, 2)
    assert isinstance(ProximityWire(1.0).conductances(0.5), proximity.Conductances)
    assert hash(ProximityWire(1.0)) == hash(ProximityWire(1.0, 10.0))


def test_words_for_what_makes_no_sense():
    with pytest.raises(ValueError, match=r"^x must lie in the normal wire, \|x\| ≤ length/2 in ξ₀, got 6$"):
        ProximityWire(1.0).spectral_angle(0.5, 0.1, 6.0)
    with pytest.raises(ValueError, match=r"^phase must be a finite phase, in \[-1e\+06, 1e\+06\] rad, got inf$"):
        proximity.interferometer(0.1, np.inf)
    with pytest.raises(ValueError, match=r"^r must be a finite ratio .* > 0, in \[0.01, 1e\+09\], got 0.001$"):
        ProximityWire(0.001)
    with pytest.raises(ValueError, match=r"shapes must broadcast against each other, got r \(2,\), length \(3,\)"):
        ProximityWire([1, 2], [10, 20, 30])
