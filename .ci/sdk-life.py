"""Runs a server's life against a simulator with the vendor's own Python libraries, and nothing of nacre's.

Usage: sdk-life.py http://127.0.0.1:PORT. Ends with an error at the first answer that the libraries' users would not expect.
"""

import sys
import time

import ncloud_vpc
import ncloud_vserver
from ncloud_vpc.api.v2_api import V2Api as VpcApi
from ncloud_vserver.api.v2_api import V2Api as ServerApi
from ncloud_vserver.rest import ApiException

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
    return answer


def wait(what, look):
    for _ in range(300):
        if look():
            print("ok", what)
            return
        time.sleep(0.05)
    sys.exit(f"{what}: did not come about")


def network():
    vpc = vpc_call("create_vpc", region_code="KR", vpc_name="shop", ipv4_cidr_block="10.0.0.0/16").vpc_list[0].vpc_no
    wait("VPC runs", lambda: vpc_call("get_vpc_detail", vpc_no=vpc).vpc_list[0].vpc_status.code == "RUN")
    acl = vpc_call("get_network_acl_list", vpc_no=vpc).network_acl_list[0].network_acl_no
    subnet = vpc_call(
        "create_subnet", region_code="KR", zone_code="KR-1", vpc_no=vpc, subnet_name="app", subnet="10.0.1.0/24",
        network_acl_no=acl, subnet_type_code="PUBLIC", usage_type_code="GEN").subnet_list[0].subnet_no
    wait("subnet runs", lambda: vpc_call("get_subnet_detail", subnet_no=subnet).subnet_list[0].subnet_status.code == "RUN")
    return vpc, subnet


def group(vpc):
    made = server_call("create_access_control_group", vpc_no=vpc, access_control_group_name="web")
    number = made.access_control_group_list[0].access_control_group_no
    wait("group runs", lambda: group_status(number) == "RUN")
    # A list of objects goes out as accessControlGroupRuleList.1.ipBlock=…
    rule = ncloud_vserver.AddAccessControlGroupRuleParameter(
        ip_block="0.0.0.0/0", port_range="443", protocol_type_code="TCP")
    server_call(
        "add_access_control_group_inbound_rule", vpc_no=vpc, access_control_group_no=number,
        access_control_group_rule_list=[rule])
    rules = server_call("get_access_control_group_rule_list", access_control_group_no=number)
    assert [r.port_range for r in rules.access_control_group_rule_list] == ["443"]
    print("ok rule added")
    return number


def group_status(number):
    found = server_call("get_access_control_group_detail", access_control_group_no=number).access_control_group_list
    return found[0].access_control_group_status.code


def server(vpc, subnet, acg):
    key = server_call("create_login_key", key_name="ops")
    assert key.private_key.startswith("-----BEGIN"), "the private key is shown when the key is made"
    interface = server_call(
        "create_network_interface", vpc_no=vpc, subnet_no=subnet, access_control_group_no_list=[acg]
    ).network_interface_list[0].network_interface_no
    image = next(
        p for p in server_call("get_server_image_product_list").product_list if p.product_code.startswith("SW.VSVR"))
    products = server_call("get_server_product_list", server_image_product_code=image.product_code).product_list
    made = server_call(
        "create_server_instances", vpc_no=vpc, subnet_no=subnet, login_key_name="ops", server_name="web",
        server_image_product_code=image.product_code, server_product_code=products[0].product_code,
        network_interface_list=[
            ncloud_vserver.NetworkInterfaceParameter(
                network_interface_order=0, network_interface_no=interface, access_control_group_no_list=[acg])])
    number = made.server_instance_list[0].server_instance_no
    wait("server runs", lambda: state(number) == ("RUN", "NULL"))
    return number


def state(number):
    found = server_call("get_server_instance_detail", server_instance_no=number).server_instance_list
    return (found[0].server_instance_status.code, found[0].server_instance_operation.code) if found else None


def disk(server_number):
    made = server_call(
        "create_block_storage_instance", server_instance_no=server_number, block_storage_name="data",
        block_storage_size=10, block_storage_disk_detail_type_code="SSD")
    number = made.block_storage_instance_list[0].block_storage_instance_no

    def status():
        found = server_call("get_block_storage_instance_detail", block_storage_instance_no=number)
        return [d.block_storage_instance_status.code for d in found.block_storage_instance_list]

    wait("disk attached", lambda: status() == ["ATTAC"])
    server_call("detach_block_storage_instances", block_storage_instance_no_list=[number])
    wait("disk detached", lambda: status() == ["CREAT"] and state(server_number)[1] == "NULL")
    server_call("delete_block_storage_instances", block_storage_instance_no_list=[number])
    wait("disk gone", lambda: status() == [])


def address(server_number):
    made = server_call("create_public_ip_instance", server_instance_no=server_number).public_ip_instance_list[0]
    number = made.public_ip_instance_no

    def target():
        """The server it leads to; None while something goes on."""
        found = server_call("get_public_ip_instance_detail", public_ip_instance_no=number).public_ip_instance_list[0]
        return found.server_instance_no if found.public_ip_instance_operation.code == "NULL" else None

    wait("address associated", lambda: target() == server_number)
    server_call("disassociate_public_ip_from_server_instance", public_ip_instance_no=number)
    wait("address free", lambda: target() == "")
    server_call("delete_public_ip_instance", public_ip_instance_no=number)


def refusals(server_number):
    try:
        server_call("terminate_server_instances", server_instance_no_list=[server_number])
        sys.exit("a running server was terminated")
    except ApiException as error:
        assert 400 <= error.status < 500 and "responseError" in error.body, error.body
        print("ok a running server is not terminated:", error.status)


def end(server_number):
    server_call("stop_server_instances", server_instance_no_list=[server_number])
    wait("server stopped", lambda: state(server_number) == ("NSTOP", "NULL"))
    server_call("terminate_server_instances", server_instance_no_list=[server_number])
    # The detail of a missing id is an empty list, not an error.
    wait("server gone", lambda: state(server_number) is None)


regions = server_call("get_region_list").region_list
assert "KR" in [region.region_code for region in regions]
vpc_number, subnet_number = network()
web = server(vpc_number, subnet_number, group(vpc_number))
disk(web)
address(web)
refusals(web)
end(web)
