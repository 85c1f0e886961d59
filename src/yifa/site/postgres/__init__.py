"""An embedded PostgreSQL: binaries from a wheel, lifecycle of our own.

`lease()` is the door: it starts the server when nobody has, and the last one out stops it.
"""

from yifa.site.postgres.errors import DatabaseTrouble
from yifa.site.postgres.lease import Lease, lease

__all__ = ["DatabaseTrouble", "Lease", "lease"]
