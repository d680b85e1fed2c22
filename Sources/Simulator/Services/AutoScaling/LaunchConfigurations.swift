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
                .name("launchConfigurationName", orMadeUp: "lc", length: 1...255), product,
                .optional("loginKeyName", to: LoginKeys.kind), .optional("initScriptNo", to: InitScripts.kind),
                .flag("isEncryptedVolume", default: false),
                // Which codes there are, no page says. (inferred)
                .fixed(["launchConfigurationStatus": "RUN"]),
            ]),
            .delete(),
        ])

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
    static let launchConfiguration = TableSchema("launchConfiguration", numbers: .network)
}
