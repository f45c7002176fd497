"""The case engine for programs: `router` for those who apply, `desk` for offices."""

from ninja import Router

from linli.engines.cases.api import authorisations, drafts, keeping, office, own, recalling, tasks

router = Router()
router.add_router("", drafts.router)
router.add_router("", authorisations.router)
router.add_router("", own.router)
router.add_router("", recalling.router)
desk = Router()
desk.add_router("", office.router)
desk.add_router("", authorisations.desk)
desk.add_router("", tasks.router)
desk.add_router("", keeping.router)
desk.add_router("", recalling.desk)

__all__ = ["desk", "router"]
