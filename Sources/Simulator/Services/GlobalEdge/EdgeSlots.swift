import OrderedJSON

/// Certificates that are provisioned to edges. Source: edge-postcertificate, -getcertificatelist, -getcertificate,
/// -postcertificateslotid; certificateprovisioning-create. Times, and the codes of what is refused, are (inferred).
enum EdgeSlots {
    static let kind = RESTKind(
        .edgeSlot, at: "/certificate/provisioning",
        [
            .get("") { world, call throws(Failure) in
                let size = try call.query.integer("offset") ?? 15
                let page = try call.query.integer("pageNo") ?? 1
                let found = world.all(.edgeSlot).page(max(0, page - 1), of: max(1, size))
                return GlobalEdge.answer(.array(found.map { render($0, world) }))
            },
            .get("/:") { world, call throws(Failure) in GlobalEdge.answer(details(try find(call, world), world)) },
            .post("", create), .post("/:", extend), .put("/:/certificates/tls", encrypt), .delete("/:", delete),
        ])

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
        let isUsed = world.all(.cdnEdge).contains { edge in
            edge.value("document")?["distributionConfig"]?["serviceDomain"]?["certificate"]?["id"]?.text == slot.id
        }
        guard !isUsed, slot["status"] == "RUNNING" else { throw .edgeIsBusy }
        world.run([.now(["status": "DELETING"]), .gone(seconds: 30)], on: .edgeSlot, slot.id)
        return GlobalEdge.answer(true)
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
        return [
            "slotId": GlobalEdge.number(slot.id), "certificates": .array(all),
            "linkedEdges": ["content": [], "pageable": ["pageNo": 1, "offset": 15, "totalCount": 0]],
        ]
    }
}
