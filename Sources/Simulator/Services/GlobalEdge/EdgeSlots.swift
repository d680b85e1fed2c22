import OrderedJSON

/// Certificates that are provisioned to edges. Source: edge-postcertificate, -getcertificatelist, -getcertificate,
/// -postcertificateslotid; certificateprovisioning-create. Times, and the codes of what is refused, are (inferred).
enum EdgeSlots {
    static let kind = RESTKind(
        .edgeSlot, at: "/certificate/provisioning",
        [
            .get("", list),
            .get("/:") { world, call throws(Failure) in GlobalEdge.answer(details(try find(call, world), world)) },
            .post("", create), .post("/:", extend), .put("/:/certificates/tls", encrypt), .delete("/:", delete),
        ])

    /// How many elements a page has that is asked for without a size. Source: edge-getcertificatelist.
    private static let usualPage: Int64 = 15

    static func holds(_ certificate: String, _ world: World) -> Bool {
        world.all(.edgeSlot).contains { slot in
            (slot.value("certificates")?.elements ?? []).contains { $0.text == certificate }
        }
    }

    private static let provisioned: [Transition] = [
        .now(["status": "READY"]), .after(seconds: 5, ["status": "PUBLISHING"]),
        .after(seconds: 60, ["status": "RUNNING"]),
    ]

    private static func find(_ call: RESTCall, _ world: World) throws(Failure) -> Record {
        guard let slot = world[.edgeSlot, call.ids.first ?? ""] else { throw .notAllowedAtEdge }
        return slot
    }

    private static let list: RESTHandler = { world, call throws(Failure) in
        let size = max(1, try call.query.integer("offset") ?? usualPage)
        let number = try call.query.integer("pageNo") ?? 1
        let all = world.all(.edgeSlot)
        let found = all.page(max(0, number - 1), of: size).map { render($0, world) }
        return GlobalEdge.answer(page(number, of: size, all.count, found))
    }

    private static let create: RESTHandler = { world, call throws(Failure) in
        guard let region = call.body["serviceRegion"]?.text, ["KR_JP", "KR_JP_GLOBAL"].contains(region) else {
            throw .edgeField("serviceRegion")
        }
        let numbers = (call.body["cmCertificateIds"]?.elements ?? []).compactMap(\.text)
        guard numbers.count == (region == "KR_JP" ? 1 : 2), numbers.allSatisfy({ Certificates.isUsable($0, world) })
        else {
            throw .edgeField("cmCertificateIds")
        }
        let values = try encryption(call)
        let id = world.newId(.edgeSlot)
        world.insert(
            .edgeSlot, id: id,
            values.merging([
                "serviceRegion": .string(region), "certificates": .array(numbers.map(JSON.string)),
                "provisioned": .integer(world.now),
            ]) { $1 }, plan: provisioned)
        return GlobalEdge.answer(["slotId": GlobalEdge.number(id)])
    }

    private static let extend: RESTHandler = { world, call throws(Failure) in
        let slot = try find(call, world)
        guard let number = call.body["cmCertificateId"]?.text, Certificates.isUsable(number, world),
            slot["serviceRegion"] == "KR_JP"
        else { throw .edgeField("cmCertificateId") }
        let all = (slot.value("certificates")?.elements ?? []) + [.string(number)]
        world.set(.edgeSlot, slot.id, ["serviceRegion": "KR_JP_GLOBAL", "certificates": .array(all)])
        world.run(provisioned, on: .edgeSlot, slot.id)
        return GlobalEdge.answer(true)
    }

    private static let encrypt: RESTHandler = { world, call throws(Failure) in
        let slot = try find(call, world)
        let values = try encryption(call)
        guard slot["status"] == "RUNNING" else { throw .edgeIsBusy }
        world.set(.edgeSlot, slot.id, values)
        world.run(provisioned, on: .edgeSlot, slot.id)
        return GlobalEdge.answer(true)
    }

    private static let delete: RESTHandler = { world, call throws(Failure) in
        let slot = try find(call, world)
        guard users(of: slot, world).isEmpty, slot["status"] == "RUNNING" else { throw .edgeIsBusy }
        world.run([.now(["status": "DELETING"]), .gone(seconds: 30)], on: .edgeSlot, slot.id)
        return GlobalEdge.answer(true)
    }

    /// The edges that use a certificate.
    private static func users(of slot: Record, _ world: World) -> [Record] {
        world.all(.cdnEdge).filter { edge in
            edge.value("document")?["distributionConfig"]?["serviceDomain"]?["certificate"]?["id"]?.text == slot.id
        }
    }

    private static func encryption(_ call: RESTCall) throws(Failure) -> [String: JSON] {
        guard let version = call.body["tlsVersion"]?.text,
            ["TLS_ALL_VERSIONS", "TLS_MIN_VERSION_1_2"].contains(version)
        else { throw .edgeField("tlsVersion") }
        guard let profile = call.body["cipherProfile"]?.text, ["DEFAULT", "GENERAL", "STRICT"].contains(profile),
            profile != "STRICT" || version != "TLS_ALL_VERSIONS"
        else { throw .edgeField("cipherProfile") }
        return ["tlsVersion": .string(version), "cipherProfile": .string(profile)]
    }

    // MARK: Shown

    private static func certificates(_ slot: Record, _ world: World) -> [Record] {
        (slot.value("certificates")?.elements ?? []).compactMap { world[.certificate, $0.text ?? ""] }
    }

    private static func render(_ slot: Record, _ world: World) -> JSON {
        let first = certificates(slot, world).first
        func moment(_ milliseconds: Int64) -> JSON { .string(Timestamp(milliseconds: milliseconds).universal) }
        return [
            "slotId": GlobalEdge.number(slot.id), "commonName": .string(first?["commonName"] ?? ""),
            "serviceRegion": .string(slot["serviceRegion"]), "tlsVersion": .string(slot["tlsVersion"]),
            "cipherProfile": .string(slot["cipherProfile"]),
            "certificateName": .string(first?["certificateName"] ?? ""),
            "expirationDate": moment(first?.integer("validTo") ?? 0), "provisionStatus": .string(slot["status"]),
            "provisionDate": moment(slot.integer("provisioned")),
        ]
    }

    private static func details(_ slot: Record, _ world: World) -> JSON {
        let all = certificates(slot, world).enumerated().map { index, certificate -> JSON in
            [
                "itemId": .integer(Int64(index + 1)), "serviceRegion": index == 0 ? "KR_JP" : "GLOBAL",
                "cmCertificateName": .string(certificate["certificateName"]),
                "commonName": .string(certificate["commonName"]), "sanDomains": [],
            ]
        }
        let edges = users(of: slot, world).map(link)
        return [
            "slotId": GlobalEdge.number(slot.id), "certificates": .array(all),
            "linkedEdges": page(1, of: usualPage, edges.count, edges),
        ]
    }

    /// A page of a list. That certificates are listed in such pages is shown by an example alone; that the number of all is beside
    /// them, as it is beside the edges of one, is (inferred).
    private static func page(_ number: Int64, of size: Int64, _ total: Int, _ content: [JSON]) -> JSON {
        [
            "content": .array(content),
            "pageable": [
                "pageNo": .integer(number), "offset": .integer(size), "totalCount": .integer(Int64(total)),
            ],
        ]
    }

    /// How an edge is shown that uses a certificate. (inferred)
    private static func link(_ edge: Record) -> JSON {
        [
            "edgeId": GlobalEdge.number(edge.id), "edgeName": .string(edge["edgeName"]),
            "statusType": .string(edge["status"]),
        ]
    }
}
