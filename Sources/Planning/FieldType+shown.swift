import Model

extension FieldType {
    /// The value as a plan says it: of the content of a file the digest alone.
    func shown(_ value: Value?) -> Value? {
        guard self == .formatted(.fileContent), case .string(let text)? = value else { return value }
        return .string(FileContent.withoutBytes(text))
    }
}
