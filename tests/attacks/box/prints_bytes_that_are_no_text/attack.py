import os

tell()
os.write(1, b"\xff\xfe\x00\x1b[2J\x1b]0;passed\x07" * 1000)
