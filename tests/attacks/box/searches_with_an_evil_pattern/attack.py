import re

tell()
re.match(r"(a+)+$", "a" * 64 + "b")
