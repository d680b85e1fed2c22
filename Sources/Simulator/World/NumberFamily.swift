/// A family of numbers that objects are called by, and where it begins in a fresh world.
struct NumberFamily: Hashable, Sendable {
    /// What the counter is kept under in a world's file.
    let name: String
    let first: Int64

    /// VPC objects and what is told by a plain number.
    static let network = NumberFamily(name: "network", first: 10_401)
    /// Whatever is called an instance.
    static let instance = NumberFamily(name: "instance", first: 21_900_101)
}
