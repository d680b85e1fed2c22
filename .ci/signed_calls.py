"""Signed calls with Python's own hmac and http.client: nothing of nacre is in them."""
import base64, hashlib, hmac, http.client, json, time, urllib.parse


class Cloud:
    def __init__(self, url, access_key, secret_key, api_key=None):
        self.host = urllib.parse.urlsplit(url).netloc
        self.access_key, self.secret_key, self.api_key = access_key, secret_key, api_key

    def sign(self, text):
        return base64.b64encode(hmac.new(self.secret_key.encode(), text.encode(), hashlib.sha256).digest()).decode()

    def headers(self, method, target, stamp=None):
        """Signature v2; version 1 with a line for the API key where there is one."""
        stamp = stamp or str(int(time.time() * 1000))
        lines = [f"{method} {target}", stamp] + ([self.api_key] if self.api_key else []) + [self.access_key]
        version = "v1" if self.api_key else "v2"
        headers = {"x-ncp-apigw-timestamp": stamp, "x-ncp-iam-access-key": self.access_key,
                   f"x-ncp-apigw-signature-{version}": self.sign("\n".join(lines))}
        return headers | ({"x-ncp-apigw-api-key": self.api_key} if self.api_key else {})

    def send(self, method, target, body=None, more=None, stamp=None):
        """The status and the body, parsed where it is JSON."""
        headers = self.headers(method, target, stamp) | {"Content-Type": "application/json"} | (more or {})
        return self.exchange(method, target, headers, body)

    def exchange(self, method, target, headers, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request(method, target, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        try:
            return answer.status, json.loads(raw or b"null")
        except ValueError:
            return answer.status, raw.decode(errors="replace")

    def control(self, path, body=None):
        """An unsigned call of the simulator's own."""
        method = "GET" if body is None else "POST"
        status, answer = self.exchange(method, "/_simulator/" + path, {"Content-Type": "application/json"}, body)
        if status != 200:
            raise SystemExit(f"{method} /_simulator/{path} answered {status}: {answer}")
        return answer
