"""GraphQL over WebSocket: the `graphql-transport-ws` protocol on the engine, credentials and limits of the HTTP front.

The protocol is https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md. Strawberry brings a handler of it,
`strawberry.subscriptions.protocols.graphql_transport_ws`, which is not used: it executes by `schema.stream`, past the
engine's document cache, query limits and compiled plans; it asks who is there once a socket, not once an operation; and
it formats errors without codes. Frames, handshake and closing are the library's (websockets, by uvicorn).
"""
