"""How much Hypothesis tries: `make quick` asks for the profile `quick`."""

from hypothesis import HealthCheck, settings

# The first example loads the dictionaries, so that no deadline holds; the same examples at each run, so that
# a change is not blamed for what chance found.
settings.register_profile(
    "whole", max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("whole"), max_examples=25)
settings.register_profile("search", settings.get_profile("whole"), max_examples=3000, derandomize=False)
settings.load_profile("whole")
