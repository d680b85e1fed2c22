import OrderedJSON

/// The password of a server's administrator, for whoever holds the private key. Source: api/vserver.md §3.1.
enum RootPasswords {
    static let one: Action = { world, parameters throws(Failure) in
        .values([("rootPassword", .string(try password(parameters, world)))])
    }

    static let several: Action = { world, parameters throws(Failure) in
        var elements: [JSON] = []
        for request in parameters.objects("rootPasswordServerInstanceList") {
            let number = try request.required("serverInstanceNo")
            elements.append([
                "serverInstanceNo": .string(number), "rootPassword": .string(try password(request, world)),
            ])
        }
        return .list("rootPasswordServerInstanceList", elements)
    }

    /// Only once the server is up. (inferred) The private key of an imported key is not known and any is taken.
    private static func password(_ parameters: Parameters, _ world: World) throws(Failure) -> String {
        let server = try Servers.find(parameters, world)
        guard ["RUN", "NSTOP"].contains(server["serverInstanceStatus"]) else {
            throw VServerRules.notControllable("it is being created")
        }
        let given = fold(try parameters.required("privateKey"))
        let known = world[.loginKey, server["loginKeyName"]]?["privateKey"] ?? ""
        guard known.isEmpty || fold(known) == given else { throw VServerRules.invalid("privateKey") }
        return server["rootPassword"]
    }

    private static func fold(_ key: String) -> String { key.filter { !$0.isWhitespace } }
}
