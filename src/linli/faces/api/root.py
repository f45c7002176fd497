"""The one NinjaAPI: rooms mounted, errors mapped, OpenAPI completed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic.json_schema import models_json_schema

from linli.faces.api import problems
from linli.faces.api.docs import Docs
from linli.faces.api.gate import SessionAuth, TokenAuth
from linli.faces.api.reading import StrictParser
from linli.foundation.calls.schemas import ProblemOut

if TYPE_CHECKING:
    from ninja.openapi.schema import OpenAPISchema
    from ninja.operation import Operation

VERSION = "1.0.0"
# tag, heading, router
ROOMS = (
    ("items", _("Services and how to ask for them"), "linli.engines.catalogue.api.router"),
    ("cases", _("Applications of one's own"), "linli.engines.cases.api.router"),
    ("desk", _("Work of the offices"), "linli.engines.cases.api.desk"),
    ("figures", _("Figures for leaders"), "linli.oversight.indicators.api.router"),
    ("enquiries", _("Questions to offices"), "linli.engines.enquiries.api.router"),
    ("answers", _("Questions at the offices"), "linli.engines.enquiries.api.desk"),
    ("lists", _("Lists keyed by hand elsewhere"), "linli.engines.lists.api.router"),
    ("entitlements", _("What one receives"), "linli.engines.entitlements.api.router"),
    ("payments", _("What offices pay"), "linli.engines.entitlements.api.desk"),
    ("files", _("Files"), "linli.foundation.files.api.router"),
    ("notices", _("Notices"), "linli.foundation.notices.api.router"),
    ("family", _("Household and mandates of one's own"), "linli.registers.people.api.family"),
    ("people", _("Register of people"), "linli.registers.people.api.router"),
    ("papers", _("Papers given once"), "linli.registers.library.api.router"),
    ("account", _("Account and tokens"), "linli.registers.accounts.api.router"),
    ("staff", _("Posts and who holds them"), "linli.registers.accounts.api.staff"),
    ("organisations", _("Organisations"), "linli.registers.organisations.api.router"),
    ("divisions", _("Divisions"), "linli.registers.places.api.router"),
    ("audit", _("Log of acts"), "linli.foundation.audit.api.router"),
    ("exchange", _("Questions to registers"), "linli.foundation.exchange.api.router"),
    ("jobs", _("Background work"), "linli.foundation.jobs.api.router"),
    ("sheets", _("Import tables"), "linli.foundation.sheets.api.router"),
)
REFERENCE = "#/components/schemas/{model}"


class LinliAPI(NinjaAPI):
    """Names operations by room and function; every operation may answer with a problem."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return `cases_claim` for `claim` of the cases room."""
        steps = operation.view_func.__module__.split(".")
        return f"{steps[steps.index('api') - 1]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Return the document with problem answers and tags; the same for everybody, made once."""
        if self._document is None:
            self._document = self._completed(super().get_openapi_schema(**kwargs))
        return self._document

    _document: OpenAPISchema | None = None

    def _completed(self, found: OpenAPISchema) -> OpenAPISchema:
        _map, shapes = models_json_schema([(ProblemOut, "serialization")], ref_template=REFERENCE)
        found["components"]["schemas"] |= shapes["$defs"]
        content = {problems.MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="ProblemOut")}}}
        answer = {"description": "Problem details (RFC 9457) in both languages", "content": content}
        for operations in found["paths"].values():
            for operation in operations.values():
                operation["responses"]["default"] = answer
        found["tags"] = [{"name": tag, "description": heading} for tag, heading, _room in ROOMS]
        return found


api = LinliAPI(
    title="Linli",
    version=VERSION,
    description=(
        "What can be done on a page of Linli can be done here, with the same checks. "
        "Send a token (Authorization: Bearer …) or use the session of the pages. "
        "Lists are paged by an opaque cursor: give `next` of one answer as `cursor` of the next. "
        "Reads carry an ETag. Errors are problem details in Chinese and English."
    ),
    docs=Docs(),
    docs_url="/docs",
    openapi_url="/openapi.json",
    urls_namespace="api",
    auth=[TokenAuth(), SessionAuth()],
    parser=StrictParser(),
    servers=[{"url": "/"}],
)
for _tag, _heading, _router in ROOMS:
    api.add_router("", _router, tags=[_tag])
for _kind in (HttpError, ValidationError, Http404, Exception):
    api.add_exception_handler(_kind, cast("Any", problems.response))
