"""The one-stop public query (一站式查询): anybody sees of a unit what may be public today, nothing else (GO-17-d)."""
