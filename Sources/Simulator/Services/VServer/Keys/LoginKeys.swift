import OrderedJSON

/// Login keys; the name is the identifier. Source: api/vserver.md §3.4.
enum LoginKeys {
    static let kind = ActionKind(
        "LoginKey", .loginKey, id: "keyName",
        columns: [.text("fingerprint", "keyName", "createDate", "publicKey")], filters: [.exact("keyName")],
        reads: [.list],
        actions: [.own("createLoginKey", create), .own("importLoginKey", load), .own("deleteLoginKeys", delete)])

    /// The private key is answered here and never again: nothing of it is kept.
    private static let create: Action = { world, parameters throws(Failure) in
        let name = try newName(parameters, &world)
        guard let key = RSAKey.next() else { throw .gateway(status: 500) }
        insert(name, publicKey: "", fingerprint: key.fingerprint, &world)
        return .values([("keyName", .string(name)), ("privateKey", .string(key.pem))])
    }

    private static let load: Action = { world, parameters throws(Failure) in
        let key = try parameters.required("publicKey")
        let forms = ["ssh-rsa ", "-----BEGIN RSA PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----"]
        guard forms.contains(where: key.hasPrefix) else { throw .invalid("publicKey") }
        let name = try newName(parameters, &world)
        insert(name, publicKey: key, fingerprint: RSAKey.fingerprint(ofPublic: key), &world)
        return kind.answer(world, [name])
    }

    /// Absent names are no error; a key that a server uses stays. (inferred: the code)
    private static let delete: Action = { world, parameters throws(Failure) in
        let names = try parameters.requiredList("keyNameList")
        let used = Set(world.all(.server).map { $0["loginKeyName"] })
        guard used.isDisjoint(with: names) else { throw .inUse(1006, "login key") }
        for name in names where world[.loginKey, name] != nil { world.remove(.loginKey, name) }
        return .values([])
    }

    private static func newName(_ parameters: CallParameters, _ world: inout World) throws(Failure) -> String {
        let name = parameters.text("keyName") ?? world.madeUpName("key")
        guard (3...30).contains(name.unicodeScalars.count) else { throw .invalid("keyName") }
        guard world[.loginKey, name] == nil else { throw .nameTaken(1006, "login key") }
        return name
    }

    private static func insert(_ name: String, publicKey: String, fingerprint: String, _ world: inout World) {
        kind.insert(
            ["keyName": .string(name), "fingerprint": .string(fingerprint), "publicKey": .string(publicKey)], &world)
    }
}

extension TableSchema { static let loginKey = TableSchema("loginKey", nameAttribute: "keyName") }
