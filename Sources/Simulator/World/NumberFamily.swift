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
