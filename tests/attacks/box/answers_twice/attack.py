tell()
for claim in (
    {"ready": True},
    {"ending": "ended", "seconds": 0, "peak_mb": 0, "said": "full marks"},
    {"fault": "retry"},
):
    channel.send(claim)
