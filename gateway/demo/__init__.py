"""The demo: the sandbox town with a gateway before it, and the acceptance scenarios played against them."""
