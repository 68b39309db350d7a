import array
import os
import socket

tell()
ear = socket.socket(fileno=os.dup(line))
pipes = [end for _ in range(60) for end in os.pipe()]
text = b'{"more":1}'
ear.setblocking(True)
for _ in range(20):
    message = len(text).to_bytes(4, "big") + text
    ear.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", pipes))])
