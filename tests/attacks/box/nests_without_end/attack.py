import json
import sys

attempt("a deep text", lambda: json.loads("[" * 100000))
attempt("a deep call", lambda: (lambda deeper: deeper(deeper))(lambda deeper: deeper(deeper)))
tell()
sys.setrecursionlimit(10**9)
value = []
for _ in range(10**6):
    value = [value]
repr(value)
