from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the program; what has to be quick is measured
# by tests of its own.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
