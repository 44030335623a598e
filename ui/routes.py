"""Routes beside Streamlit's own: the act as data, decisions, the reader's files, a health check.

A decision is answered only when it is in the journal. Everything but files and health asks for the token of
this desk, so that a page of somebody else's cannot decide anything.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

from office import desk, render, token, tongue
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from expertise.errors import ExpertiseError, UnreadableFile, WrongUse

ROOT = "/desk"
_READER = Path(__file__).parent / "widgets" / "reader"
_MAX_BODY = 256 * 1024
#: Errors that pass by themselves: the browser keeps the decision and asks again.
_PASSING = {"store-unwritable"}


def routes() -> list[BaseRoute]:
    """Return the routes to mount beside Streamlit's."""
    return [
        Route(f"{ROOT}/health", _health),
        Route(f"{ROOT}/act/{{document}}", _act),
        Route(f"{ROOT}/draft/{{draft}}/state", _state),
        Route(f"{ROOT}/draft/{{draft}}/entries", _entries, methods=["POST"]),
        Mount(f"{ROOT}/reader", _Fresh(directory=_READER)),
    ]


class _Fresh(StaticFiles):
    """Files of the reader, asked for again each time: a new version of the program is seen at once."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        response = super().file_response(*args, **named)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _health(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _act(request: Request) -> Response:
    def answer() -> Response:
        data, tag = desk().page(request.path_params["document"])
        headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == f'"{tag}"':
            return Response(status_code=304, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(data, media_type="application/json", headers=headers)

    return await _guarded(request, answer)


async def _state(request: Request) -> Response:
    def answer() -> Response:
        document = request.query_params.get("document", "")
        return JSONResponse(desk().decisions(request.path_params["draft"], document))

    return await _guarded(request, answer)


async def _entries(request: Request) -> Response:
    if int(request.headers.get("content-length") or 0) > _MAX_BODY:
        return _refused(WrongUse("bad-request", detail=f"> {_MAX_BODY}"))
    try:
        body = await request.json()
    except ValueError as error:
        return _refused(WrongUse("bad-request", detail=str(error)))
    if not isinstance(body, dict):
        return _refused(WrongUse("bad-request", detail=type(body).__name__))

    def answer() -> Response:
        return JSONResponse(desk().decide(request.path_params["draft"], body, tongue()))

    return await _guarded(request, answer)


async def _guarded(request: Request, answer: Callable[[], Response]) -> Response:
    if not hmac.compare_digest(request.headers.get("x-expertise-token", "").encode(), token().encode()):
        return _refused(WrongUse("bad-token"), 403)
    try:
        return await run_in_threadpool(answer)
    except (WrongUse, UnreadableFile) as error:
        return _refused(error)


def _refused(error: ExpertiseError, status: int = 422) -> Response:
    status = 503 if error.code in _PASSING else status
    return JSONResponse({"error": {"code": error.code, "message": render(error)}}, status_code=status)
