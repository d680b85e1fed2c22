import OrderedJSON

/// How many servers a group has: at least, at most, and now. Source: api/autoscaling.md §3.
struct GroupSizes {
    static let bounds: ClosedRange<Int64> = 0...30

    var least: Int64
    var most: Int64
    var desired: Int64

    /// min ≤ desired ≤ max, all of them from 0 to 30.
    func check() throws(Failure) {
        guard Self.bounds.contains(least) else { throw .invalid("minSize") }
        guard Self.bounds.contains(most), least <= most else { throw .invalid("maxSize") }
        guard (least...most).contains(desired) else { throw .invalid("desiredCapacity") }
    }

    /// A wish as far as the sizes allow it. A control call may have made the least greater than the most.
    func fitting(_ wish: Int64) -> Int64 { min(max(wish, least), most) }

    var attributes: [String: JSON] {
        ["minSize": .integer(least), "maxSize": .integer(most), "desiredCapacity": .integer(desired)]
    }

    /// Of a new group; without a wish as few as allowed.
    static let given = Input.values { parameters, _, _ throws(Failure) in
        let least = try parameters.requiredInteger("minSize")
        let sizes = GroupSizes(
            least: least, most: try parameters.requiredInteger("maxSize"),
            desired: try parameters.integer("desiredCapacity") ?? least)
        try sizes.check()
        return sizes.attributes
    }

    /// What is not given stays, and has to fit the rest. (inferred: it is not moved along)
    static let changed = Input.values { parameters, group, _ throws(Failure) in
        let present = GroupSizes(of: group)
        let sizes = GroupSizes(
            least: try parameters.integer("minSize") ?? present.least,
            most: try parameters.integer("maxSize") ?? present.most,
            desired: try parameters.integer("desiredCapacity") ?? present.desired)
        try sizes.check()
        return sizes.attributes
    }

    static let desired = Input.values { parameters, group, _ throws(Failure) in
        var sizes = GroupSizes(of: group)
        sizes.desired = try parameters.requiredInteger("desiredCapacity")
        try sizes.check()
        return sizes.attributes
    }
}

extension GroupSizes {
    /// As a group or a schedule has them.
    init(of record: Record) {
        self.init(
            least: record.integer("minSize"), most: record.integer("maxSize"),
            desired: record.integer("desiredCapacity"))
    }
}
