import Model

/// What an image of a classic server says of its operating system, and the lookup for one of the same in VPC.
struct ClassicImage {
    /// What it is called, with its product code.
    let name: String
    let criteria: Attributes

    /// Disks of the types that VPC has today need servers of this one (api/vserver.md §3.9).
    static let hypervisor = "KVM"

    /// What the names of classic images begin with, and what the same is among the images of VPC. CentOS is offered no
    /// more; the vendor's successor of the same family is Rocky Linux (api/vserver.md §3.2).
    private static let systems = [
        ("ubuntu", "UBUNTU"), ("centos", "ROCKY"), ("rocky", "ROCKY"), ("win", "WINDOWS"),
    ]

    init(_ server: Attributes) {
        let image = server.text("image") ?? "an unknown image"
        name = server.text("imageProduct").map { "\(image) (\($0))" } ?? image
        var criteria: Attributes = [:]
        if let system = Self.systems.first(where: { image.lowercased().hasPrefix($0.0) }) {
            criteria["osType"] = .string(system.1)
        } else {
            let isWindows = server.text("platform")?.hasPrefix("WND") ?? false
            criteria["osCategory"] = isWindows ? "WINDOWS" : "LINUX"
        }
        criteria["hypervisor"] = .string(Self.hypervisor)
        criteria["pick"] = "newest"
        self.criteria = criteria
    }
}
