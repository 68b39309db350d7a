"""The standards as plain functions: rules/<standard>_<edition>/<clause>_<topic>.py, tables as data.

Pure: nothing here reads or writes a file, except `table`, `coverage` and `checklist` (load what lies beside them),
`plan.files` and `plan.sheet` (read a plan), `plan_report`, `plan_command` and `rules_command`.
"""
