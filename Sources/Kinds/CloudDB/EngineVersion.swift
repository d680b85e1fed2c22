import Model
import NcloudClient

// The version of an instance's engine. Manifests may write its number alone, the API takes the code that the image has for it.

extension CloudDatabase {
    /// Image and version of the engine. Servers restart. Without a version in the manifest it is the highest one of the image
    /// that one upgrade leads to.
    /// - Parameter steps: the rule of the upgrades.
    func engineChange(_ steps: Constraint) -> ActionOperations.Change {
        let call = call("upgrade", "DbEngineVersion")
        return .own("image", "engineVersion", calls: [call]) { object throws(StepFailure) in
            guard object.differs("image", "engineVersion") else { return }
            let image = object.value("image")?.spelling
            let offered = try await versions(object.session) { $0.id == image }
            let version: String? =
                if let wanted = object.desired.text("engineVersion") {
                    offered.code(of: wanted) ?? wanted
                } else {
                    try offered.latest(from: object.text("engineVersion"), steps, of: image)
                }
            let parameters: Parameters = [
                instanceNumber: object.id, member("ImageProductCode"): image, "engineVersionCode": version,
                "isMajorVersionUpgrade": Self.isMajor(from: object.text("engineVersion"), to: version),
            ]
            let number = version.map(TextFormat.engineVersion.normal)
            try await object.changeAndSettle(.action(service, call, parameters), "engine upgraded") { live in
                (!object.differs("image") || live.attributes.text("image") == image)
                    && (number == nil
                        || live.attributes.text("engineVersion").map(TextFormat.engineVersion.normal) == number)
            }
        }
    }

    /// The code to send for the version of a new instance.
    func engineCode(of desired: DesiredObject, _ session: any CallSession) async throws(StepFailure) -> String? {
        guard let version = desired.text("engineVersion") else { return nil }
        let image = desired.text("image")
        return try await versions(session) { offer in
            (image == nil || offer.id == image) && offer.engineVersions.code(of: version) != nil
        }.code(of: version) ?? version
    }

    /// The codes of the versions that the first image meeting a condition has, the highest first; none where there is none.
    private func versions(
        _ session: any CallSession, of isMeant: @Sendable (LiveObject) -> Bool
    ) async throws(StepFailure) -> [String] {
        try await session.object(imageKind, where: isMeant)?.engineVersions ?? []
    }

    /// Whether the first two numbers of versions differ: 8.0 and 8.4.
    private static func isMajor(from old: String?, to new: String?) -> Bool {
        func series(_ code: String?) -> [Substring] {
            TextFormat.engineVersion.normal(code ?? "").split(separator: ".").prefix(2).map { $0 }
        }
        return old != nil && new != nil && series(old) != series(new)
    }
}

extension LiveObject {
    /// Of an image, the codes of the versions that it has.
    fileprivate var engineVersions: [String] { attributes["engineVersions"]?.elements.compactMap(\.text) ?? [] }
}

extension [String] {
    /// The one of these codes that has the number of a version.
    fileprivate func code(of version: String) -> String? {
        let number = TextFormat.engineVersion.normal(version)
        return first { TextFormat.engineVersion.normal($0) == number }
    }

    /// The first of these codes that one upgrade leads to; nil where there are none.
    fileprivate func latest(
        from current: String?, _ steps: Constraint, of image: String?
    ) throws(StepFailure) -> String? {
        guard let current, !isEmpty else { return first }
        let reached = first { steps.violation(changing: .string(current), to: .string($0)) == nil }
        guard let reached else {
            throw .refused(
                "no version of the image \(image ?? "") can be reached from \(current): it has \(joined(separator: ", "))",
                help: "choose another image; versions go up one step at a time")
        }
        return reached
    }
}
