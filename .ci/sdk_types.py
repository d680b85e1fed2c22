"""The types that the vendor's Python libraries declare for what the services answer.

Usage: sdk_types.py RECORDINGS, a folder of files that `nacre simulate --record` wrote: fails when an answer in them has a value
of another type than declared. The libraries' own readers would not mind: they turn everything into text.
"""

import collections
import json
import pathlib
import re
import sys

import ncloud_vloadbalancer
import ncloud_vpc
import ncloud_vserver

PLAIN = {"str": str, "int": int, "bool": bool, "float": (int, float)}
LIBRARIES = {"vpc": ncloud_vpc, "vserver": ncloud_vserver, "vloadbalancer": ncloud_vloadbalancer}
models_seen = set()


def check(library, value, declared, path):
    """Whether a value, as it was sent, is what the library declares."""
    element = re.fullmatch(r"list\[(.*)\]", declared)
    if element:
        assert isinstance(value, list), f"{path} is no list: {value!r}"
        for item in value:
            check(library, item, element.group(1), path + "[]")
    elif declared in PLAIN:
        is_stray_flag = isinstance(value, bool) and declared != "bool"
        assert isinstance(value, PLAIN[declared]) and not is_stray_flag, f"{path} is no {declared}: {value!r}"
    else:
        assert isinstance(value, dict), f"{path} is no {declared}: {value!r}"
        models_seen.add(declared)
        model = getattr(library, declared)
        for attribute, kind in model.swagger_types.items():
            name = model.attribute_map[attribute]
            if name in value:
                check(library, value[name], kind, f"{path}.{name}")


def check_recording(exchange, seen):
    found = re.fullmatch(rf"/({'|'.join(LIBRARIES)})/v2/(\w+)", exchange["target"].partition("?")[0])
    if not found or exchange["status"] != 200 or "json" not in exchange.get("contentType", ""):
        return
    library, action = LIBRARIES[found.group(1)], found.group(2)
    declared = action[0].upper() + action[1:] + "Response"
    # Actions that are younger than the libraries have no model in them.
    if hasattr(library, declared):
        check(library, json.loads(exchange["answer"])[action + "Response"], declared, action)
        seen[action] += 1


def main(folder):
    seen = collections.Counter()
    for file in sorted(pathlib.Path(folder).glob("*.ndjson")):
        for line in file.read_text().splitlines():
            check_recording(json.loads(line), seen)
    print(f"{sum(seen.values())} recorded answers to {len(seen)} actions have the types that the vendor's libraries declare")


if __name__ == "__main__":
    main(sys.argv[1])
