"""What every connector shares: its contract, the runner that asks it, and the reading of what departments write."""
