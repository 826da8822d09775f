"""Workflows: state machines as data, and requests that are carried out once however often they are sent."""
