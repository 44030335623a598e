"""Rules, terms and methodologies as data: strict loading, pattern compiling, scanning."""
