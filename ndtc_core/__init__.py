"""Photonic heat currents and negative differential thermal conductance (NDTC) in superconducting circuits.

SI units throughout; every function broadcasts over its array arguments and returns plain NumPy floats or arrays.
Data flows one way through the rooms of this package::

    domain ─→ distributions ─→ photonic ───────────────────────────────────────┐
              quadrature ────↗                                                 ├─→ devices ─→ (chapters of the book)
              bcs ─┬─→ coherence ─→ mattis_bardeen ─→ film_source ─────────────┤
                   │           └──→ electron_phonon ─→ balance ────────────────┤
                   ├─→ electron_phonon_slopes ─────┐                           │
                   └─→ junction ─→ nis_channel ─→ nis_balance ─→ nis_device ───┘
              bcs ──→ heat_capacity; domain ─→ network ─→ dynamics; heat_capacity, network ─→ nis_device, devices
              bcs, quadrature ─→ usadel ─→ thermal_average ─→ proximity ─→ (chapters of the book)
              distributions ─→ proximity; bcs, distributions, quadrature, usadel ─→ superconducting_line ─→ (chapters)

``domain`` guards the public edge; ``quadrature`` makes the integration rules, ``coherence`` the two integrals that the
conductivity and the electron-phonon heat share. Nothing but NumPy and SciPy is imported here; what only chapters need
(figures, explorers, audit) stands apart in ``ndtc_core.notebook``, and what maps over many designs need in ``ndtc_core.cluster``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ndtc_core.devices import NISDevice, PhaseTransitionDevice, SteadyState
    from ndtc_core.network import Branch, Network
    from ndtc_core.proximity import ProximityWire

__all__ = ["Branch", "NISDevice", "Network", "PhaseTransitionDevice", "ProximityWire", "SteadyState"]
__all__ += ["balance", "bcs", "devices", "distributions", "dynamics", "electron_phonon", "electron_phonon_slopes"]
__all__ += ["heat_capacity", "junction", "mattis_bardeen", "network", "photonic", "proximity", "quadrature"]
__all__ += ["superconducting_line"]
__version__ = "0.1.0"
_ROOM_OF = dict.fromkeys(["NISDevice", "PhaseTransitionDevice", "SteadyState"], "devices")
_ROOM_OF |= {"Branch": "network", "Network": "network", "ProximityWire": "proximity"}


def __getattr__(name: str) -> Any:
    """Rooms are opened when they are asked for: a worker that needs one does not wait for all of them and their SciPy."""
    if name not in __all__:
        raise AttributeError(f"module 'ndtc_core' has no attribute {name!r}")
    room = import_module(f"ndtc_core.{_ROOM_OF.get(name, name)}")
    return getattr(room, name) if name in _ROOM_OF else room
