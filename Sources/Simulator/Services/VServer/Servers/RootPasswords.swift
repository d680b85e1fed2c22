import OrderedJSON

/// The password of a server's administrator, for whoever holds the private key. Source: api/vserver.md §3.1.
enum RootPasswords {
    static let actions: [KindAction] = [
        .own("getRootPassword") { world, parameters throws(Failure) in
            .values([("rootPassword", .string(try password(parameters, world)))])
        }, .own("getRootPasswordServerInstanceList", several),
    ]

    private static let several: Action = { world, parameters throws(Failure) in
        var elements: [JSON] = []
        for request in try parameters.requiredObjects("rootPasswordServerInstanceList") {
            let number = try request.required("serverInstanceNo")
            elements.append([
                "serverInstanceNo": .string(number), "rootPassword": .string(try password(request, world)),
            ])
        }
        return .list("rootPasswordServerInstanceList", elements)
    }

    /// Only once the server is up (inferred), and only with the private half of the key it was made with.
    private static func password(_ parameters: CallParameters, _ world: World) throws(Failure) -> String {
        let server = try Servers.kind.find(parameters, world)
        guard ["RUN", "NSTOP"].contains(server["serverInstanceStatus"]) else {
            throw Servers.isNotControllable("it is being created")
        }
        let fingerprint = RSAKey.fingerprint(ofPrivate: try parameters.required("privateKey"))
        guard fingerprint == server["loginKeyFingerprint"] else { throw .invalid("privateKey") }
        return server["rootPassword"]
    }
}
