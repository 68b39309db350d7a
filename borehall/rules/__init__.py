"""The standards as plain functions: rules/<standard>_<edition>/<clause>_<topic>.py, tables as data.

Pure: nothing here reads or writes a file, except `table` (loads tables), `plan_file`, `plan_report` and
`plan_command`.
"""
