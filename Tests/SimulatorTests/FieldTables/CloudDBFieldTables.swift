/// What the answers of Cloud DB share. Source: api/clouddb.md §1; the models of the vendor's Go library.
enum CloudDBFieldTables {
    static let product = FieldTable(
        "productList",
        texts: """
            productCode productName productDescription osInformation dbKindCode generationCode engineVersionCode
            """,
        integers: "cpuCount memorySize baseBlockStorageSize addBlockStorageSize",
        coded: "productType infraResourceType infraResourceDetailType platformType diskType",
        optional: "infraResourceDetailType platformType diskType engineVersionCode")

    static let targetVpc = FieldTable("targetVpcList", texts: "vpcNo vpcName ipv4CidrBlock regionCode createdDate")

    static let targetSubnet = FieldTable(
        "targetSubnetList", texts: "subnetNo subnetName vpcNo vpcName zoneCode subnet isPublic createdDate")

    static func log(_ list: String) -> FieldTable {
        FieldTable(list, texts: "fileName fileDate", integers: "fileSize")
    }

    /// What answers without a list.
    static let plain = FieldTable(nil)
}
