import os

tell()
os._exit(97)
