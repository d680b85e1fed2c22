import Model

extension FieldChecker {
    /// The content of a file: written as a text, or taken from a file of the workspace.
    func content(_ node: Node, _ path: FieldPath) -> Value? {
        let type = FieldType.formatted(.fileContent)
        switch node.content {
        case .map(let members):
            guard members.count == 1, let member = members.first, member.key == "file",
                let file = scope.text(member.value, "'\(path).file'")
            else {
                findings.error(
                    .wrongType, "'\(path)' must be a string, or {file: path}", at: node.place,
                    help: "write {file: site/index.html} for a file of the workspace")
                return nil
            }
            return scope.context.contents?.text(at: file, named: member.value.place, path, findings).map(Value.string)
        case .template, .reference:
            wrongType(
                node, type, path,
                help: "values of other objects are not known yet when the content is read: use variables")
            return nil
        case .null, .bool, .integer, .number, .string, .list, .secret, .unknown:
            guard let text = node.text else {
                wrongType(node, type, path)
                return nil
            }
            return .string(FileContent(Array(text.utf8)).text)
        }
    }
}
