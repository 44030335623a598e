"""The norm layer: who may or must do what, and which safeguards are there."""
