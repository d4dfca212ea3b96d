"""Random points with corners, and references applied to them: what both files of samples need."""

from itertools import product

import mpmath
import numpy as np
import references as exact
from mpmath import mpf

POINTS = 500
hbar = exact.hbar


def power(rng, low, high, n=POINTS):
    """n numbers, uniform in the logarithm, cut to 24 bits so that the file stays small."""
    return cut(np.exp(rng.uniform(np.log(low), np.log(high), n)))


def cut(x, bits=24):
    mantissa, exponent = np.frexp(x)
    return np.ldexp(np.round(mantissa * 2**bits) / 2**bits, exponent)


def either(rng, *samples):
    """One of the samples at every point."""
    return np.choose(rng.integers(len(samples), size=samples[0].size), samples)


def corners(**ranges):
    """All corners of a box."""
    return dict(zip(ranges, np.array(list(product(*ranges.values()))).T, strict=True))


def with_corners(points, **ranges):
    """The points with the corners of the box; a range of one number is taken from it."""
    box = corners(**ranges)
    return {name: np.append(values, box[name]) for name, values in points.items()}


def box(rng, n=POINTS, **ranges):
    """The whole box."""
    return with_corners({name: power(rng, *ends, n) for name, ends in ranges.items()}, **ranges)


def join(*parts):
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def below_one(rng, low, n=POINTS):
    """T/T_c, also close to 1."""
    return either(rng, power(rng, low, 1, n), 1 - power(rng, 1e-12, 0.5, n), rng.uniform(0.02, 1, n))


TEMPERATURE, RATIO, ENERGY = (1e-9, 1e9), (0.01, 100.0), (1e-45, 1e-9)


def gapped(rng, low, T_c=(1e-3, 1e6), n=POINTS, name="T"):
    T_c = power(rng, *T_c, n)
    ratio = either(rng, power(rng, *RATIO, n), cut(rng.uniform(1, 3, n)), np.full(n, 1.764))
    return {name: below_one(rng, low, n) * T_c, "T_c": T_c, "ratio": ratio}


def near(rng, T, wide):
    """Another temperature, within a factor ``wide`` or closer than 1e-3."""
    return np.clip(
        T * either(rng, power(rng, 1 / wide, wide, T.size), 1 - power(rng, 1e-12, 1e-3, T.size)), *TEMPERATURE
    )


def one_by_one(function, **options):
    """A reference for scalars in extended precision, at all points."""
    return lambda **arguments: np.array(
        [
            np.array(function(*map(float, point), **options), dtype=float)
            for point in zip(*arguments.values(), strict=True)
        ]
    )


def in_mpmath(function, digits=60):
    """A reference for mpmath numbers, at all points; digits a number or a function of the point."""

    def at(point):
        with mpmath.workdps(digits(*point) if callable(digits) else digits):
            value = function(*map(mpf, point))
            if isinstance(value, mpmath.mpc):
                return float(value.real), float(value.imag)
            return float(value)

    return lambda **arguments: np.array([at(tuple(map(float, p))) for p in zip(*arguments.values(), strict=True)])


def reordered(function, *names):
    """The reference takes its arguments in this order."""
    return lambda **arguments: function(**{name: arguments[name] for name in names})
