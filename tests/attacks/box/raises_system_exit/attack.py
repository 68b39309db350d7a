tell()
raise SystemExit(0)
