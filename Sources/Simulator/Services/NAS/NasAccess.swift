import OrderedJSON

/// The servers that may mount a volume. Source: api/nas.md §3.
enum NasAccess {
    static let actions: [KindAction] = [
        change("addNasVolumeAccessControl") { present, given in
            let added = Set(given.map(number))
            return present.filter { !added.contains(number($0)) } + given
        },
        // All of them, also none. (inferred)
        change("setNasVolumeAccessControl") { _, given in given },
        .change(
            "removeNasVolumeAccessControl",
            [
                .values { parameters, volume, _ throws(Failure) in
                    let gone = Set(try parameters.requiredList("serverInstanceNoList"))
                    return stored(rules(of: volume).filter { !gone.contains(number($0)) })
                }
            ], when: [NasVolumes.isAtRest], plan: NasVolumes.working),
        .own("getNasVolumeAccessControlRuleList") { world, parameters throws(Failure) in
            .list("nasVolumeAccessControlRuleList", rules(of: try NasVolumes.kind.find(parameters, world)))
        },
    ]

    /// What a new volume gets.
    static let given = Input.values { parameters, _, world throws(Failure) in
        stored(try rules(parameters, world))
    }

    private static func change(
        _ action: String, _ result: @escaping @Sendable (_ present: [JSON], _ given: [JSON]) -> [JSON]
    ) -> KindAction {
        .change(
            action,
            [
                .values { parameters, volume, world throws(Failure) in
                    stored(result(rules(of: volume), try rules(parameters, world)))
                }
            ], when: [NasVolumes.isAtRest], plan: NasVolumes.working)
    }

    /// The rules of a call; the older form has bare numbers.
    private static func rules(_ parameters: CallParameters, _ world: World) throws(Failure) -> [JSON] {
        let older = parameters.list("serverInstanceNoList").map { CallParameters(["serverInstanceNo": $0]) }
        return try (parameters.objects("accessControlRuleList") + older).map { rule throws(Failure) in
            let server = try rule.required("serverInstanceNo")
            guard world[.server, server] != nil else { throw .invalid("serverInstanceNo") }
            return [
                "serverInstanceNo": .string(server), "readAccess": true,
                "writeAccess": .bool(try rule.flag("writeAccess") ?? true),
            ]
        }
    }

    private static func rules(of volume: Record) -> [JSON] { volume.attributes["rules"]?.elements ?? [] }

    private static func number(_ rule: JSON) -> String { rule["serverInstanceNo"]?.text ?? "" }

    private static func stored(_ rules: [JSON]) -> [String: JSON] {
        [
            "rules": .array(rules), "nasVolumeServerInstanceNoList": .array(rules.map { .string(number($0)) }),
        ]
    }
}
