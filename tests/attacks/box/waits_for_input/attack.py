import sys

attempt("a line", lambda: sys.stdin.readline())
attempt("an answer", lambda: input("marks? "))
tell()
