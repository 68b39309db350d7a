import os


def many():
    held = []
    try:
        while len(held) < 1000:
            held.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for descriptor in held:
            os.close(descriptor)
    return len(held)


attempt("a thousand open files", many)
tell()
