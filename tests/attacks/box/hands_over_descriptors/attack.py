import array
import os
import socket

tell()
line = socket.socket(fileno=os.dup(3))
pipes = [end for _ in range(60) for end in os.pipe()]
text = b'{"more":1}'
line.setblocking(True)
for _ in range(20):
    message = len(text).to_bytes(4, "big") + text
    line.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", pipes))])
