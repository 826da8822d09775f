"""One open socket: its messages in turn, its operations beside each other, and how it ends."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Final, NoReturn

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from gateway.http.errors import refusal_error
from gateway.http.operations import Operations
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
from schema.errors import ErrorCode, Refusal

log = logging.getLogger(__name__)

STOPPING: Final = Closing(CloseCode.SERVICE_RESTART, "the gateway stops or restarts; connect again")


class Gone(ConnectionError):  # noqa: N818 - it is the client that is gone
    """The socket is closed, so nothing can be sent or received."""


class Session:
    """An accepted socket that speaks graphql-transport-ws."""

    def __init__(
        self, socket: WebSocket, place: Place, *, operations: Operations, callers: Callers, limits: SocketLimits
    ) -> None:
        self._socket = socket
        self._place = place
        self._answering = operations
        self._callers = callers
        self._limits = limits
        self._connection: HTTPConnection | None = None  # once connection_init was acknowledged
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._tasks: dict[asyncio.Task[None], OperationRun] = {}  # those cancelled and not yet ended too
        self._draining = False
        self._loop = asyncio.get_running_loop()
        self._opened = self._heard = self._loop.time()

    async def run(self) -> None:
        """Answer until either side closes the socket; whatever is still under way is cancelled then."""
        try:
            await self._listen()
        except Gone:
            pass
        except Closing as closing:
            await self.close(closing)
        except asyncio.CancelledError:  # by a server that waits no longer; nobody above waits for the socket
            await self.close(STOPPING)
        except Exception:
            log.exception("socket failed")
            await self.close(Closing(CloseCode.INTERNAL_ERROR, "internal error"))
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
        await self.close(STOPPING)

    async def close(self, closing: Closing) -> None:
        """Close the socket, if it is still open."""
        with suppress(WebSocketDisconnect, WebSocketDisconnected):
            await self._socket.close(closing.code, closing.reason)

    async def _listen(self) -> NoReturn:
        while True:
            message = read_message(await self._text())
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
                await self._send(PONG)

    async def _text(self) -> str:
        while True:
            try:
                async with asyncio.timeout_at(self._patience()):
                    message = await self._socket.receive()
            except TimeoutError:
                self._check_patience()
                continue
            if message["type"] == "websocket.disconnect":
                raise Gone
            self._heard = self._loop.time()
            text: str | None = message.get("text")
            if text is None:
                raise Closing(CloseCode.BAD_REQUEST, "messages are text; this one is binary")
            return text

    def _patience(self) -> float:
        if self._connection is None:
            return self._opened + self._limits.init_seconds
        return self._heard + self._limits.idle_seconds

    def _check_patience(self) -> None:
        if self._connection is None:
            raise Closing(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout")
        if not self._tasks:
            raise Closing(CloseCode.NORMAL, "idle for too long; connect again when there is something to ask")
        self._heard = self._loop.time()

    async def _initialise(self, message: Init) -> None:
        if self._connection is not None:
            raise Closing(CloseCode.TOO_MANY_INITIALISATIONS, "Too many initialisation requests")
        connection = connection_of(self._socket.scope, message.payload)
        try:
            self._place.known_as(await self._callers.client(connection))
        except Refusal as refusal:
            later = refusal.code in {ErrorCode.CREDENTIALS_UNAVAILABLE, ErrorCode.TOO_MANY_REQUESTS}
            code = CloseCode.TRY_AGAIN_LATER if later else CloseCode.FORBIDDEN
            raise Closing(code, f"{refusal.code.value}: {refusal.message}") from None
        self._connection = connection
        await self._send(ACKNOWLEDGED)

    async def _subscribe(self, message: Subscribe) -> None:
        if self._connection is None:
            raise Closing(CloseCode.UNAUTHORIZED, "Unauthorized")
        if message.id in self._operations:
            raise Closing(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {message.id} already exists")
        if len(self._tasks) >= self._limits.operations:
            refusal = full(f"{self._limits.operations} operations are under way on this socket")
            await self._send(error_message(message.id, [refusal_error(refusal)]))
            return
        run = OperationRun(message, self._connection, self._callers, self._answering)
        task = self._loop.create_task(self._operate(message.id, run))
        self._operations[message.id] = task
        self._tasks[task] = run
        task.add_done_callback(self._tasks.pop)

    async def _operate(self, operation: str, run: OperationRun) -> None:
        task = asyncio.current_task()

        async def last(text: str) -> None:
            if self._operations.get(operation) is task:
                del self._operations[operation]
            await self._send(text)

        with suppress(Gone):
            await run.run(self._send, last)
        self._heard = self._loop.time()

    def _complete(self, message: Complete) -> None:
        task = self._operations.pop(message.id, None)
        if task is not None:
            task.cancel()

    async def _send(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except (WebSocketDisconnect, WebSocketDisconnected):
            raise Gone from None
