import GRDB
import Model
import OrderedJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Values as columns hold them. What does not read back is damage, and says where.
enum StoredText {
    static func text(_ attributes: Attributes) -> String { Value.map(attributes).json.serialized(.compact) }

    static func attributes(_ text: String, _ place: String) throws -> Attributes {
        guard case .map(let attributes) = Value(try json(text, place)) else {
            throw UnreadableRow(details: "\(place): not an object")
        }
        return attributes
    }

    static func json(_ text: String, _ place: String) throws -> JSON {
        do { return try JSON(parsing: text) } catch { throw UnreadableRow(details: "\(place): \(error)") }
    }

    static func value<T: RawRepresentable>(_ text: String, _ place: String) throws -> T where T.RawValue == String {
        guard let value = T(rawValue: text) else { throw UnreadableRow(details: "\(place): \"\(text)\" is unknown") }
        return value
    }

    static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }
}
