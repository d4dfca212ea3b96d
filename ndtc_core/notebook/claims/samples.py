"""What the claims of several chapters share: random circuits, the papers' devices, and constants with one meaning."""

from __future__ import annotations

import numpy as np
from scipy.constants import pi

from ...devices import NISDevice, PhaseTransitionDevice
from ...domain import Array
from ...electron_phonon import normal_metal, superconductor

OHMS = np.exp(np.random.default_rng(2023).uniform(np.log(0.1), np.log(1e4), (4, 1000)))
KELVINS = np.exp(np.random.default_rng(2112).uniform(np.log(0.02), np.log(1.0), (2, 1000)))
PASSIVE = (OHMS[0] + 1j * (OHMS[2] - 100), OHMS[1] + 1j * (OHMS[3] - 100))  # Ω, pairs of passive impedances

WEAK_COUPLING = pi * np.exp(-np.euler_gamma)  # Δ₀/kT_c of BCS theory
GAP_RATIO = 1.764  # the same to four digits, as pioldi2025 prints it and as the functions take it by default

FILM_DEVICE = PhaseTransitionDevice()  # dey2023, parameters of Fig. 3, r = 36
T_C_FILM = FILM_DEVICE.T_c  # K, titanium
SIGMA_COPPER = 2e9  # W m⁻³ K⁻⁵, usually tabulated for copper; dey2023 prints 3e9
T_DRAIN = 0.03  # K, the drain of Figs. 1 and 2 of dey2023

C_PRINTED, C_READ = 50.0, 0.05  # F/m²: 50 pF/µm² as pioldi2025 prints it, 50 fF/µm² as we read it
FARADS = "With 50 fF/µm² for the printed 50 pF/µm²."
SILVER = NISDevice.silver(specific_capacitance=C_READ)
INAS = NISDevice.inas(specific_capacitance=C_READ)
T_C_ALUMINIUM = SILVER.T_c  # K, in both papers
GAMMA = SILVER.gamma  # Γ/Δ₀ of pioldi2025
T_LEFT = 0.5  # K, the hot side in Fig. 2 of pioldi2025
T_BATH = 0.01  # K, phonons of pioldi2025


def to_phonons(device: NISDevice, T: float | Array, T_bath: float | Array = T_BATH, gamma: float = 0.0) -> Array:
    """Heat in W from the whole left reservoir to the phonons."""
    normal = normal_metal(T, T_bath, device.coupling_normal, device.volume_normal, device.exponent)
    amount = device.coupling_superconductor, device.volume_superconductor, device.T_c
    return np.asarray(normal + superconductor(T, T_bath, *amount, gamma=gamma))
