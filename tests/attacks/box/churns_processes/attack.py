import os

tell()
while True:
    pid = os.fork()
    if not pid:
        sum(range(300000))
        os._exit(0)
    os.waitpid(pid, 0)
