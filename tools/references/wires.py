"""References for proximity wires: SciPy's adaptive collocation of θ itself, double precision, tolerance 1e-9."""

import mpmath
import numpy as np
from scipy.integrate import solve_bvp

from ndtc_core import usadel

from . import polynomials
from .photons import long_gap
from .rules import PI, STEP, Long, ray, segment

# The Usadel equation: SciPy's adaptive collocation of θ itself, double precision, tolerance 1e-9


def usadel_angle(E, above, gap, r, leads, guess):
    """θ along ``leads``, normal and superconducting, pairs of name and length: a function of the lead's number and x/length.

    With both, they meet at the node; alone, the normal one starts at the bulk angle of the gap, the superconducting one at 0. The
    normal one ends at 0, the superconducting one freely.
    """

    def slope(s, y):
        parts = []
        for k, (kind, length) in enumerate(leads):
            theta, d = y[4 * k] + 1j * y[4 * k + 1], y[4 * k + 2] + 1j * y[4 * k + 3]
            source = gap * np.cosh(theta) if kind == "S" else 0
            parts += [length * d, -1j * length * (E * np.sinh(theta) - source)]
        return np.stack([part for z in parts for part in (z.real, z.imag)])

    def ends(first, last):
        a, b = first[0::2] + 1j * first[1::2], last[0::2] + 1j * last[1::2]
        if len(leads) == 2:
            return _real(a[0] - a[2], a[3] + np.sqrt(r) * a[1], b[0], b[3])
        return _real(a[0] - guess(0, np.zeros(1))[0], b[0] if leads[0][0] == "N" else b[1])

    s = np.linspace(0, 1, 161) ** 2
    start = []
    for k, (_, length) in enumerate(leads):
        theta = guess(k, s)
        start += [theta, np.gradient(theta, s) / length]
    y = np.stack([part for z in start for part in (z.real, z.imag)])
    with np.errstate(all="ignore"):
        found = solve_bvp(slope, ends, s, y, tol=1e-9, max_nodes=40_000)
    if not found.success:
        return None
    return lambda k, x: found.sol(x)[4 * k] + 1j * found.sol(x)[4 * k + 1], found.x


def _real(*values):
    return np.array([part for z in values for part in (z.real, z.imag)])


def bulk_angle(E, above, gap):
    return np.log((np.sqrt(E + gap) / (np.sqrt(abs(above)) * (1j if above < 0 else 1))) + 0j)


def node_angle(E, above, gap, r):
    root = np.sqrt(E * r)
    return np.log((np.sqrt(E + gap) + root) / (np.sqrt(abs(above)) * (1j if above < 0 else 1) + root) + 0j)


def cross_angle(E, gap, r, length, length_super):
    first, end = node_angle(E, E - gap, gap, r), bulk_angle(E, E - gap, gap)
    k = (
        np.sqrt(-1j * E),
        np.sqrt(-1j * np.sqrt(complex(E * E - gap * gap)) if gap < E else np.sqrt(gap * gap - E * E) + 0j),
    )

    def guess(lead, s):
        if lead == 0:
            return first * np.exp(-k[0] * length / 2 * s) * (1 - s**4)
        return end + (first - end) * np.exp(-k[1] * length_super * s)

    return usadel_angle(E, E - gap, gap, r, (("N", length / 2), ("S", length_super)), guess)


def line_angle(E, length):
    end = bulk_angle(E, E - 1, 1.0)
    k = np.sqrt(-1j * np.sqrt(complex(E * E - 1)) if E > 1 else np.sqrt(1 - E * E) + 0j)
    return usadel_angle(
        E,
        E - 1,
        1.0,
        0.0,
        (("S", length / 2),),
        lambda lead, s: end * (1 - np.cosh(k * length / 2 * (1 - s)) / np.cosh(k * length / 2)),
    )


def long_line_share(E, length):
    """1/R_Q of a line below its gap, where double precision loses θ in the middle: sinh((θ − θ_B)/2) is Jacobi's nc."""
    with mpmath.workdps(70):  # 1 − m is e^−kL
        E, half = mpmath.mpf(E), mpmath.mpf(length) / 2
        k, bulk = (1 - E**2) ** 0.25, mpmath.log(mpmath.sqrt((1 + E) / (1 - E)) / 1j)

        def angle(mu, z):
            return 2 * mpmath.asinh(mu * mpmath.ellipfun("nc", k * mpmath.sqrt(1 + mu**2) * z, m=1 / (1 + mu**2)))

        tail = -4 * mpmath.tanh(bulk / 4) * mpmath.exp(-k * half)
        factor = mpmath.findroot(lambda f: angle(f * tail, half) + bulk, (1, 1.01), tol=1e-40)
        edges = [half / 2**j for j in range(8)] + [0]
        mean = mpmath.quad(lambda z: 1 / mpmath.sin(mpmath.im(angle(factor * tail, z))) ** 2, edges)
        return float(abs(half / mean))


def mean_resistances(angle):
    """⟨1/D₊⟩ and ⟨1/D₋⟩ over the first lead, Gauss's rule on every interval of the mesh."""
    theta, mesh = angle
    nodes, weights = np.polynomial.legendre.leggauss(6)
    width = np.diff(mesh)[:, None] / 2
    x = (mesh[:-1, None] + width + width * nodes).ravel()
    values, weight = theta(0, x), (width * weights).ravel()
    return np.array([(weight / np.cos(values.imag) ** 2).sum(), (weight / np.cosh(values.real) ** 2).sum()])


def energies(T, gap, length, least=1e-12):
    """E, E − Δ and weights from 0 over Δ to 45 T, in units of Δ(0); least, distance from the gap that still counts."""
    p, q, weight = segment(gap, min(T, gap, 1 / length**2) * 1e-10, gap * least, STEP / 2)  # the spectrum oscillates
    d, ray_weight = ray(min(gap, T) * least, 45 * T, STEP / 2)
    return np.concatenate([p, gap + d]), np.concatenate([-q, d]), np.concatenate([weight, ray_weight])


def averages(E, weight, T, R_heat, R_charge):
    """κ/κ_N and G/G_N."""
    thermal = weight * 4 * np.exp(-E / T) / (1 + np.exp(-E / T)) ** 2
    return float((thermal * 3 / (2 * PI**2 * T**3) * E**2 / R_heat).sum()), float((thermal / (2 * T) / R_charge).sum())


def semi_infinite_conductances(t, r, length, gap_ratio):
    """bezuglyi2003 Eqs. 8-10 with no part of the package."""
    if t >= 1:
        return 1.0, 1.0
    T, gap = Long(t) / gap_ratio, long_gap(t, 1, 1)
    E, above, weight = energies(T, gap, Long(length))
    root = np.sqrt(E * r)
    half = np.sqrt((np.sqrt(2 * E - above) + root) / (np.sqrt(abs(above)) * np.where(above < 0, 1j, 1) + root))
    p, _, place = segment(Long(1), Long(1e-16), Long(1e-16))
    u = (half - 1) / (half + 1) * np.exp(-np.sqrt(-1j * E) * Long(length) / 2 * p[:, None])
    theta = 2 * np.log((1 + u) / (1 - u))
    heat, charge = (place[:, None] / np.cos(theta.imag) ** 2).sum(0), (place[:, None] / np.cosh(theta.real) ** 2).sum(0)
    return averages(E, weight, T, heat, charge)


def solved_averages(t, gap, r, length, length_super, gap_ratio, leads):
    """The averages by this file's rule, with the spectrum from polynomials."""
    T, least = t / gap_ratio, 1e-12 if leads == polynomials.WIRE else 1e-9
    E, above, weight = (array.astype(float) for array in energies(Long(T), Long(gap), Long(length), least))
    one = np.ones(E.size)
    cross = usadel.Cross(E, above, gap * one, r * one, length / 2 * one, length_super * one)
    found = polynomials.resistances(cross, leads)
    if found is None:  # closer to the gap than the package ever asks
        return None
    heat, charge = found
    heat = np.where(above < 0, np.inf, heat) if leads == polynomials.WIRE else heat
    return averages(E, weight, T, heat, charge)
