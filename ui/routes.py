"""Routes beside Streamlit's own: the act as data, decisions, the reader's files, a health check.

A decision is answered only when it is in the journal. A page that is being left sends all that waits there as
one list, in its order; what of it was on its way already comes behind and is known by then. Everything but
files and health asks for the token of this desk, so that a page of somebody else's cannot decide anything;
a file made for a person is asked for by an address that only her page knows.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from downloads import find
from office import desk, render, token, tongue
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from expertise import service_facing, service_requisites
from expertise import service_families as families
from expertise.errors import ExpertiseError, UnreadableFile, WrongUse

ROOT = "/desk"
_WIDGETS = Path(__file__).parent / "widgets"
_MAX_BODY = 256 * 1024
_MAX_DEPTH = 4
_MAX_NAME = 100  # a UUID has 36 signs
_MOST = 200  # copies on one page: a decision on all of them fits into _MAX_BODY
_HOST = "/_stcore/host-config"
_HOST_CONFIG = {
    "allowedOrigins": [], "useExternalAuthToken": False, "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False, "metricsUrl": "", "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}  # fmt: skip
_LATER = 503
#: On 503 the browser keeps the entry and asks again: the trouble passes by itself.
_STATUS = {
    "store-unwritable": _LATER, "bad-token": 403, "bad-request": 400, "body-too-long": 413,
    "file-not-offered": 404,
}  # fmt: skip


class OwnWords:
    """Middleware that keeps Streamlit's error dialogs off the page.

    They are English, lie over everything and take mouse and keys; the desk says in a line of its own that the
    program does not answer (widgets/line). Streamlit's switch for this is part of what it asks its host for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(_HOST):
            await JSONResponse(_HOST_CONFIG, headers={"Cache-Control": "no-cache"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def routes() -> list[BaseRoute]:
    """Return the routes to mount beside Streamlit's."""
    return [
        Route(f"{ROOT}/health", _health),
        Route(f"{ROOT}/act/{{document}}", _act),
        Route(f"{ROOT}/facing/{{view}}/{{document}}", _facing),
        Route(f"{ROOT}/draft/{{draft}}/state", _state),
        Route(f"{ROOT}/draft/{{draft}}/entries", _entries, methods=["POST"]),
        Route(f"{ROOT}/draft/{{draft}}/copies", _copies, methods=["GET"]),
        Route(f"{ROOT}/draft/{{draft}}/copies", _copies_decided, methods=["POST"]),
        Route(f"{ROOT}/file/{{shelf}}/{{place}}", _file),
        *(
            Mount(f"{ROOT}/{name}", _Fresh(directory=_WIDGETS / name))
            for name in ("reader", "typing", "line")
        ),
    ]


class _Fresh(StaticFiles):
    """Files of the pages, asked for again each time: a new version of the program is seen at once."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _file(request: Request) -> Response:
    offer = find(request.path_params["shelf"], request.path_params["place"])
    if offer is None:
        return _refused(WrongUse("file-not-offered"))
    try:
        data = await run_in_threadpool(offer.make)
    except ExpertiseError as error:
        return _refused(error)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(offer.name, safe='')}",
        "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
    }  # fmt: skip
    return Response(data, media_type=offer.mime, headers=headers)


async def _act(request: Request) -> Response:
    def answer() -> Response:
        return _packed(request, *desk().page(request.path_params["document"]))

    return await _guarded(request, answer)


async def _facing(request: Request) -> Response:
    def answer() -> Response:
        named, beside = request.path_params, request.query_params.get("with", "")
        return _packed(request, *service_facing.page(desk(), named["view"], named["document"], beside))

    return await _guarded(request, answer)


def _packed(request: Request, data: bytes, tag: str) -> Response:
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == f'"{tag}"':
        return Response(status_code=304, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(data, media_type="application/json", headers=headers)


async def _state(request: Request) -> Response:
    def answer() -> Response:
        draft, asked = request.path_params["draft"], request.query_params
        document, view = asked.get("document", ""), asked.get("view", "")
        if view:
            return JSONResponse(service_facing.decisions(desk(), draft, document, view))
        return JSONResponse(desk().decisions(draft, document))

    return await _guarded(request, answer)


async def _entries(request: Request) -> Response:
    if not _is_ours(request):
        return _stranger()
    try:
        told = posted_entries(await _body(request))
    except WrongUse as error:
        return _refused(error)

    def answer() -> Response:
        draft = request.path_params["draft"]
        if isinstance(told, dict):
            return JSONResponse(_entered(draft, told))
        return JSONResponse({"refused": _all_entered(draft, told)})

    return await _guarded(request, answer)


def _entered(draft: str, body: dict[str, Any], *, outdated: bool = False) -> dict[str, Any]:
    if body.get("action") == service_requisites.ACTION:
        return service_requisites.type_in(desk(), draft, body, outdated=outdated)
    return desk().decide(draft, body, tongue())


def _all_entered(draft: str, bodies: list[dict[str, Any]]) -> list[str]:
    """Enter one after the other and return the names of the refused: the next page asks for them again."""
    refused = []
    for place, body in enumerate(bodies, start=1):
        try:
            _entered(draft, body, outdated=place < len(bodies))
        except (WrongUse, UnreadableFile) as error:
            if _STATUS.get(error.code) == _LATER:
                raise
            refused.append(str(body["client"]))
    return refused


async def _copies(request: Request) -> Response:
    def answer() -> Response:
        named, subjects = request.path_params["draft"], request.query_params.getlist("subject")
        found = families.copies(desk(), named, *subjects)
        return JSONResponse({"copies": [asdict(each) for each in found[:_MOST]], "count": len(found)})

    return await _guarded(request, answer)


async def _copies_decided(request: Request) -> Response:
    if not _is_ours(request):
        return _stranger()
    try:
        body = posted(await _body(request))
    except WrongUse as error:
        return _refused(error)

    def answer() -> Response:
        chosen = families.named_copies(body.get("chosen"))
        done = families.decide_copies(
            desk(), request.path_params["draft"], chosen, str(body["client"]), tongue()
        )
        told = [
            {
                "draft": each.copy.draft, "subject": each.copy.subject, "seq": each.seq,
                "error": render(each.error) if each.error else "",
            }
            for each in done
        ]  # fmt: skip
        return JSONResponse({"done": told})

    return await _guarded(request, answer)


async def _body(request: Request) -> bytes:
    """Read a body up to the limit, whatever length it says; raises WrongUse ``body-too-long``."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > _MAX_BODY:
            raise WrongUse("body-too-long", limit=_MAX_BODY // 1024)
    return bytes(found)


def posted_entries(content: bytes) -> dict[str, Any] | list[dict[str, Any]]:
    """Return what was posted: one entry, or a list of them. Raises as ``posted``, for an empty list too."""
    body = _parsed(content)
    return [_entry(each) for each in body] if isinstance(body, list) and body else _entry(body)


def posted(content: bytes) -> dict[str, Any]:
    """Return what was posted: a flat object of storable values with a name of its own (``client``).

    Raises WrongUse ``bad-request`` for anything else; entries without a name would pass for one another.
    """
    return _entry(_parsed(content))


def _parsed(content: bytes) -> Any:
    try:
        body = json.loads(content, parse_constant=_no_number)
        # Halves of signs and endless numbers cannot be stored.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise WrongUse("bad-request", detail=type(error).__name__) from error
    return body


def _entry(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict) or _is_deeper(body, _MAX_DEPTH):
        raise WrongUse("bad-request", detail=type(body).__name__)
    name = body.get("client")
    if not isinstance(name, str) or not name.strip() or len(name) > _MAX_NAME:
        raise WrongUse("bad-request", detail="client")
    return body


def _no_number(name: str) -> None:
    raise ValueError(name)


def _is_deeper(value: object, depth: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(depth == 0 or _is_deeper(each, depth - 1) for each in inside)


async def _guarded(request: Request, answer: Callable[[], Response]) -> Response:
    if not _is_ours(request):
        return _stranger()
    try:
        return await run_in_threadpool(answer)
    except (WrongUse, UnreadableFile) as error:
        return _refused(error)


def _is_ours(request: Request) -> bool:
    """Tell whether a page of this desk asks."""
    return hmac.compare_digest(request.headers.get("x-expertise-token", "").encode(), token().encode())


def _stranger() -> Response:
    return _refused(WrongUse("bad-token"))


def _refused(error: ExpertiseError) -> Response:
    told = {"error": {"code": error.code, "message": render(error)}}
    return JSONResponse(told, status_code=_STATUS.get(error.code, 422))
