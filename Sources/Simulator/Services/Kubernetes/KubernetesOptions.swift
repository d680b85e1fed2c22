import OrderedJSON

/// What clusters and node pools can be made of. Forms and codes are those of api/nks.md §2, §3, §5; which versions and
/// images there are is (inferred).
enum KubernetesOptions {
    static let kind = RESTKind(
        .kubernetesOption, at: "/option",
        [
            .get("/version") { _, call throws(Failure) in
                options(versions(for: call.query.text("hypervisorCode")))
            },
            .get("/server-image") { _, call throws(Failure) in
                options(images(for: call.query.text("hypervisorCode")).map { shown($0) })
            },
            .get("/server-product-code") { world, call throws(Failure) in
                guard let image = call.query.text("softwareCode") else { throw .kubernetes(invalid: "softwareCode") }
                let isKVM = image.hasSuffix("G003") || image.contains("G003|")
                let specs = world.all(.serverSpec).filter { ($0["hypervisorType"] == "KVM") == isKVM }
                // What details hold is (inferred).
                return .ok(
                    .array(specs.map { option($0.id).with(["detail": $0.fields(["cpuCount", "memorySize"])]) }))
            },
        ])

    /// A bare list.
    private static func options(_ values: [String]) -> Response { .ok(.array(values.map(option))) }

    private static func option(_ value: String) -> JSON {
        ["label": .string(value), "value": .string(value), "disabled": false]
    }

    /// In rising order; the default is the last one. (inferred)
    static func versions(for hypervisor: String?) -> [String] {
        let suffixes = hypervisor.map { $0 == "KVM" ? ["nks.2"] : ["nks.1"] } ?? ["nks.1", "nks.2"]
        return ["1.33.6", "1.34.3", "1.35.3"].flatMap { number in suffixes.map { "\(number)-\($0)" } }
    }

    static func images(for hypervisor: String?) -> [String] {
        let all = ["SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.G003", "SW.VSVR.OS.LNX64.UBNTU.SVR22.WRKND.B050"]
        guard let hypervisor else { return all }
        return all.filter { $0.hasSuffix("G003") == (hypervisor == "KVM") }
    }

    /// KVM images have a number behind their code.
    static func shown(_ image: String) -> String { image.hasSuffix("G003") ? image + "|23215604" : image }

    /// The most nodes of a cluster by the code of its size.
    static let sizes: [String: (hypervisor: String, nodes: Int64)] = [
        "SVR.VNKS.STAND.C002.M008.NET.SSD.B050.G002": ("XEN", 10),
        "SVR.VNKS.STAND.C004.M016.NET.SSD.B050.G002": ("XEN", 50), "SVR.VNKS.STAND.C004.M016.G003": ("KVM", 250),
    ]
}

extension TableSchema { static let kubernetesOption = TableSchema("kubernetesOption") }
