import Foundation
import Model
import OrderedCollections
import OrderedJSON

/// What a gateway is, object by object, in a plain form that wishes and what came of them share.
struct GatewayFacts: Equatable {
    /// By kind and the names on the way to it, as `Method shop/store /items GET`.
    private(set) var objects: [String: JSON] = [:]

    subscript(_ title: String) -> JSON? {
        get { objects[title] }
        set { objects[title] = newValue.map(Self.plain) }
    }

    /// Without what is unset, in one order. None of the lists here is about an order.
    static func plain(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            let kept = members.mapValues(plain).filter { !isNothing($0.value) }.sorted { $0.key < $1.key }
            return .object(OrderedDictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) }))
        case .array(let elements):
            return .array(elements.map(plain).sorted { $0.serialized() < $1.serialized() })
        case .integer(let number): return .string(String(number))
        case .number(let number): return .string(number == number.rounded() ? String(Int64(number)) : String(number))
        case .null, .bool, .string: return value
        }
    }

    private static func isNothing(_ value: JSON) -> Bool {
        switch value {
        case .null, .bool(false), .string(""): true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        case .bool, .integer, .number, .string: false
        }
    }

    /// What the other lacks, has besides, or has otherwise.
    func differences(from wanted: GatewayFacts) -> [String] {
        Set(objects.keys).union(wanted.objects.keys).sorted().compactMap { title in
            let (is_, should) = (objects[title], wanted.objects[title])
            guard is_ != should else { return nil }
            return "\(title) is \(is_?.serialized() ?? "not there"), should be \(should?.serialized() ?? "gone")"
        }
    }

    /// Without the paths that somebody else has added.
    var ours: GatewayFacts {
        var facts = self
        facts.objects = objects.filter { !$0.key.contains(" \(GatewayStranger.ownPath)") }
        return facts
    }

    /// Those of the kinds that a stage serves, in one API; what lies elsewhere left out.
    func served(in api: String) -> [String: JSON] {
        objects.filter { title, _ in Self.parts.contains { title.hasPrefix("\($0) \(api) ") } }
            .filter { title, value in !title.hasPrefix("Resource ") || value != [:] }
    }

    private static let parts = ["Resource", "Method", "Model", "GatewayResponse"]
}

// MARK: - What is wanted

extension GatewayWorld {
    /// What the manifests ask for.
    var facts: GatewayFacts {
        var facts = GatewayFacts()
        for (address, resource) in resources {
            var fields = resource.attributes.filter { !Self.placing.contains($0.key) }
            if address.kind == "ApiKey" { fields["enabled"] = fields["enabled"] ?? true }
            if fields["authentication"] == "NONE" { fields["authentication"] = nil }
            facts[title(address)] = fact(.map(fields))
        }
        // Each API has a root, whether somebody writes about it or not.
        for (title, value) in facts.objects where title.hasPrefix("Resource ") && title.hasSuffix(" /") && value == [:]
        {
            facts[title] = nil
        }
        return facts
    }

    /// Fields that say where an object lies, what it is called, and how nacre treats it.
    private static let placing: Set<String> = [
        "name", "product", "api", "resource", "path", "method", "type", "key", "deploy", "deploymentDescription",
    ]

    func title(_ address: Address) -> String { "\(address.kind) \(place(of: address))" }

    /// What other objects call it. Models are of the same API as those.
    private func name(_ address: Address) -> String {
        address.kind == "Model"
            ? "Model \(resources[address].map(kept.name) ?? address.name)" : title(address)
    }

    func place(of address: Address) -> String {
        guard let resource = resources[address] else { return "?" }
        let fields = resource.attributes
        func home(_ field: String) -> String { target(address, field).map(place) ?? "?" }
        let name = kept.name(of: resource)
        switch address.kind {
        case "Api": return "\(home("product"))/\(name)"
        case "Resource": return "\(home("api")) \(fields["path"]?.text ?? "")"
        case "Method": return "\(home("resource")) \(fields["method"]?.text ?? "")"
        case "GatewayResponse": return "\(home("api")) \(fields["type"]?.text ?? "")"
        case "Model", "Stage": return "\(home("api")) \(name)"
        case "Subscription": return "\(home("key")) \(home("product"))"
        default: return name
        }
    }

    private func fact(_ value: Value) -> JSON {
        switch value {
        case .null, .secret, .template: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .list(let elements): .array(elements.map(fact))
        case .map(let members): .object(members.mapValues(fact))
        case .reference(let reference): .string(reference.address.map(name) ?? "?")
        }
    }
}
