import os

tell()
while True:
    try:
        if not os.fork():
            os.setsid()
    except OSError:
        continue
