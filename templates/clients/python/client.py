"""A client of the API on Python's standard library: token, Version, account id, and patience with 429."""

import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path

TABLE = json.loads(Path(__file__).with_name("operations.json").read_text(encoding="utf-8"))


class ApiError(Exception):
    """What the API answered instead of a success."""

    def __init__(self, status, message, trace_id, body):
        super().__init__(f"{status}: {message}")
        self.status = status
        self.message = message
        #: By which support finds the call; None when the answer has none.
        self.trace_id = trace_id
        #: The whole answer; a text where it is no JSON.
        self.body = body


class Client:
    """
    Calls the operations of one module by their method and path, `GET /contacts/{contactId}`. Each call carries the
    token and the Version of its operation, and the account's id where the operation takes one and the call has none.
    """

    def __init__(
        self, module, token=None, base_url=None, values=None, retries=4, longest_pause=60.0, timeout=30.0
    ):
        """
        `token`, `base_url` and `values` (by variable: `location_id`) default to the environment's `ACCESS_TOKEN`,
        `BASE_URL` and `LOCATION_ID`. A call that is refused with 429 is sent again up to `retries` times, after what
        `Retry-After` says but no more than `longest_pause` seconds.
        """
        if module not in TABLE["modules"]:
            raise ValueError(f"No module {module}; there are {', '.join(TABLE['modules'])}")
        self._operations = TABLE["modules"][module]
        self._token = token or os.environ.get(TABLE["tokenVariable"])
        if not self._token:
            raise ValueError(f"No token: set {TABLE['tokenVariable']}, or give one")
        base = base_url or os.environ.get(TABLE["baseUrlVariable"]) or TABLE["baseUrl"]
        self._base_url = base.rstrip("/")
        self._values = values or {}
        self._retries = retries
        self._longest_pause = longest_pause
        self._timeout = timeout

    def call(self, operation, path=None, query=None, body=None, headers=None):
        """The answer to one call, decoded; None when it is empty. Raises ApiError for anything but a success."""
        if operation not in self._operations:
            raise ValueError(f"No operation {operation}")
        request = self._request(operation, dict(path or {}), dict(query or {}), body, dict(headers or {}))
        for attempt in range(self._retries + 1):
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as response:
                    return _decoded(response.read())
            except urllib.error.HTTPError as error:
                # A 429 says that the call was not carried out, so that any call may be sent again.
                if error.code != 429 or attempt == self._retries:
                    raise _api_error(error) from None
                error.close()
                time.sleep(min(self._longest_pause, _pause(error.headers.get("Retry-After"), attempt)))

    def _request(self, operation, path, query, body, headers):
        known = self._operations[operation]
        for fill in known.get("fills", []):
            value = self._values.get(fill["variable"], os.environ.get(fill["environment"]))
            if not value and fill["in"] == "path" and fill["name"] not in path:
                raise ValueError(f"No value for {fill['name']}: set {fill['environment']}, or give one")
            place = {"path": path, "query": query, "body": body}[fill["in"]]
            if value and isinstance(place, dict) and fill["name"] not in place:
                if fill["in"] == "body":
                    body = place = dict(place)
                place[fill["name"]] = value
        method, _, template = operation.partition(" ")
        url = self._base_url + _filled_path(template, path)
        if query:
            url += "?" + urllib.parse.urlencode({name: _text(value) for name, value in query.items()}, doseq=True)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, method=method, headers={"Accept": "application/json"})
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if "version" in known:
            request.add_header("Version", known["version"])
        for name, value in headers.items():
            request.add_header(name, value)
        # Not sent on to where a redirect leads.
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        return request


def _filled_path(template, values):
    def value_of(match):
        if match[1] not in values:
            raise ValueError(f"No value for {match[1]} of {template}")
        return urllib.parse.quote(str(values[match[1]]), safe="")

    return re.sub(r"\{([^{}/]+)\}", value_of, template)


def _text(value):
    if isinstance(value, bool):
        return str(value).lower()
    return [_text(one) for one in value] if isinstance(value, (list, tuple)) else value


def _pause(header, attempt):
    """RFC 9110, section 10.2.3: seconds or a date; without it, 1, 2, 4, 8 seconds."""
    try:
        if header and header.strip().isdigit():
            return float(header)
        wanted = parsedate_to_datetime(header or "")
        return max(0.0, (wanted - datetime.now(timezone.utc)).total_seconds())
    except (TypeError, ValueError):
        return float(2**attempt)


def _decoded(data):
    if not data:
        return None
    text = data.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


def _api_error(error):
    with error:
        body = _decoded(error.read())
    fields = body if isinstance(body, dict) else {}
    said = fields.get("message") or fields.get("error") or error.reason
    message = "; ".join(map(str, said)) if isinstance(said, list) else str(said)
    trace = fields.get(TABLE["traceField"]) or error.headers.get(TABLE["traceField"])
    return ApiError(error.code, message, trace, body)
