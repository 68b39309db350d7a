import os
import time

tell()
os.write(3, b"\0\0\0\4\xff{]}")
time.sleep(1000)
