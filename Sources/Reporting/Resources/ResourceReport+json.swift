import Model
import OrderedJSON

extension ResourceReport {
    /// The versions of the JSON of a list and of one object.
    public static let listFormat = "nacre.resources/2"
    public static let format = "nacre.resource/2"

    public static func json(_ resources: [RecordedResource]) -> JSON {
        let sorted = resources.sorted { $0.address < $1.address }
        return JSON(members: [
            ("format", .string(listFormat)), ("resources", .array(sorted.map(\.summaryJSON))),
        ])
    }

    public static func json(_ resource: RecordedResource, live: LiveView = .notAsked) -> JSON {
        JSON(members: [
            ("format", .string(format)),
            ("resource", .object(resource.summaryJSON.members.merging(resource.detailJSON.members) { $1 })),
            ("exists", live.exists.map(JSON.bool)),
            ("live", live.object?.reportJSON),
        ])
    }
}

extension RecordedResource {
    fileprivate var summaryJSON: JSON {
        JSON(members: [
            ("address", JSON(address)),
            ("kind", .string(address.kind)),
            ("name", .string(address.name)),
            ("id", JSON(id)),
            ("status", .string(condition.rawValue)),
            ("protect", .bool(protect)),
            ("onRemove", .string(onRemove.rawValue)),
            ("adopted", .bool(adopted)),
        ])
    }

    fileprivate var detailJSON: JSON {
        JSON(members: [
            ("applied", Value.map(applied).reportJSON),
            ("outputs", Value.map(lastSeen).reportJSON),
            ("dependencies", .array(dependencies.map { JSON($0) })),
            ("operation", operation.map(JSON.string)),
        ])
    }
}

extension LiveObject {
    fileprivate var reportJSON: JSON {
        JSON(members: [
            ("kind", .string(kind)),
            ("id", .string(id)),
            ("status", status.map(JSON.string)),
            ("created", created.map(JSON.string)),
            ("attributes", Value.map(attributes).reportJSON),
        ])
    }
}
