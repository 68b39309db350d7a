import socket


def connect(family, address, kind=socket.SOCK_STREAM):
    def go():
        with socket.socket(family, kind) as line:
            line.settimeout(2)
            line.connect(address)
            line.send(b"answers")
            return True

    return go


attempt("TCP", connect(socket.AF_INET, ("127.0.0.1", facts["tcp"])))
attempt("TCP over IPv6", connect(socket.AF_INET6, ("::1", facts["tcp6"])))
attempt("UDP", connect(socket.AF_INET, ("127.0.0.1", facts["udp"]), socket.SOCK_DGRAM))
attempt("abstract socket", connect(socket.AF_UNIX, "\0" + facts["abstract"]))
attempt("socket file", connect(socket.AF_UNIX, facts["socket"]))
attempt("the cloud's metadata", connect(socket.AF_INET, ("169.254.169.254", 80)))
attempt("a name server", lambda: socket.getaddrinfo("example.org", 443))
attempt("a listener of its own", lambda: socket.create_server(("127.0.0.1", 0)))
tell()
