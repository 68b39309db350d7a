import os
import socket
import time

tell()
for _ in range(30):
    if os.fork():
        continue
    held = []
    while True:
        try:
            pair = socket.socketpair()
            pair[0].setblocking(False)
            held.append(pair)
            while pair[0].send(b"x" * 65536):
                pass
        except BlockingIOError:
            continue
        except OSError:
            time.sleep(1000)
time.sleep(1000)
