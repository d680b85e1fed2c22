extension String {
    /// The name behind "a" or "an", as it is spoken: a UsagePlan, an Edge.
    public var withArticle: String {
        let isVowel = "AEIOUaeiou".contains(prefix(1)) && !isEmpty
        return isVowel && !lowercased().hasPrefix("us") ? "an \(self)" : "a \(self)"
    }
}
