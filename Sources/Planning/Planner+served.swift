import Model

// Objects that the cloud removes when they have served.

extension Planner {
    /// Whether an object that is not there has served already, or would have: it is not made again.
    func hasServed(_ resource: DesiredResource, _ kind: Kind) -> Bool {
        kind.hasServed(known.resolve(resource.attributes, of: resource.address), by: options.now)
    }

    /// Leaves an object that has served as it is: gone. One that never was is worth a word.
    mutating func passOver(_ resource: DesiredResource) {
        unchanged.append(resource.address)
        guard recorded[resource.address]?.id == nil else { return }
        warnings.append(
            Diagnostic(
                .warning, code: "time-passed", "\(resource.address) is not created, because its time has passed",
                at: resource.span, help: "set a time in the future, or remove the document"))
    }
}
