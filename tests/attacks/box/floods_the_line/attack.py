tell()
while True:
    channel.send({"more": "x" * 100000})
