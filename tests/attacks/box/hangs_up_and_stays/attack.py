import os
import time

tell()
os.close(3)
time.sleep(1000)
