import OrderedJSON

/// Addresses inside a subnet: the first six and the last are reserved, each is given once. Source: api/vserver.md §3.7.
enum Addresses {
    /// Checks the address asked for, or picks a free one.
    static func take(_ wanted: String?, in subnet: Record, _ world: inout World) throws(Failure) -> String {
        guard let block = AddressBlock(subnet["subnet"]), block.last - block.first > 7 else {
            throw .invalid("subnetNo")
        }
        let usable = (block.first + 6)...(block.last - 1)
        if let wanted {
            guard let address = AddressBlock.address(wanted), usable.contains(address),
                !isTaken(wanted, in: subnet, world)
            else { throw .invalid("ip") }
            return wanted
        }
        // Searching on from the last one found keeps large subnets quick.
        let start = UInt32(clamping: subnet.integer("nextAddress"))
        let from = usable.contains(start) ? start : usable.lowerBound
        let free = (from...usable.upperBound).first { !isTaken(AddressBlock.spelled($0), in: subnet, world) }
        guard let address = free ?? usable.first(where: { !isTaken(AddressBlock.spelled($0), in: subnet, world) })
        else {
            throw .limit(1002, "addresses of the subnet")
        }
        world.set(.subnet, subnet.id, ["nextAddress": .integer(Int64(address) + 1)])
        return AddressBlock.spelled(address)
    }

    /// The interface that has `address` as a secondary one.
    static func holder(of address: String, in subnet: Record, _ world: World) -> Record? {
        world.records(.networkInterface, where: "secondaryIpList", is: address).first { $0["subnetNo"] == subnet.id }
    }

    private static func isTaken(_ address: String, in subnet: Record, _ world: World) -> Bool {
        world.records(.networkInterface, where: "ip", is: address).contains { $0["subnetNo"] == subnet.id }
            || holder(of: address, in: subnet, world) != nil
            || world.records(.natGateway, where: "subnetNo", is: subnet.id).contains { $0["privateIp"] == address }
            || world.records(.loadBalancer, where: "subnetNoList", is: subnet.id).contains {
                $0.list("privateIpList").contains(address)
            }
            || DatabaseFamily.all.contains { family in
                world.records(family.servers, where: "privateIp", is: address).contains { $0["subnetNo"] == subnet.id }
            }
    }
}
