"""check: findings of an act, each explained; evaluation on marked articles."""
