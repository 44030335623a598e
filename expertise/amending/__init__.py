"""Amending acts: their formulas as operations, and the act they change as it will read."""
