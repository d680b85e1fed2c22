import OrderedJSON

/// Applications: no call registers, changes or shows one; a console does. Source: api/linkage.md §1, §6, §7.
enum Applications {
    static let kind = RESTKind(.linkageApplication)

    static let idHeader = "X-NCP-APIGW-API-KEY-ID"
    static let secretHeader = "X-NCP-APIGW-API-KEY"

    /// Two applications of a new world, one for each console.
    static let usual: [JSON] = [
        ["name": "demo", "clientId": "simulated1", "clientSecret": "SIMULATEDCLIENTSECRET0000000000000000001"],
        [
            "name": "demo-search", "clientId": "simulated2", "clientSecret": "SIMULATEDCLIENTSECRET0000000000000000002",
            "generation": "hub",
        ],
    ]

    /// Registers an application as its console would. Id and secret are made up unless they are given, services that
    /// are not named are ticked if the generation has them.
    /// - Returns: the application, its secret too.
    static func register(_ description: JSON, _ world: inout World) throws(Failure) -> JSON {
        guard let name = description["name"]?.text, (1...40).contains(name.count) else {
            throw .rest(400, "100", "give the application's name, of 1 to 40 characters")
        }
        let word = description["generation"]?.text ?? LinkageGeneration.current.rawValue
        guard let generation = LinkageGeneration(rawValue: word) else {
            throw .rest(400, "100", "generation is one of: old, current, hub")
        }
        let known = LinkageProduct.allCases.filter { $0.host(for: generation) != nil }.map(\.rawValue)
        let services = description["services"]?.elements.compactMap(\.text) ?? known
        guard services.allSatisfy(known.contains) else {
            throw .rest(400, "100", "services of this generation are: \(known.joined(separator: ", "))")
        }
        let limits = description["limits"] ?? [:]
        for (service, limit) in limits.members where !known.contains(service) || !isLimit(limit) {
            throw .rest(400, "100", "limits are {service: {daily, monthly}}, with whole numbers")
        }
        let id = description["clientId"]?.text ?? world.newId(.linkageApplication)
        let secret = description["clientSecret"]?.text ?? Self.secret(&world)
        let values: [String: JSON] = [
            "applicationName": .string(name), "clientSecret": .string(secret),
            "generation": .string(generation.rawValue), "services": .array(services.map(JSON.string)),
            "limits": limits,
        ]
        world.insert(.linkageApplication, id: id, values)
        return ["clientId": .string(id), "clientSecret": .string(secret)]
    }

    /// The application whose id and secret a call carries.
    static func authenticated(_ request: LinkageRequest, _ world: World) throws(Failure) -> Record {
        guard let id = request.credential(idHeader), let secret = request.credential(secretHeader) else {
            throw .unauthenticated("Authentication information are missing.")
        }
        guard let application = world[.linkageApplication, id], application["clientSecret"] == secret else {
            throw .unauthenticated("Invalid authentication information.")
        }
        return application
    }

    /// Refuses a call that the application may not make, and counts one that it may: host and subscription, selection,
    /// limits. Source: api/linkage.md §7; that the HUB says 403 to what was not applied for: §4.
    static func admit(
        _ application: Record, to product: LinkageProduct, host: String?, _ world: inout World
    ) throws(Failure) {
        let generation = LinkageGeneration(rawValue: application["generation"]) ?? .current
        guard let right = product.host(for: generation), host ?? right == right else { throw .notSubscribed }
        guard application.list("services").contains(product.rawValue) else {
            if product == .apiHub { throw .gateway(status: 403) }
            throw world.switches.quirks.contains(.untickedIsDenied) ? .notSubscribed : .quotaExceeded
        }
        try LinkageUsage.count(application, product, &world)
    }

    private static func isLimit(_ limit: JSON) -> Bool {
        !limit.members.isEmpty
            && limit.members.allSatisfy { ["daily", "monthly"].contains($0.key) && ($0.value.integer ?? -1) >= 0 }
    }

    private static func secret(_ world: inout World) -> String {
        world.random.text(40, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    }
}

extension TableSchema {
    static let linkageApplication = TableSchema("linkageApplication", nameAttribute: "applicationName")
}

extension Failure {
    /// `details` is not documented, but sent. Source: api/linkage.md §5.
    fileprivate static let notSubscribed = Failure(
        layer: .gateway, status: 401, code: "210", message: "Permission Denied",
        details: "A subscription to the API is required.")
}
