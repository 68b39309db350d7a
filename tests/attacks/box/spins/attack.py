import signal

tell()
for which in (signal.SIGXCPU, signal.SIGTERM, signal.SIGALRM):
    signal.signal(which, signal.SIG_IGN)
while True:
    pass
