"""Heat carried by photons between two impedances joined by lossless leads.

Each impedance is a thermal noise source (fluctuation-dissipation theorem); the other one absorbs the power that the noise
drives through it (Kirchhoff's laws). The three ``heat_current`` functions evaluate the same integral, dey2023 Eq. 3:
for any impedances by quadrature, for two resistors and for two parallel RC elements in closed form.

    distributions, quadrature ─→ [photonic] ─→ nis_channel, nis_balance, devices
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.constants import c, hbar, pi
from scipy.constants import k as k_B

from .distributions import reduced_bose_difference
from .domain import Array, Complex, check, check_broadcast, check_impedance
from .quadrature import integrate

Impedance = Callable[[Array, Array], ArrayLike]

SIGMA_SB_1D = pi * k_B**2 / (6 * hbar)
"""One-dimensional Stefan-Boltzmann constant πk²/(6ħ) in W/K², both polarisations counted (dey2023, below Eq. 3)."""


def thermal_wavelength(T: ArrayLike) -> Array:
    """Wavelength of a photon of energy kT in vacuum, λ_T = 2πħc/(kT), in m (dey2023, Sec. II).

    Circuits much shorter than this may be drawn with lumped elements. T in K, > 0, any shape.

    >>> round(float(thermal_wavelength(1.0)) * 100, 2)   # cm
    1.44
    """
    (T,) = check(T=T)
    return 2 * pi * hbar * c / (k_B * T)


def conductance_quantum(T: ArrayLike) -> Array:
    """Quantum of heat conductance πk²T/(6ħ) in W/K: the most one photon channel can conduct at temperature T.

    It is ∂Q̇/∂T of ``heat_current_resistive`` at perfect matching. T in K, > 0, any shape.

    >>> f"{conductance_quantum(0.1):.3e}"
    '9.464e-14'
    """
    (T,) = check(T=T)
    return SIGMA_SB_1D * T


def transmission(Z_source: ArrayLike, Z_drain: ArrayLike) -> Array:
    """Photon transmission τ = 4 Re Z_S Re Z_D / |Z_S + Z_D|² (dey2023 Eq. 2).

    Parameters: Z_source, Z_drain, impedances in Ω at one frequency, complex, Re Z ≥ 0, |Z| ≤ 1e150 Ω; they broadcast.
    Returns: τ between 0 and 1, shape of the broadcast arguments. It is 1 where Z_S = Z_D* (matching) and 0 where either
    is lossless. Relative error ≤ 1e-15 (|Z_S| + |Z_D|)² / |Z_S + Z_D|².
    Raises: ValueError for amplifying (Re Z < 0) or non-finite impedances, and where Z_S + Z_D = 0.

    >>> float(transmission(50.0, 50.0)), float(transmission(50 + 30j, 50 - 30j))
    (1.0, 1.0)
    """
    Z_source, Z_drain = check_impedance("Z_source", Z_source), check_impedance("Z_drain", Z_drain)
    check_broadcast(Z_source=Z_source, Z_drain=Z_drain)
    return _transmission(Z_source, Z_drain)


def _transmission(Z_source: Complex, Z_drain: Complex) -> Array:
    total = np.abs(Z_source + Z_drain)
    if not (total > 0).all():
        raise ValueError(
            "Z_source + Z_drain must differ from 0 Ω, got 0 Ω: a lossless loop on resonance has no transmission"
        )
    # Dividing before multiplying keeps 1e±150 Ω apart; rounding alone can lift τ above 1.
    return np.minimum(4 * (Z_source.real / total) * (Z_drain.real / total), 1.0)


def matching(x: ArrayLike) -> Array:
    """Transmission between two resistors, τ₀ = 4x/(1 + x)² with x = R_S/R_D (dey2023, below Eq. 3).

    Parameters: x, resistance ratio, > 0, any shape.
    Returns: τ₀ between 0 and 1, shape of x; 1 at x = 1, unchanged by x → 1/x. Relative error ≤ 1e-15.
    Raises: ValueError for non-positive or non-finite x.

    >>> float(matching(1.0)), float(matching(37.0)) == float(matching(1 / 37.0))
    (1.0, True)
    """
    (x,) = check(x=x)
    return np.minimum(4 * (x / (1 + x)) / (1 + x), 1.0)


def heat_current(
    Z_source: Impedance | complex,
    Z_drain: Impedance | complex,
    T_source: ArrayLike,
    T_drain: ArrayLike,
    kinks: Sequence[ArrayLike] = (),
) -> Array:
    """Net heat current from source to drain for any two impedances (dey2023 Eq. 3).

    Q̇ = ∫₀^∞ (ħω/2π) τ(ω, T_S, T_D) [n(ħω, T_S) − n(ħω, T_D)] dω, τ as in ``transmission``.

    Parameters: Z_source, Z_drain, functions Z(omega, T) of angular frequency in rad/s and the element's own temperature
    in K, called with arrays of equal shape and returning Ω (a number stands for a constant); T_source, T_drain in K,
    > 0, broadcasting; kinks, angular frequencies in rad/s where an impedance is not smooth or has a narrow resonance,
    each broadcasting with the temperatures.
    Returns: Q̇ in W, shape of the broadcast temperatures; positive when the source is hotter, zero at equal
    temperatures. Relative error ≤ 1e-10, also for T_source → T_drain. Frequencies above 60 kT/ħ of the hotter side are
    left out: less than 1e-20 of the heat.
    Raises: ValueError for bad temperatures or impedances; RuntimeError when the accuracy is not reached (name kinks).

    >>> f"{heat_current(50.0, lambda omega, T: 50 + 1e-9j * omega, 0.3, 0.1):.4e}"
    '2.7967e-14'
    """
    Z_source, Z_drain = _as_function("Z_source", Z_source), _as_function("Z_drain", Z_drain)
    try:
        named = {f"kinks[{i}]": kink for i, kink in enumerate(kinks)}
    except TypeError:
        raise ValueError(f"kinks must be a sequence of angular frequencies in rad/s, got {kinks!r}") from None
    T_source, T_drain, *corners = check(T_source=T_source, T_drain=T_drain, **named)
    T_source, T_drain, *corners = np.broadcast_arrays(T_source, T_drain, *corners)
    hot, cold = np.maximum(T_source, T_drain), np.minimum(T_source, T_drain)
    scale = k_B * hot / hbar  # rad/s; x = ω/scale is of order one wherever the hot side radiates

    def integrand(x: Array) -> Array:
        omega = x * scale
        Z_s = Z_source(omega, np.broadcast_to(T_source, x.shape))
        Z_d = Z_drain(omega, np.broadcast_to(T_drain, x.shape))
        photons = reduced_bose_difference(x, x * (hot / cold), x * ((hot - cold) / cold))
        return x * _transmission(Z_s, Z_d) * photons

    # The first panels are narrow because cut-offs and cold drains leave structure far below kT/ħ.
    thermal = [np.full(scale.shape, x) for x in (0.0, 1e-8, 1e-6, 1e-4, 0.01, 0.1, 1.0, 3.0, 8.0, 16.0, 30.0, 60.0)]
    inside = [np.clip(kink / scale, 0.0, 60.0) for kink in corners]
    integral = integrate(integrand, np.sort(np.array(thermal + inside), axis=0))
    return np.sign(T_source - T_drain) * (k_B * hot) ** 2 / (2 * pi * hbar) * integral


def heat_current_resistive(T_source: ArrayLike, T_drain: ArrayLike, tau: ArrayLike = 1.0) -> Array:
    """Net heat current through a frequency-independent transmission, Q̇ = τ πk²(T_S² − T_D²)/(12ħ) (dey2023, below Eq. 3).

    Parameters: T_source, T_drain in K, > 0; tau, transmission in [0, 1]; they broadcast.
    Returns: Q̇ in W, positive when the source is hotter. Relative error ≤ 1e-15.
    Raises: ValueError for arguments outside these ranges.

    >>> f"{heat_current_resistive(0.3, 0.1):.4e}"
    '3.7857e-14'
    """
    T_source, T_drain, tau = check(T_source=T_source, T_drain=T_drain, tau=tau)
    # (T_S − T_D)(T_S + T_D) keeps all digits where T_S² − T_D² would cancel.
    return tau * SIGMA_SB_1D / 2 * (T_source - T_drain) * (T_source + T_drain)


def heat_current_rc(
    T_left: ArrayLike, T_right: ArrayLike, R_left: ArrayLike, R_right: ArrayLike, C_total: ArrayLike
) -> Array:
    """Net heat current between two resistors, each in parallel with a capacitor (pioldi2025 Eqs. 2 and 3), in closed form.

    The transmission is a Lorentzian, τ₀/(1 + (ω/ω₀)²) with ω₀ = (R_L + R_R)/(R_L R_R C), and its Bose integral is Binet's:
    J = ħτ₀ω₀²/(4π) [B(z_L) − B(z_R)], B(z) = ln z − 1/(2z) − ψ(z), z = ħω₀/(2πkT), ψ the digamma function.

    Parameters: T_left, T_right in K; R_left, R_right in Ω; C_total = C_left + C_right in F; all > 0, broadcasting.
    Returns: J in W, positive from left to right. Relative error ≤ 1e-12, also for T_left → T_right and for ω₀ far above
    or below kT/ħ.
    Raises: ValueError for non-finite or non-positive arguments or shapes that do not broadcast.

    >>> f"{heat_current_rc(0.3, 0.29, 500.0, 400.0, 5e-15):.9e}"
    '2.719297922e-15'
    """
    T_left, T_right, R_left, R_right, C_total = check(
        T_left=T_left, T_right=T_right, R_left=R_left, R_right=R_right, C_total=C_total
    )
    parallel = R_left / (R_left + R_right) * R_right
    tau_0 = 4 * (R_left / (R_left + R_right)) * (R_right / (R_left + R_right))
    t_per_kelvin = 2 * pi * k_B / hbar * parallel * C_total  # t = 1/z = 2πkT/(ħω₀)
    slope = binet_slope(t_per_kelvin * T_left, t_per_kelvin * T_right)
    # ħω₀²/4π [B_L − B_R] with ω₀ = 2πkT/(ħt) and B_L − B_R = slope (t_L² − t_R²): the powers of ω₀ cancel.
    return tau_0 * pi * k_B**2 / hbar * (T_left - T_right) * (T_left + T_right) * slope


_SHIFT = 10
# ln z − 1/(2z) − ψ(z) = Σ_k B_2k/(2k z^2k) for large z, B_2k the Bernoulli numbers; beyond z = 10 the first
# term left out, B_22/(22 z^22), is 3e-20 of unity and 3e-17 of the sum.
_NUMERATORS = (1, -1, 1, -1, 1, -691, 1, -3617, 43867, -174611)
_DENOMINATORS = (12, 120, 252, 240, 132, 32760, 12, 8160, 14364, 6600)
_BINET_SERIES = [n / d for n, d in zip(_NUMERATORS, _DENOMINATORS, strict=True)]


def binet_slope(t: Array, s: Array) -> Array:
    """[B(1/t) − B(1/s)] / (t² − s²) for B(z) = ln z − 1/(2z) − ψ(z), without any subtraction of nearly equal numbers.

    The large-z series needs z ≥ 10, so the recurrence ψ(z) = ψ(z + 10) − Σ_{k<10} 1/(z + k) first lifts small z:
    B(z) = ln(z/w) − 1/(2z) + 1/(2w) + Σ_{k<10} 1/(z + k) + B(w), w = z + 10. Each difference then factors by hand.
    """
    z_is_large = np.maximum(t, s) <= 1 / _SHIFT
    shift = np.where(z_is_large, 0, _SHIFT)
    v, u = t / (1 + shift * t), s / (1 + shift * s)  # 1/w
    # B(1/v) − B(1/u) over v² − u²: Σ c_k (v^2k − u^2k)/(v² − u²), the quotient built up by Horner's rule
    power, quotient, tail = np.ones_like(v * u), np.zeros_like(v * u), np.zeros_like(v * u)
    for coefficient in _BINET_SERIES:
        quotient = quotient * u**2 + power
        power = power * v**2
        tail = tail + coefficient * quotient
    if z_is_large.all():
        return tail
    # v² − u² = (t² − s²) · stretch, because v − u = (t − s)/((1 + 10t)(1 + 10s))
    lifted = (1 + _SHIFT * t) * (1 + _SHIFT * s)
    stretch = (v + u) / (lifted * (t + s))
    # the other terms over t − s: −½ + 1/(2·lifted), then + 1 (k = 0) and Σ_{k≥1} 1/((1 + kt)(1 + ks)), less the logarithm
    terms = 0.5 + 0.5 / lifted
    for k in range(1, _SHIFT):
        terms = terms + 1 / ((1 + k * t) * (1 + k * s))
    lower = 1 + _SHIFT * np.minimum(t, s)  # from the lower one: its logarithm is of 1 + a positive step
    terms = terms - _SHIFT / lower * _log1p_ratio(_SHIFT * np.abs(t - s) / lower)
    return np.where(z_is_large, tail, terms / (t + s) + tail * stretch)


def _log1p_ratio(x: Array) -> Array:
    """ln(1 + x)/x, which is 1 at x = 0."""
    small = np.abs(x) < 1e-8
    return np.where(small, 1 - x / 2, np.log1p(x) / np.where(small, 1.0, x))


def _as_function(argument: str, Z: Impedance | complex) -> Callable[[Array, Array], Complex]:
    """Z(omega, T) that checks what it returns."""
    if not callable(Z):
        constant = check_impedance(argument, Z)
        if constant.shape:
            raise ValueError(
                f"{argument} must be a function Z(omega, T) in Ω or one number, got an array of shape {constant.shape}"
            )
        return lambda omega, T: np.broadcast_to(constant, omega.shape)

    def checked(omega: Array, T: Array) -> Complex:
        value = check_impedance(f"{argument}(omega, T)", Z(omega, T))
        if value.shape not in ((), omega.shape):
            raise ValueError(
                f"{argument}(omega, T) must be one number or have the shape of omega and T, {omega.shape}, got {value.shape}"
            )
        return value

    return checked
