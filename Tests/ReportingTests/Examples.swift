import Model

/// Hand-made plans and outcomes.
enum Examples {
    static func address(_ text: String) -> Address { Address(text)! }

    static let secretText = "hunter2-plaintext"
    static let secretPrint = "f1n6e7p71n7"

    static func reference(_ text: String) -> Value { .reference(Reference(address(text))) }

    /// One of every action, a replacement in two halves, foldable rows, secrets, references, long values.
    static let plan = Plan(
        project: "shop",
        steps: creations + updates + replacement + deletions + bookkeeping,
        unchanged: (0..<41).map { Address(kind: "Subnet", name: "same-\($0)") },
        warnings: [
            Diagnostic(
                .warning, code: "unknown-status", "Server/web-0 has the status 'ODD', which nacre does not know",
                help: "report it if the server looks fine in the console")
        ])

    static let creations: [Step] =
        [
            Step(
                address("Vpc/shop"), .create, because: .new,
                changes: [
                    FieldChange("cidr", before: nil, after: "10.0.0.0/16"),
                    FieldChange("name", before: nil, after: "shop"),
                ], calls: ["createVpc"], seconds: 20),
            Step(
                address("AccessControlGroup/web"), .create, because: .new, waitsFor: [.init(address("Vpc/shop"))],
                calls: ["createAccessControlGroup", "addAccessControlGroupInboundRule"], seconds: 10,
                desired: DesiredResource(
                    address("AccessControlGroup/web"),
                    attributes: [
                        "vpc": reference("Vpc/shop"), "description": "",
                        "rules": [
                            ["protocol": "TCP", "port": "22", "from": "10.0.0.0/8", "description": "operators"],
                            ["protocol": "TCP", "port": "443", "from": "0.0.0.0/0", "description": "everyone"],
                        ],
                    ])),
        ]
        + (0..<4).map { index in
            let name = "new-\(index)"
            return Step(
                address("Server/\(name)"), .create, because: .new,
                changes: [
                    FieldChange("name", before: nil, after: .string(name)),
                    FieldChange("password", before: nil, after: .secret(Secret(secretText))),
                    FieldChange("serverSpec", before: nil, after: "ci2-g3"),
                    FieldChange("subnet", before: nil, after: reference("Subnet/app")),
                ], waitsFor: [.init(address("Subnet/app"))], calls: ["createServerInstances"], seconds: 240)
        }

    static let updates: [Step] =
        (0..<12).map { index in
            Step(
                address("Server/web-\(index)"), .update, because: .differs, disruption: .stopStart,
                changes: [
                    FieldChange("description", before: "old", after: "new"),
                    FieldChange("serverSpec", before: "c2-g2", after: "ci2-g3", disruption: .stopStart),
                ], calls: ["stopServerInstances", "changeServerInstanceSpec", "startServerInstances"], seconds: 180)
        } + [
            Step(
                address("ApiKey/partner"), .update, because: .differs,
                changes: [
                    FieldChange("description", before: "a\u{1B}[2Jb", after: "c\nd", origin: .drift),
                    FieldChange(
                        "secret", before: .secret(Secret(fingerprint: secretPrint)), after: .secret(Secret(secretText)),
                        origin: .both),
                ], calls: ["updateApiKey"], seconds: 1),
            Step(
                address("AccessControlGroup/db"), .update, because: .differs,
                changes: [
                    FieldChange(
                        FieldPath("rules").appending(element: "TCP 22"), before: ["port": "22", "from": "10.0.0.0/8"],
                        after: nil),
                    FieldChange(
                        FieldPath("rules").appending(element: "TCP 3306").appending("description"),
                        before: .string(String(repeating: "long words ", count: 20) + "before"),
                        after: .string(String(repeating: "long words ", count: 20) + "after")),
                    FieldChange(
                        FieldPath("rules").appending(element: "TCP 5432"), before: nil,
                        after: ["port": "5432", "from": "10.0.0.0/8"]),
                    FieldChange(
                        "servers", before: .list((0..<30).map { .string("server-number-\($0)") }),
                        after: .list((1..<31).map { .string("server-number-\($0)") })),
                ], calls: ["addAccessControlGroupInboundRule"], seconds: 5),
        ]

    static let replacement: [Step] = [
        Step(
            address("Subnet/app"), .deleteReplaced, because: .cannotChangeInPlace(["cidr"]), disruption: .replace,
            calls: ["deleteSubnet"], seconds: 15, objectID: "5512"),
        Step(
            address("Subnet/app"), .replace, because: .cannotChangeInPlace(["cidr"]), disruption: .replace,
            changes: [
                FieldChange("cidr", before: "10.0.1.0/24", after: "10.0.2.0/24", forcesReplace: true),
                FieldChange("vpc", before: "77", after: reference("Vpc/shop"), origin: .drift, forcesReplace: true),
            ],
            waitsFor: [
                .init(address("Subnet/app"), isDeletionOfReplaced: true), .init(address("Vpc/shop")),
            ], calls: ["createSubnet"], seconds: 15),
    ]

    static let deletions: [Step] = [
        Step(
            address("BlockStorage/data-1"), .delete, because: .removed, disruption: .dataLoss,
            calls: ["deleteBlockStorageInstances"], seconds: 30, objectID: "901"),
        Step(
            address("LoginKey/old"), .delete, because: .removed, disruption: .irreversible,
            calls: ["deleteLoginKeys"], seconds: 1, objectID: "old"),
        Step(address("InitScript/boot"), .delete, because: .destroyRequested, calls: ["deleteInitScripts"], seconds: 1),
    ]

    static let bookkeeping: [Step] = [
        Step(address("Vpc/adopted"), .adopt(id: "31"), because: .importRequested),
        Step(address("Subnet/new"), .move(from: address("Subnet/old")), because: .renamed(from: address("Subnet/old"))),
        Step(address("PublicIp/spare"), .forget, because: .forgetRequested),
        Step(address("NatGateway/out"), .resume(.creating), because: .interrupted(.creating), seconds: 60),
        Step(address("NatGateway/in"), .resume(.deleting), because: .interrupted(.deleting), seconds: 60),
        Step(address("Server/kept"), .updateLifecycle, because: .lifecycleDiffers),
        Step(
            address("DataBoxFrame/box"), .refuse(advice: "order it in the console, then import it"),
            because: .notOffered("the API cannot create a Data Box Frame")),
    ]

    /// One step of every ending.
    static let outcome = Outcome(
        run: "run-7",
        steps: [
            StepOutcome(creations[0], .done, seconds: 18.25, calls: 4, objectID: "1001"),
            StepOutcome(
                creations[1],
                .failed(
                    Diagnostic(
                        code: "api-refused", "AccessControlGroup/web was refused: the limit of 100 groups is reached",
                        notes: ["createAccessControlGroup answered 1007001"],
                        help: "delete unused groups or request a higher limit")),
                seconds: 2, calls: 3, retries: 2),
            StepOutcome(
                creations[2], .pending("still INIT after 40 min"), seconds: 2400, calls: 100, objectID: "1002"),
            StepOutcome(creations[3], .blocked(by: .init(address("AccessControlGroup/web")))),
            StepOutcome(creations[4], .notStarted),
            StepOutcome(creations[5], .notStarted),
        ], interrupted: false, seconds: 2403.5, calls: 131, retries: 2)
}
