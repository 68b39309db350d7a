import os
import time

tell()
text = b'{"done":' + b"9" * 1000000 + b"}"
os.write(line, len(text).to_bytes(4, "big"))
sent = 0
while sent < len(text):
    try:
        sent += os.write(line, text[sent:])
    except BlockingIOError:
        time.sleep(0.01)
time.sleep(1000)
