import OrderedJSON

/// What fences and boxes can be made of: the only place where the name of a spec, which lists show, meets its code, which requests
/// want. The specs are (inferred); the form of the codes and the numbers of Hadoop workers are not. Source: get-product-spec, datafence-code.
enum FenceProducts {
    static let kind = RESTKind(
        .fenceProduct,
        [
            .look("/product/get-product-spec") { _, _ throws(Failure) in .array(all.map(render)) },
            .look("/object-storage/get-bucket-list") { world, _ throws(Failure) in
                .array(Buckets.ofObjectStorage(world).map { ["name": .string($0.id), "enableable": true] })
            },
        ])

    struct Product: Sendable {
        let code: String
        /// How many there may be.
        let quantity: ClosedRange<Int64>
        /// Code and name.
        var specs: [(code: String, name: String)] = []
        var software: [String] = []
    }

    static func specName(_ spec: String, of product: String) -> String? {
        self[product]?.specs.first { $0.code == spec }?.name
    }

    static func software(of product: String) -> [String] { self[product]?.software ?? [] }

    static func quantity(of product: String) -> ClosedRange<Int64> { self[product]?.quantity ?? 0...0 }

    private static subscript(_ product: String) -> Product? { all.first { $0.code == product } }

    private static let all: [Product] = [
        Product(
            code: "FENCE_UBUNTU", quantity: 1...4, specs: standard("VFNC", [2, 4, 8]),
            software: ["SW.VFNC.OS.LNX64.UBNTU.SVR2004.B050"]),
        Product(code: "FENCE_NAS", quantity: 1...20),
        Product(
            code: "CON", quantity: 1...4, specs: standard("VCON", [2, 4, 8]),
            software: ["SW.VCON.OS.WND64.WND.SVR2019EN.B100"]),
        Product(code: "HD_EDGE", quantity: 1...1, specs: standard("VCHDP.EDGND", [4, 8])),
        Product(code: "HD_MASTER", quantity: 2...2, specs: standard("VCHDP.MSTDT", [4, 8])),
        Product(code: "HD_WORKER", quantity: 2...8, specs: standard("VCHDP.MSTDT", [4, 8])),
        Product(code: "BOX", quantity: 0...20),
        Product(code: "BOX_NAS", quantity: 1...20),
        Product(
            code: "SVR_LNX_UBUNTU", quantity: 0...4, specs: standard("VSVR", [2, 4, 8, 16]),
            software: ["SW.VSVR.OS.LNX64.UBNTU.SVR2004.B050", "SW.VSVR.OS.LNX64.UBNTU.SVR2204.B050"]),
        Product(
            code: "SVR_WIN", quantity: 0...4, specs: standard("VSVR", [2, 4, 8]),
            software: ["SW.VSVR.OS.WND64.WND.SVR2019EN.B100"]),
        Product(
            code: "TF_CPU", quantity: 0...4, specs: standard("VTFLW", [4, 8]),
            software: ["SW.VTFLW.OS.LNX64.UBNTU.SVR2004.TFLOW.B050"]),
        Product(
            code: "TF_GPU", quantity: 0...2,
            specs: [("SVR.VTFLW.GPU.GPU1.C004.M030.NET.SSD.B050.G002", "GPU (1GPU 4vCPU 30GB Mem)")],
            software: ["SW.VTFLW.OS.LNX64.UBNTU.SVR2004.TFLOW.B050"]),
    ]

    /// Four GB of memory for each CPU, such as `Standard (4vCPU 16GB Mem)`.
    private static func standard(_ family: String, _ cpus: [Int]) -> [(code: String, name: String)] {
        cpus.map { count in
            (
                "SVR.\(family).STAND.C\(padded(count)).M\(padded(4 * count)).NET.HDD.B050.G002",
                "Standard (\(count)vCPU \(4 * count)GB Mem)"
            )
        }
    }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }

    private static func render(_ product: Product) -> JSON {
        let specs = product.specs.map { spec -> JSON in
            ["specCode": .string(spec.code), "specName": .string(spec.name), "hypervisorTypeCode": "XEN"]
        }
        return [
            "productCode": .string(product.code), "defaultQuantity": .integer(max(1, product.quantity.lowerBound)),
            "minQuantity": .integer(product.quantity.lowerBound), "maxQuantity": .integer(product.quantity.upperBound),
            "specCodeList": .array(specs), "softwareCodeList": .array(product.software.map(JSON.string)),
        ]
    }
}

extension TableSchema {
    /// Nothing is kept in it: products are the same for every account.
    static let fenceProduct = TableSchema("fenceProduct", nameAttribute: "productCode")
}
