"""What the package's numbers are measured against: every formula once more, by another route and with more digits.

Closed forms and sums are taken in mpmath, with as many digits as cancel and thirty more. Integrals are trapezoidal sums in the
logarithm of the distance from an end, in extended precision (``numpy.longdouble``, 64-bit mantissa): s = ln d on a ray, s = ln
of the quotient of both distances on a segment. Roots, logarithms and every scale of the integrand (gap, quantum, temperature,
broadening) become smooth in s over a length of order one, and no singularity comes closer to the real axis than π/2: the error is
exp(−π²/step) times a power. Distances from the ends are exact. No node, panel or substitution is shared with ``ndtc_core``.
"""

from .devices import *  # noqa: F403
from .junctions import *  # noqa: F403
from .photons import *  # noqa: F403
from .rules import *  # noqa: F403
from .superconductors import *  # noqa: F403
from .wires import *  # noqa: F403
