extension Kind.Procedure {
    /// The same with other calls where the field is given: a login key with a public half is imported, not made.
    public func calling(_ calls: [String], where field: String) -> Kind.Procedure {
        var procedure = self
        procedure.instead[field] = calls
        return procedure
    }

    /// The calls that an object with these fields takes.
    public func calls(making attributes: Attributes) -> [String] {
        let given = instead.keys.sorted().first { attributes[$0].map { !$0.isAbsent } ?? false }
        return given.flatMap { instead[$0] } ?? calls
    }
}
