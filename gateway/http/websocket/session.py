"""One open socket: its messages in turn, its operations beside each other, and how it ends."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Final, NoReturn

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket

from gateway.http.admission import Admission
from gateway.http.errors import refusal_error
from gateway.http.websocket.caller import Callers, connection_of
from gateway.http.websocket.closing import CloseCode, Closing
from gateway.http.websocket.door import Place, full
from gateway.http.websocket.limits import SocketLimits
from gateway.http.websocket.messages import (
    ACKNOWLEDGED,
    PONG,
    Complete,
    Init,
    Message,
    Ping,
    Subscribe,
    error_message,
    read_message,
)
from gateway.http.websocket.operation import OperationRun
from gateway.http.websocket.wire import Gone, Wire
from schema.errors import ErrorCode, Refusal

log = logging.getLogger(__name__)

STOPPING: Final = Closing(CloseCode.SERVICE_RESTART, "the gateway stops or restarts; connect again")


class Session:
    """An accepted socket that speaks graphql-transport-ws."""

    def __init__(
        self, socket: WebSocket, place: Place, *, admission: Admission, callers: Callers, limits: SocketLimits
    ) -> None:
        self._place = place
        self._admission = admission
        self._callers = callers
        self._most = limits.operations
        self._connection: HTTPConnection | None = None  # once connection_init was acknowledged
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._tasks: dict[asyncio.Task[None], OperationRun] = {}  # those cancelled and not yet ended too
        self._draining = False
        self._wire = Wire(socket, limits, self._tasks)

    async def run(self) -> None:
        """Answer until either side closes the socket; whatever is still under way is cancelled then."""
        try:
            await self._listen()
        except Gone:
            pass
        except Closing as closing:
            log.info("socket closed", extra={"code": closing.code.value})
            await self._wire.close(closing)
        except asyncio.CancelledError:  # by a server that waits no longer; nobody above waits for the socket
            await self._wire.close(STOPPING)
        except Exception:
            log.exception("socket failed")
            await self._wire.close(Closing(CloseCode.INTERNAL_ERROR, "internal error"))
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def drain(self) -> None:
        """Take nothing more, end subscriptions, let queries and mutations end, then close the socket."""
        self._draining = True
        for task, run in self._tasks.items():
            if run.endless:
                task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks))
        await self._wire.close(STOPPING)

    async def _listen(self) -> NoReturn:
        while True:
            message = read_message(await self._wire.text())
            if not self._draining:
                await self._take(message)

    async def _take(self, message: Message) -> None:
        match message:
            case Init():
                await self._initialise(message)
            case Subscribe():
                await self._subscribe(message)
            case Complete():
                self._complete(message)
            case Ping():
                await self._wire.send(PONG)

    async def _initialise(self, message: Init) -> None:
        if self._connection is not None:
            raise Closing(CloseCode.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        connection = connection_of(self._wire.scope, message.payload)
        try:
            self._place.known_as(await self._callers.client(connection))
        except Refusal as refusal:
            later = refusal.code in {ErrorCode.CREDENTIALS_UNAVAILABLE, ErrorCode.TOO_MANY_REQUESTS}
            code = CloseCode.TRY_AGAIN_LATER if later else CloseCode.FORBIDDEN
            raise Closing(code, f"{refusal.code.value}: {refusal.message}") from None
        self._connection = connection
        self._wire.initialised = True
        await self._wire.send(ACKNOWLEDGED)

    async def _subscribe(self, message: Subscribe) -> None:
        if self._connection is None:
            raise Closing(CloseCode.UNAUTHORIZED, "Unauthorized")
        if message.id in self._operations:
            raise Closing(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {message.id} already exists")
        if len(self._tasks) >= self._most:
            refusal = full(f"{self._most} operations are under way on this socket")
            await self._wire.send(error_message(message.id, [refusal_error(refusal)]))
            return
        run = OperationRun(message, self._connection, self._callers, self._admission)
        task = asyncio.create_task(self._operate(message.id, run))
        self._operations[message.id] = task
        self._tasks[task] = run
        task.add_done_callback(self._tasks.pop)

    async def _operate(self, operation: str, run: OperationRun) -> None:
        task = asyncio.current_task()

        async def last(text: str) -> None:
            if self._operations.get(operation) is task:
                del self._operations[operation]
            await self._wire.send(text)

        with suppress(Gone):
            await run.run(self._wire.send, last)
        self._wire.touch()

    def _complete(self, message: Complete) -> None:
        task = self._operations.pop(message.id, None)
        if task is not None:
            task.cancel()
