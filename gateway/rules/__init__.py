"""The rules as data and pure functions: packs, conditions, publicity, calendars, adoptions, matters."""
