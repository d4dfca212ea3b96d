"""References for the devices: two junctions and their photons, a film in series with a resistor."""

import numpy as np
from mpmath import mpf

from .junctions import conductance
from .photons import heat_current_rc, long_gap
from .rules import FINE, HBAR, PI, K, Long, ray, segment
from .superconductors import _phonons, phonon_flow, sigma

# Two junctions and their photons


def nis_current(T_left, T_right, device):
    """pioldi2025 Eqs. 1-3; device: the fields of NISDevice of one design, a mapping."""
    of = {name: mpf(value) for name, value in device.items()}
    R_0, chi = of["specific_resistance"] / of["area_left"], of["chi"]
    material = of["T_c"], of["gamma"], of["gap_ratio"]
    R_left, R_right = R_0 / conductance(T_left, *material), R_0 / chi / conductance(T_right, *material)
    C = of["specific_capacitance"] * of["area_left"] * (1 + chi)
    return heat_current_rc(mpf(T_left), mpf(T_right), R_left, R_right, C)


def nis_conductance(T_left, T_right, device):
    d = mpf("1e-15") * T_right * min(1, abs(1 - mpf(T_right) / device["T_c"]))
    up, down = (nis_current(T_left, T_right + sign * d, device) for sign in (1, -1))
    return (down - up) / (2 * d)


def nis_slope_left(T_left, T_right, device):
    d = mpf("1e-15") * T_left * (1 - mpf(T_left) / device["T_c"])
    up, down = (nis_current(T_left + sign * d, T_right, device) for sign in (1, -1))
    return (up - down) / (2 * d)


def nis_shed(T_left, T_right, T_bath, device):
    """The power that the left reservoir sheds, and its derivatives by the three temperatures."""
    metal, n = device["coupling_normal"] * device["volume_normal"], mpf(device["exponent"])
    film = device["coupling_superconductor"] * device["volume_superconductor"]
    flow, by_T, by_bath = (mpf(float(x)) for x in phonon_flow(T_left, T_bath, device["T_c"], device["gap_ratio"], 0.42))
    power = nis_current(T_left, T_right, device) + film * flow
    power += metal * (mpf(T_left) ** n - mpf(T_bath) ** n)
    by_left = nis_slope_left(T_left, T_right, device) + film * by_T + metal * n * mpf(T_left) ** (n - 1)
    by_bath = film * by_bath - metal * n * mpf(T_bath) ** (n - 1)
    return power, by_left, -nis_conductance(T_left, T_right, device), by_bath


# A film in series with a resistor


def resistive_heat(x, T_source, T_drain):
    """W between two resistors with the ratio x, and its slope by T_drain, in extended precision."""
    scale = PI * K**2 / (12 * HBAR) * 4 * x / (1 + x) ** 2
    return scale * (T_source**2 - T_drain**2), -2 * scale * T_drain


class Film:
    """What photons see of it at one T < T_c: σ at quanta on both sides of 2Δ, once for all resistances and drains."""

    def __init__(self, T, T_c, ratio, hot=None, top=None):
        """Up to 60 kT of the hottest drain, or up to the quantum ``top`` in units of the gap."""
        reduced = Long(T) / long_gap(T, T_c, ratio)  # kT/Δ
        p, q, weight = segment(Long(2), min(reduced, Long(1)) * 1e-19, 1e-19)
        if top is None:
            d, above = ray(min(reduced, 1) * 1e-19, 60 * reduced * max(1.0, (hot or T) / T), FINE)
        elif top == 2:
            d = above = np.empty(0, Long)
        else:
            d, _, above = segment(top - 2, Long(1e-19) * min(1, top - 2), (top - 2) * Long(1e-19))
        self.w, self.weight, excess = (
            np.concatenate([p, 2 + d]),
            np.concatenate([weight, above]),
            np.concatenate([-q, d]),
        )
        pieces = [
            sigma(self.w[i], reduced, excess[i]) for i in np.array_split(np.arange(self.w.size), -(-self.w.size // 40))
        ]
        self.sigma_1, self.sigma_2 = (np.concatenate(part) for part in zip(*pieces, strict=True))
        self.reduced = reduced

    def transmission(self, r):
        size = self.sigma_1**2 + self.sigma_2**2
        real, imag = 1 + r * self.sigma_1 / size, r * self.sigma_2 / size
        return 4 * real / ((1 + real) ** 2 + imag**2)

    def heat(self, r, T_source, T_drain):
        """W, the slope by T_drain, W/K; T_source has the ratio t to T_c that sigma was computed for."""
        T_source, T_drain = Long(T_source), Long(T_drain)
        t, t_drain = self.reduced, self.reduced * T_drain / T_source
        difference, _, by_drain = _phonons(
            self.w, t, t_drain, (T_source - T_drain) / (T_source * T_drain) * T_source / t
        )
        scale = (K * T_source / t) ** 2 / (2 * PI * HBAR)
        part = scale * self.weight * self.w * self.transmission(Long(r))
        return (part * difference).sum(), -(part * by_drain).sum() / T_drain

    def mean(self, r, top):
        return (self.weight * self.transmission(Long(r))).sum() / top
