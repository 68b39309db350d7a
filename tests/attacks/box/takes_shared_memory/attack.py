import mmap

tell()
held = []
while True:
    part = mmap.mmap(-1, 16 << 20)
    part.write(b"x" * (16 << 20))
    held.append(part)
