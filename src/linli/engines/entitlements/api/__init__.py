"""What was granted, for programs: `router` for those who receive it, `desk` for offices."""

from linli.engines.entitlements.api.office import router as desk
from linli.engines.entitlements.api.own import router

__all__ = ["desk", "router"]
