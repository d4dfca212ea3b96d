"""The circuits of the papers, with their published parameters as defaults.

``PhaseTransitionDevice`` (dey2023): a normal resistor in series with a superconducting film radiates into a second normal
resistor. When the film turns normal the impedances no longer match, and the hotter source sends less. ``NISDevice``
(pioldi2025) has a room of its own, nis_device, and is handed on here.

    distributions, film_source, electron_phonon, photonic, balance, heat_capacity, network, nis_device ─→ [devices] ─→
    (chapters)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike

from . import electron_phonon, heat_capacity
from .balance import OnFailure, check_on_failure, minimum, refuse_unless_single, steady_temperatures
from .distributions import reduced_bose, reduced_bose_difference
from .domain import TEMPERATURE, Array, Index, Quantity, check, check_broadcast, refuse_arrays
from .film_source import FilmSource
from .network import Branch, Network
from .nis_device import NISDevice as NISDevice
from .photonic import heat_current_resistive, matching

# Up to here accuracy is checked. A hair more than 1e6, because r · R_drain/R_drain rounds.
_RATIO = Quantity("ratio", "", 1e-150, 1e6 * (1 + 1e-15))


class SteadyState(NamedTuple):
    """Temperatures in K of the two electrodes when every power is balanced."""

    T_source: Array
    T_drain: Array


@dataclass(frozen=True)
class PhaseTransitionDevice:
    """Source: a normal resistor R_drain in series with a superconducting film; drain: an equal resistor (dey2023 Fig. 1a).

    Defaults: copper (ρ = 3 µΩ cm, 2 µm × 700 nm × 30 nm) and titanium (30 µΩ cm, 6 µm × 700 nm × 25 nm), dey2023 Fig. 3.
    T_c of the film and T_bath of the phonons in K; R_drain and R_film (normal state) in Ω; volume_drain (of each copper
    resistor) and volume_film in m³; coupling_normal and coupling_film, electron-phonon Σ in W m⁻³ K⁻⁵; gap_ratio, Δ(0)/kT_c.
    For ``heat_current``, ``mean_transmission`` and ``drain_temperature`` fields may be arrays that broadcast with the
    temperatures; the conductivity is then computed once for all resistances. The steady states take plain numbers.
    R_film/R_drain ≤ 1e6.
    """

    T_c: float = 0.4
    T_bath: float = 0.03
    R_drain: float = 3e-8 * 2e-6 / (700e-9 * 30e-9)
    R_film: float = 30e-8 * 6e-6 / (700e-9 * 25e-9)
    volume_drain: float = 2e-6 * 700e-9 * 30e-9
    volume_film: float = 6e-6 * 700e-9 * 25e-9
    coupling_normal: float = 3e9
    coupling_film: float = 1.3e9
    gap_ratio: float = 1.76

    def __post_init__(self) -> None:
        fields = vars(self)
        # doubles: products of small integers or of single precision would go wrong
        for name, value in zip(fields, check(**fields), strict=True):
            if not isinstance(fields[name], float):
                object.__setattr__(self, name, value[()])
        _RATIO.check("R_film/R_drain", self.R_film / self.R_drain)

    def with_ratio(self, r: ArrayLike) -> PhaseTransitionDevice:
        """The device with another resistance ratio r = R_film/R_drain, in (0, 1e6]; volumes stay.

        >>> round(PhaseTransitionDevice().R_film / PhaseTransitionDevice().with_ratio(1).R_film, 9)
        36.0
        """
        R_film: Any = _RATIO.check("r", r) * self.R_drain
        return replace(self, R_film=R_film if R_film.ndim else float(R_film))

    def heat_current(self, T_source: ArrayLike, T_drain: ArrayLike) -> Array:
        """Photonic heat current from source to drain (dey2023 Eq. 3), Z_S = R_drain + R_film/(σ₁ − iσ₂), Z_D = R_drain.

        Parameters: T_source, T_drain in K, > 0, broadcasting with each other and with fields.
        Returns: W, positive when the source is hotter, 0 at equal temperatures. Relative error ≤ 1e-8; for T_source ≥ T_c the
        closed form of two resistors, 1e-15.
        Raises: ValueError for bad temperatures or shapes that do not broadcast.

        >>> f"{PhaseTransitionDevice().heat_current(0.34, 0.03):.4e}"
        '9.5140e-15'
        """
        T_source, T_drain = check(T_source=T_source, T_drain=T_drain)
        T_S, T_D, film = self._aligned(T_source=T_source, T_drain=T_drain)
        hot, cold = np.maximum(T_S, T_D), np.minimum(T_S, T_D)
        energy, weight = film.spectrum(T_S, hot)
        photons = reduced_bose_difference(energy / hot, energy / cold, energy * ((hot - cold) / (hot * cold)))
        current = np.sign(T_S - T_D) * (weight * photons).sum(axis=0)
        return np.where(film.T_c <= T_S, heat_current_resistive(T_S, T_D, matching(1 + film.r)), current)[()]

    def mean_transmission(self, T_source: ArrayLike) -> Array:
        """Transmission averaged over frequencies up to 2Δ(0)/ħ, τ̄ = (ħ/2Δ₀) ∫₀^{2Δ₀/ħ} τ dω (dey2023, Sec. III B).

        Parameters: T_source in K, > 0, broadcasting with fields.
        Returns: between 0 and 1; 4(1+r)/(2+r)² for T_source ≥ T_c, r = R_film/R_drain. Relative error ≤ 1e-8.
        Raises: ValueError for bad temperatures or shapes that do not broadcast.

        >>> [round(float(tau), 4) for tau in PhaseTransitionDevice().mean_transmission([0.02, 0.4])]
        [0.1263, 0.1025]
        """
        (T_source,) = check(T_source=T_source)
        T_S, film = self._aligned(T_source=T_source)
        top = 2 * film.gap_ratio * film.T_c
        energy, weight = film.panels(T_S, top)
        mean = (weight * film.transmission(energy, T_S)).sum(axis=0) / top
        return np.where(film.T_c <= T_S, matching(1 + film.r), mean)[()]

    def ndtc_window(self, T_drain: float) -> tuple[float, float] | None:
        """The range (T_low, T_high) in K of source temperatures in which the heat current falls with T_source, or None.

        Parameters: T_drain in K, one number, kept fixed, ≤ 10 T_c. Returns: the range of the largest fall; T_high is T_c whenever
        the fall lasts until the film is normal. Accuracy 1e-6 T_c; a step of the scan, 0.005 T_c, where all that falls is 1e-8
        of the heat current, its error.
        Raises: ValueError for bad T_drain or fields that are arrays.

        >>> low, high = PhaseTransitionDevice().with_ratio(10).ndtc_window(0.03)
        >>> round(low, 4), high
        (0.3656, 0.4)
        """
        replace(TEMPERATURE, high=min(10 * self.T_c, TEMPERATURE.high)).check_one("T_drain", T_drain)
        refuse_arrays(**vars(self))
        coldest = 0.01 * min(1.0, self.gap_ratio)  # below, e^{−Δ/kT} is nothing
        scan = np.concatenate(
            [np.geomspace(coldest, 0.01, 60), np.linspace(0.01, 1, 200), 1 - np.geomspace(1e-5, 0.01, 20)]
        )
        T = np.unique(np.maximum(self.T_c * scan, TEMPERATURE.low))
        current = self.heat_current(T, T_drain)
        # where each fall begins and ends
        falls = np.flatnonzero(np.diff(np.diff(current) < 0, prepend=False, append=False)).reshape(-1, 2)
        if not falls.size:
            return None
        start, end = falls[np.argmax(current[falls[:, 0]] - current[falls[:, 1]])]

        def extremum(i: int, sign: float) -> float:
            bracket = (T[i - 1], T[i], T[i + 1])
            return float(minimum(lambda x: sign * self.heat_current(x, T_drain), bracket, 1e-8)[0])

        low = extremum(start, -1.0) if start > 0 else float(T[0])
        return low, extremum(end, 1.0) if end < T.size - 1 else self.T_c

    @overload
    def steady_state(self, power: ArrayLike, on_failure: Literal["raise"] = "raise") -> SteadyState: ...
    @overload
    def steady_state(self, power: ArrayLike, on_failure: Literal["mask"]) -> tuple[SteadyState, Index]: ...
    def steady_state(
        self, power: ArrayLike, on_failure: OnFailure = "raise"
    ) -> SteadyState | tuple[SteadyState, Index]:
        """Temperatures at which the power put into the source leaves it again (dey2023 Eq. 7).

        P = Q̇(T_S, T_D) + Q̇_N(T_S) + Q̇_film(T_S),   Q̇(T_S, T_D) = Q̇_N(T_D), phonons at T_bath. The second equation gives T_D
        for any T_S, so T_S alone parametrises the first.

        Parameters: power in W, in [0, 1] W, any shape; on_failure: "raise" refuses a power with none or several steady
        states; "mask" returns (state, count) with NaN where count is not 1.
        Returns: SteadyState of arrays of the shape of power. Relative error ≤ 1e-6.
        Raises: ValueError for bad power, array fields, and as said above.

        >>> state = PhaseTransitionDevice().steady_state(1e-16)
        >>> round(float(state.T_source), 5), round(float(state.T_drain), 5)
        (0.05381, 0.05229)
        """
        check_on_failure(on_failure)
        states, count = self.steady_states(power)
        if on_failure == "raise":
            refuse_unless_single(count, np.asarray(power, float))
        state = SteadyState(*(np.where(count == 1, T[0], np.nan)[()] for T in states))
        return state if on_failure == "raise" else (state, count)

    def steady_states(self, power: ArrayLike) -> tuple[SteadyState, Index]:
        """All steady states: (state, count), arrays in state of shape (branches, *power.shape), ascending in T_source.

        Entries beyond the count of a power are NaN. Parameters, Raises: as ``steady_state``.

        >>> state, count = PhaseTransitionDevice().steady_states([1e-13, 2e-12])
        >>> state.T_source.shape, count.tolist()
        ((1, 2), [1, 1])
        """
        (power,) = check(power=power)
        refuse_arrays(**vars(self))
        # The source's own copper alone would need this temperature: no steady state is hotter.
        top = (power.max(initial=1e-30) / (self.coupling_normal * self.volume_drain) + self.T_bath**5) ** 0.2
        top = max(top, self.T_bath * (1 + 1e-6)) * (1 + 1e-9)
        T_source, count = steady_temperatures(self._shed, power, self.T_bath, top, corners=[self.T_c])
        T_drain = np.full_like(T_source, np.nan)
        found = np.isfinite(T_source)
        T_drain[found] = self._drain_temperature(T_source[found])
        return SteadyState(T_source, T_drain), count

    def network(self, power: float, sommerfeld_normal: float = 97.0, sommerfeld_film: float = 315.0) -> Network:
        """The same balance as a thermal network that also stores heat: nodes "source" and "drain", bath "phonons".

        Parameters: power in W into the source; sommerfeld_normal, sommerfeld_film, γ in J m⁻³ K⁻² of both resistors (copper) and
        of the film (titanium), see heat_capacity.

        >>> PhaseTransitionDevice().network(1e-16).steady_state(0.02, 0.1).T.round(5).tolist()
        [0.05381, 0.05229]
        """
        refuse_arrays(**vars(self))
        film = (sommerfeld_film, self.volume_film, self.T_c, self.gap_ratio)

        def metal(T: Array) -> Array:
            return heat_capacity.normal_metal(T, sommerfeld_normal, self.volume_drain)

        nodes = {"source": lambda T: metal(T) + heat_capacity.superconductor(T, *film), "drain": metal}
        photons = Branch("source", "drain", self.heat_current)
        source = Branch("source", "phonons", lambda *T: self._from_metal(*T) + self._from_film(*T))
        drain = Branch("drain", "phonons", self._from_metal)
        return Network(nodes, {"phonons": self.T_bath}, [photons, source, drain], {"source": power}, [self.T_c])

    def _shed(self, T_source: Array) -> Array:
        """Power that leaves the source at T_source ≥ T_bath, the drain having settled."""
        metals = self._from_metal(np.array([self._drain_temperature(T_source), T_source]), self.T_bath)
        return metals.sum(axis=0) + self._from_film(T_source, self.T_bath)

    def _from_metal(self, T: Array, T_bath: ArrayLike) -> Array:
        """Heat that a normal resistor gives to the phonons."""
        return electron_phonon.normal_metal(T, T_bath, self.coupling_normal, self.volume_drain)

    def _from_film(self, T: Array, T_bath: ArrayLike) -> Array:
        film = (self.coupling_film, self.volume_film, self.T_c, self.gap_ratio)
        return electron_phonon.superconductor(T, T_bath, *film)

    def drain_temperature(self, T_source: ArrayLike) -> Array:
        """Temperature T_D to which the drain settles beside a source at T_source: Q̇(T_S, T_D) = Q̇_N(T_D) (dey2023 Eq. 7).

        One unknown, one root: the half of ``steady_state`` that a map over designs needs. Where T_D falls with T_source, the
        drain cools although more power is put in.

        Parameters: T_source in K, ≥ T_bath, broadcasting with fields. Returns: K, between T_bath and T_source; relative error
        1e-9.
        Raises: ValueError for bad temperatures, T_source < T_bath, or shapes that do not broadcast.

        >>> T_D = PhaseTransitionDevice().with_ratio([[10], [100]]).drain_temperature([0.37, 0.4])
        >>> [f"{1e3 * (after - before):.2f} mK" for before, after in T_D]
        ['1.21 mK', '-2.33 mK']
        """
        (T_source,) = check(T_source=T_source)
        check_broadcast(T_source=T_source, **{name: np.asarray(value) for name, value in vars(self).items()})
        if (T_source < self.T_bath).any():
            raise ValueError(f"T_source must be at least T_bath = {np.max(self.T_bath):g} K, got {T_source.min():g} K")
        return self._drain_temperature(T_source)[()]

    def _drain_temperature(self, T_source: Array) -> Array:
        """T_D with Q̇(T_S, T_D) = Q̇_N(T_D) for T_S ≥ T_bath.

        The difference falls with T_D and is concave, so Newton's steps from above come down to the root without passing it.
        """
        T_bath, coupling = np.asarray(self.T_bath), np.asarray(self.coupling_normal) * self.volume_drain
        T_source, T_bath, scale, film = self._aligned(T_source=T_source, T_bath=T_bath, coupling=coupling)
        energy, weight = film.spectrum(T_source, T_source)

        def received(T: Array) -> Array:
            separation = energy * ((T_source - T) / (T_source * T))
            return (weight * reduced_bose_difference(energy / T_source, energy / T, separation)).sum(axis=0)

        # what a drain at T_bath would receive is more than it can receive: the first T is too high
        T = np.minimum(T_source, (received(T_bath) / scale + T_bath**5) ** 0.2)
        for _ in range(60):
            occupation = reduced_bose(energy / T)
            excess = received(T) - scale * (T**5 - T_bath**5)
            slope = (weight * occupation * (1 + occupation) * energy).sum(axis=0) / T**2 + 5 * scale * T**4
            step = np.minimum(excess / slope, 0.0)
            T = np.maximum(T + step, T_bath)
            if (np.abs(step) <= 1e-15 * T).all():
                break
        return T

    def _aligned(self, **temperatures: Array) -> tuple[Any, ...]:
        """Temperatures and film with as many axes as their broadcast shape, so that a leading axis of nodes fits all."""
        values = {name: np.asarray(getattr(self, name)) for name in ("T_c", "R_drain", "R_film", "gap_ratio")}
        values |= temperatures
        axes = len(check_broadcast(**values))
        v = {name: a.reshape((1,) * (axes - a.ndim) + a.shape) for name, a in values.items()}
        return *(v[name] for name in temperatures), FilmSource(v["T_c"], v["R_film"] / v["R_drain"], v["gap_ratio"])
