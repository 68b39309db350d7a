tell()
while True:
    print("all tests passed")
