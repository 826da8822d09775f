"""Execution feedback: what implementers did about the measures that applied to whom they decided about (GO-18-f)."""
