import time

tell()
number = 0
while True:
    number += 1
    try:
        open(f"/dev/shm/{number}", "wb").close()
    except OSError:
        time.sleep(0.1)
