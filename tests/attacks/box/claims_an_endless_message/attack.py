import os

tell()
os.write(line, b"\xff\xff\xff\xff" + b"x" * 100)
import time

time.sleep(1000)
