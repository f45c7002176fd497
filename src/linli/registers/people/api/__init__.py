"""People for programs: `family` for oneself, `router` for those who keep the register."""

from ninja import Router

from linli.registers.people.api import households, own, persons, sheltered

family = own.router
router = Router()
router.add_router("", persons.router)
router.add_router("", households.router)
router.add_router("", sheltered.router)

__all__ = ["family", "router"]
