import OrderedJSON

/// When the server service refuses, and with which code.
///
/// Codes are those of api/common.md §6.3. Where the sheets only say that a call fails, the code ends in 900 and up,
/// outside the numbers known: no client can come to rely on it. (inferred)
enum VServerRules {
    /// Wrong state, running operation or protection. Documented for stop and terminate; for the others (inferred).
    static func notControllable(_ why: String) -> Failure {
        .action("1100031", "The server cannot be controlled at present. (\(why))")
    }

    static func invalid(_ name: String) -> Failure { .action("1100000", "Invalid parameter. (\(name))") }

    static func productNotFound() -> Failure { .action("1401", "The server product does not exist.") }

    static func unfitProduct() -> Failure { .action("1413", "The server product does not fit the server image.") }

    static func interfaceBusy() -> Failure {
        .action("1002022", "The network interface status is being changed. Please try again later.")
    }

    static func lastGroup() -> Failure {
        .action("1002035", "A network interface must keep at least one ACG.")
    }

    static func groupMissing() -> Failure { .action("1007000", "The ACG does not exist.") }

    static func groupBusy() -> Failure {
        .action("1007009", "The ACG settings are being changed. Please try again later.")
    }

    static func addressNotYet() -> Failure {
        .action("1003016", "The public IP cannot be associated at present. Please try again later.")
    }

    /// A server has one address at most, and keeps it: nothing that passes by itself. (inferred: the code)
    static func hasAddress() -> Failure { .action("1003905", "The server already has a public IP.") }

    static func addressInitialising() -> Failure {
        .action("1080101", "The public IP is being initialized and cannot be deleted.")
    }

    /// The object still has users. (inferred)
    static func stillInUse(_ family: Int, _ what: String) -> Failure {
        .action("\(family)900", "The \(what) cannot be deleted because it is in use.")
    }

    /// The default object of a VPC or server. (inferred)
    static func isDefault(_ family: Int, _ what: String) -> Failure {
        .action("\(family)901", "This is not possible for the default \(what).")
    }

    /// The name exists in the account. (inferred)
    static func nameTaken(_ family: Int, _ what: String) -> Failure {
        .action("\(family)903", "The \(what) name is already in use.")
    }

    /// More than the documented number. (inferred)
    static func limit(_ family: Int, _ what: String) -> Failure {
        .action("\(family)904", "No more than the allowed number of \(what) is possible.")
    }

    /// A disk that is working. (inferred: the number)
    static func diskBusy() -> Failure { .action("1005902", "The block storage is being manipulated.") }

    static func servers(_ parameters: Parameters, _ world: World) throws(Failure) -> [Record] {
        var servers: [Record] = []
        for number in try parameters.requiredList("serverInstanceNoList") {
            servers.append(try VServerAnswers.server.find(world, number))
        }
        return servers
    }

    /// A server in `status` with nothing going on.
    static func requireIdle(_ server: Record, status: String) throws(Failure) {
        guard server["serverInstanceOperation"] == "NULL" else { throw notControllable("an operation is running") }
        guard server["serverInstanceStatus"] == status else {
            throw notControllable("status is \(server["serverInstanceStatus"])")
        }
    }

    /// ACGs of one VPC, one to three of them.
    static func groups(_ numbers: [String], vpcNo: String, _ world: World) throws(Failure) -> [String] {
        guard !numbers.isEmpty else { throw Parameters.missing("accessControlGroupNoList") }
        guard numbers.count <= 3 else { throw invalid("accessControlGroupNoList") }
        for number in numbers {
            guard let group = world[.accessControlGroup, number] else { throw groupMissing() }
            guard group["vpcNo"] == vpcNo else { throw invalid("accessControlGroupNoList") }
        }
        return numbers
    }
}
