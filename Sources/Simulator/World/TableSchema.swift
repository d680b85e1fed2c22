/// What is known of a table before it has records. Two with one name are the same table.
struct TableSchema: Sendable {
    /// What world files and control calls know the table by.
    let name: String
    /// The attribute a person knows a record by.
    let nameAttribute: String
    /// Attributes looked up often enough to deserve an index; a list attribute is indexed by each of its elements.
    let indexes: [String]
    /// Where the ids come from; nil for ids of letters.
    let numbers: NumberFamily?

    /// - Parameter nameAttribute: `vpcName` for `vpc`, unless it is given.
    init(_ name: String, nameAttribute: String? = nil, numbers: NumberFamily? = nil, indexes: [String] = []) {
        self.name = name
        self.nameAttribute = nameAttribute ?? name + "Name"
        self.indexes = indexes
        self.numbers = numbers
    }
}

extension TableSchema: Hashable {
    static func == (one: TableSchema, other: TableSchema) -> Bool { one.name == other.name }

    func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// A series of numbers that ids are taken from, and where it begins in a fresh world.
struct NumberFamily: Hashable, Sendable {
    /// What the counter is kept under in a world's file.
    let name: String
    let first: Int64

    /// Networks, groups and scripts.
    static let network = NumberFamily(name: "network", first: 10_401)
    /// Servers, disks, addresses and whatever else is called an instance.
    static let instance = NumberFamily(name: "instance", first: 21_900_101)
}
