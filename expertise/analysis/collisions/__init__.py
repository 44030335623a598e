"""Norms that clash: in one act, with other acts, with what is no more."""
