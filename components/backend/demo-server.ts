export interface DemoServer {
  readonly color: string;
  /** Version that the server reports, to distinguish releases. */
  readonly version: string;
  readonly port: number;
  /** Whether it serves HTTPS, with a self-signed certificate that the instance creates when it starts. */
  readonly tls: boolean;
}

/** Describes itself on every path, to show which colour served a request. */
const SERVER = `import http.server, json, os, socket, ssl, urllib.request


def zone():
    """The availability zone that this instance is in, by IMDSv2; "unknown" elsewhere."""
    base = os.environ.get("HOLDFAST_IMDS", "http://169.254.169.254") + "/latest/"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        ask = urllib.request.Request(
            base + "api/token",
            method="PUT",
            headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"},
        )
        token = direct.open(ask, timeout=2).read().decode()
        get = urllib.request.Request(
            base + "meta-data/placement/availability-zone",
            headers={"X-aws-ec2-metadata-token": token},
        )
        return direct.open(get, timeout=2).read().decode()
    except OSError:
        return "unknown"


ABOUT = {
    "color": os.environ["COLOR"],
    "zone": zone(),
    "version": os.environ["VERSION"],
}


SIGNATURE = b"\\r\\n\\r\\n\\0\\r\\nQUIT\\n"


def read(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ConnectionError("ended within a header")
        data += more
    return data


def read_proxy_header(connection):
    """The client that a header of PROXY protocol 2 names; None without one, as from health checks of an NLB."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 16)
    begin = connection.recv(16, socket.MSG_PEEK)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
    if begin[:12] != SIGNATURE:
        return None
    begin = read(connection, 16)
    addresses = read(connection, int.from_bytes(begin[14:16], "big"))
    # A command 1, and TCP over IPv4; a proxy's own check names nobody.
    return socket.inet_ntoa(addresses[:4]) if begin[12:14] == b"\\x21\\x11" else None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds that a silent connection may hold a thread
    client = None

    def do_GET(self):
        healthy = self.path.split("?")[0] == "/health"
        about = {**ABOUT, **({"client": self.client} if self.client else {})}
        body = (json.dumps({"status": "ok"} if healthy else about) + "\\n").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_request(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 1024

    def finish_request(self, connection, address):
        """In the connection's thread: a client that sends nothing holds up nobody else."""
        connection.settimeout(Handler.timeout)
        try:
            client = read_proxy_header(connection)
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            type("ClientHandler", (Handler,), {"client": client})(connection, address, self)
        except OSError:
            pass  # It said nothing, or no TLS.
        finally:
            self.shutdown_request(connection)


context = None
if "CERTIFICATE" in os.environ:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.environ["CERTIFICATE"])
server = Server((os.environ.get("ADDRESS", "0.0.0.0"), int(os.environ["PORT"])), Handler)
server.serve_forever()
`;

/**
 * User data that installs the demonstration backend: an HTTP server, or HTTPS with `tls`. It returns its colour, zone
 * and version as JSON on every path, with the client address from a header of PROXY protocol 2, and 200 on `/health`.
 * It downloads nothing: python3, openssl and systemd are part of Amazon Linux 2023 and of Debian's images.
 *
 * With `HOLDFAST_ROOT`, its files are below that folder.
 */
export function renderDemoServer({ color, version, port, tls }: DemoServer): string {
  const folder = "/opt/holdfast-demo";
  const certificate = "%t/holdfast-demo/server.pem";
  // The file contains key and certificate. They are created at each start, so nothing has to keep the key.
  const makeCertificate = `ExecStartPre=/usr/bin/openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=holdfast-demo -keyout ${certificate} -out %t/holdfast-demo/certificate.pem
ExecStartPre=/bin/sh -c "cat %t/holdfast-demo/certificate.pem >> ${certificate}"
Environment=CERTIFICATE=${certificate}
`;
  return `#!/bin/sh
set -eu
root="\${HOLDFAST_ROOT:-}"
mkdir -p "$root${folder}" "$root/etc/systemd/system"

cat > "$root${folder}/server.py" <<'END'
${SERVER}END

cat > "$root/etc/systemd/system/holdfast-demo.service" <<'END'
[Unit]
Description=Demonstration backend
After=network-online.target
Wants=network-online.target

[Service]
DynamicUser=yes
RuntimeDirectory=holdfast-demo
AmbientCapabilities=CAP_NET_BIND_SERVICE
Environment=PORT=${port}
Environment=${quoted(`COLOR=${color}`)}
Environment=${quoted(`VERSION=${version}`)}
${tls ? makeCertificate : ""}ExecStart=/usr/bin/python3 ${folder}/server.py
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
END

systemctl daemon-reload
systemctl enable --now holdfast-demo.service
`;
}

/**
 * Quotes a word of a unit file, where quotes, backslashes, percent signs and line ends have a meaning. A carriage
 * return and NUL end a line too, and environment variables cannot contain NUL.
 */
function quoted(text: string): string {
  const escaped = text
    .replaceAll("\0", "")
    .replace(/[\\"]/g, "\\$&")
    .replace(/\p{Cc}/gu, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return `"${escaped.replaceAll("%", "%%")}"`;
}
