import time

tell()
with open("sparse", "wb") as file:
    try:
        file.truncate(1 << 40)
    except OSError:
        pass
with open("huge", "wb", buffering=0) as file:
    while True:
        try:
            file.write(b"x" * (1 << 20))
        except OSError:
            time.sleep(0.1)
