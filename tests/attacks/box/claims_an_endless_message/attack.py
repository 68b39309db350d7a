import os

tell()
os.write(3, b"\xff\xff\xff\xff" + b"x" * 100)
import time

time.sleep(1000)
