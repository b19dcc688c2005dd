"""Laws are tried on the same examples each time, however slow the machine: a failure is one for everybody."""

from hypothesis import HealthCheck, settings

settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
