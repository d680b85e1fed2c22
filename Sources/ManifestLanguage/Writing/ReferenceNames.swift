import Model

/// What a text has to be so that a reference means one object and no other, seen from where it is written: beside
/// `shop.orders.v1` a text `Order` is `shop.orders.Order` where there is such a one.
struct ReferenceNames {
    /// The name of the object that refers.
    var home = ""
    /// Every object of the text.
    var known: Set<Address> = []
    /// Whether what lies inside the same outer object is called by the rest of its name.
    var isShortened = false

    /// The text; nil when every one would mean another object.
    func text(for address: Address) -> String? {
        var texts = [address.name]
        if isShortened {
            texts += outerNames.compactMap { outer in
                address.name.hasPrefix("\(outer).") ? String(address.name.dropFirst(outer.count + 1)) : nil
            }
        }
        return texts.filter { meaning(of: $0, kind: address.kind) == address }.min { $0.count < $1.count }
    }

    /// The names around ``home``, the innermost first.
    private var outerNames: [Substring] {
        var names: [Substring] = []
        var outer = home[...]
        while let dot = outer.lastIndex(of: ".") {
            outer = outer[..<dot]
            names.append(outer)
        }
        return names
    }

    /// What the reader takes the text for.
    private func meaning(of text: String, kind: String) -> Address {
        let near = outerNames.lazy.map { Address(kind: kind, name: "\($0).\(text)") }.first(where: known.contains)
        return near ?? Address(kind: kind, name: text)
    }
}
