"""The conductivity against nested mpmath integrals, elliptic closed forms at T = 0, sum rule, Kramers-Kronig and limits."""

from itertools import pairwise

import mpmath
import numpy as np
import pytest
from scipy.constants import hbar, pi
from scipy.constants import k as k_B
from scipy.integrate import quad
from scipy.special import ellipe, ellipkm1

from ndtc_core.bcs import gap
from ndtc_core.coherence import pairs, scattering
from ndtc_core.mattis_bardeen import conductivity, film_impedance
from ndtc_core.quadrature import elliptic, elliptic_nodes

GAP = 9.7e-24
EDGE = [2 * (1 - 1e-6), 2 * (1 - 1e-12), 2.0, 2 * (1 + 1e-12), 2 * (1 + 1e-6)]


def sigma(w, t, delta=GAP):
    """In reduced units: w = ħω/Δ, t = kT/Δ."""
    return conductivity(np.asarray(w) * delta / hbar, np.asarray(t) * delta / k_B, delta)


def exact_sigma(w, t):
    """dey2023 Eqs. 4-6 at 20 digits. v² = distance from an end point takes that end's root away, nothing more."""
    with mpmath.workdps(20):
        w, t = mpmath.mpf(w), mpmath.mpf(t)
        fermi = lambda E: 1 / (mpmath.exp(E / t) + 1)  # noqa: E731

        def thermal(v):
            E, E2 = 1 + v * v, 1 + v * v + w
            difference = mpmath.exp(-E / t) * -mpmath.expm1(-w / t) * (1 - fermi(E)) * (1 - fermi(E2))
            return 2 * (E * E2 + 1) / mpmath.sqrt((E + 1) * (v * v + w) * (E2 + 1)) * difference

        def breaking(v):
            e, e2 = v * v, w - 2 - v * v
            occupied = 1 - fermi(1 + e) - fermi(1 + e2)
            return 2 * ((1 + e) * (1 + e2) - 1) / mpmath.sqrt((e + 2) * e2 * (e2 + 2)) * occupied

        def upper(v):  # E = 1 − v²
            E, E2 = 1 - v * v, 1 + w - v * v
            return 2 * (E * E2 + 1) * mpmath.tanh(E2 / (2 * t)) / mpmath.sqrt((1 + E) * (E2 - 1) * (E2 + 1))

        def lower(v):  # E' = 1 + v² below ħω = 2Δ, E = −1 + v² above
            E2 = 1 + v * v if w <= 2 else w - 1 + v * v
            E = E2 - w
            rest = (E2 + 1) * (2 - w + v * v) * (1 - E) if w <= 2 else (1 - E) * (w - 2 + v * v) * (E2 + 1)
            return 2 * (E * E2 + 1) * mpmath.tanh(E2 / (2 * t)) / mpmath.sqrt(rest)

        def split(top, *squares):
            return [0, *sorted({mpmath.sqrt(x) for x in squares if 0 < x < top * top}), top]

        sigma_1 = 2 * mpmath.quad(thermal, split(mpmath.sqrt(60 * t), w, 30 * w, 0.1, 1, 10, t / 10, t, 5 * t, 20 * t))
        if w > 2:
            sigma_1 += 2 * mpmath.quad(breaking, split(mpmath.sqrt(w / 2 - 1), 0.01, 0.1, 1, 10, t, 10 * t))
        half = mpmath.sqrt(min(w, 2) / 2)
        kink = abs(w - 2)
        sigma_2 = mpmath.quad(upper, [0, half]) + mpmath.quad(lower, split(half, kink, 30 * kink, 1e-6, 1e-2))
        return complex(sigma_1 / w, -sigma_2 / w)


# kT/Δ of T/T_c = 0.02, 0.3, 0.7, 0.95, 0.9999
@pytest.mark.parametrize("t", [0.02, 0.3, 0.7, 0.95, 0.9999])
@pytest.mark.parametrize("w", [1e-3, 0.05, 0.7, 1.8, 1.999, *EDGE, 2.001, 2.3, 7.0, 50.0])
def test_conductivity_agrees_with_mpmath(w, t):
    delta = float(gap(t * 0.4, 0.4))
    reduced_t = t * 0.4 * k_B / delta
    expected = exact_sigma(w, reduced_t)
    assert abs(sigma(w, reduced_t, delta) - expected) < 1e-11 * abs(expected)


@pytest.mark.parametrize("w", [1e-3, 0.3, 1.0, 1.999999, 2.000001, 2.3, 3.0, 8.0, 50.0, 1e4])
def test_zero_temperature_is_elliptic(w):
    """Mattis and Bardeen's closed forms: σ₁ = (1+2/w)E(k) − (4/w)K(k), σ₂ = ½[(2/w+1)E(k') + (2/w−1)K(k')], k = |2−w|/(2+w)."""
    m, m_1 = (2 - w) ** 2 / (2 + w) ** 2, 8 * w / (2 + w) ** 2
    found = sigma(w, 1e-3)
    if w > 2:
        assert found.real == pytest.approx((1 + 2 / w) * ellipe(m) - 4 / w * ellipkm1(m_1), abs=1e-12)
    else:
        assert found.real == 0  # exp(−1000)
    closed = ((2 / w + 1) * ellipe(m_1) + (2 / w - 1) * ellipkm1(m)) / 2
    assert -found.imag == pytest.approx(closed, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("s", [1, -1])
def test_pairs_keep_their_digits_at_the_threshold(s):
    """w = 2(1 + b), T → 0: πb for fields, π for phonons, up to terms of the relative order b."""
    b = np.array([1e-15, 1e-13])
    np.testing.assert_allclose(pairs(2 * (1 + b), np.full(2, 1e-3), b, s), pi * b ** ((1 + s) / 2), rtol=1e-12)


@pytest.mark.parametrize("b", [1e-14, 1e-9, 1e-3, 0.3, 1.0])
def test_elliptic_nodes_integrate_legendre(b):
    """∫ dφ/x = K/a and ∫ x dφ = aE with x² = a²cos²φ + b²sin²φ; the sine that goes with x."""
    a, modulus = 2.5, np.sqrt((2.5 - 2.5 * b) * (2.5 + 2.5 * b))
    n = int(np.ceil(3.2 * np.log(4 / b))) + 1
    A, B, root = elliptic_nodes(n, *elliptic(np.array([a]), np.array([a * b]), np.array([modulus])))
    x, y = a * (A**2 - B**2) / (A**2 + B**2), 2 * a * A * B / (A**2 + B**2)
    np.testing.assert_allclose(x**2 + y**2, a**2, rtol=1e-14)
    assert np.sum(1 / root) * a == pytest.approx(ellipkm1(b**2), rel=2e-12, abs=0)
    assert np.sum(x**2 / root) / a == pytest.approx(ellipe(1 - b**2), rel=2e-12, abs=0)


def test_above_twice_the_gap_the_numerator_keeps_its_sign():
    assert -sigma(3.0, 1e-3).imag == pytest.approx(0.3727331, abs=1e-7)


def test_conductivity_is_continuous_where_the_rule_changes():
    """At 2Δ, and where kT is an eighth of ħω or of 2Δ."""
    for w, t in ((2.0, 0.4), (0.8, 0.1), (5.0, 0.25)):
        below, above = sigma([w * (1 - 1e-13), w * (1 + 1e-13)], [t * (1 + 1e-13), t * (1 - 1e-13)])
        assert abs(above - below) < 1e-11


def test_normal_metal():
    np.testing.assert_array_equal(conductivity([1e9, 1e12], [[0.1], [1e3]], 0.0), np.ones((2, 2)))
    np.testing.assert_array_equal(film_impedance([1e9, 1e12], 0.5, gap(0.5, 0.4), 103.0), 103.0)
    mixed = conductivity(1e10, [0.1, 0.5], gap([0.1, 0.5], 0.4))
    assert mixed[0] != 1
    assert mixed[1] == 1


def test_the_gap_closes_without_a_jump():
    below = np.array([1e-6, 1e-8, 1e-10])
    found = conductivity(1e10, 0.4 * (1 - below), gap(0.4 * (1 - below), 0.4))
    assert np.all(np.abs(found - 1) < 400 * np.sqrt(below))
    assert np.all(np.diff(np.abs(found - 1)) < 0)


def test_condensate_weight():
    """ħωσ₂ → πΔ tanh(Δ/2kT) as ω → 0: the weight of the δ-function at ω = 0."""
    t = np.array([0.05, 0.3, 1.0, 30.0])
    w = 1e-7
    np.testing.assert_allclose(-sigma(w, t).imag * w, pi * np.tanh(1 / (2 * t)), rtol=1e-6)


@pytest.mark.parametrize("t", [0.05, 0.3, 1.0])
def test_ferrell_glover_tinkham_sum_rule(t):
    """What σ₁ loses below the gap stands in the condensate: ∫₀^∞ (1 − σ₁) dw = ½π · π tanh(1/2t)."""

    def missing(w):
        return 1 - sigma(w, t).real

    low = quad(lambda s: 2 * s * missing(s**2), 1e-8, 1, epsabs=1e-9, limit=200)[0]  # ln(1/w) at w → 0
    middle = quad(missing, 1, 2, epsabs=1e-9)[0] + quad(missing, 2, 40, epsabs=1e-9, limit=200)[0]
    high = quad(lambda y: missing(1 / y) / y**2, 1e-6, 1 / 40, epsabs=1e-9, limit=200)[0]
    high += missing(1e6) * 1e6  # 1 − σ₁ falls as ln(w)/w²
    assert low + middle + high == pytest.approx(pi**2 / 2 * np.tanh(1 / (2 * t)), rel=3e-5, abs=0)


@pytest.mark.parametrize("w", [0.5, 1.7, 2.5, 5.0])
@pytest.mark.parametrize("t", [0.1, 0.6])
def test_kramers_kronig(w, t):
    """σ₂(w) = D/w − (2w/π) P∫ (σ₁(v) − 1)/(v² − w²) dv, D/w the condensate; one keeps its sign only with the other."""

    def smooth(v):  # (σ₁(v) − σ₁(w))/(v² − w²): no principal value left, as P∫dv/(v² − w²) = 0
        return (sigma(v, t).real - here) / (v**2 - w**2)

    here = sigma(w, t).real
    edges = sorted({1e-9, 0.05, min(w, 2.0), max(w, 2.0), 20.0})
    integral = sum(quad(smooth, a, b, epsabs=1e-9, limit=300)[0] for a, b in pairwise(edges))
    integral += quad(lambda y: smooth(1 / y) / y**2, 1e-7, 1 / 20, epsabs=1e-9, limit=300)[0]
    assert -sigma(w, t).imag == pytest.approx(pi * np.tanh(1 / (2 * t)) / w - 2 * w / pi * integral, abs=2e-5)


def test_kinetic_inductance_at_zero_temperature():
    """Z ≈ iħωR₀/(πΔ): the inductance ħR₀/(πΔ)."""
    omega = 1e-4 * GAP / hbar
    Z = film_impedance(omega, 1e-3 * GAP / k_B, GAP, 100.0)
    assert abs(Z / (1j * hbar * omega * 100 / (pi * GAP)) - 1) < 1e-7


def test_every_ratio_of_the_three_energies():
    """Corners of the domain and beyond what is stated: finite, passive, no warning."""
    omega, T, delta = np.meshgrid([1e-6, 1e3, 1e12, 1e24], [1e-9, 1.0, 1e9], [0.0, 1e-45, 1e-35, 1e-23, 1e-9])
    found = conductivity(omega, T, delta)
    assert np.isfinite(found).all()
    assert (found.real >= 0).all()
    assert (found.imag <= 0).all()


@pytest.mark.parametrize("s", [1, -1])
def test_node_counts_suffice_everywhere(s, monkeypatch):
    """Twice the nodes change nothing: w and t over eighteen and thirteen decades."""
    from ndtc_core import coherence, mattis_bardeen

    w = np.concatenate([np.logspace(-9, 9, 73), EDGE, np.linspace(1.5, 2.5, 21)])
    w, t = (a.ravel() for a in np.meshgrid(w, np.concatenate([np.logspace(-4, 9, 27), np.linspace(0.1, 1, 10)])))

    def everything():
        quasiparticles, broken = scattering(w, t, s), pairs(w, t, w / 2 - 1, s)
        return quasiparticles + broken, mattis_bardeen._condensate(w, t, w / 2 - 1) * w

    absorbed, condensed = everything()
    plain = coherence.in_batches
    for room in (coherence, mattis_bardeen):
        monkeypatch.setattr(room, "in_batches", lambda f, g, counts, *rest: plain(f, g, 2 * counts + 3, *rest))
    for name, value in {"_TAIL": 60.0, "_STEP": coherence._STEP / 2, "_STEP_COLD": coherence._STEP_COLD / 2}.items():
        monkeypatch.setattr(coherence, name, value)
    monkeypatch.setattr(coherence, "_zeta", coherence._zeta.__wrapped__)
    absorbed_2, condensed_2 = everything()
    np.testing.assert_allclose(absorbed, absorbed_2, rtol=2e-12, atol=1e-290)
    assert np.all(np.abs(condensed - condensed_2) < 2e-12 * np.hypot(absorbed_2, condensed_2) + (s < 0) * 2e-12 * w)


def test_shapes_and_chunks():
    omega, T = np.geomspace(1e8, 1e13, 64), np.linspace(0.05, 0.45, 40)
    together = conductivity(omega, T[:, None], gap(T, 0.4)[:, None])
    assert together.shape == (40, 64)
    alone = [[conductivity(w, t, gap(t, 0.4)) for w in omega[::21]] for t in T[::13]]
    np.testing.assert_allclose(together[::13, ::21], alone, rtol=1e-12)
    assert conductivity(omega[:0], 0.1, 1e-23).shape == (0,)
    assert np.ndim(conductivity(1e10, 0.1, 1e-23)) == 0
    assert conductivity(1e10, 0.1, 1e-23).dtype == complex


@pytest.mark.parametrize("w", [0.3, 1.0, 1.99, 2.01, 50.0])
def test_cold_quasiparticles_keep_their_relative_accuracy(w):
    """kT ≪ Δ, ħω: all that is left is a Gaussian, and nothing hides its error, and the batch has as few nodes as go."""
    w, t = np.full(20, w), np.linspace(0.003, 0.02, 20)
    with mpmath.workdps(25):
        for s, found in ((1, scattering(w, t, 1)), (-1, scattering(w, t, -1))):
            for w_i, t_i, value in list(zip(w.tolist(), t.tolist(), found, strict=True))[::6]:

                def integrand(v, s=s, w=w_i, t=t_i):
                    E, E2 = 1 + v * v, 1 + v * v + w
                    fermi = [mpmath.exp(1 / mpmath.mpf(t)) / (mpmath.exp(x / mpmath.mpf(t)) + 1) for x in (E, E2)]
                    return 4 * (E * E2 + s) / mpmath.sqrt((E + 1) * (v * v + w) * (E2 + 1)) * (fermi[0] - fermi[1])

                exact = mpmath.quad(integrand, [0, *[mpmath.sqrt(c * t_i) for c in (1, 4, 9, 16, 25, 36, 49, 64)]])
                exact *= mpmath.exp(-1 / mpmath.mpf(t_i))  # taken out before: mpmath's tolerance is absolute
                assert value == pytest.approx(float(exact), rel=1e-11, abs=0)
