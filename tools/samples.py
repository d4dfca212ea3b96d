"""Points and references of every function of the rooms, except wires and devices."""

import mpmath
import numpy as np
import references as exact
from drawing import (
    ENERGY,
    POINTS,
    RATIO,
    TEMPERATURE,
    below_one,
    box,
    cut,
    either,
    gapped,
    hbar,
    in_mpmath,
    join,
    near,
    one_by_one,
    power,
    reordered,
    with_corners,
)

from ndtc_core.bcs import gap
from ndtc_core.junction import resistance_ratio
from ndtc_core.notebook.accuracy import k_B


def fermi(rng):
    points = box(rng, 300, E=ENERGY, T=TEMPERATURE)
    T = power(rng, *TEMPERATURE, 300)
    return join(points, {"E": cut(np.minimum(power(rng, 1e-6, 700, 300) * k_B * T, 1e-9)), "T": T})


def signed_fermi(rng):
    points = fermi(rng)
    return points | {"E": points["E"] * rng.choice([-1, 1], points["E"].size)}


def densities(rng):
    unit = power(rng, 1e-30, 1e-10)
    E = either(rng, power(rng, 1e-9, 1e9), 1 + power(rng, 1e-12, 1), 1 - power(rng, 1e-12, 1))
    gamma = either(rng, power(rng, 1e-15, 1e3), np.zeros(POINTS))
    points = {
        "E": np.minimum(E * unit, 1e-9) * rng.choice([-1, 1], POINTS),
        "gap": unit,
        "gamma": np.minimum(gamma * unit, 1e-9),
    }
    points = join(points, box(rng, 200, E=ENERGY, gap=ENERGY, gamma=ENERGY))
    return with_corners(points, E=(-1e-9, 1e-9), gap=(0.0, 1e-10), gamma=(0.0, 1e-9))


def films(rng):
    delta = np.full(POINTS, 1e-24)
    w = either(rng, power(rng, 1e-9, 1e9), 2 * (1 + power(rng, 1e-15, 1)), 2 * (1 - power(rng, 1e-15, 1)))
    t = either(rng, power(rng, 1e-4, 1e9), power(rng, 0.02, 10))
    points = {"omega": w * delta / hbar, "T": t * delta / k_B, "gap": delta}
    return join(points, box(rng, 200, omega=(1e-6, 1e24), T=TEMPERATURE, gap=ENERGY))


def film_impedances(rng):
    points = films(rng)
    return points | {"R_normal": power(rng, 1e-12, 1e18, points["T"].size)}


def phonons(rng):
    points = gapped(rng, 1e-3, (1e-5, 1e5))
    points |= {
        "T_bath": near(rng, points["T"], 1e3),
        "coupling": power(rng, 1e-12, 1e24),
        "volume": power(rng, 1e-36, 1e6),
    }
    return with_corners(
        points, T=TEMPERATURE, T_bath=TEMPERATURE, T_c=TEMPERATURE, ratio=RATIO, coupling=(1.0,), volume=(1.0,)
    )


def broadened(rng, n=POINTS):
    points = gapped(rng, 1e-3, (1e-5, 1e5), n)
    points |= {"T_bath": near(rng, points["T"], 1e3), "gamma": power(rng, 1e-9, 1, n)}
    return points | {"coupling": np.ones(n), "volume": np.ones(n)}


def capacities(rng):
    points = gapped(rng, 2e-3)
    points |= {"sommerfeld": power(rng, 1e-9, 1e9), "volume": power(rng, 1e-36, 1e6)}
    return with_corners(
        points, T=TEMPERATURE, T_c=TEMPERATURE, ratio=RATIO, sommerfeld=(1e-9, 1e9), volume=(1e-36, 1e6)
    )


def junctions(rng):
    points = gapped(rng, 1e-6)
    points["gamma"] = power(rng, 1e-12, 1)
    return with_corners(points, T=TEMPERATURE, T_c=TEMPERATURE, gamma=(1e-12, 1.0), ratio=RATIO)


def resistances(rng):
    ideal = gapped(rng, 0.1, n=100)
    ideal |= {"ratio": cut(rng.uniform(0.01, 5, 100)), "gamma": np.zeros(100)}
    return join(junctions(rng), ideal)


def admittances(rng):
    points = junctions(rng)
    edge = np.maximum(gap(points["T"], points["T_c"], points["ratio"]), k_B * points["T"] * 1e-3) / hbar
    n = edge.size
    y = either(rng, power(rng, 1e-9, 1e3, n), 1 - power(rng, 1e-12, 1, n), 1 + power(rng, 1e-12, 1, n))
    return points | {"omega": np.append(np.minimum(y * edge, 1e24)[:-10], np.repeat([0.0, 1e24], 5))}


def lines(rng):
    points = gapped(rng, 3e-3, name="T_left")
    points["T_right"] = near(rng, points["T_left"], 1e3)
    points["R_normal"] = power(rng, 1e-12, 1e18)
    swap = rng.random(POINTS) < 0.5
    left, right = (np.where(swap, points[a], points[b]) for a, b in (("T_left", "T_right"), ("T_right", "T_left")))
    points |= {"T_left": left, "T_right": right}
    return with_corners(
        points, T_left=TEMPERATURE, T_right=TEMPERATURE, T_c=TEMPERATURE, R_normal=(1e-12, 1e18), ratio=RATIO
    )


def impedances(rng):
    n = POINTS
    part = {name: power(rng, 1e-150, 1e150, n) for name in ("source", "source_imag", "drain", "drain_imag")}
    close = power(rng, 1e-150, 1e150, n)
    alike = {name: close * rng.uniform(0.1, 1, n) for name in part}
    points = {name: np.append(part[name], alike[name]) for name in part}
    for name in ("source_imag", "drain_imag"):
        points[name] = points[name] * rng.choice([-1, 1], 2 * n)
    return points


def circuits(rng):
    T_source = power(rng, *TEMPERATURE)
    T_drain = near(rng, T_source, 1e3)
    scale = k_B * np.maximum(T_source, T_drain) / hbar
    R_source, R_drain = power(rng, 1e-3, 1e3), power(rng, 1e-3, 1e3)
    L, C = power(rng, 1e-3, 1e3) * R_source / scale, power(rng, 1e-3, 1e3) / R_drain / scale
    return {"T_source": T_source, "T_drain": T_drain, "R_source": R_source, "L": L, "R_drain": R_drain, "C": C}


def capacitances(rng):
    points = box(
        rng, T_left=TEMPERATURE, T_right=TEMPERATURE, R_left=(1e-12, 1e18), R_right=(1e-12, 1e18), C_total=(1e-36, 1e6)
    )
    T, R = power(rng, *TEMPERATURE), power(rng, 1e-6, 1e12)
    t = power(rng, 1e-6, 1e6)
    C = np.clip(t * hbar / (k_B * T * R), 1e-36, 1e6)
    return join(
        points,
        {"T_left": T, "T_right": near(rng, T, 1e3), "R_left": R, "R_right": power(rng, 1e-2, 1e2) * R, "C_total": C},
    )


def resistors(rng):
    T = power(rng, *TEMPERATURE)
    points = {"T_source": T, "T_drain": near(rng, T, 1e9), "tau": power(rng, 1e-12, 1)}
    return with_corners(points, T_source=TEMPERATURE, T_drain=TEMPERATURE, tau=(0.0, 1.0))


def metals(rng):
    T = power(rng, *TEMPERATURE)
    points = {
        "T": T,
        "T_bath": near(rng, T, 1e9),
        "coupling": power(rng, 1e-12, 1e24),
        "volume": power(rng, 1e-36, 1e6),
    }
    points["exponent"] = cut(rng.uniform(1, 10, POINTS))
    return with_corners(
        points, T=TEMPERATURE, T_bath=TEMPERATURE, coupling=(1e-12, 1e24), volume=(1e-36, 1e6), exponent=(1.0, 10.0)
    )


PUBLISHED = {  # fields of NISDevice two decades and more around those of the paper
    "chi": (0.01, 100),
    "specific_resistance": (1e-13, 1e-9),
    "specific_capacitance": (1e-3, 1),
    "area_left": (1e-15, 1e-11),
    "T_c": (0.3, 10),
    "gamma": (1e-7, 0.1),
    "gap_ratio": (1.5, 2.3),
    "volume_normal": (1e-23, 1e-18),
    "coupling_normal": (1e7, 1e10),
    "exponent": (4, 7),
    "volume_superconductor": (1e-23, 1e-18),
    "coupling_superconductor": (1e7, 1e10),
}
DECLARED = {  # and all that is accepted; of chi, volumes and couplings a part, or hardly a resistance or a power would be
    "chi": (1e-6, 1e6),
    "specific_resistance": (1e-18, 1e-3),
    "specific_capacitance": (1e-9, 1e6),
    "area_left": (1e-20, 1e-2),
    "T_c": TEMPERATURE,
    "gamma": (1e-9, 1),
    "gap_ratio": RATIO,
    "volume_normal": (1e-30, 1e-6),
    "coupling_normal": (1e2, 1e14),
    "exponent": (1, 10),
    "volume_superconductor": (1e-30, 1e-6),
    "coupling_superconductor": (1e2, 1e14),
}
OF_THE_CURRENT = ("chi", "specific_resistance", "specific_capacitance", "area_left", "T_c", "gamma", "gap_ratio")


def nis_devices(rng, n=POINTS, names=PUBLISHED):
    """Half of the designs around the published ones, half anywhere."""
    half = rng.random(n) < 0.5
    drawn = ((name, power(rng, *PUBLISHED[name], n), power(rng, *DECLARED[name], n)) for name in names)
    # of 12 bits, for the size of the file: a device has a dozen fields
    return {name: cut(np.where(half, close, far), 12) for name, close, far in drawn}


def accepted(of, coldest):
    """Where photonic.heat_current_rc accepts the capacitance and the resistances of designs, from a coldest temperature up."""
    R, C = of["specific_resistance"] / of["area_left"], of["specific_capacitance"] * of["area_left"] * (1 + of["chi"])
    most = resistance_ratio(coldest, of["T_c"], of["gamma"], of["gap_ratio"])
    smaller, larger = R / np.maximum(of["chi"], 1), R / np.minimum(of["chi"], 1)
    return (C > 1e-36) & (C < 1e6) & (smaller > 1e-12) & (larger * most < 1e18)


def nis_currents(rng):
    n = 2 * POINTS  # of which a third would be refused
    points = nis_devices(rng, n, OF_THE_CURRENT)
    T_left = below_one(rng, 1e-3, n) * points["T_c"] * either(rng, np.ones(n), power(rng, 1, 3, n))
    points["T_left"] = np.clip(T_left, *TEMPERATURE)
    points["T_right"] = near(rng, points["T_left"], 1e3)
    points = with_corners(
        points, T_left=TEMPERATURE, T_right=TEMPERATURE, **{name: DECLARED[name] for name in OF_THE_CURRENT}
    )
    good = accepted(points, np.minimum(points["T_left"], points["T_right"])) & (points["T_right"] != points["T_c"])
    return {name: values[good] for name, values in points.items()}


def junction_digits(*point):
    T, T_c, gamma, ratio = point[-4:]
    a = ratio * T_c / T
    lost = 2 * np.log10(1 + a) - np.log10(gamma) if gamma > 0 else 0
    return int(80 + max(lost, 0))


def of_circuit(**arguments):
    return in_mpmath(exact.heat_current, 120)(**arguments)


JUNCTION = ("T", "T_c", "gamma", "ratio")
FILM = ("T", "T_bath", "coupling", "volume", "T_c", "ratio")
SAMPLES = {
    "distributions.fermi": (signed_fermi, in_mpmath(exact.fermi)),
    "distributions.fermi_tail": (
        lambda rng: {"y": np.concatenate([power(rng, 1e-12, 1, 200), rng.uniform(0, 745, 300), [0, 1e3, 1e150]])},
        in_mpmath(exact.fermi_tail),
    ),
    "distributions.bose": (fermi, in_mpmath(exact.bose)),
    "photonic.thermal_wavelength": (lambda rng: box(rng, T=TEMPERATURE), in_mpmath(exact.thermal_wavelength)),
    "photonic.conductance_quantum": (lambda rng: box(rng, T=TEMPERATURE), in_mpmath(exact.conductance_quantum)),
    "photonic.matching": (
        lambda rng: {"x": np.concatenate([power(rng, 1e-150, 1e150), power(rng, 0.1, 10), [1e-150, 1, 1e150]])},
        in_mpmath(exact.matching),
    ),
    "photonic.transmission": (
        impedances,
        in_mpmath(lambda a, b, c, d: exact.transmission(mpmath.mpc(a, b), mpmath.mpc(c, d))),
    ),
    "photonic.heat_current": (circuits, of_circuit),
    "photonic.heat_current_resistive": (resistors, in_mpmath(exact.heat_current_resistive)),
    "photonic.heat_current_rc": (capacitances, in_mpmath(exact.heat_current_rc, 250)),
    "bcs.gap": (
        lambda rng: with_corners(gapped(rng, 1e-6), T=TEMPERATURE, T_c=TEMPERATURE, ratio=RATIO),
        in_mpmath(exact.gap),
    ),
    "bcs.gap_self_consistent": (
        lambda rng: with_corners(gapped(rng, 1e-3), T=TEMPERATURE, T_c=TEMPERATURE, ratio=RATIO),
        in_mpmath(exact.gap_self_consistent, 30),
    ),
    "bcs.density_of_states": (densities, in_mpmath(exact.density_of_states, 150)),
    "bcs.pair_density_of_states": (densities, in_mpmath(exact.pair_density_of_states, 150)),
    "mattis_bardeen.conductivity": (films, one_by_one(exact.conductivity)),
    "mattis_bardeen.film_impedance": (film_impedances, one_by_one(exact.film_impedance)),
    "electron_phonon.normal_metal": (metals, in_mpmath(exact.normal_phonon_heat)),
    "electron_phonon.superconductor": (phonons, reordered(one_by_one(exact.phonon_heat), *FILM)),
    "electron_phonon.superconductor, Γ > 0": (
        broadened,
        reordered(one_by_one(exact.broadened_flow), "T", "T_bath", "T_c", "ratio", "gamma"),
    ),
    "electron_phonon_slopes.superconductor_slopes": (
        phonons,
        reordered(one_by_one(exact.phonon_slopes, step=0.3), *FILM),
    ),
    "heat_capacity.normal_metal": (
        lambda rng: box(rng, T=TEMPERATURE, sommerfeld=(1e-9, 1e9), volume=(1e-36, 1e6)),
        in_mpmath(lambda T, gamma, V: gamma * V * T),
    ),
    "heat_capacity.normal_metal_energy": (
        lambda rng: box(rng, T=TEMPERATURE, sommerfeld=(1e-9, 1e9), volume=(1e-36, 1e6)),
        in_mpmath(lambda T, gamma, V: gamma * V * T**2 / 2),
    ),
    "heat_capacity.superconductor": (
        capacities,
        reordered(one_by_one(exact.capacity), "T", "sommerfeld", "volume", "T_c", "ratio"),
    ),
    "heat_capacity.superconductor_energy": (
        capacities,
        reordered(one_by_one(exact.energy), "T", "sommerfeld", "volume", "T_c", "ratio"),
    ),
    "junction.resistance_ratio": (
        resistances,
        reordered(in_mpmath(exact.resistance_ratio, junction_digits), *JUNCTION),
    ),
    "junction.resistance_slope": (
        resistances,
        reordered(in_mpmath(exact.resistance_slope, junction_digits), *JUNCTION),
    ),
    "junction.admittance_ratio": (
        admittances,
        reordered(in_mpmath(exact.admittance_ratio, junction_digits), "omega", *JUNCTION),
    ),
    "superconducting_line.heat_current": (
        lines,
        reordered(in_mpmath(exact.line_heat), "T_left", "T_right", "T_c", "R_normal", "ratio"),
    ),
    "proximity.andreev_barrier": (
        lambda rng: with_corners(
            {"t": below_one(rng, 3e-3), "gap_ratio": either(rng, power(rng, *RATIO), cut(rng.uniform(1, 3, POINTS)))},
            t=(1e-6, 1e9),
            gap_ratio=RATIO,
        ),
        in_mpmath(exact.andreev_barrier),
    ),
}
