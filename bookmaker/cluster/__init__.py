"""Work on more than one machine: a Dask cluster does tasks, and results come back into the store."""
