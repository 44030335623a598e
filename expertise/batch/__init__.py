"""Many acts: plan, run (local processes or a Dask cluster), resume, families, result tables, what changed."""
