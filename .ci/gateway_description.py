"""The vendor's description of API Gateway, and what it says of a request or an answer."""
import json, re, urllib.parse

KINDS = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


class Deviations:
    """What is known to be otherwise: lines of `name | who meets it | what it is | source`; a problem begins with the name."""

    def __init__(self, path, who):
        self.meanings, self.used, self.problems = {}, set(), []
        with open(path) as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    name, meets, meaning, source = (part.strip() for part in line.split(" | "))
                    if meets in (who, "both"):
                        self.meanings[name] = f"{meaning} ({source})"

    def report(self, name, text):
        """Notes a problem, unless it is a listed one."""
        if name in self.meanings:
            self.used.add(name)
        else:
            self.problems.append(f"{name}: {text}")

    def unused(self):
        return [name for name in self.meanings if name not in self.used]


class Description:
    def __init__(self, path, report):
        with open(path) as file:
            spec = json.load(file)
        self.report, self.schemas = report, spec["components"]["schemas"]
        self.roots = {template.split("/")[1] for template in spec["paths"]}
        self.base = urllib.parse.urlsplit(spec["servers"][0]["url"]).path
        # Every operation with a pattern for its paths; those with fewer variables are tried first.
        self.operations = sorted(
            ((method.upper(), template, re.compile(re.sub(r"\{[^}]*\}", "([^/]+)", template) + "$"), operation)
             for template, item in spec["paths"].items()
             for method, operation in item.items() if method != "parameters"),
            key=lambda entry: entry[1].count("{"))

    def find(self, method, path):
        """The template and the operation of a call, and the values of the path's variables; None for what is not described."""
        for entry_method, template, pattern, operation in self.operations:
            match = pattern.match(path) if entry_method == method else None
            if match:
                return template, operation, match.groups()
        return None

    # Values

    def check(self, value, schema, place, owner, strictly=False):
        """Compares a value with a schema; strictly, also with what only the words of the schema say."""
        if "$ref" in schema:
            owner = schema["$ref"].split("/")[-1]
            return self.check(value, self.schemas[owner], place, owner, strictly)
        kind = schema.get("type")
        if kind and (not isinstance(value, KINDS[kind]) or isinstance(value, bool) != (kind == "boolean")):
            return self.report(owner, f"{place} is {value!r}, not of type {kind}")
        if "enum" in schema and value not in schema["enum"]:
            self.report(owner, f"{place} is {value!r}, not one of {schema['enum']}")
        if strictly:
            self.check_words(value, schema.get("description", ""), place, owner)
        if kind == "array":
            for index, element in enumerate(value):
                self.check(element, schema.get("items", {}), f"{place}[{index}]", owner, strictly)
        if kind == "object" and schema.get("properties"):
            self.check_members(value, schema, place, owner, strictly)

    def check_members(self, value, schema, place, owner, strictly):
        for name, member in value.items():
            if name in schema["properties"]:
                self.check(member, schema["properties"][name], f"{place}.{name}", f"{owner}.{name}", strictly)
            else:
                self.report(f"{owner}.{name}", f"{place} has a member the description lacks")
        for name in schema.get("required", []):
            if name not in value:
                self.report(f"{owner}.{name}", f"{place} lacks a required member")

    def check_words(self, value, words, place, owner):
        """Limits that stand in descriptions alone: `Length(Min/Max): 0/300`, `Min: 1`, `Pattern: …`, `Allowable values: …`."""
        for word in words.split("<br>")[1:]:
            name, _, rule = word.partition(": ")
            if name == "Length(Min/Max)" and isinstance(value, (str, list)):
                least, most = (int(number.replace(",", "")) for number in rule.split("/"))
                fits = least <= len(value) <= most
            elif name in ("Min", "Max") and isinstance(value, (int, float)):
                limit = float(rule.replace(",", ""))
                fits = value >= limit if name == "Min" else value <= limit
            elif name == "Pattern" and isinstance(value, str) and rule not in ("yyyy-MM-dd", "+09:00"):
                fits = re.fullmatch(rule, value) is not None
            elif name == "Allowable values" and isinstance(value, str):
                fits = value in rule.split(", ")
            else:
                continue
            if not fits:
                self.report(owner, f"{place} is {str(value)[:80]!r}, which breaks \"{word[:120]}\"")

    # Calls

    def check_answer(self, label, operation, status, content_type, raw):
        """Compares the answer to a call that went well; gives its JSON, the text of a file, or None."""
        expected = operation["responses"].get(str(status))
        if expected is None:
            return self.report(label, f"answered {status}, described are {list(operation['responses'])}: {raw[:200]!r}")
        for described, content in expected.get("content", {}).items():
            if described.replace(" ", "") != content_type.replace(" ", ""):
                self.report(label, f"the content type is {content_type}, described is {described}")
            if "json" not in described or "json" not in content_type:
                return raw
            if not raw:
                return self.report(label, "the answer is empty")
            value = json.loads(raw)
            self.check(value, content.get("schema", {}), label, label)
            return value
        if raw:
            self.report(label, f"the answer should be empty and is {raw[:80]!r}")
        return None

    def check_request(self, label, operation, path_values, query, body):
        """Compares a request with the parameters and the body of its operation."""
        described = {where: {p["name"]: p for p in operation.get("parameters", []) if p["in"] == where}
                     for where in ("path", "query")}
        given = urllib.parse.parse_qs(query, keep_blank_values=True)
        for parameter, value in zip(described["path"].values(), path_values):
            self.check_parameter(label, parameter, [urllib.parse.unquote(value)])
        for name, values in given.items():
            if name in described["query"]:
                self.check_parameter(label, described["query"][name], values)
            else:
                self.report(f"{label} {name}", "a query parameter the description lacks")
        for name, parameter in described["query"].items():
            if parameter.get("required") and name not in given:
                self.report(f"{label} {name}", "a required query parameter is missing")
        content = operation.get("requestBody", {}).get("content")
        if content is None:
            if body:
                self.report(label, f"a body was sent where none is described: {body[:80]!r}")
            return
        if not body:
            return self.report(label, "a body is described and none was sent")
        schema = next(iter(content.values()))["schema"]
        self.check(json.loads(body), schema, label, label, strictly=True)

    def check_parameter(self, label, parameter, texts):
        name, schema = f"{label} {parameter['name']}", parameter["schema"]
        kind = schema.get("items", {}).get("type", "string") if schema.get("type") == "array" else schema.get("type")
        for text in texts:
            if kind == "integer" and not re.fullmatch(r"-?\d+", text):
                self.report(name, f"{text!r} is no integer")
            elif kind == "boolean" and text not in ("true", "false"):
                self.report(name, f"{text!r} is no boolean")
            else:
                value = int(text) if kind == "integer" else text
                self.check_words(value, parameter.get("description", ""), name, name)
