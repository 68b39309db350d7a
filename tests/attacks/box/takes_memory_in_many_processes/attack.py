import os
import time

tell()
for _ in range(6):
    if not os.fork():
        held = bytearray(b"x" * (120 << 20))
        time.sleep(1000)
time.sleep(1000)
