"""People for programs: `family` for oneself, `router` for those who keep the register."""

from ninja import Router

from linli.registers.people.api import households, judgments, mandates, own, persons, sheltered

family = Router()
family.add_router("", own.router)
family.add_router("", mandates.router)
router = Router()
router.add_router("", persons.router)
router.add_router("", households.router)
router.add_router("", judgments.router)
router.add_router("", sheltered.router)

__all__ = ["family", "router"]
