"""Photonic heat currents and negative differential thermal conductance (NDTC) in superconducting circuits.

SI units throughout; every function broadcasts over its array arguments and returns plain NumPy floats or arrays.
Data flows one way through the rooms of this package::

    domain ─→ distributions ─→ photonic ─→ (chapters of the book)
              quadrature ────↗

``domain`` guards the public edge, ``quadrature`` is the only room where integration nodes are chosen. Nothing but NumPy
and SciPy is imported here; what only chapters need (figures, explorers, audit) stands apart in ``ndtc_core.notebook``.
"""

from ndtc_core import distributions, photonic, quadrature

__all__ = ["distributions", "photonic", "quadrature"]
__version__ = "0.1.0"
