"""Judging on a dask.distributed cluster."""
