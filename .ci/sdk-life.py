"""Runs a server's life against a simulator with the vendor's own Python libraries, and nothing of nacre's.

Usage: sdk-life.py http://127.0.0.1:PORT. Ends with an error at the first answer that the libraries' users would not expect,
and at the first value that is not of the type that the libraries declare for it.
"""

import json
import sys
import time

sys.dont_write_bytecode = True

import ncloud_vpc
import ncloud_vserver
import sdk_types
from ncloud_vpc.api.v2_api import V2Api as VpcApi
from ncloud_vpc.rest import ApiException as VpcRefusal
from ncloud_vserver.api.v2_api import V2Api as ServerApi
from ncloud_vserver.rest import ApiException as ServerRefusal

CLOUD = sys.argv[1]


def connect(library, api, service):
    configuration = library.Configuration()
    configuration.access_key = "SIMULATORACCESSKEY01"
    configuration.secret_key = "SIMULATORSECRETKEY0000000000000000000001"
    configuration.host = f"{CLOUD}/{service}/v2"
    return api(library.ApiClient(configuration))


vpc_api = connect(ncloud_vpc, VpcApi, "vpc")
server_api = connect(ncloud_vserver, ServerApi, "vserver")


def vpc_call(name, **parameters):
    return call(ncloud_vpc, vpc_api, name, parameters)


def server_call(name, **parameters):
    return call(ncloud_vserver, server_api, name, parameters)


def call(library, api, name, parameters):
    request = "".join(word.capitalize() for word in name.split("_")) + "Request"
    answer = getattr(api, name)(getattr(library, request)(**parameters))
    assert answer.return_code == "0", f"{name}: {answer.return_code} {answer.return_message}"
    sent = json.loads(api.api_client.last_response.data)
    sdk_types.check(library, list(sent.values())[0], type(answer).__name__, name)
    return answer


def wait(what, look):
    for _ in range(300):
        if look():
            print("ok", what)
            return
        time.sleep(0.05)
    sys.exit(f"{what}: did not come about")


def refused(what, code, act):
    try:
        act()
    except (VpcRefusal, ServerRefusal) as error:
        answer = json.loads(error.body)["responseError"]
        assert 400 <= error.status < 500, error.status
        assert code in (None, answer["returnCode"]), f"{what}: {answer}"
        print("ok", what, "is refused:", answer["returnCode"], answer["returnMessage"])
        return answer["returnMessage"]
    sys.exit(f"{what}: was not refused")


def new_subnet(vpc, acl, name, block, kind="PUBLIC", usage="GEN"):
    subnet = vpc_call(
        "create_subnet", region_code="KR", zone_code="KR-1", vpc_no=vpc, subnet_name=name, subnet=block,
        network_acl_no=acl, subnet_type_code=kind, usage_type_code=usage).subnet_list[0].subnet_no
    wait(f"subnet {name} runs", lambda: subnet_status(subnet) == "RUN")
    return subnet


def subnet_status(number):
    found = vpc_call("get_subnet_detail", subnet_no=number).subnet_list
    return found[0].subnet_status.code if found else None


def network():
    vpc = vpc_call("create_vpc", region_code="KR", vpc_name="shop", ipv4_cidr_block="10.0.0.0/16").vpc_list[0].vpc_no
    wait("VPC runs", lambda: vpc_call("get_vpc_detail", vpc_no=vpc).vpc_list[0].vpc_status.code == "RUN")
    acl = vpc_call("get_network_acl_list", vpc_no=vpc).network_acl_list[0].network_acl_no
    subnets = {
        "app": new_subnet(vpc, acl, "app", "10.0.1.0/24"),
        "inside": new_subnet(vpc, acl, "inside", "10.0.2.0/24", kind="PRIVATE"),
        "gateways": new_subnet(vpc, acl, "gateways", "10.0.9.0/24", usage="NATGW"),
    }
    words = refused(
        "a subnet outside the VPC", None, lambda: new_subnet(vpc, acl, "outside", "192.168.1.0/24"))
    assert words == "The subnet must belong to the IPv4 CIDR of the specified VPC.", words
    refused("an unknown region", None, lambda: vpc_call("get_vpc_list", region_code="MOON"))
    words = refused("a VPC without a range", "900", lambda: vpc_call("create_vpc", ipv4_cidr_block="", vpc_name="empty"))
    assert words == "Required field is not specified. location : ipv4CidrBlock", words
    return vpc, acl, subnets


def rules_of_acl(acl):
    rule = ncloud_vpc.AddNetworkAclRuleParameter(
        priority=7, protocol_type_code="TCP", port_range="22", ip_block="0.0.0.0/0", rule_action_code="ALLOW")
    vpc_call("add_network_acl_inbound_rule", network_acl_no=acl, network_acl_rule_list=[rule])

    def status():
        return vpc_call("get_network_acl_detail", network_acl_no=acl).network_acl_list[0].network_acl_status.code

    wait("network ACL rule added", lambda: status() == "RUN")
    rules = vpc_call("get_network_acl_rule_list", network_acl_no=acl).network_acl_rule_list
    assert [r.priority for r in rules] == [7]


def gateway(vpc, subnets):
    """This library's request has no subnet: the gateway finds the public one for gateways."""
    made = vpc_call("create_nat_gateway_instance", zone_code="KR-1", vpc_no=vpc, nat_gateway_name="way-out")
    number = made.nat_gateway_instance_list[0].nat_gateway_instance_no

    def status():
        found = vpc_call("get_nat_gateway_instance_detail", nat_gateway_instance_no=number).nat_gateway_instance_list
        return found[0].nat_gateway_instance_status.code if found else None

    wait("NAT gateway runs", lambda: status() == "RUN")
    public = made.nat_gateway_instance_list[0].public_ip
    assert public in addresses(), "the gateway's address is listed"
    table = vpc_call("create_route_table", vpc_no=vpc, supported_subnet_type_code="PRIVATE", route_table_name="inside")
    table = table.route_table_list[0].route_table_no

    def table_status():
        return vpc_call("get_route_table_detail", route_table_no=table).route_table_list[0].route_table_status.code

    route = ncloud_vpc.RouteParameter(
        destination_cidr_block="0.0.0.0/0", target_type_code="NATGW", target_no=number, target_name="way-out")
    vpc_call("add_route", vpc_no=vpc, route_table_no=table, route_list=[route])
    wait("route added", lambda: table_status() == "RUN")
    vpc_call("add_route_table_subnet", vpc_no=vpc, route_table_no=table, subnet_no_list=[subnets["inside"]])
    # Not waited for: that a table being set keeps its subnets is nobody's document.
    vpc_call("remove_route_table_subnet", vpc_no=vpc, route_table_no=table, subnet_no_list=[subnets["inside"]])
    wait("subnet out of the table", lambda: table_status() == "RUN")
    vpc_call("remove_route", vpc_no=vpc, route_table_no=table, route_list=[route])
    wait("route removed", lambda: table_status() == "RUN")
    vpc_call("delete_route_table", route_table_no=table)
    vpc_call("delete_nat_gateway_instance", nat_gateway_instance_no=number)
    wait("NAT gateway gone", lambda: status() is None)
    assert public not in addresses(), "the address goes with the gateway unless the call keeps it"


def addresses():
    return [a.public_ip for a in server_call("get_public_ip_instance_list").public_ip_instance_list]


def group(vpc):
    made = server_call("create_access_control_group", vpc_no=vpc, access_control_group_name="web")
    number = made.access_control_group_list[0].access_control_group_no
    # A list of objects goes out as accessControlGroupRuleList.1.ipBlock=…
    rule = ncloud_vserver.AddAccessControlGroupRuleParameter(
        ip_block="0.0.0.0/0", port_range="443", protocol_type_code="TCP")
    # Not waited for: that a new group takes no rules is nobody's document.
    server_call(
        "add_access_control_group_inbound_rule", vpc_no=vpc, access_control_group_no=number,
        access_control_group_rule_list=[rule])
    wait("rule added", lambda: group_status(number) == "RUN")
    rules = server_call("get_access_control_group_rule_list", access_control_group_no=number)
    assert [r.port_range for r in rules.access_control_group_rule_list] == ["443"]
    return number


def group_status(number):
    found = server_call("get_access_control_group_detail", access_control_group_no=number).access_control_group_list
    return found[0].access_control_group_status.code if found else None


def keys():
    made = server_call("create_login_key", key_name="ops")
    assert made.private_key.startswith("-----BEGIN RSA PRIVATE KEY-----"), "the private key is shown when it is made"
    other = server_call("create_login_key", key_name="other")
    listed = {k.key_name: k.fingerprint for k in server_call("get_login_key_list").login_key_list}
    assert set(listed) == {"ops", "other"} and listed["ops"] != listed["other"], listed
    return made.private_key, other.private_key


def server(vpc, subnet, acg):
    interface = server_call(
        "create_network_interface", vpc_no=vpc, subnet_no=subnet, access_control_group_no_list=[acg]
    ).network_interface_list[0].network_interface_no
    image = next(
        p for p in server_call("get_server_image_product_list").product_list if p.product_code.startswith("SW.VSVR"))
    refused("products without an image", "900", lambda: server_call("get_server_product_list", server_image_product_code=""))
    products = server_call("get_server_product_list", server_image_product_code=image.product_code).product_list
    assert all(p.product_name.endswith("Disk 50GB") for p in products), [p.product_name for p in products]
    made = server_call(
        "create_server_instances", vpc_no=vpc, subnet_no=subnet, login_key_name="ops", server_name="web",
        server_image_product_code=image.product_code, server_product_code=products[0].product_code,
        network_interface_list=[
            ncloud_vserver.NetworkInterfaceParameter(
                network_interface_order=0, network_interface_no=interface, access_control_group_no_list=[acg])])
    number = made.server_instance_list[0].server_instance_no
    wait("server runs", lambda: state(number) == ("RUN", "NULL"))
    return number, interface


def state(number):
    found = server_call("get_server_instance_detail", server_instance_no=number).server_instance_list
    return (found[0].server_instance_status.code, found[0].server_instance_operation.code) if found else None


def password(number, private_key, other_key):
    shown = server_call("get_root_password", server_instance_no=number, private_key=private_key).root_password
    assert len(shown) >= 8, shown
    print("ok the private key opens the root password")
    for key in (other_key, "no key"):
        refused(
            "another private key", None,
            lambda key=key: server_call("get_root_password", server_instance_no=number, private_key=key))


def disk(server_number):
    made = server_call(
        "create_block_storage_instance", server_instance_no=server_number, block_storage_name="data",
        block_storage_size=10, block_storage_disk_detail_type_code="SSD")
    number = made.block_storage_instance_list[0].block_storage_instance_no

    def status():
        found = server_call("get_block_storage_instance_detail", block_storage_instance_no=number)
        return [d.block_storage_instance_status.code for d in found.block_storage_instance_list]

    wait("disk attached", lambda: status() == ["ATTAC"])
    made = server_call("create_block_storage_snapshot_instance", original_block_storage_instance_no=number)
    snapshot = made.block_storage_snapshot_instance_list[0].block_storage_snapshot_instance_no

    def snapshots():
        found = server_call(
            "get_block_storage_snapshot_instance_detail", block_storage_snapshot_instance_no=snapshot)
        return [s.block_storage_snapshot_instance_status.code for s in found.block_storage_snapshot_instance_list]

    wait("snapshot made", lambda: snapshots() == ["CREAT"])
    server_call("detach_block_storage_instances", block_storage_instance_no_list=[number])
    wait("disk detached", lambda: status() == ["CREAT"] and state(server_number)[1] == "NULL")
    server_call("detach_block_storage_instances", block_storage_instance_no_list=[number])
    assert status() == ["CREAT"], "a disk that hangs on no server is as detached as it can be"
    server_call("attach_block_storage_instance", block_storage_instance_no=number, server_instance_no=server_number)
    wait("disk attached again", lambda: status() == ["ATTAC"])
    server_call("detach_block_storage_instances", block_storage_instance_no_list=[number])
    wait("disk detached again", lambda: status() == ["CREAT"] and state(server_number)[1] == "NULL")
    server_call("delete_block_storage_instances", block_storage_instance_no_list=[number])
    server_call("delete_block_storage_snapshot_instances", block_storage_snapshot_instance_no_list=[snapshot])
    wait("disk and snapshot gone", lambda: status() == [] and snapshots() == [])


def address(server_number):
    """Associated at once after it was made, and with a server that has none."""
    made = server_call("create_public_ip_instance").public_ip_instance_list[0]
    number = made.public_ip_instance_no

    def target():
        """The server it leads to; None while something goes on."""
        found = server_call("get_public_ip_instance_detail", public_ip_instance_no=number).public_ip_instance_list[0]
        return found.server_instance_no if found.public_ip_instance_operation.code == "NULL" else None

    server_call(
        "associate_public_ip_with_server_instance", public_ip_instance_no=number, server_instance_no=server_number)
    wait("address associated", lambda: target() == server_number)
    refused(
        "a second address on a server", None,
        lambda: server_call("create_public_ip_instance", server_instance_no=server_number))
    server_call("disassociate_public_ip_from_server_instance", public_ip_instance_no=number)
    wait("address free", lambda: target() == "")
    server_call("delete_public_ip_instance", public_ip_instance_no=number)


def second_interface(vpc, subnet, acg, server_number):
    made = server_call(
        "create_network_interface", vpc_no=vpc, subnet_no=subnet, access_control_group_no_list=[acg])
    number = made.network_interface_list[0].network_interface_no

    def status():
        found = server_call("get_network_interface_detail", network_interface_no=number).network_interface_list
        return found[0].network_interface_status.code if found else None

    server_call(
        "attach_network_interface", network_interface_no=number, server_instance_no=server_number, subnet_no=subnet)
    wait("interface attached", lambda: status() == "USED")
    server_call("delete_network_interface", network_interface_no=number)
    wait("interface of a server deleted", lambda: status() is None)


def images():
    for image in server_call("get_server_image_product_list").product_list:
        assert image.platform_type.code and image.infra_resource_type.code == "SW", image
    zones = server_call("get_zone_list", region_code="KR").zone_list
    assert {z.region_code for z in zones} == {"KR"}


def end(server_number):
    refused(
        "the end of a running server", "1100031",
        lambda: server_call("terminate_server_instances", server_instance_no_list=[server_number]))
    refused("the end of a key in use", None, lambda: server_call("delete_login_keys", key_name_list=["ops"]))
    server_call("stop_server_instances", server_instance_no_list=[server_number])
    wait("server stopped", lambda: state(server_number) == ("NSTOP", "NULL"))
    server_call("terminate_server_instances", server_instance_no_list=[server_number])
    # The detail of a missing id is an empty list, not an error.
    wait("server gone", lambda: state(server_number) is None)
    server_call("delete_login_keys", key_name_list=["ops", "other"])


def clear(vpc, acg, interface, subnets):
    # An interface that was given to the server by number outlives it.
    server_call("delete_network_interface", network_interface_no=interface)
    wait(
        "interface gone",
        lambda: not server_call("get_network_interface_detail", network_interface_no=interface).network_interface_list)
    server_call("delete_access_control_group", vpc_no=vpc, access_control_group_no=acg)
    # At the same time, as a real account was seen to take them.
    for number in subnets.values():
        vpc_call("delete_subnet", subnet_no=number)
    wait("subnets gone", lambda: all(subnet_status(number) is None for number in subnets.values()))
    wait("group gone", lambda: group_status(acg) is None)
    vpc_call("delete_vpc", vpc_no=vpc)
    wait("VPC gone", lambda: not vpc_call("get_vpc_detail", vpc_no=vpc).vpc_list)


regions = server_call("get_region_list").region_list
assert "KR" in [region.region_code for region in regions]
images()
vpc_number, acl_number, subnet_numbers = network()
rules_of_acl(acl_number)
gateway(vpc_number, subnet_numbers)
own_key, foreign_key = keys()
acg_number = group(vpc_number)
web, first_interface = server(vpc_number, subnet_numbers["app"], acg_number)
password(web, own_key, foreign_key)
disk(web)
address(web)
second_interface(vpc_number, subnet_numbers["app"], acg_number, web)
end(web)
clear(vpc_number, acg_number, first_interface, subnet_numbers)
print("ok every value has its declared type:", len(sdk_types.models_seen), "types seen")
