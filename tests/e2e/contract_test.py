"""contract_test.py SCHEMAS: the examples of schemas/openapi.yaml are what its schemas allow, and contract.py notices what they don't."""
import json
import sys
import unittest

import jsonschema

import contract

SCHEMAS = sys.argv[1]


class ContractTest(unittest.TestCase):
    def setUp(self):
        self.contract = contract.Contract(contract.document(SCHEMAS))

    def test_every_example_is_valid(self):
        examples = self.contract.examples()
        self.assertGreater(len(examples), 25)
        for place, schema, value in examples:
            with self.subTest(place):
                self.contract.validate(schema, value)

    def test_every_example_of_the_components_is_used(self):
        used = json.dumps([self.contract.description["paths"], self.contract.description["components"]["responses"]])
        for name in self.contract.description["components"]["examples"]:
            self.assertIn(f'"#/components/examples/{name}"', used)

    def test_schemas_are_schemas(self):
        for schema in self.contract.description["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_notices_what_is_not_described(self):
        healthy = {"Content-Type": "application/json"}
        self.contract.check("GET", "/healthz", 200, healthy, b'{"status":"alive"}')
        for method, target, status, headers, body in (
                ("GET", "/healthz", 200, healthy, b'{"status":"well"}'),
                ("GET", "/healthz", 200, healthy, b'{"status":"alive","more":1}'),
                ("GET", "/healthz", 200, healthy, b'{"status":'),
                ("GET", "/healthz", 200, {"Content-Type": "text/plain"}, b'{"status":"alive"}'),
                ("GET", "/healthz", 404, healthy, b'{"status":"alive"}'),
                ("HEAD", "/healthz", 200, healthy, b'{"status":"alive"}'),
                ("POST", "/healthz", 200, healthy, b'{"status":"alive"}'),
                ("GET", "/health", 200, healthy, b'{"status":"alive"}'),
                ("GET", "/v1/search?format=csv", 200, {"Content-Type": "text/csv"}, b"id,title\r\na\r\n"),
                ("GET", "/v1/search?format=jsonl", 200, {"Content-Type": "application/x-ndjson"}, b'{"id":"a"}\n{"id":3}\n'),
                ("GET", "/search.rss", 200, {"Content-Type": "application/rss+xml"}, b"<rss>")):
            with self.subTest(f"{method} {target} {status} {body}"), self.assertRaises(AssertionError):
                self.contract.check(method, target, status, headers, body)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
