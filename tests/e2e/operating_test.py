"""The daemon as operators meet it: configuration, reload, logs, metrics, sockets, limits, deadlines.

Usage: operating_test.py SEARCHD INDEXER SCHEMAS
"""
import concurrent.futures
import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import time

import daemon
from daemon import exchange, wait_until


class OperatingTest(daemon.ServedTest):
    def test_reads_its_options_again_on_sighup(self):
        config = self.config("[log]\nformat = \"json\"\n")
        with self.started("--config", str(config)) as server:
            self.assertEqual(exchange(server.port, "/healthz", Host="any.example")[0], 200)
            self.config("hosts = [\"search.example\"]\n[log]\nformat = \"json\"\naccess = true\nqueries = false\naddresses = false\nslow = 0.01\n")
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: exchange(server.port, "/healthz", Host="any.example")[0] == 421)
            self.assertEqual(exchange(server.port, "/v1/search?q=secretword", Host="search.example:80", X_Request_Id="abc-1")[0], 200)
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as slow:
                slow.sendall(b"POST /v1/search HTTP/1.1\r\nHost: search.example\r\nContent-Length: 18\r\nExpect: 100-continue\r\n\r\n")
                self.assertIn(b"100 Continue", slow.recv(4096))
                time.sleep(0.05)  # this is what makes it slow
                slow.sendall(b'{"q":"secretword"}')
                self.assertIn(b"200 OK", slow.recv(4096))
            self.config("[limits]\nqueue = \"many\"\n")
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: "the options stay as they were" in server.text())
            self.assertEqual(exchange(server.port, "/healthz", Host="any.example")[0], 421)
            lines = [json.loads(line) for line in server.text().splitlines()]
            request = next(line for line in lines if line.get("request_id") == "abc-1" and line["message"] == "request")
            self.assertEqual((request["target"], request["status"], request["cache"]), ("/v1/search", 200, "miss"))
            self.assertTrue(any(line["message"] == "slow request" for line in lines))
            self.assertNotIn("secretword", server.text())
            self.assertNotIn("127.0.0.1", server.text().replace("--listen 127.0.0.1", ""))

    def test_checks_and_prints_its_configuration(self):
        def run(*options):
            return subprocess.run([daemon.SEARCHD, *options], capture_output=True, text=True, timeout=daemon.PATIENCE, check=False)
        printed = run("--print-config")
        with open(os.path.join(daemon.SCHEMAS, "..", "docs", "examples", "newshound.toml"), encoding="utf-8") as example:
            self.assertEqual(printed.stdout, example.read())
        path = self.config(printed.stdout)
        good = run("--config", str(path), "--index", str(self.index.path), "--check-config")
        self.assertEqual((good.returncode, good.stdout), (0, "the options are good\n"), good.stderr)
        path = self.config("[limits]\nqeue = 5\n")
        bad = run("--config", str(path), "--index", str(self.index.path), "--check-config")
        self.assertEqual(bad.returncode, 2)
        self.assertIn('newshound.toml:2: there is no option "limits.qeue"; the nearest is "limits.queue"', bad.stderr)
        missing = run("--config", "/nowhere/x.toml", "--check-config")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("/nowhere/x.toml", missing.stderr)
        environment = dict(os.environ, NEWSHOUND_INDEX=str(self.index.path), NEWSHOUND_QUEUE="x")
        by_environment = subprocess.run([daemon.SEARCHD, "--check-config"], capture_output=True, text=True, timeout=daemon.PATIENCE,
                                        check=False, env=environment)
        self.assertIn("NEWSHOUND_QUEUE", by_environment.stderr)

    def test_has_metrics_for_those_nearby(self):
        with self.started("--metrics-listen", "127.0.0.1:0") as server:
            ports = [server.port] + [int(line.rsplit(":", 1)[1]) for line in [server.process.stdout.readline()]]
            exchange(ports[0], "/v1/search?q=ratherspecial")
            exchange(ports[0], "/v1/search?q=ratherspecial")
            self.assertEqual(exchange(ports[0], "/metrics")[0], 404)
            self.assertEqual(exchange(ports[1], "/v1/search")[0], 404)
            self.assertEqual(exchange(ports[1], "/readyz")[0], 200)
            status, headers, body = exchange(ports[1], "/metrics")
            text = body.decode()
            self.assertEqual((status, headers["content-type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
            for line in ('newshound_http_requests_total{route="/v1/search",status="200"} 1', "newshound_index_generation 1",
                         'newshound_cache_requests_total{result="hit"} 1', "newshound_index_articles 33"):
                self.assertIn(line + "\n", text)
            self.assertIn("# TYPE newshound_http_request_duration_seconds histogram", text)
            self.assertNotIn("ratherspecial", text)
            self.assertNotIn("127.0.0.1", text)
        with self.started() as server:
            self.assertEqual(exchange(server.port, "/metrics")[0], 200)
            self.assertEqual(exchange(server.port, "/metrics", X_Forwarded_For="9.9.9.9")[0], 404)  # passed on by a proxy

    def test_listens_on_unix_sockets_and_those_of_systemd(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "s")
            with self.started("--listen", f"unix:{path}") as server:
                self.assertEqual(server.process.stdout.readline(), f"listening on unix:{path}\n")
                with socket.socket(socket.AF_UNIX) as client:
                    client.settimeout(daemon.PATIENCE)
                    client.connect(path)
                    client.sendall(b"GET /v1/search?q=rail HTTP/1.0\r\n\r\n")
                    self.assertTrue(client.makefile("rb").readline().startswith(b"HTTP/1.0 200"))
            self.assertFalse(os.path.exists(path))
            notify_path = os.path.join(folder, "notify")
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify, socket.create_server(("127.0.0.1", 0)) as passed:
                notify.bind(notify_path)
                notify.settimeout(daemon.PATIENCE)
                port = passed.getsockname()[1]
                script = 'exec 3<&"$1"; shift; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
                process = subprocess.Popen(["bash", "-c", script, "bash", str(passed.fileno()), daemon.SEARCHD, "--index", str(self.index.path)],
                                           pass_fds=[passed.fileno()], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                           env=dict(os.environ, NOTIFY_SOCKET=notify_path))
                try:
                    self.assertEqual(process.stdout.readline(), f"listening on http://127.0.0.1:{port}\n")
                    self.assertEqual(notify.recv(100), b"READY=1")
                    self.assertEqual(exchange(port, "/readyz")[0], 200)
                    process.send_signal(signal.SIGTERM)
                    self.assertEqual(notify.recv(100), b"STOPPING=1")
                    self.assertEqual(process.wait(daemon.PATIENCE), 0)
                finally:
                    process.stdout.close()
                    if process.poll() is None:
                        process.kill()
                        process.wait()

    def test_limits_what_one_address_may_hold(self):
        with self.started("--max-connections-per-address", "3") as server, contextlib.ExitStack() as stack:
            for _ in range(3):
                connection = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE))
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                self.assertIn(b"200 OK", connection.recv(4096))
            with socket.create_connection(("127.0.0.1", server.port), daemon.PATIENCE) as fourth:
                self.assertIn(b"503", fourth.makefile("rb").readline())

    def test_a_slow_search_is_not_a_slow_client(self):
        many = [{"id": f"many-{n}", "title": "Coal", "body": f"word{n} coal " * 600, "published": "2025-01-01"} for n in range(3000)]
        self.index.write("add", many)
        # One worker has them one after the other: the last ones wait much longer than a client may take to send its header.
        with self.started("--workers", "1", "--header-timeout", "0.5", "--body-timeout", "0.5", "--request-timeout", "600") as server:
            with concurrent.futures.ThreadPoolExecutor(12) as pool:
                asked = [f"/v1/search?q=coal&exact=2&limit={50 + n}" for n in range(12)]
                self.assertEqual([status for status, _, _ in pool.map(lambda target: exchange(server.port, target), asked)], [200] * 12)

    def test_stops_work_at_its_deadline(self):
        many = [{"id": f"many-{n}", "title": "Coal", "body": f"word{n} coal " * 50, "published": "2025-01-01"} for n in range(3000)]
        self.index.write("add", many)
        with self.started("--request-timeout", "0.001", "--cache-bytes", "0") as server:
            status, headers, body = exchange(server.port, "/v1/search?q=coal&exact=2&limit=100&highlight.count=10")
            self.assertEqual((status, json.loads(body)["code"]), (503, "unavailable"))
            self.assertEqual(headers["retry-after"], "1")
            self.assertEqual(exchange(server.port, "/healthz")[0], 200)


if __name__ == "__main__":
    daemon.main()
