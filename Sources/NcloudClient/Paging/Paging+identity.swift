import OrderedJSON

extension Paging {
    /// What tells the elements apart; nil when one of them is there twice, as one that moved to the next page is.
    func identities(of elements: [JSON]) -> Set<String>? {
        let ids = Set(elements.map(identity))
        return ids.count == elements.count ? ids : nil
    }

    /// The id of an element, such as the `vpcNo` in a `vpcList`; the whole element where no member is called so.
    private func identity(of element: JSON) -> String {
        idNames.lazy.compactMap { element[$0]?.text }.first ?? element.serialized(.compact)
    }

    /// `vpcList` has elements with a `vpcNo`, `productPage.content` with a `productId`, `apis` with an `apiId`.
    private var idNames: [String] {
        list.reversed().flatMap { key -> [String] in
            var stem = key[...]
            for suffix in ["List", "Page", "s"] where stem.hasSuffix(suffix) {
                stem = stem.dropLast(suffix.count)
                break
            }
            return stem.isEmpty ? [] : ["\(stem)No", "\(stem)Id"]
        }
    }
}
