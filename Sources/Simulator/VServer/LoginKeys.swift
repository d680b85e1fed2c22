import OrderedJSON

/// Login keys; the name is the identifier. Source: api/vserver.md §3.4.
enum LoginKeys {
    /// The private key is answered here and never again.
    static let create: Action = { world, parameters throws(Failure) in
        let name = try newName(parameters, &world)
        let pem = fakePrivateKey(&world)
        insert(name, publicKey: "", privateKey: pem, &world)
        return .values([("keyName", .string(name)), ("privateKey", .string(pem))])
    }

    static let load: Action = { world, parameters throws(Failure) in
        let key = try parameters.required("publicKey")
        let forms = ["ssh-rsa ", "-----BEGIN RSA PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----"]
        guard forms.contains(where: key.hasPrefix) else { throw VServerRules.invalid("publicKey") }
        let name = try newName(parameters, &world)
        insert(name, publicKey: key, privateKey: "", &world)
        return VServerAnswers.loginKey.answer(world, [name])
    }

    /// Absent names are no error; a key in use may go. (inferred: the second)
    static let delete: Action = { world, parameters throws(Failure) in
        for name in try parameters.requiredList("keyNameList") where world[.loginKey, name] != nil {
            world.remove(.loginKey, name)
        }
        return .values([])
    }

    private static func newName(_ parameters: Parameters, _ world: inout World) throws(Failure) -> String {
        let name = parameters.text("keyName") ?? world.madeUpName("key")
        guard (3...30).contains(name.unicodeScalars.count) else { throw VServerRules.invalid("keyName") }
        guard world[.loginKey, name] == nil else { throw VServerRules.nameTaken(1006, "login key") }
        return name
    }

    private static func insert(_ name: String, publicKey: String, privateKey: String, _ world: inout World) {
        let fingerprint = fingerprint(&world)
        world.insert(
            .loginKey, id: name,
            [
                "keyName": .string(name), "fingerprint": .string(fingerprint),
                "publicKey": .string(publicKey), "privateKey": .string(privateKey),
                "createDate": .string(Timestamp(milliseconds: world.now).korean),
            ])
    }

    static func fingerprint(_ world: inout World) -> String {
        let digits = Array(world.random.text(32, of: "0123456789abcdef"))
        return stride(from: 0, to: 32, by: 2).map { String(digits[$0...($0 + 1)]) }.joined(separator: ":")
    }

    /// Looks like an RSA key and opens nothing.
    private static func fakePrivateKey(_ world: inout World) -> String {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        let lines = (0..<25).map { _ in world.random.text(64, of: alphabet) }
        let body = (["-----BEGIN RSA PRIVATE KEY-----"] + lines + ["-----END RSA PRIVATE KEY-----"])
        return body.joined(separator: "\n") + "\n"
    }
}
