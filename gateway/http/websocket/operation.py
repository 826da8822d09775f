"""One operation on a socket: its answers, one or many, or why it is refused, as messages."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from graphql import OperationType
from starlette.requests import HTTPConnection

from gateway.executor import Answer, DocumentErrors
from gateway.http.admission import Admission
from gateway.http.errors import internal_error, refusal_error, request_errors
from gateway.http.request_id import answering
from gateway.http.responses import answer_body
from gateway.http.websocket.caller import Callers
from gateway.http.websocket.messages import Subscribe, complete_message, error_message, next_message
from schema.errors import Refusal

log = logging.getLogger(__name__)

Send = Callable[[str], Awaitable[None]]


class OperationRun:
    """Runs one operation for whoever the connection proves to be at the time."""

    def __init__(self, asked: Subscribe, connection: HTTPConnection, callers: Callers, admission: Admission) -> None:
        self._id = asked.id
        self._params = asked.params
        self._offered = str((asked.payload.get("extensions") or {}).get("requestId", ""))
        self._connection = connection
        self._callers = callers
        self._admission = admission
        self.endless = False

    async def run(self, send: Send, last: Send) -> None:
        """Send every answer with `send` and the message that ends the operation with `last`."""
        started = time.perf_counter()
        outcome = "cancelled"
        with answering(self._offered) as request_id:
            try:
                outcome, ending = await self._answered(send, {"requestId": request_id})
                await last(ending)
            finally:
                spent = round((time.perf_counter() - started) * 1000, 2)
                path = self._connection.url.path[:200]
                log.info("answered", extra={"method": "WEBSOCKET", "path": path, "outcome": outcome, "ms": spent})

    async def _answered(self, send: Send, told: dict[str, str]) -> tuple[str, str]:
        try:
            async with aclosing(self._answers()) as answers:
                async for answer in answers:
                    await send(next_message(self._id, {**answer_body(answer), "extensions": told}))
        except Refusal as refusal:
            return refusal.code.value, self._refused([refusal_error(refusal)], told)
        except DocumentErrors as found:
            return found.code.value, self._refused(request_errors(found.errors, found.code), told)
        except ConnectionError:
            raise
        except Exception:
            log.exception("operation failed")
            return "failed", self._refused([internal_error()], told)
        return "complete", complete_message(self._id)

    def _refused(self, errors: list[dict[str, Any]], told: dict[str, str]) -> str:
        return error_message(self._id, [{**each, "extensions": {**each["extensions"], **told}} for each in errors])

    async def _answers(self) -> AsyncGenerator[Answer, None]:
        context = await self._callers.context(self._connection)
        admitted = await self._admission.admit(self._params, context)
        if admitted.operation.operation is not OperationType.SUBSCRIPTION:
            yield await self._admission.execute(admitted, self._params, context)
            return
        self.endless = True
        async with aclosing(self._admission.subscribe(admitted, self._params, context)) as events:
            async for event in events:
                await self._callers.client(self._connection)
                yield event
