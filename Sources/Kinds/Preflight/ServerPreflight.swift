import Model

/// What can be known of a server before it is made or changed. Source: api/vserver.md §3.1, §3.2.
enum ServerPreflight {
    static let checks: [Preflight] = [
        .freeName(of: "Server", within: "subnet", refused: false), .exists("ServerImage", in: "image"),
        .exists("ServerSpec", in: "serverSpec"), .exists("ServerImageProduct", in: "imageProduct"),
        .exists("ServerProduct", in: "serverProduct"), .exists("MemberServerImage", in: "memberImage"),
        .exists("PlacementGroup", in: "placementGroup"), .exists("LoginKey", in: "loginKey"), key,
        .exists("InitScript", in: "initScript"), .exists("Subnet", in: "subnet"), fit, offered, productsFit, lifeCycle,
        script, usage, interfaces, disks,
        .sameVpc("AccessControlGroup", in: "accessControlGroups") { subject, scene in
            scene.object("Subnet", subject.attributes["subnet"])?.attributes["vpc"]
        },
        .fixedAddress("ip"),
    ]

    /// A server without a key named gets the newest one of the account, so there has to be one. Source: api/vserver.md §3.1;
    /// that creating fails where there is none is inferred.
    private static let key = Preflight(of: [], reading: ["LoginKey"]) { subject, scene in
        let named = subject.attributes["loginKey"].map { !$0.isAbsent } ?? false
        let keys = scene.all("LoginKey")
        guard subject.isNew, !named, scene.isComplete("LoginKey"), keys.allSatisfy({ $0.id == nil }) else { return [] }
        guard let coming = keys.compactMap(\.address).min() else {
            return [
                Preflight.Problem(
                    at: nil, "no loginKey is set, and the account has no login key",
                    help: "declare a LoginKey and refer to it in loginKey")
            ]
        }
        return [
            Preflight.Problem(
                .warning, at: nil, "no loginKey is set, and the account has no login key before \(coming) is created",
                help: "set loginKey: \(coming.name)")
        ]
    }

    /// Image and spec are for one hypervisor and one CPU architecture.
    static let fit = Preflight(
        of: ["image", "serverSpec"], reading: ["ServerImage", "ServerSpec"]
    ) { subject, scene in
        guard let image = scene.object("ServerImage", subject.attributes["image"]),
            let spec = scene.object("ServerSpec", subject.attributes["serverSpec"])
        else { return [] }
        return ["hypervisor", "architecture"].compactMap { trait in
            guard let needed = image.text(trait), let given = spec.text(trait), needed != given else { return nil }
            let fitting = scene.all("ServerSpec").filter { $0.text(trait) == needed }.compactMap(\.id)
            let shown = fitting.sorted(by: { NaturalOrder.precedes($0, $1) }).prefix(6).joined(separator: ", ")
            return Preflight.Problem(
                at: "serverSpec",
                "the spec \(spec.title) is for \(given), but the image \(image.title) is for \(needed)",
                notes: fitting.isEmpty ? [] : ["specs for \(needed): \(shown)\(fitting.count > 6 ? ", …" : "")"],
                help: "choose a spec and an image with the same \(trait)")
        }
    }

    /// The zone of the subnet offers the spec. A zone that does not exist is told at the subnet.
    private static let offered = Preflight(
        of: ["serverSpec", "subnet"], reading: ["ServerSpec", "Subnet", "Zone"]
    ) { subject, scene in
        guard let spec = scene.object("ServerSpec", subject.attributes["serverSpec"]),
            let zones = spec.attributes["zones"]?.elements.compactMap(\.text), !zones.isEmpty,
            let subnet = scene.object("Subnet", subject.attributes["subnet"]), let zone = subnet.text("zone"),
            scene.object("Zone", .string(zone)) != nil, !zones.contains(zone)
        else { return [] }
        return [
            Preflight.Problem(
                at: "serverSpec", "\(zone), where \(subnet.title) is, does not offer the spec \(spec.title)",
                notes: ["it is offered in \(zones.joined(separator: ", "))"],
                help: "choose another spec, or a subnet in one of these zones")
        ]
    }

    /// The size fits the image, both of the older catalogue.
    static let productsFit = Preflight(
        of: ["imageProduct", "serverProduct"], reading: ["ServerProduct"]
    ) { subject, scene in
        guard let image = subject.text("imageProduct"),
            let product = scene.object("ServerProduct", subject.attributes["serverProduct"]),
            let fitting = product.attributes["images"]?.elements.compactMap(\.text), !fitting.isEmpty,
            !fitting.contains(image)
        else { return [] }
        return [
            Preflight.Problem(
                at: "serverProduct", "\(product.id ?? product.title) is not compatible with the image \(image)",
                help: "choose one of the products listed for the image")
        ]
    }

    /// A new server on an image that is being withdrawn works, for now.
    static let lifeCycle = Preflight(of: ["image"], reading: ["ServerImage"]) { subject, scene in
        guard subject.isNew, let image = scene.object("ServerImage", subject.attributes["image"]),
            let phase = image.text("lifeCycle"), phase != "IN_SERVICE"
        else { return [] }
        return [
            Preflight.Problem(
                .warning, at: "image", "the image \(image.title) is \(phase): it is being withdrawn",
                help: "choose an image in service, such as the newest: image: {lookup: {…, pick: newest}}")
        ]
    }

    /// The script is for the image's system.
    static let script = Preflight(
        of: ["image", "initScript"], reading: ["ServerImage", "InitScript"]
    ) { subject, scene in
        let systems = ["LNX": "LINUX", "WND": "WINDOWS"]
        guard let script = scene.object("InitScript", subject.attributes["initScript"]),
            let image = scene.object("ServerImage", subject.attributes["image"]),
            let written = systems[script.text("osType") ?? "LNX"], let running = image.text("osCategory"),
            systems.values.contains(running), written != running
        else { return [] }
        return [
            Preflight.Problem(
                at: "initScript",
                "the script \(script.title) is for \(written), but the image \(image.title) is \(running)",
                help: "use a script for \(running), with osType \(running == "LINUX" ? "LNX" : "WND")")
        ]
    }

    /// Servers stand in subnets for general use or bare metal; only public ones reach the internet.
    private static let usage = Preflight(
        of: ["subnet", "associateWithPublicIp"], reading: ["Subnet"]
    ) { subject, scene in
        guard let subnet = scene.object("Subnet", subject.attributes["subnet"]) else { return [] }
        var problems: [Preflight.Problem] = []
        if let usage = subnet.text("usage"), usage == "LOADB" || usage == "NATGW" {
            problems.append(
                Preflight.Problem(
                    at: "subnet", "\(subnet.title) is only for \(usage == "LOADB" ? "load balancers" : "NAT gateways")",
                    help: "use a subnet with usage GEN"))
        }
        if subject.isNew, subject.attributes["associateWithPublicIp"]?.bool == true,
            subnet.text("type") == "PRIVATE"
        {
            problems.append(
                Preflight.Problem(
                    at: "associateWithPublicIp", "\(subnet.title) is private: its servers cannot have a public IP",
                    help: "use a subnet with type PUBLIC, or omit the field"))
        }
        return problems
    }

    private static let interfaces = Preflight(
        of: ["networkInterfaces", "serverSpec"], reading: ["ServerSpec"]
    ) { subject, scene in
        let count = 1 + Int64(subject.attributes["networkInterfaces"]?.elements.count ?? 0)
        guard let spec = scene.object("ServerSpec", subject.attributes["serverSpec"]),
            let most = spec.attributes["networkInterfaces"]?.integer, most > 0, count > most
        else { return [] }
        return [
            Preflight.Problem(
                at: "networkInterfaces", "\(spec.title) supports \(most) interfaces, but this would be \(count)",
                help: "use fewer, or choose another spec")
        ]
    }

    /// Disks can be laid out for KVM only, and no more of them than the spec takes.
    private static let disks = Preflight(
        of: ["disks", "image", "serverSpec"], reading: ["ServerImage", "ServerSpec"]
    ) { subject, scene in
        guard subject.isNew, let disks = subject.attributes["disks"]?.elements, !disks.isEmpty else { return [] }
        var problems: [Preflight.Problem] = []
        if let image = scene.object("ServerImage", subject.attributes["image"]),
            let hypervisor = image.text("hypervisor"), hypervisor != "KVM"
        {
            problems.append(
                Preflight.Problem(
                    at: "disks", "the image \(image.title) is for \(hypervisor): disks can only be set for KVM",
                    help: "omit disks, or choose a KVM image"))
        }
        let added = Int64(disks.filter { $0.members["order"]?.integer != 0 }.count)
        if let spec = scene.object("ServerSpec", subject.attributes["serverSpec"]),
            let most = spec.attributes["disks"]?.integer, most > 0, added > most
        {
            problems.append(
                Preflight.Problem(
                    at: "disks", "\(spec.title) supports \(most) disks, but this would be \(added)",
                    help: "use fewer, or choose another spec"))
        }
        return problems
    }
}
