"""How a pack folder becomes a `RulePack`: one file a part, every fault noted where it stands."""
