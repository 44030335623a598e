"""Public discussion: proposals taken in, grouped, decided with reasons, reported without personal data."""
