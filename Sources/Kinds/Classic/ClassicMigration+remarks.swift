import Model

// What the head of the file says: what is not the same, and what cannot be known.

extension ClassicMigration {
    static let heading = MigrationDraft.heading(.vpc, from: "servers of the Classic environment")

    func remarks(on servers: [LiveObject]) -> [String] {
        [
            "Data: nothing on the disks is moved. The new servers start from an image of the cloud, and their disks are "
                + "empty. Sizes of root disks are those of the images; they were \(servers.listing("rootDiskSize", " GB")).",
            "Addresses: they change. Private addresses were \(servers.listing("privateIp")); the ranges here are examples.",
            "Images: no document lists which VPC image corresponds to a classic one. The lookups find the newest of the "
                + "same system; a CentOS server gets Rocky Linux.",
            "Specs: the smallest ones with at least as many CPUs and as much memory.",
            "Access control groups: classic groups have rules for incoming traffic only, so outgoing traffic is "
                + "unrestricted here.",
            "Login keys: these are new pairs with the old names. To keep a key pair, replace privateKeyFile by "
                + "publicKey; if the key exists in the VPC environment already, add import: {name: …}.",
            forwarding(of: servers),
            "Not included: NAS volumes, snapshots, images of your own, load balancers, and what runs on the servers.",
        ].compactMap(\.self) + losses
    }

    /// Nil when no server is reached through a forwarded port.
    private func forwarding(of servers: [LiveObject]) -> String? {
        let forwarded = servers.filter { $0.attributes.text("portForwarding") != nil }
        guard !forwarded.isEmpty else { return nil }
        return "Port forwarding: a VPC has none; servers without a public address are reached through an SSL VPN or a "
            + "server that has one. It was \(forwarded.listing("portForwarding"))."
    }
}
