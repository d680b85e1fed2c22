import OrderedJSON

/// Launch configurations: made and deleted at once, never changed. Source: api/autoscaling.md §2.
enum LaunchConfigurations {
    static let kind = ActionKind(
        "LaunchConfiguration", .launchConfiguration,
        columns: [
            .text("regionCode", "launchConfigurationNo", "launchConfigurationName"),
            .raw(
                "serverImageProductCode", "memberServerImageInstanceNo", "serverImageNo", "serverProductCode",
                "serverSpecCode"),
            .text("loginKeyName", "createDate"), .code("launchConfigurationStatus"), .text("initScriptNo"),
            .flag("isEncryptedVolume"),
        ],
        filters: [.anyOf("launchConfigurationNameList", of: "launchConfigurationName")],
        actions: [
            .create([
                isWithinLimit, .name("launchConfigurationName", orMadeUp: "lc", length: 1...255), isOnlyName, product,
                .optional("loginKeyName", to: LoginKeys.kind), .optional("initScriptNo", to: InitScripts.kind),
                .flag("isEncryptedVolume", default: false),
                // Which codes there are, no page says. (inferred)
                .fixed(["launchConfigurationStatus": "RUN"]),
            ]),
            .delete(when: [
                .isNotUsed(by: .autoScalingGroup, as: "launchConfigurationNo", else: .isUsed("launch configuration"))
            ]),
        ])

    private static let isWithinLimit = Input.check { _, _, world throws(Failure) in
        guard world.count(.launchConfiguration) < 100 else { throw .limit(1250, "launch configurations") }
    }

    /// Unique in the account. (inferred)
    private static let isOnlyName = Input.check { _, configuration, world throws(Failure) in
        let name = configuration["launchConfigurationName"]
        guard !world.contains(.launchConfiguration, where: "launchConfigurationName", is: name) else {
            throw .nameTaken(1250, "launch configuration")
        }
    }

    /// Image and size, by the rules that hold for a server; without a size the smallest.
    private static let product = Input.values { parameters, _, world throws(Failure) in
        let product = try ServerProduct(parameters, world)
        let names = [
            "serverImageProductCode", "memberServerImageInstanceNo", "serverImageNo", "serverProductCode",
            "serverSpecCode",
        ]
        var values: [String: JSON] = [:]
        for name in names { values[name] = parameters.text(name).map(JSON.string) }
        if values["serverProductCode"] == nil { values["serverSpecCode"] = .string(product.spec.id) }
        return values
    }
}

extension TableSchema {
    static let launchConfiguration = TableSchema(
        "launchConfiguration", numbers: .network, indexes: ["launchConfigurationName"])
}
