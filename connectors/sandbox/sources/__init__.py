"""The twelve sources, each writing the town's facts in its own wire format."""
