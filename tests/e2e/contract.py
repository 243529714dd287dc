"""Whether an answer is one that schemas/openapi.yaml describes: the route, its method, the status, the media type, the body.

daemon.py and the tests beside this file hold every answer that they read against it.
"""
import csv
import functools
import importlib.util
import io
import json
import pathlib
import re
import urllib.parse
import xml.etree.ElementTree

import jsonschema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@functools.lru_cache(maxsize=None)
def document(schemas):
    """The description as the daemon serves it, made from the folder `schemas` of the sources."""
    file = pathlib.Path(schemas).resolve() / "openapi.yaml"
    spec = importlib.util.spec_from_file_location("embed_openapi", file.parent.parent / "searchd" / "embed_openapi.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.embedded(file)


class Contract:
    def __init__(self, description):
        self.description = description
        self.routes = [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path) for path in sorted(description["paths"], key=lambda p: p.count("{"))]
        self.validators = {}

    def resolved(self, node):
        while isinstance(node, dict) and "$ref" in node:
            place = node["$ref"]
            assert place.startswith("#/"), place
            node = self.description
            for part in place[2:].split("/"):
                node = node[part.replace("~1", "/").replace("~0", "~")]
        return node

    def validate(self, schema, value):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator({"$schema": DIALECT, "components": self.description["components"], **schema})
        self.validators[key].validate(value)

    def route(self, target):
        """The template of a target's path, None if there is none."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(target).path.replace("%2F", "%252F"), errors="replace")
        return next((template for pattern, template in self.routes if pattern.fullmatch(path)), None)

    def response(self, template, method, status):
        """The Response Object for it."""
        operations = self.description["paths"].get(template, {})
        operation = operations.get(method.lower()) or (operations.get("get") if method == "HEAD" else None)
        if operation is None:  # no such route, or it has no such method
            assert status >= 400, f"{status} for a route or a method that isn't described"
            return self.description["components"]["responses"]["Problem"]
        for name in (str(status), f"{status // 100}XX", "default"):
            if name in operation["responses"]:
                return self.resolved(operation["responses"][name])
        raise AssertionError(f"status {status} isn't described")

    def check(self, method, target, status, headers, body):
        """Raises unless it is described. `headers`: by name, in any case."""
        template = self.route(target)
        try:
            self.check_described(method, template, status, {name.lower(): value for name, value in headers.items()}, body)
        except (AssertionError, ValueError, jsonschema.ValidationError, xml.etree.ElementTree.ParseError) as error:
            raise AssertionError(f"{method} {target[:200]}: {status}: not as schemas/openapi.yaml has {template}: {error}") from error

    def check_described(self, method, template, status, headers, body):
        if method == "OPTIONS" and status == 204:
            assert body == b"" and ("allow" in headers or "access-control-allow-methods" in headers)
            return
        response = self.response(template, method, status)
        if method == "HEAD" or status == 304:
            assert body == b"", "a body"
            return
        media = headers.get("content-type", "").split(";")[0]
        content = response.get("content", {})
        assert media in content, f"the media type {media!r}; described are {sorted(content)}"
        if headers.get("content-encoding"):
            return
        self.check_body(media, content[media]["schema"], body)

    def check_body(self, media, schema, body):
        text = body.decode("utf-8")
        if media.endswith("json") and media != "application/x-ndjson":
            self.validate(schema, json.loads(text))
        elif media == "application/x-ndjson":
            for line in text.splitlines():
                self.validate({"$ref": "#/components/schemas/SearchResponse/$defs/hit"}, json.loads(line))
        elif media == "text/csv":
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            assert len({len(row) for row in rows}) == 1, "rows of several lengths"
        elif media.endswith("xml"):
            xml.etree.ElementTree.fromstring(body)

    def examples(self):
        """(place, schema, value) of every example of a media type or a parameter."""
        found = []

        def walk(node, place):
            if isinstance(node, list):
                for number, item in enumerate(node):
                    walk(item, f"{place}/{number}")
            if not isinstance(node, dict):
                return
            if "schema" in node and "example" in node:
                found.append((place, node["schema"], node["example"]))
            if "schema" in node and isinstance(node.get("examples"), dict):
                found.extend((f"{place}/{name}", node["schema"], self.resolved(example)["value"]) for name, example in node["examples"].items())
            for name, item in node.items():
                if name not in ("schema", "example", "examples"):
                    walk(item, f"{place}/{name}")

        walk(self.description["paths"], "paths")
        walk(self.description["components"], "components")
        return found
