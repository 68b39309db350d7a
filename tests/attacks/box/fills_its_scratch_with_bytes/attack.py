import time

tell()
number = 0
while True:
    number += 1
    try:
        with open(f"/tmp/{number}", "wb") as file:
            file.write(b"x" * (1 << 20))
    except OSError:
        time.sleep(0.1)
