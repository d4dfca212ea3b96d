"""Two NIS junctions as reservoirs of one photon channel (pioldi2025): ``NISDevice``.

The cold junction's resistance falls steeply when it warms up; where that improves the match with the hot one, a warmer cold
side receives more heat. Fields, checks and refusals stand here; the physics is that of the rooms before it.

    nis_channel, balance, nis_balance, heat_capacity, network ─→ [nis_device] ─→ devices
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from . import heat_capacity, nis_balance
from .balance import OnFailure, check_on_failure, refuse_unless_single
from .domain import VOCABULARY, Array, Index, Quantity, check, check_broadcast, refuse_arrays
from .network import Branch, Network
from .nis_balance import Reservoir
from .nis_channel import Junction, current, current_and_slopes

_FIELDS = {
    "specific_resistance": Quantity("resistance times area", "Ω m²", 1e-18, 1e-3),
    "specific_capacitance": Quantity("capacitance per area", "F/m²", 1e-9, 1e6),
    "gamma": replace(VOCABULARY["gamma"], low=1e-9),
}
_FIELDS |= {name + "_right": quantity for name, quantity in _FIELDS.items()}
_FIELDS["area_left"] = Quantity("area", "m²", 1e-20, 1e-2)
_OF_A_JUNCTION = ("specific_resistance", "specific_capacitance", "T_c", "gamma", "gap_ratio")


@dataclass(frozen=True)
class NISDevice:
    """A hot (left) and a cold (right) reservoir, each a resistance R(T) in parallel with a capacitance (pioldi2025 Fig. 1).

    chi = A_right/A_left; specific_resistance R₀A in Ω m² (the paper's 10 Ω µm² = 1e-11); specific_capacitance in F/m² (50 fF/µm²
    = 0.05; the paper prints 50 pF/µm², with which its own figures do not follow); area_left in m²; T_c in K, gamma = Γ/Δ(0) and
    gap_ratio = Δ(0)/kT_c of the superconductor. Of the left reservoir, whose temperature is computed: volume_normal in m³ of all
    normal metal, coupling_normal in W m⁻³ K⁻ⁿ with n = exponent; volume_superconductor, coupling_superconductor.
    A field ending in _right is that of the right junction; None means as on the left. T_c_right below all temperatures makes it
    a junction of two normal metals.
    Defaults: ``silver()``. Fields may be arrays that broadcast with the arguments of every method.
    """

    chi: float = 2.0
    specific_resistance: float = 10e-12
    specific_capacitance: float = 0.05
    area_left: float = 0.1e-12
    T_c: float = 1.2
    gamma: float = 1e-4
    gap_ratio: float = 1.764
    volume_normal: float = 2 * 1.3e-6 * 0.2e-6 * 0.01e-6
    coupling_normal: float = 5e8
    exponent: float = 5
    volume_superconductor: float = 2e-6 * 0.2e-6 * 0.01e-6
    coupling_superconductor: float = 3e8
    specific_resistance_right: float | None = None
    specific_capacitance_right: float | None = None
    T_c_right: float | None = None
    gamma_right: float | None = None
    gap_ratio_right: float | None = None

    def __post_init__(self) -> None:
        given = {name: value for name, value in vars(self).items() if value is not None or not name.endswith("_right")}
        check(_FIELDS, **given)

    @classmethod
    def silver(cls, **fields: Any) -> NISDevice:
        """Al/AlOx/Ag: two silver wires of 1.3 × 0.2 × 0.01 µm³, aluminium 2 × 0.2 × 0.01 µm³ (pioldi2025 Fig. 3).

        >>> f"{NISDevice.silver(chi=2).heat_current(0.5, 0.3):.3e}"
        '1.410e-14'
        """
        return cls(**fields)

    @classmethod
    def inas(cls, **fields: Any) -> NISDevice:
        """Al/AlOx/InAs on insulator: two mesas of 1.3 × 0.2 × 0.1 µm³, aluminium 2 × 0.2 × 0.02 µm³ (pioldi2025 Fig. 3)."""
        material = {
            "volume_normal": 2 * 1.3e-6 * 0.2e-6 * 0.1e-6,
            "coupling_normal": 3e7,
            "exponent": 6,
            "volume_superconductor": 2e-6 * 0.2e-6 * 0.02e-6,
        }
        return cls(**(material | fields))

    def heat_current(self, T_left: ArrayLike, T_right: ArrayLike) -> Array:
        """Photonic heat current J from left to right (pioldi2025 Eqs. 2 and 3, Fig. 2a), in closed form.

        Eq. 4 of the paper lacks a factor r(T_L) r(T_R) in front of (ω/ω_c)²; Eq. 3 is computed.

        Parameters: T_left, T_right in K, > 0, broadcasting with each other and with fields. Resistances are computed on the
        arrays as given: T[:, None] and T make a map at the price of two columns.
        Returns: W, positive when the left is hotter, 0 at equal temperatures. Relative error ≤ 1e-11.
        Raises: ValueError for bad temperatures or shapes that do not broadcast.

        >>> f"{NISDevice(chi=10).heat_current(0.5, 0.33):.6e}"
        '1.750869e-14'
        """
        T_left, T_right = self._check(T_left=T_left, T_right=T_right)
        return current(T_left, T_right, *self._junctions())

    def thermal_conductance(self, T_left: ArrayLike, T_right: ArrayLike) -> Array:
        """Differential thermal conductance κ = −∂J/∂T_right (pioldi2025 Fig. 2b); negative where NDTC is.

        Differentiated by hand: through the photons, the resistance R_right(T_right) and the gap in it.

        Parameters, Raises: as ``heat_current``.
        Returns: W/K. Error ≤ 1e-10 of the larger of its two parts, which cancel where κ = 0. For T_right = T_c,right it is the
        slope of the normal side.

        >>> f"{NISDevice().thermal_conductance(0.5, 0.25):.3e}"
        '-1.352e-13'
        """
        T_left, T_right = self._check(T_left=T_left, T_right=T_right)
        return (-current_and_slopes(T_left, T_right, *self._junctions())[2])[()]

    @overload
    def hot_temperature(
        self, power: ArrayLike, T_right: ArrayLike, T_bath: ArrayLike = 0.01, on_failure: Literal["raise"] = "raise"
    ) -> Array: ...
    @overload
    def hot_temperature(
        self, power: ArrayLike, T_right: ArrayLike, T_bath: ArrayLike = 0.01, *, on_failure: Literal["mask"]
    ) -> tuple[Array, Index]: ...
    def hot_temperature(
        self, power: ArrayLike, T_right: ArrayLike, T_bath: ArrayLike = 0.01, on_failure: OnFailure = "raise"
    ) -> Array | tuple[Array, Index]:
        """Temperature T_left at which the left reservoir sheds the power put into it (pioldi2025 Eq. 5, Figs. 3b-c and 4b-c).

        power = J(T_left, T_right) + heat from normal metal and superconductor to phonons at T_bath, the latter with the ideal
        density of states (Γ in it would move T_left by 2e-5). Setup 1 of the paper varies T_right alone, setup 2 has T_bath =
        T_right.

        Parameters: power in W, in [0, 1]; T_right, T_bath in K, > 0; they broadcast with each other and with fields; on_failure:
        "raise" refuses a power with none or several steady states, "mask" returns (T_left, count) with NaN where count is not 1.
        Returns: K. Relative error ≤ 1e-9; where two states merge 5e-9, that of the power, over d ln P/d ln T_left.
        Raises: ValueError for bad input, for a power that no temperature below T_c sheds, and where several temperatures balance
        it: silver below 0.5 fW with T_right ≥ 0.49 K, and tiny reservoirs. They are told apart on a scan of 64 temperatures or
        more from the coldest argument to T_c, 8 % apart from 10 mK up, with a search where the scan turns. A power within 1e-3 of
        one at which two states merge may be taken for one of either side.

        >>> f"{NISDevice.silver().hot_temperature(100e-15, 0.01):.5f}"
        '0.51350'
        """
        P, T_right, T_bath = self._check(power=power, T_right=T_right, T_bath=T_bath)
        check_on_failure(on_failure)
        T, count = nis_balance.hot_temperature(self._reservoir(), P, T_right, T_bath)
        if on_failure == "mask":
            return T[()], count
        refuse_unless_single(count, P, np.asarray(self.T_c))
        return T[()]

    def responsivity(self, power: ArrayLike, T_right: ArrayLike, T_bath: ArrayLike = 0.01) -> Array:
        """dT_left/dT_right at fixed power and T_bath, by the implicit-function theorem (pioldi2025 Fig. 3f-g).

        Parameters, Raises: as ``hot_temperature``. Returns: K/K, negative where NDTC is; error ≤ 1e-7 (1 + |value|).

        >>> f"{NISDevice.silver().responsivity(100e-15, 0.26):.4f}"
        '-0.1612'
        """
        P, T_right, T_bath = self._check(power=power, T_right=T_right, T_bath=T_bath)
        shed = self._reservoir().shed(self.hot_temperature(P, T_right, T_bath), T_right, T_bath)
        return (-shed.by_right / shed.by_left)[()]

    def bath_responsivity(self, power: ArrayLike, T_bath: ArrayLike) -> Array:
        """dT_left/dT_bath at fixed power when the right reservoir follows the bath, T_right = T_bath (pioldi2025 Fig. 4f-g).

        Parameters, Returns, Raises: as ``responsivity``.

        >>> f"{NISDevice.silver().bath_responsivity(100e-15, 0.26):.4f}"
        '-0.0998'
        """
        P, T_bath = self._check(power=power, T_bath=T_bath)
        shed = self._reservoir().shed(self.hot_temperature(P, T_bath, T_bath), T_bath, T_bath)
        return (-(shed.by_right + shed.by_bath) / shed.by_left)[()]

    @overload
    def temperature_drop(
        self, power: ArrayLike, setup: int = 1, T_bath: ArrayLike = 0.01, on_failure: Literal["raise"] = "raise"
    ) -> Array: ...
    @overload
    def temperature_drop(
        self, power: ArrayLike, setup: int = 1, T_bath: ArrayLike = 0.01, *, on_failure: Literal["mask"]
    ) -> tuple[Array, Index]: ...
    def temperature_drop(
        self, power: ArrayLike, setup: int = 1, T_bath: ArrayLike = 0.01, on_failure: OnFailure = "raise"
    ) -> Array | tuple[Array, Index]:
        """Largest cooling by a warmer right side, δT = T_left(T_right = T_bath) − min T_left (pioldi2025 Figs. 3d-e, 4d-e).

        Setup 1: T_right is raised from T_bath, the bath stays. Setup 2: bath and T_right are raised together from T_bath.

        Parameters: power in W, in [0, 1], T_bath in K, broadcasting with each other and with fields; setup, 1 or 2; on_failure,
        as ``hot_temperature``.
        Returns: K, ≥ 0; 0 where T_left only rises. Error ≤ 1e-9 T_left. From 1000 designs in a call up 0.4 ms each (setup 2:
        0.8 ms) when they share T_bath and superconductor, 1 ms when nothing is shared (gap ratios above 3: 4 ms); one alone takes
        40 ms.
        Raises: as ``hot_temperature``, and for another setup.

        >>> [f"{1e3 * NISDevice.silver().temperature_drop(100e-15, setup):.1f} mK" for setup in (1, 2)]
        ['22.2 mK', '9.2 mK']
        """
        if np.ndim(setup) or setup not in (1, 2):
            raise ValueError(f"setup must be 1 (T_bath fixed) or 2 (T_bath = T_right), got {setup!r}")
        check_on_failure(on_failure)
        P, T = self._check(power=power, T_bath=T_bath)
        reservoir = self._reservoir()
        start, count = nis_balance.hot_temperature(reservoir, P, T, T)
        if on_failure == "raise":
            refuse_unless_single(count, P, np.asarray(self.T_c))
        drop, single = start.copy(), count == 1
        P, T = (np.broadcast_to(a, count.shape)[single] for a in (P, T))
        drop[single] -= nis_balance.coldest(reservoir.at(single, count.shape), P, T, setup == 2, start[single])
        drop = np.where(drop <= 1e-9 * start, 0.0, drop)[()]
        return drop if on_failure == "raise" else (drop, count)

    def network(
        self,
        power: float,
        T_right: float,
        T_bath: float = 0.01,
        sommerfeld_normal: float = 63.0,
        sommerfeld_superconductor: float = 135.0,
    ) -> Network:
        """The same balance as a thermal network that also stores heat: node "left", baths "right" and "phonons".

        Parameters: as ``hot_temperature``, plain numbers; sommerfeld_normal, sommerfeld_superconductor, γ in J m⁻³ K⁻² (silver
        and aluminium, see heat_capacity; InAs needs its own).

        >>> NISDevice.silver().network(100e-15, 0.01).steady_state(0.005, 1.2).T.round(5).tolist()
        [0.5135]
        """
        refuse_arrays(**self._fields())
        reservoir = self._reservoir()
        film = (sommerfeld_superconductor, self.volume_superconductor, self.T_c, self.gap_ratio)

        def capacity(T: Array) -> Array:
            normal = heat_capacity.normal_metal(T, sommerfeld_normal, self.volume_normal)
            return normal + heat_capacity.superconductor(T, *film)

        def photon_slopes(T_left: Array, T_right: Array) -> tuple[Array, Array]:
            return current_and_slopes(T_left, T_right, reservoir.left, reservoir.right)[1:]

        photons = Branch("left", "right", self.heat_current, photon_slopes)
        phonons = Branch("left", "phonons", lambda *T: reservoir.phonons(*T)[0], lambda *T: reservoir.phonons(*T)[1:])
        baths = {"right": T_right, "phonons": T_bath}
        return Network({"left": capacity}, baths, [photons, phonons], {"left": power}, [self.T_c])

    def _check(self, **arguments: ArrayLike) -> tuple[Array, ...]:
        """The arguments of a method, which broadcast with the fields."""
        checked = check(**arguments)
        check_broadcast(**dict(zip(arguments, checked, strict=True)), **self._fields())
        return checked

    def _fields(self) -> dict[str, Array]:
        return {name: np.asarray(value, float) for name, value in vars(self).items() if value is not None}

    def _reservoir(self) -> Reservoir:
        of = self._fields()
        metal = of["coupling_normal"] * of["volume_normal"]
        film = of["coupling_superconductor"] * of["volume_superconductor"]
        return Reservoir(*self._junctions(), metal, of["exponent"], film)

    def _junctions(self) -> tuple[Junction, Junction]:
        of = self._fields()
        area = of["area_left"]

        def junction(side: str, area: Array) -> Junction:
            r, c, *material = (of.get(name + side, of[name]) for name in _OF_A_JUNCTION)
            return Junction(r / area, c * area, *material)

        return junction("", area), junction("_right", area * of["chi"])
