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
            let text = scope.context.contents?.text(at: file, named: member.value.place, path, findings)
            guard let text, !holdsPrivateKey(file, member.value.place, path) else { return nil }
            return .string(text)
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

    /// Tells of a private key in a file whose content would be uploaded.
    private func holdsPrivateKey(_ file: String, _ place: Place, _ path: FieldPath) -> Bool {
        guard scope.context.contents?.holdsPrivateKey(file) ?? false else { return false }
        findings.error(
            .leakedSecret, "'\(path)' holds a private key", at: place, notes: ["it is in \(file)"],
            help: "give another file, and create a new key pair if others could read this one")
        return true
    }

    /// The text of a file of the workspace as it is: nothing in it is an expression.
    func text(ofFile file: Node, _ node: Node, _ path: FieldPath) -> Value? {
        guard let name = scope.text(file, "'\(path).file'"),
            let content = scope.context.contents?.text(at: name, named: file.place, path, findings)
        else { return nil }
        guard let bytes = FileContent(content)?.bytes, let text = String(validating: bytes, as: UTF8.self) else {
            findings.error(.badValue, "\(name), given as '\(path)', is not UTF-8 text", at: file.place)
            return nil
        }
        return holdsPrivateKey(Node(.string(text), at: node.place), .text, path) ? nil : .string(text)
    }
}

extension Node {
    /// What `{file: …}` names; nil for anything else.
    var namedFile: Node? {
        guard case .map(let members) = content, members.count == 1, members.first?.key == "file" else { return nil }
        return members.first?.value
    }
}
