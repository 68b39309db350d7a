"""The standards as plain functions: rules/<standard>_<edition>/<clause>_<topic>.py, tables as data."""
