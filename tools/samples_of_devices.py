"""Points and references of the devices and the proximity wires."""

from functools import cache

import mpmath
import numpy as np
import references as exact
from drawing import POINTS, RATIO, below_one, cut, either, join, near, one_by_one, power, with_corners
from mpmath import mpf
from references import polynomials
from samples import accepted, nis_currents, nis_devices

from ndtc_core import NISDevice
from ndtc_core.bcs import gap
from ndtc_core.notebook.accuracy import k_B, states


def rows_of(points):
    """One mapping a point."""
    return [dict(zip(points, map(float, row), strict=True)) for row in zip(*points.values(), strict=True)]


def of_nis(function):
    """A reference for T_left, T_right and a mapping of fields, in mpmath."""

    def at(**arguments):
        result = []
        for row in rows_of(arguments):
            with mpmath.workdps(300):
                result.append(float(function(mpf(row.pop("T_left")), mpf(row.pop("T_right")), row)))
        return np.array(result)

    return at


STATES, DROPS = 1200, 1750


@cache
def nis_states(same_bath=False):
    """For three functions. Temperatures are drawn, the power follows; powers with several states have nothing to compare."""
    rng = np.random.default_rng(int(same_bath))
    fields = nis_devices(rng, STATES)
    T_left, T_right, T_bath = (
        np.maximum(power(rng, low, high, STATES) * fields["T_c"], 1e-9)
        for low, high in ((0.03, 0.97), (0.003, 0.9), (0.003, 0.9))
    )
    if same_bath:
        T_right = T_bath
    good = (T_left < fields["T_c"]) & accepted(fields, 1e-9)
    fields = {name: values[good] for name, values in fields.items()}
    T_left, T_right, T_bath = T_left[good], T_right[good], T_bath[good]
    sheds = []
    for device, *T in zip(rows_of(fields), T_left, T_right, T_bath, strict=True):
        with mpmath.workdps(300):
            sheds.append([float(value) for value in exact.nis_shed(*map(float, T), device)])
    P, by_left, by_right, by_bath = np.array(sheds).T
    good = (P > 0) & (P <= 1)
    count = NISDevice(**fields).hot_temperature(np.where(good, P, 1e-15), T_right, T_bath, on_failure="mask")[1]
    print(f"{good.sum()} powers in (0, 1] W, {(good & (count == 1)).sum()} with one state")
    good &= count == 1
    points = fields | {"power": P, "T_right": T_right, "T_bath": T_bath}
    return {name: a[good] for name, a in points.items()}, *(a[good] for a in (T_left, by_left, by_right, by_bath))


def hot_temperatures(rng):
    points, T_left, *_ = nis_states()
    return points, T_left


def temperature_drops(rng):
    """Setup 1. The coldest T_left is drawn; T_right is searched where most is shed, to which the power is insensitive."""
    fields = nis_devices(rng, DROPS)
    coldest, T_bath = (power(rng, low, high, DROPS) * fields["T_c"] for low, high in ((0.1, 0.7), (0.003, 0.09)))
    good = (T_bath > 1e-9) & accepted(fields, 1e-9)
    fields, coldest, T_bath = {name: values[good] for name, values in fields.items()}, coldest[good], T_bath[good]
    n = T_bath.size
    device = NISDevice(**fields)
    low, high, each = T_bath, coldest, np.arange(n)
    for _ in range(3):  # the maximum is flat: 1e-6 of T_right are 1e-12 of the power
        scan = low * (high / low) ** np.linspace(0, 1, 400)[:, None]
        best = device.heat_current(coldest, scan).argmax(axis=0)
        low, high = (scan[np.clip(best + k, 0, 399), each] for k in (-1, 1))
    T_right = scan[best, each]
    good = T_right > 1.01 * T_bath
    P, start = np.ones(n), np.ones(n)
    for i in np.flatnonzero(good):
        one = rows_of({name: values[i : i + 1] for name, values in fields.items()})[0]
        with mpmath.workdps(300):
            P[i] = float(exact.nis_shed(float(coldest[i]), float(T_right[i]), float(T_bath[i]), one)[0])
    good &= P <= 1
    P = np.where(good, P, 1.0)
    start, count = device.hot_temperature(P, T_bath, T_bath, on_failure="mask")
    good &= count == 1
    for i in np.flatnonzero(good):  # one step of Newton's method from what the package finds
        one = rows_of({name: values[i : i + 1] for name, values in fields.items()})[0]
        with mpmath.workdps(300):
            shed, by_left, *_ = exact.nis_shed(float(start[i]), float(T_bath[i]), float(T_bath[i]), one)
        start[i] -= float((shed - P[i]) / by_left)
    points = fields | {"power": P, "T_bath": T_bath, "T_left": start}
    print(f"{good.sum()} of {n} can be cooled")
    return {name: values[good] for name, values in points.items()}, (start - coldest)[good]


def responsivities(rng):
    points, _, by_left, by_right, _ = nis_states()
    return points, -by_right / by_left


def bath_responsivities(rng):
    points, _, by_left, by_right, by_bath = nis_states(same_bath=True)
    points = {name: values for name, values in points.items() if name != "T_right"}
    return points, -(by_right + by_bath) / by_left


FILM_TEMPERATURES = 50


def film_samples(rng, each=10):
    """σ at 50 temperatures, and for each of them ten circuits: T/T_c with its Film, and arrays of the rest."""
    for t in below_one(rng, 1e-3, FILM_TEMPERATURES):
        ratio = float(rng.choice([power(rng, *RATIO, 1)[0], cut(rng.uniform(1, 3))]))
        T_c = float(power(rng, 1e-3, 1e3, 1)[0])
        T = t * T_c
        R_drain, r = power(rng, 1e-3, 1e6, each), power(rng, 1e-3, 1e6, each)
        yield T, T_c, ratio, R_drain, r, near(rng, np.full(each, T), 1e5)


def fields(T_c, ratio, R_drain, r):
    n = R_drain.size
    return {"T_c": np.full(n, T_c), "gap_ratio": np.full(n, ratio), "R_drain": R_drain, "R_film": r * R_drain}


def film_currents(rng):
    parts, heat = [], []
    for T, T_c, ratio, R_drain, r, T_drain in film_samples(rng):
        film, points = exact.Film(T, T_c, ratio, T_drain.max()), fields(T_c, ratio, R_drain, r)
        parts.append(points | {"T_source": np.full(r.size, T), "T_drain": T_drain})
        heat += [float(film.heat(x, T, T_D)[0]) for x, T_D in zip(points["R_film"] / R_drain, T_drain, strict=True)]
    return join(*parts), np.array(heat)


def mean_transmissions(rng):
    parts, mean = [], []
    for T, T_c, ratio, R_drain, r, _ in film_samples(rng):
        top = 2 * ratio * T_c / exact.long_gap(T, T_c, ratio)
        film, points = exact.Film(T, T_c, ratio, top=top), fields(T_c, ratio, R_drain, r)
        parts.append(points | {"T_source": np.full(r.size, T)})
        mean += [float(film.mean(x, top)) for x in points["R_film"] / R_drain]
    return join(*parts), np.array(mean)


def drain_temperatures(rng):
    """T_source, T_drain and T_bath are drawn, the coupling to the phonons that balances them follows."""
    parts, result = [], []
    for T, T_c, ratio, R_drain, r, _ in film_samples(rng):
        film, points = exact.Film(T, T_c, ratio), fields(T_c, ratio, R_drain, r)
        T_drain = T * (1 - power(rng, 1e-3, 0.99, r.size))
        T_bath = T_drain * either(rng, 1 - power(rng, 1e-3, 0.9, r.size), power(rng, 1e-3, 0.5, r.size))
        heat = [film.heat(x, T, T_D)[0] for x, T_D in zip(points["R_film"] / R_drain, T_drain, strict=True)]
        root = np.sqrt(
            [
                float(q / (exact.Long(a) ** 5 - exact.Long(b) ** 5))
                for q, a, b in zip(heat, T_drain, T_bath, strict=True)
            ]
        )
        scale = {"coupling_normal": root * 1e10, "volume_drain": root * 1e-10}
        parts.append(points | {"T_source": np.full(r.size, T), "T_bath": T_bath} | scale)
        result.append(T_drain)
    return join(*parts), np.concatenate(result)


def steady_states(rng):
    """Devices of any scale, in which photons and phonons compete; T_source is drawn, T_drain balances the drain, the power the
    source. Powers with several states are left out."""
    parts, result = [], []
    for _ in range(30):
        T_c = float(power(rng, 1e-3, 1e3, 1)[0])
        ratio = float(rng.choice([power(rng, *RATIO, 1)[0], cut(rng.uniform(1, 3))]))
        one = {name: float(power(rng, *ends, 1)[0]) for name, ends in STEADY_FIELDS.items()}
        metal, flow = (one.pop(name) * exact.resistive_heat(1, T_c, 0)[0] / T_c**5 for name in ("normal", "film"))
        device = {"T_c": T_c, "gap_ratio": ratio, "T_bath": one["T_bath"] * T_c, "R_drain": one["R_drain"]}
        device["R_film"] = one["R_film"] * one["R_drain"]
        device |= {"coupling_normal": float(metal / one["volume_drain"]), "volume_drain": one["volume_drain"]}
        device |= {"coupling_film": float(flow / one["volume_film"]), "volume_film": one["volume_film"]}
        cold, metal = exact.Long(device["T_bath"]), exact.Long(device["coupling_normal"]) * device["volume_drain"]
        r = exact.Long(device["R_film"]) / device["R_drain"]
        for T_S in T_c * np.append(below_one(rng, 0.03, 24), rng.uniform(1, 1.5, 3)):
            if 1.02 * device["T_bath"] > T_S:
                continue
            film = exact.Film(float(T_S), T_c, ratio) if T_c > T_S else None
            T_S, T_D = exact.Long(T_S), exact.Long(T_S)
            for _ in range(60):
                heat, slope = film.heat(r, T_S, T_D) if film else exact.resistive_heat(1 + r, T_S, T_D)
                step = (heat - metal * (T_D**5 - cold**5)) / (5 * metal * T_D**4 - slope)
                T_D = max(T_D + step, cold)
                if abs(step) < 1e-17 * T_D:
                    break
            flow = exact.phonon_flow(T_S, cold, T_c, ratio, 0.42)[0]
            shed = heat + metal * (T_S**5 - cold**5) + device["coupling_film"] * device["volume_film"] * flow
            parts.append({"power": float(shed)} | device)
            result.append((float(T_S), float(T_D)))
    points = {name: np.array([part[name] for part in parts]) for name in parts[0]}
    count = states(**points)[1]
    print(f"{count.size} powers, of which {(count > 1).sum()} with several states, {(count == 0).sum()} with none")
    return {name: a[count == 1] for name, a in points.items()}, np.array(result)[count == 1]


STEADY_FIELDS = {
    "R_drain": (1e-3, 1e6),
    "R_film": (1e-3, 1e6),  # over R_drain
    "T_bath": (1e-3, 0.5),  # over T_c
    "normal": (1e-4, 1e4),  # heat to the phonons over that to a matched resistor, at T_c
    "film": (1e-4, 1e4),
    "volume_drain": (1e-21, 1e-15),
    "volume_film": (1e-21, 1e-15),
}


def wires(rng, n):
    r = either(rng, power(rng, 0.01, 100, n), power(rng, 0.01, 1e9, n))
    length = either(rng, power(rng, 1, 1000, n), power(rng, 3, 60, n))
    return {"r": r, "length": length, "length_super": cut(rng.uniform(3, 20, n))}


def solvable(points, function):
    """The points at which the second route found a solution, and what it found."""
    found = [function(**row) for row in rows_of(points)]
    good = np.array([value is not None for value in found])
    print(f"{good.sum()} of {good.size} solved")
    return {name: a[good] for name, a in points.items()}, np.array([value for value in found if value is not None])


ANGLES = 512


def cross_points(rng):
    t = below_one(rng, 1e-3, ANGLES)
    t = np.minimum(t, 0.9999)
    delta = gap(t, 1.0, 1.0) / k_B
    E = delta * either(
        rng, power(rng, 1e-6, 100, ANGLES), 1 + power(rng, 1e-6, 1, ANGLES), 1 - power(rng, 1e-6, 1, ANGLES)
    )
    return {"E": E, "t": t} | wires(rng, ANGLES)


def angle_of(E, t, r, length, length_super):
    return exact.cross_angle(E, float(gap(t, 1.0, 1.0)) / k_B, r, length, length_super)


@cache
def angles():
    """θ at a place and both mean resistances, for three functions."""
    rng = np.random.default_rng(3)
    points = cross_points(rng)
    points["x"] = (
        points["length"] / 2 * either(rng, np.zeros(ANGLES), power(rng, 1e-3, 1, ANGLES), rng.uniform(0, 1, ANGLES))
    )

    def at(x, **cross):
        found = angle_of(**cross)
        if found is None:
            return None
        theta = complex(found[0](0, 2 * x / cross["length"]))
        return theta.real, theta.imag, *exact.mean_resistances(found)

    return solvable(points, at)


def spectral_angles(rng):
    points, found = angles()
    return points, found[:, :2]


def diffusion_coefficients(rng):
    points, found = angles()
    return points, np.stack([np.cos(found[:, 1]) ** 2, np.cosh(found[:, 0]) ** 2], axis=-1)


def spectral_resistances(rng):
    points, found = angles()
    return {name: values for name, values in points.items() if name != "x"}, found[:, 2:]


LINES = 600


def spectral_conductances(rng):
    E = either(rng, power(rng, 1e-6, 100, LINES), 1 + power(rng, 1e-6, 1, LINES), 1 - power(rng, 1e-6, 1, LINES))

    def at(E, length):
        if E < 1 and length * (1 - E * E) ** 0.25 > 15:
            return exact.long_line_share(E, length)
        found = exact.line_angle(E, length)
        return None if found is None else 1 / exact.mean_resistances(found)[0]

    return solvable({"E": E, "length": power(rng, 0.1, 100, LINES)}, at)


AVERAGES = 512


def wire_conductances(rng):
    t = np.append(below_one(rng, 1e-3, AVERAGES - 2), [1e-6, 1e9])
    points = (
        {"t": t}
        | wires(rng, AVERAGES)
        | {"gap_ratio": either(rng, power(rng, *RATIO, AVERAGES), np.full(AVERAGES, 1.764))}
    )

    def at(t, **rest):
        return (
            exact.solved_averages(t, float(gap(t, 1.0, 1.0)) / k_B, **rest, leads=polynomials.CROSS)
            if t < 1
            else (1.0, 1.0)
        )

    return solvable(points, at)


def interferometers(rng):
    t = below_one(rng, 0.01, AVERAGES)
    points = {"t": t, "phase": rng.uniform(-3, 3, AVERAGES), "length": wires(rng, AVERAGES)["length"]}
    points["gap_ratio"] = cut(rng.uniform(0.5, 3, AVERAGES))

    def at(t, phase, **rest):
        contact = float(gap(t, 1.0, 1.0)) / k_B * abs(np.cos(phase / 2))
        return exact.solved_averages(t, contact, r=0.0, length_super=1.0, **rest, leads=polynomials.WIRE)

    return solvable(points, at)


def estimates(rng):
    points = {"t": below_one(rng, 1e-3)} | wires(rng, POINTS)
    del points["length_super"]
    points["gap_ratio"] = either(rng, power(rng, *RATIO), np.full(POINTS, 1.764))
    return with_corners(points, t=(1e-6, 1e9), r=(0.01, 1e9), length=(1.0, 1000.0), gap_ratio=RATIO)


SAMPLES = {
    "superconducting_line.spectral_conductance": spectral_conductances,
    "proximity.semi_infinite_conductances": (estimates, one_by_one(exact.semi_infinite_conductances)),
    "proximity.conductances": wire_conductances,
    "proximity.interferometer": interferometers,
    "proximity.spectral_angle": spectral_angles,
    "proximity.ProximityWire.diffusion_coefficients": diffusion_coefficients,
    "proximity.ProximityWire.spectral_resistances": spectral_resistances,
    "NISDevice.heat_current": (nis_currents, of_nis(exact.nis_current)),
    "NISDevice.thermal_conductance": (nis_currents, of_nis(exact.nis_conductance)),
    "NISDevice.hot_temperature": hot_temperatures,
    "NISDevice.temperature_drop": temperature_drops,
    "NISDevice.responsivity": responsivities,
    "NISDevice.bath_responsivity": bath_responsivities,
    "PhaseTransitionDevice.heat_current": film_currents,
    "PhaseTransitionDevice.mean_transmission": mean_transmissions,
    "PhaseTransitionDevice.drain_temperature": drain_temperatures,
    "PhaseTransitionDevice.steady_state": steady_states,
}
